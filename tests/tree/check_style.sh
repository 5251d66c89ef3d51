#!/bin/sh
# How the sources look: clang-format, shellcheck, length of files and lines, an opening sentence, no
# two types of one name.
#     sh tests/tree/check_style.sh ROOT
set -eu
cd "$1"
bad=0

sources=$(find lib tools tests bench include docs bindings -name '*.[ch]' | sort)
scripts="$(find scripts tests data bench .ci -name '*.sh' | sort)
bindings/r/configure bindings/r/cleanup"
others=$(find bindings -name '*.R' -o -name '*.Rd' | sort)

# The committed style is that of clang-format 14; other versions differ in details.
if command -v clang-format-14 >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    clang-format-14 --dry-run -Werror $sources || bad=1
else
    echo "clang-format-14 is not here: the layout is not checked"
fi
# The tests of the command all take in lib.sh, which is read again for each: the thorough run does
# so, others leave out what that is needed for.
if [ "${MIMICRY_THOROUGH:-}" = 1 ]; then
    # shellcheck disable=SC2086
    shellcheck -x $scripts .ci/run || bad=1
else
    # shellcheck disable=SC2046
    shellcheck -x $(echo "$scripts" | grep -v '^tests/cli/test_') .ci/run || bad=1
    shellcheck -e SC1091,SC2154,SC2164 tests/cli/test_*.sh || bad=1
fi

for file in $sources $others; do
    case $file in
    *.c)
        if ! head -c 2 "$file" | grep -q '/\*'; then
            echo "$file: does not open with a sentence on its job"
            bad=1
        fi
        ;;
    esac
    # The public header is one, for a person to read from top to bottom: mostly comments.
    most=500
    if [ "$file" = include/mimicry/mimicry.h ]; then
        most=1400
    fi
    if [ "$(wc -l <"$file")" -gt $most ]; then
        echo "$file: more than $most lines"
        bad=1
    fi
done
# shellcheck disable=SC2086
if grep -nE '^.{101,}' $sources $scripts $others; then
    echo "lines of more than 100 columns"
    bad=1
fi

# Where types are defined, as NAME FILE; `typedef struct NAME NAME;` only announces one. A file may
# define one anew for each kind of machine.
types() {
    awk '
    function defines(name) { print name, FILENAME }
    match($0, /(^|[ \t(])(struct|union|enum) [A-Za-z_0-9]+ *\{/) {
        split(substr($0, RSTART, RLENGTH), words, /(struct|union|enum) | *\{/)
        defines(words[2])
    }
    match($0, /^} [A-Za-z_0-9]+;/) { defines(substr($0, 3, RLENGTH - 3)) }
    /^typedef [^{]*;$/ {
        sub(/ __attribute__.*/, "")
        sub(/;$/, "")
        n = split($0, words, /[ \t*]+/)
        if (match($0, /\(\*[A-Za-z_0-9]+\)\(/)) {
            defines(substr($0, RSTART + 2, RLENGTH - 4))
        } else if (words[2] !~ /^(struct|union|enum)$/ || words[n] != words[n - 1]) {
            defines(words[n])
        }
    }' "$@" | sort -u
}
# shellcheck disable=SC2086
if types $sources | awk '
    $1 in file { print file[$1] " and " $2 " both define the type " $1; twice = 1 }
    { file[$1] = $2 }
    END { exit !twice }'; then
    bad=1
fi
if [ $bad -eq 0 ]; then
    echo "style: good"
fi
exit $bad
