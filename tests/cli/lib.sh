# shellcheck shell=sh
# What the tests of the command share. A test reads it first and calls `finish` last:
#
#     MIMICRY=build/mimicry MIMICRY_DATA=data sh tests/cli/test_x.sh
#
# MIMICRY names the command, MIMICRY_DATA the data folder of the source tree. The test then runs
# in an empty folder of its own. The first check that fails ends it with a message.
set -eu
LC_ALL=C
export LC_ALL
# So that a sanitizer's report is never taken for the status 1 of a failed command.
ASAN_OPTIONS="exitcode=99${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
UBSAN_OPTIONS="exitcode=99:print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
export ASAN_OPTIONS UBSAN_OPTIONS

absolute() {
    case $1 in
        /*) printf '%s\n' "$1" ;;
        *) printf '%s/%s\n' "$PWD" "$1" ;;
    esac
}

MIMICRY=$(absolute "${MIMICRY:?names the command to test}")
MIMICRY_DATA=$(absolute "${MIMICRY_DATA:?names the data folder of the source tree}")
# shellcheck disable=SC2034 # used by the tests
here=$(absolute "$(dirname "$0")")
name=$(basename "$0" .sh)
name=${name#test_}
passed=0
finished=no
line_end='
'
tab=$(printf '\t')
work=$(mktemp -d "${TMPDIR:-/tmp}/mimicry-cli.XXXXXX")

clean_up() {
    code=$?
    if [ -d "$work/box/disk" ]; then # where a test may have mounted a small disk
        umount "$work/box/disk" 2>/dev/null || :
    fi
    rm -rf "$work"
    [ "$finished" = yes ] || printf 'cli %s: stopped after %d passed\n' "$name" "$passed" >&2
    exit "$code"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

chmod 755 "$work" # another user runs the command in a test of permissions
mkdir "$work/box"
cd "$work/box"

mimicry() {
    "$MIMICRY" "$@"
}

# ---- What ends a test ----------------------------------------------------------------------

# fail WHAT [COMMAND...]
fail() {
    printf 'cli %s: case %d failed: %s\n' "$name" "$((passed + 1))" "$1" >&2
    shift
    if [ $# -gt 0 ]; then
        printf '%s\n' "command: $*" | cut -c 1-500 >&2
        printf 'standard output:\n' >&2
        head -n 10 "$work/out" | cut -c 1-500 >&2
        printf 'standard error:\n' >&2
        head -n 40 "$work/err" | cut -c 1-500 >&2
    fi
    exit 1
}

finish() {
    [ "$passed" -gt 0 ] || fail 'the test checked nothing'
    finished=yes
    printf 'cli %s: %d passed, 0 failed\n' "$name" "$passed"
}

# skip WHAT WHY: notes a check that cannot be made here.
skip() {
    printf 'cli %s: skipped: %s: %s\n' "$name" "$1" "$2"
}

# ---- Checks --------------------------------------------------------------------------------

pass() {
    passed=$((passed + 1))
}

# run COMMAND...: keeps what it prints in files, and its exit status in $status.
run() {
    status=0
    "$@" >"$work/out" 2>"$work/err" || status=$?
}

# is EXPECTED ACTUAL
is() {
    if [ "$1" != "$2" ]; then
        printf '%s\n' "$1" >"$work/expected"
        printf '%s\n' "$2" >"$work/actual"
        diff "$work/expected" "$work/actual" | head -n 40 | cut -c 1-500 >&2 || :
        fail 'not what was expected (<), but this (>)'
    fi
    pass
}

# same FILE FILE: they have the same bytes.
same() {
    cmp -- "$1" "$2" >&2 || fail "$1 and $2 differ"
    pass
}

# A check runs the command and little else: a process more in each would be most of the tests' time.

# Keeps what is no note of standard error in a file, and in $n_messages how many lines that are.
# Notes are whole lines.
without_notes() {
    n_messages=0
    : >"$work/messages"
    [ -s "$work/err" ] || return 0
    while IFS= read -r err_line; do
        case $err_line in
            'mimicry: note: '*) ;;
            *)
                n_messages=$((n_messages + 1))
                last_message=$err_line
                printf '%s\n' "$err_line" >>"$work/messages"
                ;;
        esac
    done <"$work/err"
    [ -z "$err_line" ] || fail 'standard error ends within a line'
}

# Whether standard error holds exactly one line, of this command, that is no note.
one_message() {
    without_notes
    [ "$n_messages" -eq 1 ] || return 1
    case $last_message in 'mimicry: '?*) ;; *) return 1 ;; esac
}

# Adds all files below a folder to $listed, one a line.
list_files() {
    for a_file in "$1"/* "$1"/.[!.]* "$1"/..?*; do
        [ -e "$a_file" ] || [ -L "$a_file" ] || continue
        listed=$listed$a_file$line_end
        if [ -d "$a_file" ] && [ ! -L "$a_file" ]; then
            list_files "$a_file"
        fi
    done
}

# fails STATUS PATTERN COMMAND...: exit status STATUS; one line on standard error but for notes,
# which the extended regular expression matches; nothing on standard output; no file made or
# removed.
fails() {
    expected_status=$1
    pattern=$2
    shift 2
    listed=
    list_files .
    files_before=$listed
    run "$@"
    listed=
    list_files .
    [ "$status" -eq "$expected_status" ] ||
        fail "exit status $status where $expected_status was expected" "$@"
    one_message || fail 'not one line that begins with "mimicry: " on standard error' "$@"
    grep -Eq -e "$pattern" "$work/messages" || fail "the message does not match '$pattern'" "$@"
    [ ! -s "$work/out" ] || fail 'it failed, but printed something on standard output' "$@"
    [ "$listed" = "$files_before" ] || {
        printf '%s' "$files_before" >"$work/before"
        printf '%s' "$listed" | diff "$work/before" - >&2 || :
        fail 'it failed, but left a file behind (>), or removed one (<)' "$@"
    }
    pass
}

# survives COMMAND...: it works, or it fails with one line. For damaged input that it need not
# notice.
survives() {
    run "$@"
    case $status in
        0)
            without_notes
            [ ! -s "$work/messages" ] || fail 'it printed an error, and went on' "$@"
            ;;
        1) one_message || fail 'not one line that begins with "mimicry: "' "$@" ;;
        *) fail "exit status $status where 0 or 1 was expected" "$@" ;;
    esac
    pass
}

# works COMMAND...: exit status 0, and nothing but notes on standard error.
works() {
    run "$@"
    [ "$status" -eq 0 ] || fail "exit status $status where 0 was expected" "$@"
    without_notes
    [ ! -s "$work/messages" ] || fail 'it printed an error, and went on' "$@"
    pass
}

# prints TEXT COMMAND...: it works, and prints exactly TEXT and a line end; nothing if TEXT is
# empty.
prints() {
    text=$1
    shift
    works "$@"
    passed=$((passed - 1)) # these are one check
    if [ -n "$text" ]; then
        printf '%s\n' "$text" >"$work/expected"
    else
        : >"$work/expected"
    fi
    cmp -s "$work/expected" "$work/out" || {
        diff "$work/expected" "$work/out" | head -n 40 | cut -c 1-500 >&2 || :
        fail 'it did not print what was expected (<), but this (>)' "$@"
    }
    pass
}

# unranked <FILE: a table of hits without its column `rank`, which is counted anew: 1 and how many
# rows of the same window are better, by score, or with indels by edits.
unranked() {
    awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        { line[NR] = $0 }
        NR > 1 {
            key[NR] = $1 FS $2 FS (at["query_start"] ? $at["query_start"] : "")
            worth[NR] = at["indels"] ? -($at["mismatches"] + $at["indels"]) - $at["indels"] / 100 \
                                     : $at["score"] + 0
        }
        END {
            for (k = 1; k <= NR; k++) {
                n = split(line[k], cells, FS)
                rank = 1
                for (j = 2; j <= NR; j++) rank += key[j] == key[k] && worth[j] > worth[k]
                if (k > 1 && cells[at["rank"]] != rank) print "rank", rank, "is wrong in:"
                text = ""
                for (i = 1; i <= n; i++) if (i != at["rank"]) text = text FS cells[i]
                print substr(text, 2)
            }
        }'
}

# has_rank FILE: whether a table has a column `rank`.
has_rank() {
    IFS= read -r table_header <"$1" || :
    case $tab$table_header$tab in *"${tab}rank$tab"*) ;; *) return 1 ;; esac
}

# table TEXT COMMAND...: prints a table of tabs; they are bars in TEXT, to be seen. A column `rank`
# that TEXT does not have is checked by itself.
table() {
    printf '%s\n' "$1" >"$work/bars"
    tr '|' '\t' <"$work/bars" >"$work/wanted"
    shift
    works "$@"
    passed=$((passed - 1)) # these are one check
    if has_rank "$work/out" && ! has_rank "$work/wanted"; then
        unranked <"$work/out" >"$work/unranked"
        mv "$work/unranked" "$work/out"
    fi
    cmp -s "$work/wanted" "$work/out" || {
        diff "$work/wanted" "$work/out" | head -n 40 | cut -c 1-500 >&2 || :
        fail 'it did not print what was expected (<), but this (>)' "$@"
    }
    pass
}

columns='query_id|query|match|mismatches|score|accession|gene|start|end'

# hits ROWS WORDS...: `mimicry search WORDS...` prints a table of these rows; bars stand for tabs.
hits() {
    rows=$1
    shift
    table "$columns${rows:+
$rows}" mimicry search "$@"
}
