#!/bin/sh
# What programs were compiled and linked with still holds: the layout of the header's structs and
# the numbers of its constants (tests/abi/layout.c), and the types and functions of the library as
# its debug information has them (tests/abi/libmimicry.abi, which abidw made).
#     sh tests/tree/check_abi.sh ROOT C_COMPILER SHARED_LIBRARY [--update | --break]
# --update writes both anew after functions, constants or fields were added. It refuses what breaks
# programs as long as the SONAME is the same; --break does it all the same (docs/abi.md).
set -eu
root=$(cd "$1" && pwd)
cc=$2
library=$(realpath "$3")
mode=${4:-check}
layout=tests/abi/layout.c
baseline=tests/abi/libmimicry.abi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

soname=$(readelf -d "$library" | sed -n 's/.*(SONAME).*\[\(.*\)\]$/\1/p')
python3 tests/abi/layout.py make . "$cc" >"$work/layout.c"

if ! command -v abidw >/dev/null 2>&1; then
    echo "abidw (abigail-tools) is not here: only the layout is checked"
    [ "$mode" = check ] || exit 1
    diff -u "$layout" "$work/layout.c"
    exit 77
fi

# The public functions with debug information, whatever flags the library was built with. What they
# call inside is left undefined: no type of it is public.
"$cc" -std=c11 -O0 -g -fPIC -fvisibility=hidden -DMIMICRY_BUILDING -D_POSIX_C_SOURCE=200809L \
    -D_FILE_OFFSET_BITS=64 -Iinclude -Ilib -shared -Wl,-soname,"$soname" \
    -Wl,--version-script=lib/mimicry.map lib/api/*.c -o "$work/libmimicry.so"
symbols() {
    nm -D --defined-only "$1" | awk '{ print $2, $3 }' | sort
}
symbols "$library" >"$work/built"
symbols "$work/libmimicry.so" >"$work/described"
if ! diff "$work/built" "$work/described"; then
    echo "the library and its public functions, lib/api, do not define the same symbols"
    exit 1
fi
abidw --headers-dir include --drop-private-types --exported-interfaces-only --no-corpus-path \
    --no-comp-dir-path --no-show-locs "$work/libmimicry.so" |
    sed '/<elf-needed>/,/<\/elf-needed>/d' >"$work/libmimicry.abi"
if [ "$(grep -c "<function-decl .*mangled-name='mimicry_" "$work/libmimicry.abi")" -lt 20 ] ||
    grep -q -e "$root" -e "$work" "$work/libmimicry.abi"; then
    echo "the description of the library has hardly any function, or paths of this machine"
    exit 1
fi

machine() {
    sed -n "s/.* architecture='\([^']*\)'.*/\1/p" "$1"
}
if [ "$mode" = check ] && [ "$(machine "$baseline")" != "$(machine "$work/libmimicry.abi")" ]; then
    echo "abi: $baseline is of $(machine "$baseline"): only the layout is checked"
    diff -u "$layout" "$work/layout.c"
    exit 77
fi

# What abidiff finds: bit 1 and 2 are its own failures, 4 a change, 8 a change that breaks programs.
difference=0
if [ -f "$baseline" ]; then
    abidiff "$baseline" "$work/libmimicry.abi" >"$work/report" || difference=$?
    if [ $((difference & 3)) -ne 0 ]; then
        cat "$work/report"
        exit 1
    fi
fi

if [ "$mode" = check ]; then
    if [ $difference -ne 0 ]; then
        cat "$work/report"
    fi
    if [ $difference -ne 0 ] || ! diff -u "$layout" "$work/layout.c"; then
        echo "abi: not what $baseline and $layout say; after an intended change:"
        echo "    cmake --build BUILD --target update_abi"
        exit 1
    fi
    echo "abi: $soname is what programs were linked with"
    exit 0
fi

broken=no
if [ -f "$layout" ] && ! python3 tests/abi/layout.py compare "$layout" "$work/layout.c"; then
    broken=yes
fi
if [ $difference -ne 0 ]; then
    # By their leaves: a struct that grows is no change of the functions that take it.
    abidiff --leaf-changes-only "$baseline" "$work/libmimicry.abi" >"$work/report" || :
    cat "$work/report"
    if ! grep -q '^Removed/Changed/Added functions summary: 0 Removed, 0 Changed,' \
        "$work/report" || grep -q "^ *type .* of 'mimicry_.*' changed:" "$work/report"; then
        broken=yes
    fi
fi
if [ $((difference & 8)) -ne 0 ]; then
    broken=yes
fi
if [ $broken = yes ] && [ "$mode" != --break ] && grep -q "soname='$soname'" "$baseline"; then
    echo "abi: this breaks programs that are linked with $soname. Raise the version that its name"
    echo "    has, or, before that version is released: cmake --build BUILD --target break_abi"
    exit 1
fi
cp "$work/layout.c" "$layout"
cp "$work/libmimicry.abi" "$baseline"
echo "abi: wrote $layout and $baseline; commit them with the change"
