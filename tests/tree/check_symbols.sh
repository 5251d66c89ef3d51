#!/bin/sh
# Exported symbols are the public header's functions and no others; every other global symbol of the
# static library begins with mim_.
#     sh tests/tree/check_symbols.sh ROOT SHARED_LIBRARY STATIC_LIBRARY
set -eu
root=$1
shared=$2
static=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

grep -ohE "\bmimicry_[a-z0-9_]+\\(" "$root"/include/mimicry/*.h | tr -d "(" | sort -u \
    >"$work/header"
sed -n 's/^ *\(mimicry_[a-z0-9_]*\);$/\1/p' "$root/lib/mimicry.map" | sort >"$work/map"
nm -D --defined-only "$shared" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' | sort \
    >"$work/exported"

if [ "$(wc -l <"$work/map")" -lt 20 ]; then
    echo "the map names hardly any function"
    exit 1
fi
diff "$work/header" "$work/map" || { echo "the header and the map differ"; exit 1; }
diff "$work/map" "$work/exported" || { echo "the map and the library differ"; exit 1; }

# A sanitizer adds symbols of its own; the release build is the one that counts.
if nm -g --defined-only "$static" | awk 'NF == 3 { print $3 }' | grep -vE '^(mimicry_|mim_)'; then
    echo "global symbols without the prefix"
    exit 1
fi
echo "symbols: $(wc -l <"$work/exported") exported, as the header says"
