#!/bin/sh
# The command's models: weights, presets, distances, motifs, profiles, and what it refuses.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

printf '>a\nMEVDPIGHLYK\n>b\nESDPIVAQY\n>c\nAADPAAAAYXXDPXXXXY\n' >proteome.fa

# ---- Motifs: all that are met, and how many of the 61 ligands of the design ----

table "$columns
..DP....Y|XXDPXXXXY|EVDPIGHLY|0|3|a||2|10
..DP....Y|XXDPXXXXY|ESDPIVAQY|0|3|b||1|9
..DP....Y|XXDPXXXXY|AADPAAAAY|0|3|c||1|9
..DP....Y|XXDPXXXXY|XXDPXXXXY|0|3|c||10|18" mimicry search --motif '..DP....Y' proteome.fa
table "$columns
[ES]xD-P{V}|XXDPX|EVDPI|0|4|a||2|6
[ES]xD-P{V}|XXDPX|ESDPI|0|4|b||1|5" mimicry search --motif '[ES]xD-P{V}' proteome.fa
table 'query_id|query|mismatches|count
D(2)P|DDP|1|4' mimicry search --motif 'D(2)P' -m 1 --counts proteome.fa
table 'query_id|query|mismatches|count
..DP....Y|XXDPXXXXY|0|54' \
    mimicry search --motif '..DP....Y' --counts "$MIMICRY_DATA/known_offtargets.fasta"

# ---- Weights: a list, a preset, a file ----

printf '# contacts\n0 0 1\n1, 1 0\n0 0 0\n' >weights.txt
mimicry search --weights weights.txt -m 0 proteome.fa -e EVDPIGHLY >by_file
mimicry search --weights 0,0,1,1,1,0,0,0,0 -m 0 proteome.fa -e EVDPIGHLY >by_list
cmp by_file by_list || fail 'weights of a file'
passed=$((passed + 1))
table "$columns
1|EVDPIGHLY|EVDPIGHLY|0|17|a||2|10
1|EVDPIGHLY|ESDPIVAQY|0|17|b||1|9" cat by_file
table "$columns
1|EVDPIGHLY|EVDPIGHLY|0|25|a||2|10" mimicry search --weights mhc1-face proteome.fa -e EVDPIGHLY
table 'query_id|query|mismatches|count|query_start|query_end
1|EVDPIGHLY|0|1|1|9' mimicry search --weights mhc2-face --windows 9 --counts proteome.fa \
    -e EVDPIGHLY

# ---- Distances ----

table "$columns
1|EVDPIGHLY|EVDPIGHLY|0|0|a||2|10" mimicry search --distance relatedness --max-penalty 1 \
    proteome.fa -e EVDPIGHLY
mimicry search --distance relatedness --top 2 proteome.fa -e EVDPIGHLY >top
[ "$(cut -f 3 top | tail -n 1)" = ESDPIVAQY ] || fail 'the nearest by relatedness' cat top
passed=$((passed + 1))

# ---- Several side by side ----

# By the search's own model, and where every window is a hit, both ranks are the same; so many hits
# are not ranked together.
sample=$MIMICRY_DATA/self_sample.fasta.gz
printf 'EVDPIGHLY\nKVAELVHFL\nEVDPIGHLY\n' >three.txt
mimicry search -m 9 --models BLOSUM62 "$sample" three.txt | cut -f 10-11 >ranks
[ "$(head -n 1 ranks)" = "rank$(printf '\t')rank_BLOSUM62" ] || fail 'columns of ranks' head ranks
awk -F '\t' 'NR > 1 && $1 != $2' ranks >unlike
[ "$(wc -l <ranks)" -gt 400000 ] || fail 'not all windows' wc -l ranks
[ ! -s unlike ] || fail 'ranks of all windows' head unlike
passed=$((passed + 1))
cp "$MIMICRY_DATA/matrices/PAM30" my-matrix.txt
sample="$sample $MIMICRY_DATA/known_offtargets.fasta"
# shellcheck disable=SC2086 # two files
mimicry index -q -o sample.mim $sample
mimicry search -m 4 --models 'blosum80, ./my-matrix.txt,relatedness,PAM30' sample.mim \
    -e EVDPIGHLY >side
awk -F '\t' 'NR == 1 || $7 == "TTN"' side | cut -f 3,10-14 >titin
table 'match|rank|rank_BLOSUM80|rank_my_matrix_txt|rank_relatedness|rank_PAM30
ESDPIVAQY|35|55|37|33|37' cat titin
mimicry screen -m 4 --models BLOSUM80,PAM30 --hits hits.tsv sample.mim -e EVDPIGHLY >rows.tsv
awk -F '\t' '$7 == "TTN"' hits.tsv | cut -f 3,10-12 >titin
table 'ESDPIVAQY|35|55|37' cat titin

# ---- Profiles ----

printf 'position\tE\tV\tD\n1\t2\t0\t0\n2\t0\t1\t-1\n' >profile.tsv
table "$columns
profile.tsv|EV|EV|0|3|a||2|3" mimicry search --profile profile.tsv --min-score 3 proteome.fa

# ---- Refused: 2 for words that do not go together, any but 0 for what is wrong in them ----

for words in '--motif A --profile profile.tsv' '--motif A --matrix PAM30' \
    '--distance relatedness --matrix PAM30' '--motif A --weights 1' \
    '--motif A --discontinuous' '--motif A -e AAA' '--motif A --models PAM30' \
    '--max-indels 1 --models PAM30 -e AAA' '--counts --models PAM30 -e AAA' \
    '--by-peptide --models PAM30 -e AAA' '--discontinuous --models PAM30 -e A1,A2'; do
    # shellcheck disable=SC2086 # several words
    if mimicry search $words proteome.fa >out 2>err; then
        fail "accepted: $words"
    fi
    [ ! -s out ] || fail "output: $words" cat out
    passed=$((passed + 1))
done
for words in "--motif 'A[' proteome.fa" '--weights 1,2 proteome.fa -e AAA' \
    '--weights 1,x proteome.fa -e AAA' '--weights none.txt proteome.fa -e AAA' \
    '--weights mhc1-body proteome.fa -e AAA' '--profile none.tsv proteome.fa' \
    '--distance none.json proteome.fa -e AAA' '--models BLOSUM62,PAM3O proteome.fa -e AAA' \
    '--models PAM30,pam30 proteome.fa -e AAA' '--models PAM30, proteome.fa -e AAA'; do
    status=0
    eval "mimicry search $words" >out 2>err || status=$?
    if [ $status -eq 0 ] || [ -s out ] || [ "$(wc -l <err)" -ne 1 ]; then
        fail "status $status: $words" cat err
    fi
    passed=$((passed + 1))
done
if mimicry screen --models PAM30 proteome.fa -e AAA >out 2>err || ! grep -q -e '--hits' err; then
    fail 'ranks of hits that are not written' cat err
fi
passed=$((passed + 1))
finish
