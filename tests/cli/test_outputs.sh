#!/bin/sh
# Processes that write one file at the same time: none fails, and one whole file is left.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

printf '>one GN=ONE\nMKVAELVHFLEVDPIGHLYQQQQ\n' >p.fa
mimicry index -q -o wanted.mim p.fa
mimicry search -q wanted.mim -e KVAELVHFL >wanted.tsv

# A name that one process gives up is the next one's at once.
# together WANTED COMMAND...: the command, which writes the file `made`, by eight processes, often.
together() {
    wanted=$1
    shift
    for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        rm -f made
        for i in 1 2 3 4 5 6 7 8; do
            "$@" 2>"err.$i" &
        done
        wait
        is '' "$(cat err.*)"
        cmp -s made "$wanted" || fail "round $round: the file is not whole"
        is made "$(echo made*)"
    done
}

together wanted.mim "$MIMICRY" index -q -o made p.fa
together wanted.tsv "$MIMICRY" search -q -o made wanted.mim -e KVAELVHFL

finish
