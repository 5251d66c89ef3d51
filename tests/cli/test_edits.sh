#!/bin/sh
# mimicry search --max-indels, and --discontinuous.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >self.fasta <<'END'
>sp|P1|ONE_HUMAN Protein one OS=Homo sapiens OX=9606 GN=ONE
MKEVDPIGHLYQQ
>two
EVDPGHLYAAEVDPIWGHLYA
>three
YDGYWWYADGYAAAAAKQEVDXIGHLWPIGHLY
END
mimicry index self.fasta >"$work/null" # self.mim

# edits ROWS WORDS...: a search prints a table of these rows with two columns more.
edits() {
    rows=$1
    shift
    table "$columns|indels|edits${rows:+
$rows}" mimicry search "$@"
}

# usage PATTERN WORDS...
usage() {
    pattern="^mimicry: search: $1 \\(see mimicry search --help\\)\$"
    shift
    fails 2 "$pattern" mimicry search "$@"
}

# ---- Indels ----

one='1|EVDPIGHLY|EVDPIGHLY|0|51|P1|ONE|3|11|0|
1|EVDPIGHLY|EVDPIGHL|0|44|P1|ONE|3|10|1|d: Y[9]
1|EVDPIGHLY|VDPIGHLY|0|46|P1|ONE|4|11|1|d: E[1]
1|EVDPIGHLY|EVDPGHLY|0|47|two||1|8|1|d: I[5]
1|EVDPIGHLY|EVDPIWGHLY|0|51|two||11|20|1|i: W[6]'
edits "$one" --max-indels 1 self.mim -e EVDPIGHLY
edits "$one" --max-indels 1 --exact -t 2 self.fasta -e evdpighly
works mimicry search --max-indels 2 self.mim -e YYADGY
cut -f 3,11,12 "$work/out" >cells
grep -q "^YDGY	2	d: YA\\[2\\]\$" cells || fail 'PEPMatch has YYADGY as YDGY'
pass
hits '1|EVDPIGHLY|EVDPIGHLY|0|51|P1|ONE|3|11
1|EVDPIGHLY|EVDXIGHLW|2|38|three||19|27' \
    --max-indels 0 -m 2 self.mim -e EVDPIGHLY
works mimicry search --max-indels 1 -m 1 --format jsonl self.mim -e EVDPIGHLY
grep -q '"match":"EVDXIGHL","mismatches":1,.*"indels":1,"edits":"m: P>X\[4\], d: Y\[9\]"}$' \
    "$work/out" || fail 'a mismatch and a deletion in one alignment' cat "$work/out"
pass

# Windows of a query, flanks, threads, an output file.
works mimicry search --max-indels 1 --windows 9 --flank 2 self.mim -e QEVDPIGHLYQ
more='rank indels edits query_start query_end n_flank c_flank'
is "$(printf '%s' "$columns" | tr '|' ' ') $more " \
    "$(head -n 1 "$work/out" | tr '\t' ' ') "
is '1 EVDPIGHLY EVDPGHLY 0 47 two 1 8 2 1 d: I[5] 2 10 AA' \
    "$(awk -F '\t' '$2 == "EVDPIGHLY" && $3 == "EVDPGHLY"' "$work/out" | tr -s '\t' ' ')"
works mimicry search --max-indels 2 -m 1 -t 1 self.mim -e EVDPIGHLY -e YYADGY
cp "$work/out" by_one
works mimicry search --max-indels 2 -m 1 -t 3 -o by_three self.mim -e EVDPIGHLY -e YYADGY
same by_one by_three

usage '--max-indels .x.: a whole number was expected' --max-indels x self.mim -e EVD
usage '--max-indels 9: 0 to 8 were expected' --max-indels 9 self.mim -e EVD
usage '--max-indels -1: 0 to 8 were expected' --max-indels -1 self.mim -e EVD
usage '--top and --max-indels together: .*' --max-indels 1 --top 3 self.mim -e EVD
usage '--max-indels and --counts together: .*' --max-indels 1 --counts self.mim -e EVD
usage '--min-score and --max-indels together: .*' --max-indels 1 --min-score 3 self.mim -e EVD
fails 2 '.' mimicry search --columns evalue --max-indels 1 self.mim -e EVD
usage '-m 0.5: a whole number from 0 on was expected' --max-indels 1 -m 0.5 self.mim -e EVD

# ---- Discontinuous epitopes ----

hits '1|E3, D5, H9|E3, D5, H9|0|19|P1|ONE|3|9
1|E3, D5, H9|E19, D21, H25|0|19|three||19|25' --discontinuous self.mim -e 'E3, D5, H9'
hits '1|E3, D5, H9|E3, D5, H9|0|19|P1|ONE|3|9
1|E3, D5, H9|E19, D21, H25|0|19|three||19|25
1|E3, D5, H9|E11, D13, G17|1|9|two||11|17
1|E3, D5, H9|E1, D3, L7|1|8|two||1|7' --discontinuous -m 1 self.mim -e 'E3, D5, H9'
hits '1|E3 D5|E3, D5|0|11|P1|ONE|3|5' --discontinuous --fixed-positions self.mim -e 'E3 D5'
hits '' --discontinuous --fixed-positions self.mim -e 'E4 D6'
printf 'site\tE3, D5, H9\n\nP4,G6\n' >epitopes.txt
hits 'site|E3, D5, H9|E3, D5, H9|0|19|P1|ONE|3|9
site|E3, D5, H9|E19, D21, H25|0|19|three||19|25
2|P4,G6|P6, G8|0|13|P1|ONE|6|8
2|P4,G6|P28, G30|0|13|three||28|30' --discontinuous self.fasta epitopes.txt
gzip epitopes.txt
works mimicry search --discontinuous -o found.tsv self.mim epitopes.txt.gz
is 5 "$(wc -l <found.tsv)"

fails 1 '^mimicry: standard input:2: column 3: a comma or a blank was expected$' \
    sh -c "printf 'E3\\nP4;G6\\n' | '$MIMICRY' search --discontinuous self.mim -"
fails 2 "^mimicry: row 2: column 'peptide': place 5: a position after the one before was " \
    mimicry search --discontinuous self.mim -e 'E3' -e 'E3 D2'
for words in '--top 1' '--windows 8' '--max-indels 1' '--min-score 1' '--weights 1' '--motif A'; do
    # shellcheck disable=SC2086
    fails 2 '^mimicry: search: --[a-z-]+ and --[a-z-]+ together: ' \
        mimicry search --discontinuous $words self.mim -e E3
done
for words in '--flank 8' --counts --by-peptide; do # the library refuses these
    # shellcheck disable=SC2086
    fails 2 '.' mimicry search --discontinuous $words self.mim -e E3
done
usage '-m 0.5: .*' --discontinuous -m 0.5 self.mim -e E3
usage '--fixed-positions without --discontinuous' --fixed-positions self.mim -e E3

finish
