#!/bin/sh
# The command's columns of tissues, organ systems and binders, against tables read in another way.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

cat >proteome.fa <<'END'
>sp|P1|A_HUMAN one GN=TTN
MESDPIVAQYK
>sp|P2|B_HUMAN two GN=HLA B
ESDPIVAQY
>sp|P3|C_HUMAN three GN=NEW1
ESDPIVAQY
>four
ESDPIVAQY
>sp|P5|E_HUMAN five GN=CMD1G
ESDPIVAQY
>sp|P6|F_HUMAN six GN=OFF
ESDPIVAQY
>sp|P7|G_HUMAN seven GN=NIL
ESDPIVAQY
END
tr '|' '\t' >atlas.tsv <<'END'
Gene|Gene name|Gene synonym|Tissue|nTPM
ENSG1|TTN|CMD1G, old|heart muscle|57.3
ENSG1|TTN|CMD1G, old|skin|1
ENSG1|TTN|CMD1G, old|liver|0.9
ENSG2|HLA B||liver|100
ENSG3|OFF||liver|0
ENSG3|OFF||skin|
ENSG4|NIL||liver|0
ENSG4|NIL||skin|0
ENSG4|NIL||heart muscle|0.5
END

# ---- Columns: unknown is told apart from none ----

table "$columns|expression|tissues|vital|organs
1|ESDPIVAQY|ESDPIVAQY|0|46|P1|TTN|2|10|57.3|heart muscle;skin|heart muscle|heart;skin
1|ESDPIVAQY|ESDPIVAQY|0|46|P2|HLA B|1|9|100|liver|liver|liver
1|ESDPIVAQY|ESDPIVAQY|0|46|P3|NEW1|1|9||unknown|unknown|unknown
1|ESDPIVAQY|ESDPIVAQY|0|46|four||1|9||unknown|unknown|unknown
1|ESDPIVAQY|ESDPIVAQY|0|46|P5|CMD1G|1|9|57.3|heart muscle;skin|heart muscle|heart;skin
1|ESDPIVAQY|ESDPIVAQY|0|46|P6|OFF|1|9|0|unknown|unknown|unknown
1|ESDPIVAQY|ESDPIVAQY|0|46|P7|NIL|1|9|0.5|none|none|none" \
    mimicry search --tissues atlas.tsv --columns vital --organs proteome.fa -e ESDPIVAQY
mimicry search --tissues atlas.tsv --min-expression 0 proteome.fa -e ESDPIVAQY >rows
all='heart muscle;skin;liver'
is "$all liver unknown unknown $all liver $all" \
    "$(tail -n +2 rows | cut -f 12 | tr '\n' ' ' | sed 's/ $//')"
mimicry search --tissues atlas.tsv --min-expression 58 proteome.fa -e ESDPIVAQY >rows
is 'none liver unknown unknown none unknown none' \
    "$(tail -n +2 rows | cut -f 12 | tr '\n' ' ' | sed 's/ $//')"

{ grep -A 1 P1 proteome.fa; grep -A 1 P3 proteome.fa; } >two.fa
grep -A 1 P1 proteome.fa >one.fa

# ---- The level in tissues by name: of every gene, as the table has it ----

works mimicry search --tissues atlas.tsv --levels ' LIVER,heart muscle' proteome.fa -e ESDPIVAQY
is 'level_liver level_heart_muscle' "$(head -n 1 "$work/out" | cut -f 12,13 | tr '\t' ' ')"
awk -F '\t' 'files < 2 && FNR == 1 { files++ }
    files == 1 { # by its symbol, its identifier and its other names
        n = split($2 "," $1 "," $3, names, /, ?/)
        for (i = 1; i <= n; i++) if (names[i] != "") level[toupper(names[i]), $4] = $5
        next
    }
    FNR > 1 { print level[toupper($7), "liver"] "\t" level[toupper($7), "heart muscle"] }' \
    atlas.tsv "$work/out" >expected
sed 1d "$work/out" | cut -f 12,13 >found
same expected found
[ "$(sort -u found | wc -l)" -gt 3 ] || fail 'hardly any level' cat found
works mimicry screen --tissues atlas.tsv --levels skin proteome.fa -e ESDPIVAQY --format jsonl
is '"nearest_level_skin":1,"best_level_skin":1' \
    "$(grep -o '"[a-z]*_level_skin":[^,]*' "$work/out" | paste -s -d ,)"
for case in 'hart muscle|it has .heart muscle.' 'liver, Liver|comes twice' '|has no tissue' \
    'skin,|has no tissue'; do
    fails 2 "^mimicry: levels: .*${case#*|}" mimicry search --tissues atlas.tsv \
        --levels "${case%%|*}" proteome.fa -e ESDPIVAQY
    fails 2 "^mimicry: levels: .*${case#*|}" mimicry screen --tissues atlas.tsv \
        --levels "${case%%|*}" proteome.fa -e ESDPIVAQY
done
many=$(seq -s , 17)
tr , '\t' <<END | sed '1s/^/gene\t/; 2s/^/TTN\t/' >many.tsv
$many
$many
END
fails 2 'levels of more than 16 tissues' mimicry search --tissues many.tsv --levels "$many" \
    proteome.fa -e ESDPIVAQY
works mimicry search --tissues many.tsv --levels "${many%,17}" proteome.fa -e ESDPIVAQY
is "$(seq -s ' ' 16)" "$(grep TTN "$work/out" | cut -f 12-27 | tr '\t' ' ')"

# ---- Binders: the best row of the match, not of the query ----

printf 'Peptide,MHC,%%Rank_EL\nesdpivaqy,HLA-B*35:01,0.9\nESDPIVAQY,HLA-A*01:01,0.02\n' >binders.csv
table "$columns|presented|allele
1|ESDPIVAQC|ESDPIVAQY|1|37|P1|TTN|2|10|0.02|HLA-A*01:01" \
    mimicry search -m 1 --binders binders.csv one.fa -e ESDPIVAQC
table "$columns|presented|allele
1|SDPIVAQY|SDPIVAQY|0|41|P1|TTN|3|10||" \
    mimicry search --binders binders.csv one.fa -e SDPIVAQY

# ---- Every format, and beside other columns ----

printf 'gene,"skin, 1",liver\nTTN,3.25,1e1\n' | gzip >wide.csv.gz
works mimicry search --flank 1 --tissues wide.csv.gz --organs --binders binders.csv --format jsonl \
    two.fa -e SDPIVAQY
is '"expression":10,"tissues":"liver;skin, 1","organs":"liver;skin","presented":null,"allele":null}
"expression":null,"tissues":"unknown","organs":"unknown","presented":null,"allele":null}' \
    "$(sed 's/.*"c_flank":[^,]*,//' "$work/out")"
prints 'query_id,query,match,mismatches,score,accession,gene,start,end,rank,expression,tissues
1,MESDPIVAQYK,MESDPIVAQYK,0,56,P1,TTN,1,11,1,10,"liver;skin, 1"' \
    mimicry search --tissues wide.csv.gz --format csv proteome.fa -e MESDPIVAQYK

# ---- Another table of organs ----

printf 'vital\ttissue\torgan\nno\tHEART_MUSCLE\tpump\nYes\tskin\thide\n' >organs.tsv
run mimicry search --tissues atlas.tsv --organs-table organs.tsv --columns vital --organs \
    proteome.fa -e MESDPIVAQYK
is 'skin pump;hide' "$(tail -n +2 "$work/out" | cut -f 13- | tr '\t' ' ')"
is "mimicry: note: tissues that are not in the table of organs, so that it is unknown whether they \
are vital: 1 of 3, 'liver' the first" "$(grep -v 'is FASTA' "$work/err")"

# ---- Refused ----

for words in '--organs' '--min-expression 1' '--organs-table organs.tsv' \
    '--tissues atlas.tsv --min-expression x' \
    '--tissues atlas.tsv --min-expression inf' '--tissues atlas.tsv --counts' \
    '--tissues'; do
    # shellcheck disable=SC2086 # several words
    fails 2 'see mimicry search --help' mimicry search proteome.fa -e ESDPIVAQY $words
done
fails 2 'vital tissues without a table' \
    mimicry search proteome.fa -e ESDPIVAQY --columns vital
printf 'gene,liver\nA,1\nB,much\n' >bad.csv
printf 'gene,liver\nB,much\nA,1\n' >late.csv
fails 1 "late.csv:2: column 'liver' has 'much' where a number was expected" \
    mimicry search --tissues late.csv proteome.fa -e ESDPIVAQY
fails 1 "bad.csv:3: column 'liver' has 'much' where a number was expected" \
    mimicry search --tissues bad.csv proteome.fa -e ESDPIVAQY
fails 1 'none.tsv: cannot open' mimicry search --tissues none.tsv proteome.fa -e ESDPIVAQY
fails 1 'wide.csv.gz:1: no column of peptides' \
    mimicry search --binders wide.csv.gz proteome.fa -e ESDPIVAQY
fails 1 'bad.csv:1: the columns tissue, organ and vital' mimicry search --tissues atlas.tsv \
    --organs --organs-table bad.csv proteome.fa -e ESDPIVAQY

# ---- The table of organs: it has the names of the atlas and of GTEx, and every name once ----

cat >gtex <<'END'
Adipose_Subcutaneous Adipose_Visceral_Omentum Adrenal_Gland Artery_Aorta Artery_Coronary
Artery_Tibial Bladder Brain_Amygdala Brain_Anterior_cingulate_cortex_BA24
Brain_Caudate_basal_ganglia Brain_Cerebellar_Hemisphere Brain_Cerebellum Brain_Cortex
Brain_Frontal_Cortex_BA9 Brain_Hippocampus Brain_Hypothalamus
Brain_Nucleus_accumbens_basal_ganglia Brain_Putamen_basal_ganglia
Brain_Spinal_cord_cervical_c-1 Brain_Substantia_nigra Breast_Mammary_Tissue
Cells_Cultured_fibroblasts Cells_EBV-transformed_lymphocytes Cervix_Ectocervix
Cervix_Endocervix Colon_Sigmoid Colon_Transverse Esophagus_Gastroesophageal_Junction
Esophagus_Mucosa Esophagus_Muscularis Fallopian_Tube Heart_Atrial_Appendage
Heart_Left_Ventricle Kidney_Cortex Kidney_Medulla Liver Lung Minor_Salivary_Gland
Muscle_Skeletal Nerve_Tibial Ovary Pancreas Pituitary Prostate Skin_Not_Sun_Exposed_Suprapubic
Skin_Sun_Exposed_Lower_leg Small_Intestine_Terminal_Ileum Spleen Stomach Testis Thyroid Uterus
Vagina Whole_Blood
END
tr ' ' '\n' <gtex >names
is 54 "$(wc -l <names)"
{
    printf '#1.2\n1\t54\nName\tDescription'
    tr '\n' '\t' <names | sed 's/^/\t/; s/\t$//'
    printf '\nENSG1.2\tTTN'
    seq 54 | tr '\n' '\t' | sed 's/^/\t/; s/\t$/\n/'
} >gtex.gct
works mimicry search --tissues gtex.gct --organs --columns vital proteome.fa -e MESDPIVAQYK
is 54 "$(tail -n 1 "$work/out" | cut -f 12 | tr ';' '\n' | wc -l)"
is Whole_Blood "$(tail -n 1 "$work/out" | cut -f 12 | cut -d ';' -f 1)"
awk -F '\t' 'NR == 1 { if ($0 != "tissue\torgan\tvital") exit 1; next }
    NF != 3 || $1 == "" || $2 == "" || ($3 != "yes" && $3 != "no") || seen[tolower($1)]++ { exit 1 }
    END { if (NR < 91) exit 1 }' "$MIMICRY_DATA/organs.tsv" || fail 'data/organs.tsv'
pass

# ---- The atlas itself, where it is at hand: every gene and tissue as another program reads it ----

atlas=${MIMICRY_SHARED:-none}/tables/hpa.gene_by_tissue.tsv.gz
long=${MIMICRY_SHARED:-none}/tables/hpa.rna_tissue_consensus.sample.tsv.gz
if [ -f "$atlas" ] && [ -f "$long" ]; then
    for file in "$atlas" "$long"; do
        # A protein for each of some genes, and what is to be told of it.
        python3 - "$file" proteins.fa "$MIMICRY_DATA/organs.tsv" >expected <<'PYTHON'
import collections
import csv
import gzip
import re
import sys

levels = collections.defaultdict(dict)


def note(gene: str, tissue: str, text: str) -> None:
    old = levels[gene].get(tissue)
    if text in ("", "nan", "NA"):
        levels[gene].setdefault(tissue, None)
    elif old is None or float(text) > old:
        levels[gene][tissue] = float(text)


with gzip.open(sys.argv[1], "rt") as file:
    rows = csv.reader(file, delimiter="\t")
    header = next(rows)
    for row in rows:
        if "Tissue" in header:
            note(row[1].upper(), row[2], row[3])
            continue
        for tissue, text in zip(header[2:], row[2:]):
            note(row[1].upper(), tissue, text)
words = lambda name: " ".join(re.findall("[a-z0-9]+", name.lower()))
with open(sys.argv[3]) as file:
    organs = {words(r["tissue"]): r for r in csv.DictReader(file, delimiter="\t")}
every = {t for of_gene in levels.values() for t in of_gene}
genes = [g for i, g in enumerate(levels) if i % 20 == 0 or g in ("TTN", "MATR3", "OR11H1")]
with open(sys.argv[2], "w") as file:
    for gene in genes + ["NOSUCHGENE1"]:
        file.write(f">x|{gene}|y z GN={gene}\nACDEFGHIK\n")
for gene in genes + ["NOSUCHGENE1"]:
    known = {t: v for t, v in levels.get(gene, {}).items() if v is not None}
    lacks = [t for t in every if t not in known]
    above = sorted((t for t in known if known[t] >= 2.5), key=lambda t: -known[t])
    vital = [t for t in above if organs[words(t)]["vital"] == "yes"]
    may_be = [t for t in lacks if organs[words(t)]["vital"] == "yes"]
    systems = list(dict.fromkeys(organs[words(t)]["organ"] for t in above))
    cells = [f"{max(known.values()):.15g}" if known else ""]
    cells += [";".join(above) or ("unknown" if lacks else "none")]
    cells += [";".join(vital) or ("unknown" if may_be else "none")]
    cells += [";".join(systems) or ("unknown" if lacks else "none")]
    print(gene, *cells, sep="\t")
PYTHON
        sed -i 's/^>x|[^|]*|y/>y/' proteins.fa
        mimicry search --tissues "$file" --min-expression 2.5 --columns vital --organs proteins.fa \
            -e ACDEFGHIK | tail -n +2 | cut -f 7,11- >found
        same expected found
        [ "$(wc -l <found)" -gt 200 ] || fail 'hardly any gene was compared'
        grep -q 'unknown' found || fail 'no gene was unknown'
    done
else
    skip 'the Human Protein Atlas' 'it is not at hand'
fi
finish
