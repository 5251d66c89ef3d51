#!/bin/sh
# An index that is cut short while a verb has it mapped: one line, exit status 1, no output left.
#     MIMICRY=build/mimicry MIMICRY_DATA=data sh tests/cli/test_truncated.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# Some residues more than a page, so that what is cut off was on pages of its own.
{
    echo '>sp|P1|A_HUMAN One GN=G1'
    awk 'BEGIN { for (i = 0; i < 20000; i++) printf "EVDPIGHLYKWAA" }'
    echo
} >p.fa
works mimicry index -o whole.mim p.fa

# Queries that have no hit, more than are read at once; then, once that may be, one more.
give_queries() {
    yes WWWWWWWWW | head -n 200000
    while [ ! -e go ]; do
        sleep 0.01
    done
    echo EVDPIGHLY
}

# cut_short WORDS...: `mimicry WORDS...`, whose last query comes once its index, x.mim, was mapped
# and cut.
cut_short() {
    cp whole.mim x.mim
    mkfifo queries
    status=0
    give_queries >queries 2>"$work/given" &
    "$MIMICRY" "$@" <queries >"$work/out" 2>"$work/err" &
    process=$!
    while ! grep -q 'x\.mim' "/proc/$process/maps" 2>/dev/null; do
        kill -0 "$process" 2>/dev/null || fail 'it ended before its queries came' "$@"
        sleep 0.01
    done
    : >x.mim
    : >go
    wait "$process" || status=$?
    wait
    rm go
    rm queries
    [ "$status" -eq 1 ] || fail "exit status $status where 1 was expected" "$@"
    one_message || fail 'not one line that begins with "mimicry: " on standard error' "$@"
    grep -q '^mimicry: x\.mim: the index was cut short' "$work/messages" || fail 'the message' "$@"
    is 'p.fa
whole.mim
x.mim' "$(find . -type f | sed 's|^\./||' | sort)"
}

if [ -r /proc/self/maps ]; then
    cut_short search -m 2 x.mim -
    cut_short search -m 2 --threads 2 -o hits.tsv x.mim -
    cut_short screen -o rows.tsv --hits hits.tsv x.mim -
    cut_short shared -o shared.tsv x.mim -
else
    skip 'an index that is cut short' 'what a process has mapped is not told here'
fi

# What is cut short before is told by the checks.
head -c 8192 whole.mim >x.mim
fails 1 'x.mim: damaged index: .*truncated' mimicry search x.mim -e EVDPIGHLY
fails 1 'x.mim: damaged index: .*truncated' mimicry verify x.mim
finish
