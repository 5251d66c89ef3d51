#!/bin/sh
# What the command shows on a terminal: tables that fit, colours, marks, notes and progress; and
# that none of it is in a pipe or a file.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

TERM=xterm
export TERM
unset NO_COLOR COLUMNS || :

# on COLUMNS WORDS...: the command on a terminal.
on() {
    columns_of_terminal=$1
    shift
    python3 "$here/terminal.py" "$columns_of_terminal" "$MIMICRY" "$@"
}

# plain: what is shown, without colours.
plain() {
    sed 's/\x1b\[[0-9;]*m//g'
}

# fits COLUMNS WORDS...: what is shown has rows, and none is wider.
fits() {
    on "$@" >shown
    plain <shown >text
    [ "$(wc -l <text)" -gt 2 ] || fail "$*: hardly anything is shown"
    LC_ALL=C.UTF-8 awk -v most="$1" 'length($0) > most { print "too wide: " $0; bad = 1 }
        END { exit bad }' text >&2 || fail "$*"
    pass
}

mimicry index -q -o self.mim "$MIMICRY_DATA/self_sample.fasta.gz" \
    "$MIMICRY_DATA/known_offtargets.fasta"
antigens=$MIMICRY_DATA/antigens.tsv

# ---- Widths ----

for columns in 40 80 140 400; do
    fits $columns search -q -m 3 self.mim "$antigens"
    fits $columns screen -q self.mim "$antigens"
    fits $columns search -q -m 3 --flank 9 --columns evalue,alignment,protein self.mim "$antigens"
    fits $columns shared -q --min-length 5 self.mim -e KVAELVHFLLLKYRAREPVTKAEML
    fits $columns info --records self.mim
done

on 40 info self.mim | tr -d '\r' >shown
[ "$(awk '{ print length($0) }' shown | sort -u | wc -l)" = 1 ] || fail 'info is not aligned'
mimicry info self.mim | tr '\t' ' ' >expected
tr -s ' ' <shown | diff expected - || fail 'info: other numbers on a terminal'
pass

# ---- One row, with its marks ----

mark=$(printf '\033[1;31m') end=$(printf '\033[0m')
on 80 search -m 1 --only-gene MAGEA12 self.mim -e KVAELVHFL >shown
grep -qF " K${mark}M${end}AELVHFL" shown || fail 'the residue that differs is not marked'
pass
for words in '--color never' '--color auto'; do
    # shellcheck disable=SC2086
    NO_COLOR=1 on 80 search -m 1 --only-gene MAGEA12 $words self.mim -e KVAELVHFL >shown
    grep -q 'KVAELVHFL *KmAELVHFL' shown || fail 'no mark without colours'
    ! grep -q "$(printf '\033')" shown || fail 'colours that were not wanted'
    pass
done
NO_COLOR=1 on 80 search -m 1 --color always self.mim -e KVAELVHFL >shown
grep -qF "$mark" shown || fail '--color always shows none'
pass
TERM=dumb on 80 search -m 1 self.mim -e KVAELVHFL >shown
! grep -q "$(printf '\033')" shown || fail 'colours on a dumb terminal'
pass
fails 2 "--color 'red': one of auto\|always\|never was expected" \
    mimicry search --color red self.mim -e KVAELVHFL

# ---- What is left out is counted, and what there is can be had ----

mimicry search -q -m 4 self.mim "$antigens" >all.tsv
rows=$(($(wc -l <all.tsv) - 1))
[ "$rows" -gt 51 ] || fail 'too few rows for the test'
on 80 search -q -m 4 self.mim "$antigens" | plain >shown
tail -n 1 shown | grep -q "and $((rows - 50)) more rows: all with -o FILE or | less\$" ||
    fail "other rows are counted: $(tail -n 1 shown)"
pass
on 80 search -q -m 4 --format table self.mim "$antigens" | plain >shown
is $((rows + 2)) "$(wc -l <shown)"
on 80 search -q -m 4 --format tsv self.mim "$antigens" >shown
same all.tsv shown
on 80 search -q -m 4 -o file.tsv self.mim "$antigens" >shown
same all.tsv file.tsv

# Into a pipe all is as ever; a table can be asked for there too.
TERM=xterm mimicry search -q -m 4 self.mim "$antigens" | cat >piped
same all.tsv piped
COLUMNS=100 mimicry search -q -m 4 --format table self.mim "$antigens" >aligned
is 1 "$(grep -c '^query' aligned)"
awk 'length($0) > 100 { exit 1 }' aligned || fail 'COLUMNS is not heeded'
pass

# The hits of a screen go to a file as before, while its rows are shown.
mimicry screen -q --hits hits.tsv -o rows.tsv self.mim "$antigens"
on 80 screen -q --hits shown.tsv self.mim "$antigens" | plain >shown
same hits.tsv shown.tsv
is "$(($(wc -l <"$antigens") - 1))" "$(grep -c '^[A-Z]' shown)"

# ---- Text of others ----

printf '>sp|P1|A_X \033[31mred\302\2332J\342\200\256name GN=\033]0;title\007\nACDEFGHIK\n' >bad.fa
on 80 search --color never --columns protein bad.fa -e ACDEFGHIK >shown 2>&1
! tr -d '\n' <shown | LC_ALL=C grep -q "$(printf '[\001-\037\177]')" ||
    fail 'text of a header gets through to the terminal'
pass

# ---- Progress: on a terminal, never among the rows, and nowhere else ----

# slowly: a pipe whose queries come after two seconds, so that there is something to tell.
mkfifo slow
slowly() {
    (
        sleep 2
        cat "$antigens"
    ) >slow &
}

progress='[0-9]* % of what was read'
slowly
on 80 search -m 4 self.mim slow | tr '\r' '\n' >shown
wait
grep -q "^mimicry: $progress" shown || fail 'no progress on a terminal'
grep -vE "$progress|^mimicry: note:|^  |^ *\$" shown >rows_shown
on 80 search -q -m 4 self.mim "$antigens" >rows_alone
same rows_alone rows_shown
slowly
python3 "$here/terminal.py" --stdout 80 "$MIMICRY" search -m 4 self.mim slow >rows 2>shown
wait
same all.tsv rows
tr '\r' '\n' <shown | grep -q "^mimicry: $progress" || fail 'no progress beside a file'
grep -q "mimicry: $rows rows in [0-9]* s\$" shown || fail 'it does not say how many rows there were'
slowly
run mimicry search -m 4 self.mim slow
wait
! grep -q "$progress\|rows in" "$work/err" || fail 'progress where nobody looks'
pass
on 80 index -o other.mim "$MIMICRY_DATA/known_offtargets.fasta" | grep -q '^mimicry: done in ' ||
    fail 'index does not say that it is done'
pass

# What is told never falls, also where more is read after a while.
awk 'BEGIN {
    for (i = 0; i < 6000; i++) {
        peptide = ""
        for (j = 0; j < 9; j++) {
            seed = (seed * 1103 + 12345) % 65536
            peptide = peptide substr("ACDEFGHIKLMNPQRSTVWY", 1 + int(seed / 3277), 1)
        }
        print peptide
    }
}' >many.txt
python3 "$here/terminal.py" --stdout 80 "$MIMICRY" screen -q --progress -t 1 --dissimilarity \
    self.mim many.txt 2>shown >rows
tr '\r' '\n' <shown | awk '/ % of/ { if ($2 < last || unknown) exit 1; last = $2 }
    / so far/ { unknown = 1 }' || fail 'the share that is told falls' cat shown
pass

# ---- Notes break at blanks, on a terminal alone ----

printf '>a\nACDEFGHIKLM\n>b GN=\303\204\nACDEFGHIKLM\n' >plain.fa
words='search --exclude-genes none.txt plain.fa -e ACDEFGHIK'
printf 'NOGENE\n' >none.txt
# shellcheck disable=SC2086
mimicry $words 2>told >rows
[ "$(grep -c '^mimicry: note: ' told)" -gt 1 ] || fail 'hardly a note' cat told
! grep -v '^mimicry: note: ' told || fail 'notes are not a line each where nobody reads'
for columns in 24 40 72; do
    # shellcheck disable=SC2086
    python3 "$here/terminal.py" --stdout $columns "$MIMICRY" $words --no-progress >rows 2>shown
    awk -v most=$columns 'length($0) > most { exit 1 }' shown || fail "over $columns" cat shown
    awk '/^  / { printf " %s", substr($0, 3); next }
        { printf "%s%s", (NR > 1 ? "\n" : ""), $0 }
        END { print "" }' shown >joined
    same told joined
done

# ---- Nothing found ----

run mimicry search self.mim -e WWWWWWWWW
grep -q 'note: nothing was found: without a threshold a search is exact; -m N' "$work/err" ||
    fail 'it does not say that it was exact'
pass
for words in '-m 0' --exact '--top 1' --counts '--max-indels 1' -q --describe --explain; do
    # shellcheck disable=SC2086
    run mimicry search $words self.mim -e WWWWWWWWW
    ! grep -q 'nothing was found' "$work/err" || fail "a note that is none of $words"
    pass
done
on 80 search self.mim -e WWWWWWWWW | plain >shown
grep -q '^(no rows)$' shown || fail 'an empty table says nothing'
pass

finish
