#!/bin/sh
# The Python package's declarations are those of the header: the file is up to date; sizes, offsets
# and constants are what the compiler has; the functions are those that the library exports.
#     sh tests/tree/check_declarations.sh ROOT C_COMPILER
set -eu
root=$(cd "$1" && pwd)
cc=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make="$root/scripts/declarations.py"

python3 "$make" "$root" --check
python3 "$make" "$root" --program >"$work/layout.c"
"$cc" -std=c11 -Wall -Wextra -Werror -I"$root/include" "$work/layout.c" -o "$work/layout"
"$work/layout" >"$work/compiled"
python3 "$make" "$root" --layout >"$work/declared"
diff "$work/compiled" "$work/declared"
[ "$(wc -l <"$work/declared")" -ge 200 ] || { echo "declarations: hardly any"; exit 1; }

# The functions of the first edition are in a header of their own.
sed -n 's/^ *\(mimicry_[a-z_]*\);$/\1/p' "$root/lib/mimicry.map" | sort >"$work/exported"
sed -n 's/^    "\(mimicry_[a-z_]*\)": (.*/\1/p' \
    "$root/bindings/python/mimicry/_declarations.py" | sort >"$work/functions"
diff "$work/exported" "$work/functions"
echo "declarations: $(wc -l <"$work/functions") functions, as the header has them"
