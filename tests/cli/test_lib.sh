#!/bin/sh
# The helpers of lib.sh can fail: each accepts what it should and rejects all else.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# rejects CHECK...: the check ends its shell.
rejects() {
    if ("$@") >/dev/null 2>&1; then
        fail "accepted: $*"
    fi
    pass
}

# A command that does what its words say, and then ends with the last of them.
act() {
    for word in "$@"; do
        case $word in
            out) echo text ;;
            message) echo 'mimicry: FILE:3: it is bad' >&2 ;;
            half) printf 'mimicry: no line end' >&2 ;;
            other) echo 'oops: it is bad' >&2 ;;
            file) echo >left.partial-1-0 ;;
            remove) rm kept ;;
            tabs) printf 'a\tb\n' ;;
            *) return "$word" ;;
        esac
    done
}

echo >kept

fails 1 'bad$' act message 1
fails 2 '^mimicry: FILE:[0-9]+: ' act message 2
rejects fails 2 bad act message 1
rejects fails 1 bad act message 0
rejects fails 1 good act message 1
rejects fails 1 bad act 1
rejects fails 1 bad act message message 1
rejects fails 1 bad act message half 1
rejects fails 1 'line end' act half 1
rejects fails 1 bad act other 1
rejects fails 1 bad act out message 1
rejects fails 1 bad act file message 1
rm left.partial-1-0
rejects fails 1 bad act remove message 1
echo >kept

survives act out 0
survives act message 1
rejects survives act 1
rejects survives act message message 1
rejects survives act message 0
rejects survives act message 2
rejects survives act message 99
rejects survives sh -c 'kill -SEGV $$'

works act out 0
rejects works act out 1
rejects works act message 0

prints text act out 0
prints '' act 0
rejects prints '' act out 0
rejects prints text act out out 0
rejects prints text act 0
rejects prints tex act out 0
rejects prints text act out 1
rejects prints text act out message 0
rejects prints text printf text # without a line end

table 'a|b' act tabs 0
rejects table 'a b' act tabs 0
rejects table 'a|c' act tabs 0

is a a
is '' ''
rejects is a b
rejects is '' a
rejects is a ' a'

printf 'a\n' >a
printf 'a\n' >also_a
printf 'b\n' >b
same a also_a
rejects same a b
rejects same a missing

rejects skip # its words are missing

# What a whole test does: inner COMMAND... is a test that runs one command.
inner() {
    printf '. "%s/lib.sh"\n%s\n' "$here" "$1" >test_inner.sh
    sh ./test_inner.sh
}

prints 'cli inner: 1 passed, 0 failed' inner 'is a a; finish'
rejects inner finish                                # nothing was checked
rejects inner 'is a a; false; finish'               # a command of the test itself failed
rejects inner 'is a a; is a b; finish'              # a check failed
rejects inner 'is a a; no_such; finish'             # a mistake in the test
rejects inner 'is a a; fails 1 x true </dev/null; finish'

# It leaves nothing behind, whichever way it ends.
for last in finish 'exit 1' 'kill -TERM $$'; do
    run inner "pwd; is a a; $last"
    folder=$(head -n 1 "$work/out")
    is box "$(basename "$folder")"
    [ ! -e "$folder" ] || fail "$last: the folder of the test was left behind"
    pass
done
case $status in
    143) pass ;;
    *) fail "exit status $status of a terminated test" ;;
esac

finish
