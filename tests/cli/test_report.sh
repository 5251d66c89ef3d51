#!/bin/sh
# Reports from the command line: what they hold, and what is refused. The page itself is tested in a
# browser (tests/report).
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >p.fa <<'END'
>sp|P12345|A_X One OS=X OX=1 GN=ONE PE=1
MKVAELVHFLACDEFGHIKMKMAELVHFLACDEFGHIR
>nameless
WWWWWWWWWSAAELVHFLWW
END
printf 'id\tpeptide\na\tKVAELVHFL\nb\tKMAELVHFL\n' >table.tsv
printf '>s\nMKVAELVHFLACDEFGHIKMKMAELVHFLACDEFGHIRCC\n' >long.fa
mimicry index -q -o p.mim p.fa

# elements FILE: the tables of a page, in their order.
elements() {
    grep -o 'data-table="[a-z]*"' "$1" | cut -d '"' -f 2 | tr '\n' ' '
}

# unpacked FILE TABLE: what an element of a page holds.
unpacked() {
    sed -n "s/.*data-table=\"$2\">\\([^<]*\\)<.*/\\1/p" "$1" | base64 -d | gzip -dc
}

# ---- What a page holds ----

prints '' mimicry report -q -o page.html p.mim table.tsv
is 'candidates hits chance about sources ' "$(elements page.html)"
mimicry screen -q --columns protein --hits hits.tsv -o rows.tsv p.mim table.tsv
unpacked page.html candidates | tail -n +2 >page_rows
tail -n +2 rows.tsv | cmp - page_rows || fail 'the rows of the page are not those of the screen'
unpacked page.html hits | tail -n +2 >page_hits
tail -n +2 hits.tsv | cmp - page_hits || fail 'the hits of the page are not those of the screen'
is "command	mimicry report -q -o page.html p.mim table.tsv" \
    "$(unpacked page.html about | grep '^command')"
unpacked page.html about | grep -q "^note	columns taken: peptide 'peptide'" ||
    fail 'a note is missing, which -q has left out on standard error alone'

prints '' mimicry report -q -o again.html --rows rows.tsv --hits hits.tsv
is 'candidates hits about ' "$(elements again.html)"
unpacked again.html hits | tail -n +2 | cmp - page_hits || fail 'saved hits differ'
gzip -k rows.tsv
prints '' mimicry report -q -o again.html --rows rows.tsv.gz
is 'candidates about ' "$(elements again.html)"
works mimicry report -q p.mim table.tsv
# shellcheck disable=SC2154 # of lib.sh
is 'candidates hits chance about sources ' "$(elements "$work/out")"

prints '' mimicry report -q --models PAM30,relatedness -o page.html p.mim table.tsv
unpacked page.html hits | head -n 1 | grep -q '"rank_PAM30".*"rank_relatedness"' ||
    fail 'the hits of the page lack their ranks by models'

# Of sequences there is the table along them, unless they cannot be read twice.
prints '' mimicry report -q -o page.html p.mim long.fa
is 'candidates hits along about sources ' "$(elements page.html)"
mimicry shared -q --profile p.mim long.fa | tail -n +2 >along.tsv
unpacked page.html along | tail -n +2 | cmp - along.tsv || fail 'the table along differs'
prints '' mimicry report -q -o page.html p.mim -e MKVAELVHFLACDEFGHIKMKMAELVHFLACDEFGHIRCC
is 'candidates hits along about sources ' "$(elements page.html)"
mimicry report -o page.html p.mim - <long.fa 2>"$work/err"
is 'candidates hits about sources ' "$(elements page.html)"
grep -q 'could be read again' "$work/err" || fail 'it is silent on the tracks that are not drawn'
pass

# ---- What is refused ----

rm page.html again.html
fails 2 'one word too many' mimicry report -o x.html --rows rows.tsv p.mim table.tsv
fails 2 '--rows together' mimicry report -o x.html --rows rows.tsv -m 3
fails 2 '--rows' mimicry report -o x.html --hits hits.tsv p.mim table.tsv
fails 2 'INDEX is missing' mimicry report -o x.html
fails 2 'would replace the input' mimicry report -o rows.tsv --rows rows.tsv
fails 2 'would replace the input' mimicry report -o hits.tsv --rows rows.tsv --hits hits.tsv
fails 2 'would replace the input' mimicry report -o table.tsv p.mim table.tsv
fails 1 'no-such.tsv' mimicry report -o x.html --rows no-such.tsv
fails 1 'rows: no column nearest, nearest_mismatches' mimicry report -o x.html --rows table.tsv
fails 1 'hits: no column query_id, query, match' \
    mimicry report -o x.html --rows rows.tsv --hits rows.tsv
printf 'id\tpeptide\nx\n' >ragged.tsv
{
    head -n 2 rows.tsv
    echo short
} >ragged.tsv
fails 1 'ragged.tsv:3: ' mimicry report -o x.html --rows ragged.tsv
{
    head -n 2 hits.tsv
    echo short
} >ragged.tsv
fails 1 '^mimicry: ragged.tsv:3: ' mimicry report -o x.html --rows rows.tsv --hits ragged.tsv
: >empty.tsv
fails 1 'empty.tsv: it is empty' mimicry report -o x.html --rows empty.tsv
if command -v script >/dev/null 2>&1; then
    script -qec "$MIMICRY report --rows rows.tsv" /dev/null </dev/null >"$work/typed" || :
    grep -q 'a page is for a browser' "$work/typed" || fail 'a page goes to a terminal'
    pass
fi
finish
