#!/bin/sh
# The manual has a page for each verb, with exactly the options that its --help has; the pages are
# without a fault for mandoc and for man; the commands of their examples run.
#     sh tests/tree/check_man.sh ROOT MIMICRY
set -eu
root=$(cd "$1" && pwd)
mimicry=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
manual="$root/docs/man"
bad=0

# The options in a text: words that begin with one or two dashes. `(-m` is one, `n-m` is not.
options() {
    grep -oE "(^|[^[:alnum:]_-])--?[a-zA-Z][a-z0-9-]*" | sed 's/^[^-]*//' | sort -u
}

"$mimicry" --help | sed -n 's/^  mimicry \([a-z]*\) .*/\1/p' >"$work/verbs"
[ "$(wc -l <"$work/verbs")" -ge 6 ] || { echo "man: hardly any verb"; exit 1; }
{
    echo mimicry.1
    sed 's/.*/mimicry-&.1/' "$work/verbs"
} | sort >"$work/expected"
(cd "$manual" && ls) | sort | diff "$work/expected" - || { echo "man: other pages"; bad=1; }

for page in "$manual"/*.1; do
    name=$(basename "$page" .1)
    verb=${name#mimicry}
    verb=${verb#-}
    # shellcheck disable=SC2086
    "$mimicry" $verb --help | sed '/^Examples:/,/^$/d' | grep -v '^  mimicry' |
        options >"$work/help"
    sed '/^\.Sh EXAMPLES/,/^\.Sh SEE ALSO/d' "$page" | mandoc -Tutf8 | col -bx | options \
        >"$work/page"
    # Every verb takes -h; the help does not say so.
    if [ -n "$verb" ]; then
        printf '%s\n' -h --help >>"$work/help"
        sort -u -o "$work/help" "$work/help"
    fi
    if ! diff "$work/help" "$work/page"; then
        echo "man: $name: < only in --help, > only in the page"
        bad=1
    fi

    mandoc -Tlint -Wwarning "$page" || bad=1
    if command -v groff >/dev/null 2>&1; then
        LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 "$page" 2>"$work/warnings" \
            >/dev/null || bad=1
        if [ -s "$work/warnings" ]; then
            cat "$work/warnings"
            bad=1
        fi
    fi
    # The pages name each other, so that each can be found.
    sed -n 's/^\.Xr \(mimicry[a-z-]*\) 1.*/\1/p' "$page" >"$work/others"
    while read -r other; do
        [ -f "$manual/$other.1" ] || { echo "man: $name names $other(1)"; bad=1; }
    done <"$work/others"
    [ "$name" = mimicry ] || grep -q "^\.Xr $name 1" "$manual/mimicry.1" ||
        { echo "man: mimicry(1) does not name $name(1)"; bad=1; }
done

# The examples, in one folder: those of mimicry-index first.
ln -s "$root/data" "$work/data"
mkdir "$work/bin"
ln -s "$(realpath "$mimicry")" "$work/bin/mimicry"
ran=0
cd "$work"
PATH="$work/bin:$PATH"
for page in "$manual"/mimicry-index.1 "$manual"/*.1; do
    sed -n 's/^\.Dl //p' "$page" >commands
    while IFS= read -r command; do
        file=$(printf '%s\n' "$command" | sed -n 's/.*-o \([^ ]*\).*/\1/p')
        if ! sh -eu -c "$command" >printed </dev/null || [ ! -s "${file:-printed}" ]; then
            echo "man: this example fails: $command"
            bad=1
        fi
        ran=$((ran + 1))
    done <commands
done
[ $ran -ge 12 ] || { echo "man: only $ran examples"; bad=1; }
if [ $bad -eq 0 ]; then
    echo "man: $(wc -l <"$work/expected") pages, $ran examples"
fi
exit $bad
