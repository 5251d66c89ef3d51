#!/bin/sh
# The public header is good C99 and C++98, by itself, without a warning; and what it declares can be
# called from other languages: types of a fixed width, no bit-fields, no enum or struct by value.
#     sh tests/tree/check_header.sh ROOT C_COMPILER
set -eu
root=$1
cc=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include <mimicry/mimicry.h>\nint f(void);\nint f(void)\n{\n    return MIMICRY_OK;\n}\n' \
    >"$work/f.c"
cp "$work/f.c" "$work/f.cc"
"$cc" -std=c99 -pedantic-errors -Wall -Wextra -Werror -I"$root/include" -c "$work/f.c" \
    -o "$work/f.o"
if command -v g++ >/dev/null 2>&1; then
    g++ -std=c++98 -pedantic-errors -Wall -Wextra -Werror -I"$root/include" -c "$work/f.cc" \
        -o "$work/f.o"
fi

# Without comments: what is left are declarations.
PYTHONPATH="$root/scripts" PYTHONDONTWRITEBYTECODE=1 python3 -c '
import header, pathlib, sys
print(header.without_comments(pathlib.Path(sys.argv[1]).read_text()))
' "$root/include/mimicry/mimicry.h" >"$work/plain.h"
if grep -nE '\b(bool|_Bool|long|short|unsigned|float|FILE|va_list|union|enum [a-z])\b|\.\.\.' \
    "$work/plain.h" || grep -nE '^[^#"]*[a-z0-9_] *: *[0-9]+;' "$work/plain.h"; then
    echo "header: types that differ between machines, or that other languages cannot call"
    exit 1
fi
# A struct is passed by pointer: its name, in a parameter list, is followed by `*`.
structs=$(sed -n 's/^typedef struct \(mimicry_[a-z_]*\).*/\1/p' "$root/include/mimicry/mimicry.h")
[ "$(echo "$structs" | wc -l)" -ge 10 ] || { echo "header: hardly any struct"; exit 1; }
for struct in $structs; do
    if tr '\n' ' ' <"$work/plain.h" | grep -oE "[(,] *(const )?$struct [a-z_]+[,)]"; then
        echo "header: $struct is passed by value"
        exit 1
    fi
done
if grep '#include' "$work/plain.h" |
    grep -vxE '#include <(stddef|stdint)\.h>'; then
    echo "header: it includes more than stddef.h and stdint.h"
    exit 1
fi
echo "header: good"
