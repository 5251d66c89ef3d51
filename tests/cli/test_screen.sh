#!/bin/sh
# Screens from the command line: rows, what is left out, the second table, formats, real tables.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >genes.fa <<'END'
>sp|P12345|A_X One OS=X OX=1 GN=ONE PE=1
MKVAELVHFLACDEFGHIK
>sp|P12345-2|A_X One, isoform OS=X OX=1 PE=1
KVAELVHFLACDE
>sp|P2|B_X Two OS=X OX=1 GN=HLA B PE=1
MKMAELVHFLACDEFGHIR
>nameless
WWWWWWWWWSAAELVHFLWW
END
cat >table.tsv <<'END'
id	peptide	wildtype	gene	accession
a	KVAELVHFW	KVAELVHFL	one	
b	KVAELVHFW	KVAELVHFL	one	
c	KMAELVHFL			
d	CCCCCCCCC		OTHER	
END

# cells COLUMNS WORDS...: these columns of a screen, bars between.
cells() {
    wanted=$1
    shift
    run mimicry screen "$@"
    [ "$status" -eq 0 ] || fail "exit status $status" mimicry screen "$@"
    awk -F '\t' -v wanted="$wanted" '
        NR == 1 { n = split(wanted, names, " "); for (i = 1; i <= NF; i++) at[$i] = i }
        NR > 1 { for (k = 1; k <= n; k++) printf "%s%s", $at[names[k]], k < n ? "|" : "\n" }
    ' "$work/out"
}
reach='id self_0 self_1 self_2 self_3'
left='left_out_wildtype left_out_own_gene left_out_paralogs left_out_genes'

run mimicry screen genes.fa table.tsv
first='id peptide nearest nearest_mismatches nearest_accession nearest_gene'
is "$first self_0 self_1 self_2 self_3" \
    "$(head -n 1 "$work/out" | cut -f 1-10 | tr '\t' ' ')"
is 'a|0|2|1|1
b|0|2|1|1
c|1|2|1|0
d|0|0|0|0' "$(cells "$reach" genes.fa table.tsv)"
is 'a|0|0|1|1|2|0|0|0|found
b|0|0|1|1|2|0|0|0|found
c|1|2|1|0|0|0|0|0|unknown
d|0|0|0|0|0|0|0|0|absent' "$(cells "$reach $left source" genes.fa table.tsv --exclude-wildtype)"
is 'KMAELVHFL|2|P2|HLA B|KMAELVHFL' \
    "$(cells 'nearest nearest_mismatches nearest_accession nearest_gene best' genes.fa table.tsv \
        --exclude-wildtype | head -n 1)"
# The isoform has no gene; without its accession it is not the gene's.
is 'a|0|1|1|1|0|1|0|0' "$(cells "$reach $left" genes.fa table.tsv --exclude-own-gene | head -n 1)"
sed 's/one\t$/\tP12345/' table.tsv >accessions.tsv
is 'a|0|0|1|1|0|2|0|0' \
    "$(cells "$reach $left" genes.fa accessions.tsv --exclude-own-gene | head -n 1)"
is 'a|0|0|0|1|2|0|1|0' "$(cells "$reach $left" genes.fa table.tsv --exclude-wildtype \
    --exclude-paralogs 0.5 | head -n 1)"
is 'a|0|2|0|1|0|0|0|1' \
    "$(cells "$reach $left" genes.fa table.tsv --exclude-gene 'hla b' | head -n 1)"
is 'mimicry: note: records without a gene, which are searched: 2 of 4' "$(grep records "$work/err")"
is '3|3|2|ONE;HLA B|KVAELVHFL;KMAELVHFL;SAAELVHFL' \
    "$(cells 'self_peptides self_peptides genes gene_names self_peptide_names' genes.fa table.tsv \
        --columns lists | head -n 1)"
# Long cells are there on request alone, and are no columns of hits.
mimicry screen genes.fa table.tsv | head -n 1 | grep -q names && fail 'lists unasked for'
fails 2 'lists are columns of the rows of a screen' mimicry search --columns lists genes.fa -e AAA
# The nearest is found however far it is.
is '8' "$(cells nearest_mismatches genes.fa table.tsv | tail -n 1)"

# ---- The second table ----
run mimicry screen genes.fa table.tsv --exclude-wildtype --hits hits.tsv -o rows.tsv
[ ! -s "$work/out" ] || fail 'it printed something'
is 'query_id query match mismatches score accession gene start end rank query_start query_end' \
    "$(head -n 1 hits.tsv | tr '\t' ' ')"
is 8 "$(sed 1d hits.tsv | wc -l | tr -d ' ')"
is "$(sed 1d rows.tsv | awk -F '\t' '{ n += $7 + $8 + $9 + $10 } END { print n }')" \
    "$(sed 1d hits.tsv | wc -l | tr -d ' ')"
for threads in 1 2 7; do
    run mimicry screen genes.fa table.tsv --exclude-wildtype --hits other.tsv -t $threads
    same "$work/out" rows.tsv
    same other.tsv hits.tsv
done
rm -f other.tsv
fails 1 'no/such/folder.*cannot write' mimicry screen genes.fa table.tsv --hits no/such/folder \
    -o new.tsv
fails 1 'no/such/folder.*cannot write' mimicry screen genes.fa table.tsv --hits new.tsv \
    -o no/such/folder
if [ -c /dev/full ]; then
    fails 1 'dev/full: cannot write' mimicry screen genes.fa table.tsv --hits /dev/full -o new.tsv
    fails 1 'dev/full: cannot write' mimicry screen genes.fa table.tsv --hits new.tsv -o /dev/full
fi

# ---- Tissues and binders ----
printf 'gene\theart muscle\tskin\nHLA B\t0.5\t7\n' >levels.tsv
printf 'peptide\tallele\trank\nSAAELVHFL\tHLA-A*02:01\t0.3\n' >binders.tsv
is '7|skin|unknown|skin|ONE|unknown' "$(cells \
    'expression tissues vital organs unknown_genes nearest_tissues' \
    genes.fa table.tsv --tissues levels.tsv --columns vital,lists --organs | head -n 1)"
is 'yes|heart muscle' "$(cells 'vital vital_tissues' genes.fa table.tsv --tissues levels.tsv \
    --columns vital --min-expression 0.5 | head -n 1)"
is '1|SAAELVHFL|HLA-A*02:01|0.3|' "$(cells \
    'binders binder binder_allele binder_rank nearest_allele' \
    genes.fa table.tsv --binders binders.tsv | head -n 1)"

# ---- Sequences ----
printf 'id\tmutation.mutatedXmer\tmutation.wildTypeXmer\nx\tMKVAELVHFWACDEF\tMKVAELVHFLACDEF\n' \
    >xmers.tsv
is '6|VHFWACDEF|7' "$(cells 'windows nearest_window nearest_window_start' genes.fa xmers.tsv)"
is '1' "$(cells 'windows' genes.fa xmers.tsv --windows 15)"

# ---- Formats, lists and what is refused ----
run mimicry screen genes.fa table.tsv --format jsonl --dissimilarity
is 4 "$(grep -c '"dissimilarity":' "$work/out")"
run mimicry screen genes.fa table.tsv --format csv
is 'id,peptide,nearest' "$(head -n 1 "$work/out" | cut -d , -f 1-3)"
printf 'KVAELVHFL\n' | "$MIMICRY" screen genes.fa - >list.tsv
is 'KVAELVHFL 2' "$(sed 1d list.tsv | cut -f 2,7 | tr '\t' ' ')"
run mimicry screen --progress -o rows.csv --format csv genes.fa table.tsv
grep -q '^mimicry: 4 rows' "$work/err" || fail 'it does not show how far it is'
fails 2 'INDEX is missing' mimicry screen
fails 2 'QUERIES or -e is missing' mimicry screen genes.fa
fails 2 'one word too many' mimicry screen genes.fa table.tsv more
fails 2 'above 0, at most 1' mimicry screen genes.fa table.tsv --exclude-paralogs 0
fails 2 'two were expected' mimicry screen genes.fa table.tsv --hits x -o x
fails 2 '1 to 1024' mimicry screen genes.fa table.tsv -t 0
fails 1 'no_table.tsv: cannot open' mimicry screen genes.fa no_table.tsv
printf 'id\tpeptide\na\tACD\nb\tAC1\n' >bad.tsv
fails 1 '^mimicry: bad.tsv:3: ' mimicry screen genes.fa bad.tsv

# ---- Reach: any threshold, for the counts and for the hits ----
is 'a|0|2|1' \
    "$(cells 'id self_0 self_1 self_2' genes.fa table.tsv -m 2 --hits reach.tsv | head -n 1)"
is '0 1 2' "$(cut -f 4 reach.tsv | sed 1d | sort -u | paste -s -d ' ')"
run mimicry screen genes.fa table.tsv -m 9 --hits far.tsv
mimicry search -m 9 --windows 9 genes.fa table.tsv >found.tsv
same far.tsv found.tsv
run mimicry screen genes.fa table.tsv --top 2 --hits top.tsv
mimicry search --top 2 --windows 9 genes.fa table.tsv >found.tsv
same top.tsv found.tsv
run mimicry screen genes.fa table.tsv --min-score 20 --flank 2 --columns alignment \
    --hits score.tsv
mimicry search --min-score 20 --windows 9 --flank 2 --columns alignment genes.fa table.tsv \
    >found.tsv
same score.tsv found.tsv

# Isoforms have the same peptides again: windows are not peptides, and peptides are not genes. A
# peptide, or a gene, counts where it is nearest.
{
    for isoform in '' -2 -3; do
        printf '>sp|P1%s|A_X One OS=X OX=1 GN=ONE\nKMAELVHFLWKMAELVHWL\n' "$isoform"
    done
    printf '>sp|P2|B_X Two OS=X OX=1 GN=TWO\nKMAELVHFL\n>three\nKVAELVHFL\n'
} >isoforms.fa
works mimicry screen -m 2 isoforms.fa -e KVAELVHFL --format jsonl
is '"self_0":1,"self_1":4,"self_2":3' "$(grep -o '"self_0.*"self_2":[0-9]*' "$work/out")"
is '"self_peptides_0":1,"self_peptides_1":1,"self_peptides_2":1' \
    "$(grep -o '"self_peptides_0.*"self_peptides_2":[0-9]*' "$work/out")"
is '"genes_0":0,"genes_1":2,"genes_2":0' "$(grep -o '"genes_0.*"genes_2":[0-9]*' "$work/out")"
works mimicry screen --min-score 20 isoforms.fa -e KVAELVHFL
is '' "$(head -n 1 "$work/out" | tr '\t' '\n' | grep -E 'self_peptides_|genes_[0-9]')"

# ---- Many candidates, which what stands around suffixes tells apart, as in parts without it ----
gzip -dc "$MIMICRY_DATA/self_sample.fasta.gz" | awk '
    !/^>/ { for (i = 1; i + 10 < length($0) && n < 1800; i += 7) {
        n++
        peptide = substr($0, i, 8 + n % 4)
        print "c" n "\t" substr(peptide, 1, 3) substr("ACDEFGHIKLMNPQRSTVWY", n % 20 + 1, 1) \
            substr(peptide, 5)
    } }' >many
for options in '' '--sort combined --allele A0201' '--top 2 --allele A0201,B0702' \
    '--min-score 25' '-m 4 --max-presented 10 --allele A0201'; do
    for part in 1,1800 1,600 601,1200 1201,1800; do
        { printf 'id\tpeptide\n'; sed -n "${part}p" many; } >part.tsv
        # shellcheck disable=SC2086
        mimicry screen -q $options "$MIMICRY_DATA/self_sample.fasta.gz" part.tsv >"screened.$part"
    done
    { cat screened.1,600; sed 1d screened.601,1200; sed 1d screened.1201,1800; } >parts
    cmp -s parts screened.1,1800 || fail "$options: parts are not as all of them"
    is 1801 "$(wc -l <parts)"
done

# ---- Real tables, without options ----
if [ -r "${MIMICRY_SHARED:-none}/proteomes/human5k.fasta.gz" ]; then
    mimicry index -o human5k.mim "$MIMICRY_SHARED/proteomes/human5k.fasta.gz"
    for table in pvacseq.HCC1395.MHC_I.filtered pvacseq.HCC1395.MHC_II.filtered \
        pvacseq.HCC1395.MHC_I.all_epitopes.aggregated neofox.epitopes.annotated \
        neofox.balachandran.neoantigens; do
        works mimicry screen human5k.mim "$MIMICRY_SHARED/tables/$table.tsv" -o screened.tsv
        is "$(wc -l <"$MIMICRY_SHARED/tables/$table.tsv")" "$(wc -l <screened.tsv)"
        # What the screen counts, the search counts: all peptides, all together.
        sed 1d screened.tsv | cut -f 2 >peptides.txt
        mimicry search -m 3 --counts human5k.mim peptides.txt |
            awk -F '\t' 'NR > 1 && $3 != "" { n[$3] += $4 }
                END { print n[0] + 0, n[1] + 0, n[2] + 0, n[3] + 0 }' \
                >counted
        is "$(cat counted)" "$(awk -F '\t' \
            'NR > 1 { a += $7; b += $8; c += $9; d += $10 } END { print a, b, c, d }' screened.tsv)"
    done
else
    skip 'real tables' 'MIMICRY_SHARED names no folder with human5k'
fi
# Of a repeat only the windows that the wild type lacks.
printf 'id\tgene\tmutatedXmer\twildTypeXmer\n%s\t%s\t%s\t%s\n' rep ALPHA \
    MKTAYIAKQRSIINFEKSIINFEKLGGSVAPSP MKTAYIAKQRSIINFEKLGGSVAPSP >repeat.tsv
printf '>a\nMKTAYIAKQRSIINFEKLGG\n' >repeat.fa
is 8 "$(mimicry screen -q --windows 9 repeat.fa repeat.tsv | awk -F '\t' '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == "windows") at = i } NR > 1 { print $at }')"

finish
