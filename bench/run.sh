#!/bin/sh
# Measures the library and, where they are at hand, the prototypes, in turn and on the same data,
# and prints the figures. docs/performance.md says what they mean.
set -eu
LC_ALL=C
export LC_ALL

usage() {
    cat <<'HELP'
usage: sh bench/run.sh [options]

  --quick            100 peptides and 2 rounds: to see that it works, not for figures
  --rounds N         how often everything is measured; the median counts (default 5)
  --scale            also the large proteome and ten changed copies of it (minutes, 4 GB of disk
                     and memory)
  --json FILE        write all figures as JSON as well
  --update-docs      write the table into docs/performance.md as well
  --build FOLDER     build there (default build-bench)
  --program FILE     measure with this mimicry_bench, and build nothing
  --proteome FASTA   search this proteome, with peptides cut from it; may be repeated
  --no-prototypes    leave the prototypes out
  --compilers LIST   compilers of the prototypes (default "gcc clang": those that are there)

Real proteomes, peptides and the prototypes are looked for in the folder MIMICRY_SHARED
(default: ../shared, from the root of the repository). Without it the proteome is that of
Debian's package mmseqs2-examples.
HELP
}

# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

# ---- Options ---------------------------------------------------------------------------------

root=$(cd "$(dirname "$0")/.." && pwd)
shared=${MIMICRY_SHARED:-"$root/../shared"}
build="$root/build-bench"
rounds=5
most=0
prototype_most=2000
lanes_most=200
quick=no
scale=no
prototypes=yes
compilers="gcc clang"
program="" json="" docs=""

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
: >"$work/proteomes"

while [ $# -gt 0 ]; do
    option=$1
    case $option in
    --rounds | --json | --build | --program | --proteome | --compilers)
        [ $# -gt 1 ] || die "$option needs a value" 2
        shift
        ;;
    esac
    case $option in
    --quick) quick=yes rounds=2 most=100 prototype_most=100 lanes_most=20 ;;
    --scale) scale=yes ;;
    --update-docs) docs="$root/docs/performance.md" ;;
    --no-prototypes) prototypes=no ;;
    --rounds) rounds=$1 ;;
    --json) json=$1 ;;
    --build) build=$1 ;;
    --program) program=$1 ;;
    --proteome) printf '%s\n' "$1" >>"$work/proteomes" ;;
    --compilers) compilers=$1 ;;
    -h | --help)
        usage
        exit 0
        ;;
    *)
        usage >&2
        die "$option: no such option" 2
        ;;
    esac
    shift
done
check_options

# ---- The programs ----------------------------------------------------------------------------

# What packages.sh says is no figure.
sh "$root/scripts/packages.sh" python3 >&2
if [ -z "$program" ]; then
    build_library -DMIMICRY_BENCH=ON
    program="$build/bench/mimicry_bench"
fi
[ -x "$program" ] || die "$program: no such program"

# compile NAME VARIANT COMPILER OPTION...: one prototype. Not every machine can build each of them.
compile() {
    name=$1
    variant=$2
    compiler=$3
    shift 3
    source="$shared/prototypes/$name.c"
    if "$compiler" -O3 "$@" -o "$work/$name $variant" "$source" -ldivsufsort 2>"$work/cc.log"; then
        printf '%s\t%s\n' "$name" "$variant" >>"$work/prototypes"
    else
        note "left out: $name by $variant: $(head -n 1 "$work/cc.log")"
    fi
}

: >"$work/prototypes"
: >"$work/compilers"
if [ $prototypes = yes ] && [ -d "$shared/prototypes" ]; then
    note "Building the prototypes ..."
    for compiler in $compilers; do
        command -v "$compiler" >/dev/null 2>&1 || continue
        printf 'compiler\tname=%s\n' "$("$compiler" --version | head -n 1)" >>"$work/compilers"
        compile suffix_seeds "$compiler native" "$compiler" -march=native
        compile hamming_bitsliced "$compiler native" "$compiler" -march=native -DLANES=512
        compile matrix_lanes "$compiler native" "$compiler" -march=native
        compile hamming_bitsliced "$compiler portable" "$compiler" -DLANES=128
        if grep -q -w avx2 /proc/cpuinfo 2>/dev/null; then
            compile hamming_bitsliced "$compiler avx2" "$compiler" -mavx2 -mbmi -mbmi2 -mpopcnt \
                -DLANES=256
        fi
    done
fi

# ---- The data --------------------------------------------------------------------------------

data="$work/data"
mkdir "$data"

mimicry_examples() {
    sh "$root/scripts/packages.sh" mmseqs2-examples >&2
    file=/usr/share/doc/mmseqs2/example-data/DB.fasta.gz
    if [ ! -r $file ]; then
        # Slim images leave /usr/share/doc out.
        (cd "$work" && apt-get download mmseqs2-examples && dpkg -x mmseqs2-examples_*.deb .) \
            >"$work/download.log" 2>&1 || die "mmseqs2-examples could not be downloaded"
        file="$work$file"
    fi
    printf '%s\n' "$file"
}

queries="$shared/queries"
standard="$shared/proteomes/human5k.fasta.gz"
if [ -s "$work/proteomes" ]; then
    queries=""
elif [ -r "$standard" ]; then
    printf '%s\n' "$standard" "$shared/proteomes/uniprot20k.fasta.gz" >"$work/proteomes"
else
    queries=""
    mimicry_examples >"$work/proteomes"
fi

# with_files COMMAND...: runs it with the FASTA files, one a line in $files, as its last words.
with_files() {
    while IFS= read -r file; do
        set -- "$@" "$file"
    done <"$files"
    "$@"
}

note "Preparing the data ..."
files="$work/proteomes"
print_proteome >"$work/proteome.fasta"
with_files "$program" build "$data/proteome.mim" >"$work/build.txt"
"$program" gram "$data/gram.txt"
sample() {
    "$program" sample "$data/proteome.mim" "$@"
}
if [ -n "$queries" ]; then
    peptides="2,000 MHC ligands (9-mers); 628 coronavirus epitopes (8 to 15-mers)"
    cp "$queries/mhc-ligands-9mer.fasta" "$data/9mers.fasta"
    cp "$queries/coronavirus-8to15mer.fasta" "$data/8to15mers.fasta"
    sample 677 15 15 4 "$data/15mers.fasta" "$data/8to15mers.fasta"
else
    peptides="windows of the proteome with up to 3 or 4 residues changed at random"
    sample 2000 9 9 3 "$data/9mers.fasta"
    sample 628 8 15 3 "$data/8to15mers.fasta"
    sample 677 15 15 4 "$data/15mers.fasta"
fi

# ---- Measuring -------------------------------------------------------------------------------

raw="$work/raw"
{
    "$program" about
    cat "$work/build.txt" "$work/compilers"
    printf 'data\tpeptides=%s\tquick=%s\trounds=%s\tfiles=' "$peptides" "$quick" "$rounds"
    sed 's,.*/,,' "$files" | tr '\n' ' '
    printf '\n'
    printf 'revision\tid=%s\n' \
        "$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
} >"$raw"

# prototype NAME MATRIX VARIANT_PATTERN WORD...: by every compiler it was built with.
prototype() {
    name=$1
    matrix=$2
    pattern=$3
    shift 3
    while IFS="$(printf '\t')" read -r built variant; do
        [ "$built" = "$name" ] || continue
        # shellcheck disable=SC2254 # it is a pattern
        case $variant in
        $pattern) ;;
        *) continue ;;
        esac
        printf 'prototype\tname=%s\tmatrix=%s\tvariant=%s\n' "$name" "$matrix" "$variant"
        "$work/$name $variant" "$work/proteome.fasta" "$data/9mers.fasta" "$@" >"$work/printed"
        sed 's/^/printed\tline=/' "$work/printed"
    done <"$work/prototypes"
}

prototypes_of() {
    case $1 in
    mismatches)
        prototype suffix_seeds - '* native' "$prototype_most"
        prototype hamming_bitsliced - '* native' "$prototype_most"
        ;;
    scores)
        prototype matrix_lanes BLOSUM62 '* native' "$root/data/matrices/BLOSUM62" "$lanes_most"
        prototype matrix_lanes gram '* native' "$data/gram.txt" "$lanes_most"
        ;;
    instructions)
        prototype hamming_bitsliced - '* avx2' "$lanes_most"
        prototype hamming_bitsliced - '* portable' "$lanes_most"
        ;;
    esac
}

# The prototypes go first in one round and last in the next.
measure_group() {
    if [ $(($1 % 2)) -eq 1 ]; then
        prototypes_of "$2"
        "$program" search "$data" "$2" "$most"
    else
        "$program" search "$data" "$2" "$most"
        prototypes_of "$2"
    fi
}

measure_index() {
    files="$work/proteomes"
    with_files "$program" build "$work/again.mim" | sed 's/^build/built/'
    printf '%s\n' "$work/proteome.fasta" >"$work/plain"
    files="$work/plain"
    "$program" suffix "$data/proteome.mim"
    with_files "$program" build "$work/again.mim" | sed 's/^build/built-plain/'
    "$program" open "$data/proteome.mim"
}

note "Counting the reads of a pigeonhole search ..."
"$program" reads "$data" "$most" >>"$raw"
round=1
while [ "$round" -le "$rounds" ]; do
    note "Round $round of $rounds ..."
    {
        "$program" bounds
        for group in mismatches scores instructions threads tables; do
            measure_group "$round" $group
        done
        measure_index
    } >>"$raw"
    round=$((round + 1))
done

# ---- Scale -----------------------------------------------------------------------------------

# measure_scale NAME INDEX: each row in a process of its own, for its peak memory.
measure_scale() {
    printf 'scale\tname=%s\n' "$1"
    round=1
    while [ "$round" -le "$((rounds < 3 ? rounds : 3))" ]; do
        for row in m0 m1 m2 m3 p12 top10; do
            "$program" search "$data" "scale-$row" "$most" "$2"
        done
        round=$((round + 1))
    done
}

if [ $scale = yes ]; then
    note "Scale: the large proteome ..."
    files="$work/proteomes"
    if [ -n "$queries" ]; then
        files="$work/all"
        printf '%s\n' "$shared"/proteomes/*.fasta.gz >"$files"
    fi
    {
        printf 'scale\tname=standard\n'
        cat "$work/build.txt"
        measure_scale standard "$data/proteome.mim"
        printf 'scale\tname=large\n'
        with_files "$program" build "$work/large.mim"
        measure_scale large "$work/large.mim"
    } >>"$raw"
    note "Scale: ten changed copies of it ..."
    "$program" mutate "$work/large.mim" 10 5 "$work/ten.fasta"
    {
        printf 'scale\tname=ten copies\n'
        "$program" build "$work/ten.mim" "$work/ten.fasta"
        rm "$work/ten.fasta"
        measure_scale "ten copies" "$work/ten.mim"
    } >>"$raw"
fi

python3 "$root/bench/report.py" "$raw" "$json" "$docs"
