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
