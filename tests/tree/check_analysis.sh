#!/bin/sh
# Reads the sources of library and command with gcc's analyzer, cppcheck and clang-tidy (.clang-tidy
# says what it looks for, and why not for more); tells what each of them took.
#     sh tests/tree/check_analysis.sh ROOT BUILD_FOLDER
# BUILD_FOLDER has compile_commands.json. Kernels are left to the compilers: they are one function
# each, unrolled, and take longer than all the rest. Its status is 77 where a tool is missing.
set -eu
root=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
for program in gcc cppcheck clang-tidy-14; do
    command -v $program >/dev/null 2>&1 || {
        echo "analysis: SKIPPED: there is no $program"
        exit 77
    }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
find lib tools -name '*.c' ! -path '*/kernels/*' | sort >"$work/sources"
[ "$(wc -l <"$work/sources")" -ge 150 ]
jobs=$(getconf _NPROCESSORS_ONLN)
failed=no

# told NAME COMMAND...: runs it; what it prints is a fault.
told() {
    name=$1
    shift
    began=$(date +%s)
    if ! "$@" >"$work/$name" 2>&1 || [ -s "$work/$name" ]; then
        cat "$work/$name"
        failed=yes
    fi
    echo "$name: $(($(date +%s) - began)) s"
}

# It sees one file at a time. Left out: null pointers, since mim_fail and what is asked first may do
# anything as far as it knows (the sanitizers find those), and leaks, since what is freed by another
# file looks lost (the tests of memory find those). Its output is a file of its own: a compiler that
# fails as root removes it, and so would remove /dev/null.
analyzer() {
    xargs -P "$jobs" -n 1 gcc -std=c11 -O1 -fanalyzer -Wno-analyzer-null-dereference \
        -Wno-analyzer-null-argument -Wno-analyzer-possible-null-argument \
        -Wno-analyzer-malloc-leak -S -o "$work/analyzed.s" -Iinclude -Ilib -Itools \
        -DMIMICRY_BUILDING -D_XOPEN_SOURCE=700 -D_FILE_OFFSET_BITS=64 <"$work/sources"
}

# missingIncludeSystem: it does not read the system's headers, and need not.
cppchecked() {
    cppcheck --std=c11 --enable=warning,performance,portability --quiet --error-exitcode=1 \
        -j "$jobs" --suppress=missingIncludeSystem -Iinclude -Ilib -Itools \
        --file-list="$work/sources"
}

# Its count of suppressed warnings of other headers goes to the same place as its faults.
tidied() {
    xargs -P "$jobs" -n 8 clang-tidy-14 -p "$build" --quiet <"$work/sources" >"$work/tidy" 2>&1 ||
        { cat "$work/tidy" && return 1; }
}

told gcc-analyzer analyzer
told cppcheck cppchecked
told clang-tidy tidied
[ $failed = no ]
