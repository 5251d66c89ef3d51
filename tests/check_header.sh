#!/bin/sh
# The public header is good C99 and C++98, by itself, without a warning.
#     sh tests/check_header.sh ROOT C_COMPILER
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
echo "header: good"
