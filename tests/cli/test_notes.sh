#!/bin/sh
# What is told of queries once all are read: those without a window, and letters that match nothing.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# notes TEXT COMMAND...: it works, and its notes are exactly these.
notes() {
    text=$1
    shift
    works "$@"
    is "$text" "$(sed 's/^mimicry: note: //' "$work/err")"
}

printf '>one GN=ONE\nMKSIINFEKLEVDPIGHLYSIINUEKL\n' >p.fa
# shellcheck disable=SC2016 # the text has these quotes
no_window='queries that have no window to search (too short, with `*`, or without a change)'
letters='queries that have U, O, X, B, Z or J, which differ from every residue, the same one too, '
letters="${letters}where mismatches count"
exact='nothing was found: without a threshold a search is exact; -m N finds windows with up to N '
exact="${exact}mismatches"

# ---- Queries without a window ----

printf '>a\nSIINFEKL*\n>b\nEVDPIGHLY\n' >s.fa
notes "$no_window: 1, the first 'a' on line 1" mimicry screen p.fa s.fa
is 3 "$(wc -l <"$work/out" | tr -d ' ')" # it has a row all the same
notes "$no_window: 1, the first 'a' on line 1" mimicry search --windows 9 p.fa s.fa
notes "$no_window: 2, the first 'a' on line 1
$exact" mimicry search --windows 10-12 p.fa s.fa
notes "$no_window: 2, the first 'a' on line 1" mimicry search --counts --windows 10 p.fa s.fa
notes '' mimicry search --windows 8 p.fa s.fa
notes '' mimicry screen --windows 8 p.fa s.fa
notes "$no_window: 1, the first '1'" mimicry screen p.fa -e 'SIINFEKL*'
printf 'SIINFEKLEVDPIGHLY\n\nSIIN*FEK\n' >list.txt
notes "$no_window: 1, the first '2' on line 3" mimicry search --windows 8 p.fa list.txt
notes '' mimicry search -q --windows 10 p.fa s.fa

# A block ends at 4,096 queries: all of them count.
awk 'BEGIN { for (i = 1; i <= 5000; i++) print (i > 10 ? "SIIN" : "SIINFEKL") }' >many.txt
notes "$no_window: 4990, the first '11' on line 11" mimicry search --windows 8 p.fa many.txt
notes "$no_window: 4990, the first '11' on line 11" \
    mimicry search --windows 8 --columns evalue --min-score 40 p.fa many.txt
awk '{ print $0 "*" }' many.txt >stops.txt
notes "$no_window: 5000, the first '1' on line 1" mimicry screen p.fa stops.txt

# ---- Letters that are none of the 20 amino acids ----

printf 'SIINUEKL\nSIINFEKL\nXIIN\n' >q.txt
notes "$letters: 2, the first '1' on line 1" mimicry search p.fa q.txt
notes "$letters: 2, the first '1' on line 1" mimicry search --by-peptide -m 1 p.fa q.txt
notes "$letters: 2, the first '1' on line 1" mimicry search --counts -m 1 p.fa q.txt
notes "$letters: 2, the first '1' on line 1" mimicry screen p.fa q.txt
notes '' mimicry search --min-score 20 p.fa q.txt
notes '' mimicry screen --min-score 20 p.fa q.txt
hits '' --exact p.fa -e SIINUEKL
hits '1|SIINUEKL|SIINFEKL|1|28|one|ONE|3|10
1|SIINUEKL|SIINUEKL|1|28|one|ONE|20|27' -m 1 p.fa -e SIINUEKL

# ---- Peptides that may be nucleotides ----

nucleic='queries that are all A, C, G, T, U or N, as every query is: they were taken as peptides; '
nucleic="${nucleic}translate them if they are nucleotides"
printf 'ATGGCCAAG\nGTTACTGGC\n' >dna.txt
for verb in 'search -m 1' 'search --min-score 20' 'search --counts -m 1' \
    'search --by-peptide -m 1' 'search --top 1' screen 'screen --min-score 20'; do
    # shellcheck disable=SC2086
    notes "$nucleic: 2, the first '1' on line 1" mimicry $verb p.fa dna.txt
done
notes "$nucleic: 1, the first '1'" mimicry search --min-score 20 p.fa -e AUGGCCAA
printf 'id\tpeptide\nx\tAUGGCNNN\ny\tAUGGCNNN\n' >rna.tsv
notes "columns taken: peptide 'peptide', id 'id'
$nucleic: 2, the first 'x' on line 2" mimicry search --min-score 20 p.fa rna.tsv
# Another letter in any of them, fewer than 8 letters, or than 3 kinds: they are peptides.
printf 'ATGGCCAAG\nSIINFEKL\n' >mixed.txt
printf 'SIINFEKL\nATGGCCAAG\n' >mixed2.txt
printf 'ACG\nTACG\n' >few.txt
printf 'AAGGAAGG\nGGNNGGNA\n' >kinds.txt
for file in mixed.txt mixed2.txt few.txt kinds.txt; do
    notes '' mimicry search -m 1 p.fa $file
    notes '' mimicry screen p.fa $file
done
printf '>a\nATGGCCAAG\n' >dna.fa
notes '' mimicry search -q -m 1 p.fa dna.txt
# Its many queries are in several blocks.
awk 'BEGIN { for (i = 1; i < 9000; i++) print "ATGGCCAAG"; print "SIINFEKL" }' >long.txt
notes '' mimicry search -m 0 p.fa long.txt
awk 'BEGIN { for (i = 1; i <= 9000; i++) print "ATGGCCAAG" }' >long.txt
notes "$nucleic: 9000, the first '1' on line 1" mimicry screen p.fa long.txt
hits '1|ATGGCCAAG|ATGGCCAAG|0|53|a||1|9' -q dna.fa -e ATGGCCAAG

# ---- The gene that a header of FASTA names is the query's own ----

printf '>sp|P1|X_HUMAN GN=ONE PE=1\nSIINFEKL\n' >g.fa
printf '>q gene:E1 gene_symbol:ONE\nEVDPIGHLY\n>none\nSIIN\n' >>g.fa
works mimicry screen --exclude-own-gene p.fa g.fa
is 'sp|P1|X_HUMAN 0 2
q 0 1
none 2 0' "$(awk -F '\t' '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { print $1, $at["self_0"], $at["left_out_own_gene"] }' "$work/out")"

finish
