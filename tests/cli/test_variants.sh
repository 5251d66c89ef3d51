#!/bin/sh
# A patient's proteome: variants of VCF files and tables, and what is told of those left out.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# notes TEXT COMMAND...: it works, and its notes of variants are exactly these.
notes() {
    text=$1
    shift
    works "$@"
    is "$text" "$(grep variants "$work/err" | sed 's/^mimicry: note: //')"
}

cat >p.fa <<'FASTA'
>ENSP00000000233.5 transcript:ENST00000000233 gene_symbol:ARF5
MGLTVSALFSRIFGKKQMRILMVGLDAAGKTTILYKLKLGEIVTTIPTIGFNVETVEYKNICFTVWDVGGQDKIRPLWRH
>sp|P00002|BBB_HUMAN Beta OS=Homo sapiens OX=9606 GN=BETA
MRTHSLLLLKESDPIVAQYFFSIINFEKLPP
>sp|P00002-2|BBB_HUMAN Isoform 2 of Beta OS=Homo sapiens OX=9606 GN=BETA
MRTHSLLLLKESDPIVAQ
FASTA
format='Allele|Consequence|SYMBOL|Feature|ENSP|HGVSp|Protein_position|Amino_acids|SWISSPROT|'
format=${format}UNIPROT_ISOFORM

# vcf CSQ [GT [ALT [FILTER]]]: a VCF of one line.
vcf() {
    printf '##fileformat=VCFv4.2\n##INFO=<ID=CSQ,Number=.,Type=String,Description="%s %s">\n' \
        'Consequence annotations from Ensembl VEP. Format:' "$format"
    printf '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNORMAL\n'
    printf '7\t127\t.\tG\t%s\t.\t%s\tDP=9;CSQ=%s;X=1\tGT:DP\t%s:30\n' "${3:-T}" "${4:-PASS}" "$1" \
        "${2:-0/1}"
}
arf5='T|missense_variant|ARF5|ENST00000000233|ENSP00000000233|ENSP00000000233.5:p.Gly50Trp|50|G/W||'

# ---- Case 38: counted once ----

vcf "$arf5" >het.vcf
notes 'variants that change a protein: 1; records that are changed: 0, added: 1' \
    mimicry index -o het.mim --variants het.vcf p.fa
works mimicry verify het.mim
gzip -k het.vcf
works mimicry index -o again.mim --variants het.vcf.gz p.fa
cmp het.mim again.mim || fail 'gzip makes another index'
for peptide in TIPTIWFNV TIPTIGFNV LGEIVTTIP; do
    is 1 "$(mimicry search -q het.mim -e $peptide | grep -c ENSP)"
done
is 'p.Gly50Trp' "$(mimicry search -q het.mim -e TIPTIWFNV | tail -1 | cut -f 11)"
is '' "$(mimicry search -q het.mim -e LGEIVTTIP | tail -1 | cut -f 11)"
is 'added	1' "$(mimicry info het.mim | grep added)"

vcf "$arf5" '1|1' >hom.vcf
notes 'variants that change a protein: 1; records that are changed: 1, added: 0' \
    mimicry index -o hom.mim --variants hom.vcf p.fa
is 1 "$(mimicry search -q hom.mim -e TIPTIWFNV | grep -c p.Gly50Trp)"
is 0 "$(mimicry search -q hom.mim -e TIPTIGFNV | grep -c ENSP || :)"
works mimicry verify hom.mim

# In a repeat the later of two insertions may be told from an earlier place on.
printf '>A\nM%s\n' "$(printf 'A%.0s' $(seq 60))" >repeat.fa
printf 'accession\tchange\nA\tA4dup\nA\tA5_A10dup\n' >repeat.tsv
works mimicry index -o repeat.mim --variants repeat.tsv repeat.fa
works mimicry verify repeat.mim
is 'p.Ala4_Ala5insAla;p.Ala10_Ala11insAlaAlaAlaAlaAlaAla' \
    "$(mimicry info --records repeat.mim | tail -1 | cut -f 6)"

# An index without any is what it was.
works mimicry index -o plain.mim p.fa
vcf "$arf5" 0/0 >none.vcf
works mimicry index -o none.mim --variants none.vcf p.fa
cmp plain.mim none.mim || fail 'variants that are not there change an index'

# ---- Names of records ----

# accession_of CSQ: of the record that has a variant.
accessions_of() {
    vcf "$1" >x.vcf
    works mimicry index -q -o x.mim --variants x.vcf p.fa
    mimicry info --records x.mim | awk -F '\t' 'NR > 1 && $6 != "" { print $1 }' | tr '\n' ' '
}
is 'ENSP00000000233.5 ' "$(accessions_of 'T|m|ARF5|ENST09|||50|G/W||')"
is 'P00002 ' "$(accessions_of 'T|m|BETA|ENST1|ENSP1||4|H/W|P00002.7|')"
is 'P00002 ' "$(accessions_of 'T|m|BETA|ENST1|ENSP1||4|H/W|P00002.7|P00002-1')"
is 'P00002-2 ' "$(accessions_of 'T|m|BETA|ENST1|ENSP1||4|H/W|P00002.7|P00002-2')"
is '' "$(accessions_of 'T|m|BETA|ENST1|ENSP1||4|H/W||')"
# By the transcript, of a gene with several records; a name further left comes first.
cp p.fa kept.fa
cat >>p.fa <<'FASTA'
>ENSP00000000007.1 pep gene:ENSG7 transcript:ENST00000000007.2 gene_symbol:GAMMA
MRTHSLLLLKESDPIVAQWW
>ENSP00000000008.1|ENST00000000008.1|ENSG7|-|-|GAMMA-202|GAMMA|20
MRTHSLLLLKESDPIVAQHH
FASTA
is 'ENSP00000000007.1 ' "$(accessions_of 'T|m|GAMMA|ENST00000000007|||4|H/W||')"
is 'ENSP00000000008.1 ' "$(accessions_of 'T|m|GAMMA|ENST00000000008.9|||4|H/W||')"
is 'ENSP00000000007.1 ' \
    "$(accessions_of 'T|m|GAMMA|ENST00000000008|ENSP00000000007||4|H/W||')"
is '' "$(accessions_of 'T|m|GAMMA|ENST00000000009|||4|H/W||')"
printf 'transcript\tprotein_change\tzygosity\nENST00000000008\tH4W\thet\n' >t.tsv
works mimicry index -q -o t.mim --variants t.tsv p.fa
is 'ENSP00000000008.1 p.His4Trp' "$(mimicry search -q t.mim -e MRTWSLLL | tail -1 |
    awk -F '\t' '{ print $6, $11 }')"
mv kept.fa p.fa

# ---- What is left out ----

# left_out TEXT CSQ [GT [ALT [FILTER]]]: the note says so, after that of all.
left_out() {
    text=$1
    shift
    vcf "$@" >x.vcf
    works mimicry index -o x.mim --variants x.vcf p.fa
    is "variants not applied, as $text" \
        "$(sed -n 's/^mimicry: note: \(variants not\)/\1/p' "$work/err")"
    cmp x.mim plain.mim || fail "an index is changed: $text"
}
left_out 'they expect residues that the record does not have: 1, the first on line 4 '\
'(ENSP00000000233.5)' \
    'T|m|ARF5|ENST00000000233|ENSP00000000233||51|G/W||'
left_out 'they name no record, or a gene with several: 1, the first on line 4 (ENSP9)' \
    'T|m|BETA|ENST9|ENSP9||4|H/W||'
left_out 'they are frameshifts, of which the residues are not given: 1, the first on line 4 '\
'(7:127)' \
    'T|frameshift_variant|ARF5|||ENSP00000000233.5:p.Gly50TrpfsTer3|50|G/X||'
left_out 'the residues of the change are not given: 1, the first on line 4 (7:127)' \
    'T|start_lost|ARF5||ENSP00000000233||1|M/V||'
left_out 'their genotype is not known: 1, the first on line 4 (7:127)' "$arf5" ./.
left_out 'they do not pass their filter: 1, the first on line 4 (7:127)' "$arf5" 0/1 T LowQual
left_out 'they change one record in several ways, since transcripts differ: 1, the first on '\
'line 4' \
    'T|m|ARF5|E1|||50|G/W||,T|m|ARF5|E2|||7|A/W||'

# Of several alleles each is its own; none of them may be the reference's.
vcf "$arf5,C|m|ARF5||ENSP00000000233||50|G/R||" 1/2 T,C >two.vcf
works mimicry index -o two.mim --variants two.vcf p.fa
for residue in G0 W1 R1; do
    is "${residue#?}" "$(mimicry search -q two.mim -e "TIPTI${residue%?}FNV" | grep -c ENSP || :)"
done

# ---- Refused ----

vcf "$arf5" | sed 's/ID=CSQ/ID=ANN/; s/from Ensembl VEP. Format/Allele/; s/CSQ=/ANN=/' >eff.vcf
fails 1 'eff.vcf:3: annotated by snpEff: annotate it with VEP' \
    mimicry index -o x.mim --variants eff.vcf p.fa
vcf "$arf5" | sed '/CSQ,/d' >bare.vcf
fails 1 'bare.vcf:2: no CSQ among the INFO lines' mimicry index -o x.mim --variants bare.vcf p.fa
vcf "$arf5" | awk '/^##/ { print; next } { print $0 "\t" (/^#/ ? "TUMOR" : "0/1:3") }' >pair.vcf
fails 1 "pair.vcf:3: 2 samples, of which 'NORMAL' is the first" \
    mimicry index -o x.mim --variants pair.vcf p.fa

# ---- Tables ----

printf 'Gene,AA_Change,Zygosity\nARF5,G50W,het\nARF5,p.Phe51Leu,1/1\n' >t.csv
works mimicry index -q -o t.mim --variants t.csv p.fa
is 'p.Gly50Trp;p.Phe51Leu' "$(mimicry search -q t.mim -e TIPTIWLNV | tail -1 | cut -f 11)"
is 'p.Phe51Leu' "$(mimicry search -q t.mim -e TIPTIGLNV | tail -1 | cut -f 11)"
is 1 "$(mimicry search -q t.mim -e LNVETVEYK | grep -c ENSP)"
printf 'accession\tprotein_change\nENSP00000000233\tp.Gly50Trp\n' >u.tsv
notes 'variants that change a protein: 1; records that are changed: 0, added: 1
variants without a genotype, which are taken as heterozygous: 1' \
    mimicry index -o u.mim --variants u.tsv p.fa
printf 'accession\tprotein_change\nENSP00000000233\tnonsense\n' >bad.tsv
fails 1 "bad.tsv:2: column 'protein_change' has 'nonsense' where a change such as" \
    mimicry index -o x.mim --variants bad.tsv p.fa
printf 'accession\tprotein_change\tzygosity\nENSP00000000233\tG50W\tmaybe\n' >bad.tsv
fails 1 "bad.tsv:2: column 'zygosity' has 'maybe' where homozygous" \
    mimicry index -o x.mim --variants bad.tsv p.fa
fails 1 "p.fa:1: no column of protein changes" mimicry index -o x.mim --variants p.fa p.fa

# A protein counts once in scores of alignments, by the best of its records.
is "$(mimicry score foreignness -q plain.mim -e TIPTIGFNV | tail -1)" \
    "$(mimicry score foreignness -q het.mim -e TIPTIGFNV | tail -1)"
is "$(mimicry score foreignness -q hom.mim -e TIPTIWFNV | tail -1)" \
    "$(mimicry score foreignness -q het.mim -e TIPTIWFNV | tail -1)"

# Epitopes: whose residues are all those of the reference count once.
printf 'E41, P47\nE41, W50\n' >e.txt
is 2 "$(mimicry search -q --discontinuous --fixed-positions het.mim e.txt | grep -c ENSP)"

finish
