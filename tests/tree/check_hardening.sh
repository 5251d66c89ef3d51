#!/bin/sh
# What makes faults harder to exploit is in library and command as they are built by default:
# addresses that are not fixed, tables of the linker that are read-only (full RELRO), a stack that
# cannot be executed, stack protectors but for the kernels, and checked calls (FORTIFY).
#     sh tests/tree/check_hardening.sh SHARED_LIBRARY STATIC_LIBRARY COMMAND
set -eu
shared=$1
static=$2
command=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "$1: $2" >&2
    exit 1
}

for file in "$shared" "$command"; do
    readelf -hldW "$file" >"$work/about"
    readelf --dyn-syms -W "$file" >"$work/symbols"
    grep -q 'Type: *DYN' "$work/about" || fail "$file" "it has a fixed address"
    grep -q 'GNU_RELRO' "$work/about" || fail "$file" "no RELRO"
    grep -qE '\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*NOW' "$work/about" || fail "$file" "RELRO is partial"
    grep -q 'TEXTREL' "$work/about" && fail "$file" "its code is relocated"
    grep -E 'GNU_STACK' "$work/about" | grep -q 'RW *0x' || fail "$file" "an executable stack"
    # Segments that can be both written and executed.
    grep -qE '^ *LOAD .* RWE ' "$work/about" && fail "$file" "code that can be written"
    grep -q '__stack_chk_fail' "$work/symbols" || fail "$file" "no stack protector"
    grep -qE '__(snprintf|memcpy|memset|vsnprintf)_chk' "$work/symbols" || fail "$file" "no FORTIFY"
done

# Object by object: a protector where there are buffers, none in the kernels.
nm -A "$static" >"$work/all"
sed -n 's/^[^ ]*:\([a-z0-9_]*\.c\.o\):.* U __stack_chk_fail$/\1/p' "$work/all" | sort -u \
    >"$work/protected"
[ "$(wc -l <"$work/protected")" -ge 40 ] || fail "$static" "hardly any file has stack protectors"
for name in lay_out scan_bytes scan_edits scan_planes align_records; do
    grep -q ":$name\\.c\\.o:" "$work/all" || fail "$static" "no kernel $name"
    if grep -q "^$name\\.c\\.o$" "$work/protected"; then
        fail "$static" "kernel $name has stack protectors, which cost 2 to 4 %"
    fi
done
echo "hardening: library and command have it; $(wc -l <"$work/protected") files have protectors"
