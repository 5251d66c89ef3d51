#!/bin/sh
# From a fresh clone to a first result: installs what is missing, builds in build/, indexes
# the sample proteome of data/, and searches the known antigens in it.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
build="$root/build"
mimicry="$build/mimicry"
index="$build/quickstart.mim"
table="$build/quickstart.tsv"
log="$build/quickstart.log"

sh "$root/scripts/packages.sh" gcc make cmake libc6-dev libdivsufsort-dev zlib1g-dev

mkdir -p "$build"
echo "Building (a minute at most) ..."
if ! { cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release -DMIMICRY_TESTS=OFF &&
    cmake --build "$build" --parallel "$(getconf _NPROCESSORS_ONLN)"; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    echo "The build failed; all of its output is in $log" >&2
    exit 1
fi

echo "Indexing 204 human proteins and the published off-target peptides ..."
"$mimicry" index -o "$index" "$root/data/self_sample.fasta.gz" "$root/data/known_offtargets.fasta"

echo "Searching four tumour antigens, at most 4 mismatches ..."
"$mimicry" search -m 4 -o "$table" "$index" "$root/data/antigens.tsv"

echo
# Columns as wide as their widest cell. Peptides without a gene are a receptor's artificial ligands.
awk -F '\t' '
    NR > 1 && $7 == "" { others++; next }
    {
        rows++
        for (c = 1; c <= NF; c++) {
            cell[rows, c] = $c
            if (length($c) > width[c]) width[c] = length($c)
        }
        columns = NF
    }
    END {
        for (r = 1; r <= rows; r++) {
            line = ""
            for (c = 1; c <= columns; c++) line = line sprintf("%-" width[c] + 2 "s", cell[r, c])
            sub(/ +$/, "", line)
            print line
        }
        printf "\n%d more hits are ligands of the MAGE-A3 receptor that have no gene.\n", others
    }' "$table"
echo
awk -F '\t' '$2 == "EVDPIGHLY" && $3 == "ESDPIVAQY" {
    print "The MAGE-A3 peptide EVDPIGHLY brings up " $3 " of " $7 ": titin, in heart muscle."
    found = 1
} END { exit !found }' "$table"
echo
echo "The index is $index,"
echo "the whole table is $table, the command is $mimicry."
echo "What next: docs/cookbook.md has recipes, for which PATH=$build:\$PATH."
echo "For research use only: it reports similarity, never a clinical verdict."
