#!/bin/sh
# Queries: what one verb reads every verb reads, and what one refuses every verb refuses.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

printf '>sp|P1|A_HUMAN Protein OS=Homo sapiens OX=9606 GN=AAA\nMKTAYIAKEVDPIGHLYSIINFEKLGGS\n' >p.fa

# verb WORD FILE: the verb of that word, with a file of queries.
verb() {
    case $1 in
        search) mimicry search p.fa "$2" ;;
        windows) mimicry search --windows 8 p.fa "$2" ;;
        screen) mimicry screen p.fa "$2" ;;
        shared) mimicry shared p.fa "$2" ;;
        score) mimicry score dissimilarity p.fa "$2" ;;
    esac
}
verbs='search windows screen shared score'

# same_as_list FILE: every verb says of it what it says of the list.
printf 'SIINFEKL\nEVDPIGHLY\n' >list.txt
same_as_list() {
    for word in $verbs; do
        verb "$word" list.txt >expected.tsv
        works verb "$word" "$1"
        same expected.tsv "$work/out"
    done
}

# refused LINE PATTERN TEXT: no verb takes a file of this text.
refused() {
    printf '%b' "$3" >bad.txt
    for word in $verbs; do
        fails 1 "bad\\.txt:$1: .*$2" verb "$word" bad.txt
    done
}

# ---- Layouts ----

for heading in peptide PEPTIDE Sequence Peptides PEPTIDES epitopes sequences 'Best Peptide' \
    '"peptide"' 'epitope,' 'x\tpeptide'; do
    case $heading in
        *,) printf '%s\nSIINFEKL,\nEVDPIGHLY,\n' "$heading" ;;
        x*) printf '%b\n\tSIINFEKL\n\tEVDPIGHLY\n' "$heading" ;;
        *) printf '%s\nSIINFEKL\nEVDPIGHLY\n' "$heading" ;;
    esac >heading.txt
    same_as_list heading.txt
done
printf '>1\nSIIN\nfekl\n>2 two\nEVD PIG HLY\n' >records.fa
same_as_list records.fa
printf '# a remark\n\nsiinfekl\r\n  EVDPIGHLY\n,\n' >remarks.txt
same_as_list remarks.txt
printf '\xef\xbb\xbfgene,peptide\n"G, G",SIINFEKL\n,\n,EVDPIGHLY\n,,\n' >rows.csv
same_as_list rows.csv
gzip -c rows.csv >rows.csv.gz
same_as_list rows.csv.gz
{
    printf '\t\tmodel 2\t\nPos\tPeptide\tcore\tRank\n'
    printf '0\tSIINFEKL\tx\t1\n0\tEVDPIGHLY\tx\t2\n'
} >net.xls
same_as_list net.xls
{
    printf 'Epitope,Epitope,Epitope\nIRI,Object Type,Name\n'
    printf 'x,Linear peptide,SIINFEKL\ny,Linear peptide,EVDPIGHLY\n'
} >iedb.csv
same_as_list iedb.csv

# ---- What is no peptide ----

bare='give the bare sequence'
for peptide in 'AM(Oxidation (M))PKAA' 'K.MAPKAA.S' 'SIINFEKL + OX(M5)' '_AM(ox)PK_' \
    'n[43]PEPTIDE' 'PEP2TIDE'; do
    refused 2 "modifications, flanks and charges have no letter, $bare" "SIINFEKL\n$peptide\n"
    refused 3 "column 'peptide': .*$bare" "id\tpeptide\n1\tSIINFEKL\n2\t$peptide\n"
done
refused 1 'column 9: a blank within a peptide' 'SIINFEKL OVA\nEVDPIGHLY MAGE\n'
refused 2 'capitals and small letters within a peptide' 'SIINFEKL\nSerIleIleAsn\n'
refused 2 "column 'Peptide': .*three-letter code" 'Peptide,id\nMAPKtPEP,x\n'
for word in NA NaN nan None NULL '<NA>' '#N/A'; do
    refused 3 "column 'peptide': an empty peptide: '$word' says that a value is missing" \
        "id\tpeptide\na\tSIINFEKL\nb\t$word\n"
done
refused 2 'says that a value is missing' 'SIINFEKL\nNA\n'
refused 3 "column 'peptide': an empty peptide" 'id\tpeptide\na\tSIINFEKL\nb\t\n'
refused 3 'the names of the columns once more' 'id\tpeptide\na\tSIINFEKL\nid\tpeptide\n'
refused 3 'the names of the columns once more' 'id\tPeptide\na\tSIINFEKL\npeptide\tID\n'
refused 3 "record 'b' has no residues" '>a\nSIINFEKL\n>b\n>c\nSIINFEKL\n'
refused 1 'without a column of peptides' 'gene\tscore\nG\t1\n'
refused 1 'the file is empty' '\n,,\n'

# ---- Wild types and mutants in FASTA ----

printf '>WT.1.AAA\nSIINFEKLGG\n>MT.1.AAA\nSIINFEKVGG\n>MT.2\nEVDPIGHLY\n' >pairs.fa
mimicry screen p.fa pairs.fa >rows.tsv 2>"$work/err"
is '1.AAA SIINFEKVGG MT.2 EVDPIGHLY' "$(awk 'NR > 1 { print $1, $2 }' rows.tsv | paste -sd' ' -)"
refused 1 "record 'WT.1' is a wild type by its name" '>WT.1\nSIINFEKL\n>x\nSIINFEKL\n'

# ---- Pairs and constants ----

printf 'a\tb\nSIINFEKL\tSIINFEKV\nSIINFEKL\tNA\n' >scored.tsv
fails 1 "scored\\.tsv:3: column 'b': an empty peptide: 'NA'" mimicry score hamming scored.tsv
printf 'kd_wt,kd_mt\n1,2\n1,none\n' >constants.csv
fails 1 "constants\\.csv:3: column 'kd_mt': a constant in nM" mimicry score amplitude constants.csv
fails 1 "list\\.txt:1: a table of pairs was expected" mimicry score hamming list.txt

finish
