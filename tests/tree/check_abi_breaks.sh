#!/bin/sh
# What breaks programs is found: the header is changed in many ways, and check_abi.sh must tell
# the changes that break them from others.
#     sh tests/tree/check_abi_breaks.sh ROOT C_COMPILER SHARED_LIBRARY
set -eu
root=$1
cc=$2
library=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v abidw >/dev/null 2>&1 || exit 77

# try KIND PROGRAM: does PROGRAM, for sed, to a copy of the header and the functions, which is then
# of that KIND: the same, as a check finds it; or it grows, or breaks programs, as an update finds.
try() {
    kind=$1
    program=$2
    copy="$work/copy"
    rm -rf "$copy"
    mkdir "$copy"
    cp -r "$root/include" "$root/lib" "$root/tests" "$root/scripts" "$copy"
    sed -i "$program" "$copy/include/mimicry/mimicry.h" "$copy"/lib/api/*.c \
        "$copy/lib/index/index.h"
    if diff -r "$root/include" "$copy/include" >/dev/null &&
        diff -r "$root/lib" "$copy/lib" >/dev/null; then
        echo "$program: nothing was changed"
        exit 1
    fi
    mode=--update
    if [ "$kind" = same ]; then
        mode=check
    fi
    found=broken
    if sh "$copy/tests/tree/check_abi.sh" "$copy" "$cc" "$library" $mode >"$work/log" 2>&1; then
        found=grown
        if diff -r "$root/tests/abi" "$copy/tests/abi" >/dev/null; then
            found=same
        fi
    fi
    if [ "$found" != "$kind" ] || grep -q ' error: ' "$work/log"; then
        cat "$work/log"
        echo "$program: this was taken as $found, and is $kind"
        exit 1
    fi
}

try same 's/^struct mimicry_index {/&\n    int more;/'
try same 's/^ \* Positions are/ * All positions are/'
try grown 's/^} mimicry_along_options;/    double more;\n&/'
try grown 's/^    MIMICRY_OPEN_VERIFY = 1,/    MIMICRY_OPEN_COPY = 4,\n&/'
try grown 's/^    uint32_t reserved;$/    uint32_t fresh;/'
try broken 's/^} mimicry_along_options;/    int32_t more;\n&/' # and padding
try broken 's/^typedef struct mimicry_hit {/&\n    uint64_t more;/'
try broken '/^    uint64_t memory; /d; /info.*memory/d; /\.memory = /d'
try broken 's/^    int32_t taxon; /    uint32_t taxon;/'
try broken 's/MIMICRY_READ_PAIRS = 2/MIMICRY_READ_PAIRS = 8/'
try broken 's/mimicry_name(int32_t kind/mimicry_name(int64_t kind/'
try broken 's/uint64_t mimicry_index_residues(/uint32_t mimicry_index_residues(/'
echo "abi: what breaks programs is found"
