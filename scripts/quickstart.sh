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
echo "Building (about a minute; the log is build/quickstart.log) ..."
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

# The first hits of each antigen that have a gene, those of its isoforms once, in columns as wide as
# their widest cell.
awk -F '\t' -v names="query match mismatches score gene rank presented" -v most=5 '
    NR == 1 {
        for (c = 1; c <= NF; c++) at[$c] = c
        columns = split(names, name, " ")
    }
    NR > 1 && $at["gene"] == "" { others++; next }
    NR > 1 && seen[$at["query"], $at["match"], $at["gene"]]++ { next }
    NR > 1 && ++of[$at["query"]] > most { next }
    {
        rows++
        for (c = 1; c <= columns; c++) {
            text = $at[name[c]]
            cell[rows, c] = text
            if (length(text) > width[c]) width[c] = length(text)
        }
    }
    END {
        printf "\n%d hits. %d of them are artificial ligands of the MAGE-A3 receptor, ",
            NR - 1, others
        printf "without a\ngene: ranked, but left out here. The first %d others of each, ", most
        printf "isoforms of a gene once:\n\n"
        for (r = 1; r <= rows; r++) {
            line = ""
            for (c = 1; c <= columns; c++) line = line sprintf("%-" width[c] + 2 "s", cell[r, c])
            sub(/ +$/, "", line)
            print line
        }
    }' "$table"
echo
awk -F '\t' '$2 == "EVDPIGHLY" && $3 == "ESDPIVAQY" {
    print "The MAGE-A3 peptide EVDPIGHLY brings up " $3 " of " $7 ": titin, in heart muscle."
    found = 1
} END { exit !found }' "$table"
cat <<END

The whole table:  $table
The index:        $index
The command:      $mimicry

What next: README.md goes on from here, and docs/cookbook.md has recipes, after
PATH=$build:\$PATH
For research use only: it reports similarity, never a clinical verdict.
END
