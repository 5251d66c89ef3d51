#!/bin/sh
# mimicry search --max-evalue and --columns evalue: thresholds, columns, known values.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

more='p_value|evalue|q_value'

# As many A as C: every residue of a window is as good as a coin. +1 or -1 for each of them.
printf '>one\nAACCA\n>two\nCCCA\n>three\nA\n' >coins.fa
awk 'BEGIN {
    n = split("A C D E F G H I K L M N P Q R S T V W Y", letters, " ")
    for (i = 1; i <= n; i++) printf " %s", letters[i]
    for (i = 1; i <= n; i++) {
        printf "\n%s", letters[i]
        for (j = 1; j <= n; j++) printf " %d", i == j ? 1 : -1
    }
    print ""
}' >plus_minus

# ---- Values ----

# Three windows of 3 residues in one record, two in the other. A score of 3: one of 8 windows; of 1:
# four of 8. The query's best has E = 5/8: its p is 1 - exp(-5/8) = 0.464739, and it is alone.
table "$columns|$more
1|AAC|AAC|0|3|one||1|3|0.125|0.625|0.464739
1|AAC|ACC|1|1|one||2|4|0.5|2.5|0.464739" \
    mimicry search --matrix plus_minus --min-score 1 --columns evalue coins.fa -e AAC
# Within mismatches, too, they are of the score.
table "$columns|$more
1|AAC|AAC|0|3|one||1|3|0.125|0.625|0.464739
1|AAC|ACC|1|1|one||2|4|0.5|2.5|0.464739" \
    mimicry search --matrix plus_minus -m 1 --columns evalue coins.fa -e AAC
# Four queries, one of them without hits: 1 - exp(-5/8) four times, p * 4 / 3 is the least, as the
# best of AAAC (E = 3/16, p = 0.170971) times 4 is more.
table "query_id|match|p_value|evalue|q_value
1|AAC|0.125|0.625|0.619651
2|CCC|0.125|0.625|0.619651
4|CCCA|0.0625|0.1875|0.619651" \
    sh -c "'$MIMICRY' search --columns evalue coins.fa -e AAC -e CCC -e DDD -e CCCA |
        cut -f 1,3,10-"
# A single one, whose adjusted value is its own.
printf '>q\nCCCA*AAC\n' >protein.fa
table "match|p_value|evalue|q_value|query_start|query_end|n_flank|c_flank
CCCA|0.0625|0.1875|0.170971|1|4||" sh -c \
    "'$MIMICRY' search --windows 4 --flank 2 --columns evalue coins.fa protein.fa | cut -f 3,10-"
# Windows with a stop are none, so three are left, all with E = 5/8; CCA is found twice.
is "CCC 0.464739
CCA 0.464739
CCA 0.464739
AAC 0.464739" "$(mimicry search --windows 3 --columns evalue coins.fa protein.fa | cut -f 3,13 |
    tail -n +2 | tr '\t' ' ')"
prints '{"query_id":"1","query":"A","match":"A","mismatches":0,"score":1,"accession":"three",'\
'"gene":null,"start":1,"end":1,"rank":1,"p_value":0.5,"evalue":5,"q_value":0.993262}' \
    sh -c "'$MIMICRY' search --matrix plus_minus --columns evalue --format jsonl coins.fa -e a |
        tail -n 1"
table "$columns|$more" mimicry search --columns evalue coins.fa -e WWW

# ---- Thresholds ----

# E is 0.625 at 3, 2.5 at 1, 4.375 at -1 and 5 at -3.
for case in 0.624:0 0.625:1 2.49:1 2.5:2 4.374:2 4.375:3 4.99:3 5:5 1e9:5; do
    is "${case#*:}" "$(mimicry search --matrix plus_minus --max-evalue "${case%:*}" coins.fa \
        -e AAC | tail -n +2 | wc -l | tr -d ' ')"
done

sample=$MIMICRY_DATA/self_sample.fasta.gz
mimicry index -o self.mim "$sample"
mimicry search --max-evalue 1 --columns evalue self.mim "$MIMICRY_DATA/antigens.tsv" >hits
[ "$(wc -l <hits)" -gt 3 ] || fail 'hardly any hit'
awk -F '\t' 'NR > 1 && ($12 > 1 || $11 > $12 || $13 > 1) { exit 1 }' hits ||
    fail 'E-values above 1' cat hits
# The hits of a looser search that have such E-values, and no others.
mimicry search --min-score 10 --columns evalue self.mim "$MIMICRY_DATA/antigens.tsv" |
    awk -F '\t' 'NR == 1 || $12 <= 1' | cut -f 1-12 >looser
cut -f 1-12 hits >strict
same looser strict
mimicry search -t 1 --max-evalue 1 --columns evalue self.mim "$MIMICRY_DATA/antigens.tsv" >again
same hits again
# The best of each, by score: the adjusted values are those of any search that has them.
mimicry search --max-evalue 1 --top 1 --columns evalue self.mim "$MIMICRY_DATA/antigens.tsv" |
    cut -f 1,13 | sort -u >best
cut -f 1,13 hits | sort -u >any
same best any
mimicry search --max-evalue 1 --columns evalue --format csv self.mim "$MIMICRY_DATA/antigens.tsv" \
    -o hits.csv
tr '\t' ',' <hits >expected
same expected hits.csv

# ---- More hits than are held ----

# All windows are hits, 159,703 of the sample for each of 29 peptides, which are more than are held.
# The best hits by score are among those of two mismatches: the adjusted values are the same.
mimicry search --top 40 self.mim -e KVAELVHFL | cut -f 3 | sed 1d | head -n 28 >many
adjusted() {
    mimicry search -q "$@" --columns evalue self.mim many | cut -f 1,13 | uniq
}
adjusted -m 2 >few
is 29 "$(wc -l <few | tr -d ' ')"
if [ "${MIMICRY_THOROUGH:-}" = 1 ]; then
    adjusted -m 9 >all
    same few all
fi

# ---- What is refused ----

for value in 0 -1 1e999; do
    fails 2 '^mimicry: search: --max-evalue .*: a .*number .*was expected' \
        mimicry search coins.fa -e AAC --max-evalue $value -o out.tsv
done
fails 2 '^mimicry: search: --columns and --counts together: ' \
    mimicry search coins.fa -e AAC --columns evalue --counts
fails 2 "^mimicry: row 2: column 'peptide': character '1' .*" \
    mimicry search coins.fa -e AAC -e A1C --columns evalue -o out.tsv

finish
