#!/bin/sh
# The layers: base <- residue <- io <- model <- query <- annotate <- variant <- index <- search
# <- score <- screen <- table <- report <- api. Nothing looks back up; the tools and the benchmark
# see the public header alone, but for base/aside.h, with which the command is built; divsufsort and
# zlib stay where they are wrapped.
#     sh tests/tree/check_layers.sh ROOT
set -eu
cd "$1"
sources=$(find lib -name '*.[ch]')

# shellcheck disable=SC2086
awk '
    BEGIN {
        split("base residue io model query annotate variant index search score screen table " \
            "report api", names, " ")
        for (i in names) rank[names[i]] = i
    }
    FNR == 1 { files++; split(FILENAME, part, "/"); layer = part[2] }
    /^#include "/ {
        split($2, quoted, "\"")
        split(quoted[2], path, "/")
        includes++
        if (!(path[1] in rank) || !(layer in rank) || rank[path[1]] + 0 > rank[layer] + 0) {
            print FILENAME ":" FNR ": a " layer " file includes " quoted[2]
            bad = 1
        }
    }
    END {
        if (files < 20 || includes < 50) { print "there is hardly anything to check"; exit 1 }
        exit bad
    }' $sources

only_in() {
    expected=$2
    found=$(grep -l "^#include <$1" -r lib tools | sort | tr '\n' ' ')
    if [ "$found" != "$expected " ]; then
        echo "<$1 is included by: $found"
        echo "expected: $expected"
        exit 1
    fi
}
only_in divsufsort "lib/index/suffix_build.c"
only_in zlib.h "lib/base/checksum.c lib/io/deflate.c lib/io/gzip.c"

if grep -nE '^#include "[^"]*/' tools/*.[ch] bench/*.[ch] |
    grep -v '^tools/[a-z]*\.c:[0-9]*:#include "base/aside.h"$'; then
    echo "a tool or the benchmark includes a header of the library's inside"
    exit 1
fi
# The library never prints, ends the process or reads the environment.
# shellcheck disable=SC2086
if grep -nE '\b(printf|puts|putchar|perror|exit|_exit|abort|assert|getenv|setlocale)\(' \
    $sources; then
    echo "the library must not do that"
    exit 1
fi
# Nor does it ask for what the caller's locale decides: base/fold.h, base/number.h and base/plain.h
# have what does not.
if grep -rnE '\b(strn?casecmp|strcoll|to(lower|upper))\(' lib ||
    grep -rnE '\bis(alpha|digit|alnum|upper|lower|space|punct)\(' lib; then
    echo "the caller's locale changes that"
    exit 1
fi
if grep -rnE '\b(strto(d|f|ld)|ato[fi]|v?sscanf)\(' lib | grep -v '^lib/base/number.c:' |
    grep -v '^lib/table/significance.c:'; then
    echo "numbers are read by mim_parse_number"
    exit 1
fi
echo "layers: all as they should be"
