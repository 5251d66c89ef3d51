#!/bin/sh
# mimicry score: peptides against an index, and dissociation constants, good and bad.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# scores ROWS WORDS...: `mimicry score WORDS...` prints a table of these rows; bars stand for tabs.
scores() {
    rows=$1
    shift
    table "a|b|method|value${rows:+
$rows}" mimicry score "$@"
}

# usage PATTERN WORDS...
usage() {
    pattern="^mimicry: score: $1 \\(see mimicry score --help\\)\$"
    shift
    fails 2 "$pattern" mimicry score "$@"
}

# wrong PATTERN WORDS...: the library refuses the words.
wrong() {
    pattern="^mimicry: $1\$"
    shift
    fails 2 "$pattern" mimicry score "$@"
}

# bad PATTERN WORDS...
bad() {
    pattern="^mimicry: $1\$"
    shift
    fails 1 "$pattern" mimicry score "$@"
}

# SIINFEKL with SIIPFEKL has 30, with itself 37, with nothing else anything that tells.
printf '>1\nSIIPFEKL\n>2\nWWWWW\n' >one.fa
mimicry index -o one.mim one.fa
for self in one.fa one.mim; do
    scores "SIINFEKL||dissimilarity|0.5" dissimilarity --a 30 $self -e siinfekl
    scores "SIINFEKL||foreignness|0.5" foreignness --a 30 --k 2.5 $self -e SIINFEKL
done
scores 'CCC||dissimilarity|1' dissimilarity one.mim -e CCC
scores 'CCC||foreignness|0' foreignness one.mim -e CCC
# The defaults of a: 32 and 26; e^-4.87 has 0.0076... to one.
printf '>26\nCWD\n>32\nHHHH\n' >midpoints.fa
scores 'HHHH||dissimilarity|0.5' dissimilarity midpoints.fa -e HHHH
scores 'CWD||foreignness|0.5' foreignness midpoints.fa -e CWD
mimicry score foreignness midpoints.fa --a 27 -e CWD >printed
grep -q '	0\.0076149331' printed || fail "foreignness one below the midpoint"
# Gaps: the first residue costs 12 as in BLAST, or 11 as in Biopython.
printf '>gap\nWCWHHWCW\n' >gap.fa # 31 + 31 less the gap of two
scores 'WCWWCW||foreignness|0.5' foreignness --a 49 gap.fa -e WCWWCW
scores 'WCWWCW||foreignness|0.5' foreignness --a 50 --gap-open 10 gap.fa -e WCWWCW
scores 'WCWWCW||foreignness|0.5' foreignness --a 42 --gap-open 10 --gap-extend 5 gap.fa \
    -e WCWWCW

# Queries of every kind, equal ones too; the same by any number of threads.
printf 'id,peptide\nx,SIINFEKL\ny,CCC\nz,siinfekl\n' >queries.csv
rows='SIINFEKL||dissimilarity|0.5
CCC||dissimilarity|1
SIINFEKL||dissimilarity|0.5'
for threads in 1 2 7; do
    scores "$rows" dissimilarity --a 30 one.mim queries.csv -t $threads
done
printf '>x\nSIINFEKL\n>y\nCCC\n>z\nSIINFEKL\n' >queries.fa
scores "$rows" dissimilarity --a 30 one.mim queries.fa
scores "$rows" dissimilarity --a 30 one.mim - <queries.fa
prints '' mimicry score dissimilarity --a 30 one.mim queries.fa -o out.tsv
mimicry score dissimilarity --a 30 one.mim queries.fa >expected
same expected out.tsv
prints '{"a":"SIINFEKL","b":null,"method":"dissimilarity","value":0.5}' \
    mimicry score dissimilarity --a 30 one.mim -e SIINFEKL --format jsonl

# ---- Dissociation constants ----

scores '1|1|amplitude|0.9997000899730081' amplitude 1 1
scores '283.2|178.8|amplitude|1.4598626838313526' amplitude 283.2 178.8
printf 'name,kd_wt,KD_MT,peptide\np,283.2,178.8,SIINFEKL\nq,1,1e0,ccc\n' >kd.csv
scores '283.2|178.8|amplitude|1.4598626838313526
1|1|amplitude|0.9997000899730081' amplitude kd.csv
scores 'SIINFEKL||recognition-potential|0.7299313419156763
CCC||recognition-potential|0' recognition-potential --a 30 one.mim kd.csv

# ---- Bad input ----

# in_table PATTERN FORMAT: what is wrong with a table of constants.
in_table() {
    # shellcheck disable=SC2059
    printf "$2" >bad.csv
    bad "bad\\.csv:$1" recognition-potential one.mim bad.csv -o out.tsv
}
in_table "2: it has no peptide" 'kd_wt,kd_mt\n1,1\n'
in_table "1: columns of dissociation constants, 'kd_wt' and 'kd_mt', were expected" \
    'peptide,kd_mt\nA,1\n'
in_table "1: columns 'kd_mt' and 'KD_MT' both have the mutant's constant: .*" \
    'peptide,kd_mt,kd_wt,KD_MT\nA,1,1,1\n'
for word in 0 -1 x '' inf nan 1x 1e999; do
    in_table "3: column 'kd_wt': a constant in nM, above 0, was expected, not '?$word'?" \
        "peptide,kd_wt,kd_mt\\nA,1,1\\nA,$word,1\\n"
done
in_table "2: column 'peptide': character '1' is no residue .*" 'peptide,kd_wt,kd_mt\nA1,1,1\n'
in_table '2: a peptide of 1 to 1024 residues, without .*' 'peptide,kd_wt,kd_mt\nA*,1,1\n'
in_table "2: column 'peptide': an empty peptide" 'peptide,kd_wt,kd_mt\n,1,1\n'
in_table '1: the file is empty, .*' ''
wrong "row 1: column 'kd_wildtype': a constant in nM, above 0, was expected, not 0" amplitude 0 1
usage "'x' '1': two constants in nM were expected" amplitude x 1
bad "./none: cannot open: .*" dissimilarity ./none -e A
bad "./none: cannot open: .*" dissimilarity one.mim ./none
wrong "row 1: column 'peptide': character '1' is no residue .*" dissimilarity one.mim -e A1
bad 'row 1: a peptide of 1 to 1024 residues, without .*' dissimilarity one.mim -e 'A*'
wrong 'the matrix has scores that are not whole numbers: .*' \
    dissimilarity --matrix PMBEC one.mim -e A
wrong "unknown matrix 'none'.*" dissimilarity --matrix none one.mim -e A

# ---- Wrong words ----

usage 'INDEX and QUERIES are missing' dissimilarity
usage 'QUERIES or -e is missing' dissimilarity one.mim
usage "one word too many: 'queries.fa'" dissimilarity one.mim queries.fa -e A
usage "one word too many: 'x'" dissimilarity one.mim queries.fa x
usage 'QUERIES or -e is missing' recognition-potential one.mim
usage 'KD_WT and KD_MT, or a table, are missing' amplitude
usage 'recognition-potential takes no -e' recognition-potential one.mim kd.csv -e A
wrong 'dissimilarity takes no weights' dissimilarity one.mim -e A --weights 1
wrong 'amplitude takes no matrix' amplitude 1 1 --matrix PAM30
wrong 'hamming takes no gap_open' hamming A C --gap-open 1
usage "--k 0: a number above 0 was expected" dissimilarity one.mim -e A --k 0
usage "--a 'x': a number was expected" dissimilarity one.mim -e A --a x
usage "--gap-extend -1: 1 to 1000000 were expected" dissimilarity one.mim -e A --gap-extend -1
usage "-t 0: 1 to 1024 were expected" dissimilarity one.mim -e A -t 0
for option in -e --a --k --gap-open --gap-extend -t --threads; do
    usage "$option needs a value" dissimilarity one.mim $option
done

finish
