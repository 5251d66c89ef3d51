#!/bin/sh
# Which lines and branches of lib/ the tests run, counted by gcov: fails where they are fewer than
# the floors below, and names the files that lack most.
#     sh tests/coverage.sh BUILD_FOLDER
# The tests are those that run the library in their own process or through the command; those of
# real proteomes are left out, for their time. What takes branches that only a failing call of the
# system takes are the programs with `memory` in their name, and `faults`. gcovr comes from PyPI;
# 77 where it cannot be reached.
set -eu
# Counted last, 2026-11-29: 98.4 and 92.1 %.
least_lines=97
least_branches=90
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:?the folder to build in}
jobs=$(getconf _NPROCESSORS_ONLN)
unset PYTHONPATH PYTHONHOME
mkdir -p "$build"

gcovr=$build/env/bin/gcovr
if [ ! -x "$gcovr" ]; then
    python3 -m venv "$build/env"
    "$build/env/bin/pip" install -q --disable-pip-version-check 'gcovr==8.8' \
        >"$build/pip.log" 2>&1 || {
        echo "gcovr cannot be had: $(tail -n 1 "$build/pip.log")"
        exit 77
    }
fi

# Only lib/ counts, so that nothing is written when the command itself ends: its calls are counted
# by `faults`. Several threads, and processes, count into one place.
if ! { cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER=gcc \
    -DCMAKE_C_FLAGS="-O1 -DNDEBUG --coverage -fprofile-update=atomic \
-fprofile-filter-files=$root/lib/.*" &&
    cmake --build "$build" --parallel "$jobs"; } >"$build/build.log" 2>&1; then
    tail -n 60 "$build/build.log"
    exit 1
fi

# The counts begin anew; another user, as whom a test runs the command, may add to them. Where they
# cannot be written, say since a test limits the size of files, nothing is said on standard error.
find "$build" -name '*.gcda' -delete
"$build/mimicry" matrices >"$build/matrices.txt"
find "$build" -name '*.gcda' -exec chmod a+w {} +
(cd "$build" && GCOV_ERROR_FILE=/dev/null ctest --output-on-failure --parallel "$jobs" \
    --tests-regex '^(test_|cli_|fuzz_|faults$)' --exclude-regex '^test_real$' \
    --timeout 1200)

# Kernels for instructions that this machine lacks are not held against the tests.
set --
for instructions in avx2 avx512vbmi; do
    grep -qw "$instructions" /proc/cpuinfo || set -- "$@" \
        --exclude-directory ".*mimicry_kernels_${instructions%vbmi}\\.dir.*"
done
# report OPTION...: what gcovr makes of all counts, or of those that it kept.
bad=0
report() {
    "$gcovr" --root "$root" --merge-mode-functions=separate --merge-lines --sort uncovered-number \
        --sort-reverse --print-summary "$@" >"$build/summary.txt" 2>"$build/gcovr.log" || {
        grep -i 'error' "$build/gcovr.log" || :
        bad=1
    }
}
report --object-directory "$build" --filter "$root/lib/" "$@" --gcov-suspicious-hits-threshold=0 \
    --exclude-unreachable-branches --json "$build/coverage.json" --txt "$build/lines.txt" \
    --fail-under-line "$least_lines" "$build"
grep '^lines:' "$build/summary.txt"
# The functions of scan_planes.c and slide_planes.c are put into each other for each length, number
# of mismatches and instruction set, where most of their conditions are constants: of hundreds of
# copies of a branch one side is never taken. Their lines count.
report --add-tracefile "$build/coverage.json" --exclude '.*/(scan|slide)_planes\.c' \
    --sort-branches --txt "$build/branches.txt" --txt-metric branch \
    --fail-under-branch "$least_branches"
grep '^branches:' "$build/summary.txt"
sed -n 5,26p "$build/branches.txt"
exit $bad
