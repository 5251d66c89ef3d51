#!/bin/sh
# Runs others' programs and the library in turn for the same searches of the same data, one thread
# each, and prints what each took, the ratios, and whether the sets of hits are the same.
set -eu
LC_ALL=C
export LC_ALL

usage() {
    cat <<'HELP'
usage: sh bench/peers.sh [options]

  --quick               100 peptides and 2 rounds: to see that it works, not for figures
  --rounds N            how often everything is measured (default 5)
  --update-docs         write the table into docs/performance.md as well
  --build FOLDER        build the library there (default build-bench)
  --library FILE        measure this libmimicry.so, and build nothing
  --environment FOLDER  keep the Python packages there (default: a temporary folder)
  --proteome FASTA      search this proteome; may be repeated
  --peptides FASTA      peptides of one length

Installs pepmatch and seqtree from PyPI into a virtual environment of their own, and Debian's
ncbi-blast+. What cannot be installed is left out; without any of them it says so and ends.

The proteome and the peptides are those of the folder MIMICRY_SHARED (default: ../shared, from the
root of the repository).
HELP
}

# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

# ---- Options ---------------------------------------------------------------------------------

root=$(cd "$(dirname "$0")/.." && pwd)
shared=${MIMICRY_SHARED:-"$root/../shared"}
build="$root/build-bench"
rounds=5
most=2000
quick=no
library="" docs="" environment="" peptides=""

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
: >"$work/proteomes"

while [ $# -gt 0 ]; do
    option=$1
    case $option in
    --rounds | --build | --library | --environment | --proteome | --peptides)
        [ $# -gt 1 ] || die "$option needs a value" 2
        shift
        ;;
    esac
    case $option in
    --quick) quick=yes rounds=2 most=100 ;;
    --update-docs) docs="$root/docs/performance.md" ;;
    --rounds) rounds=$1 ;;
    --build) build=$1 ;;
    --library) library=$1 ;;
    --environment) environment=$1 ;;
    --proteome) printf '%s\n' "$1" >>"$work/proteomes" ;;
    --peptides) peptides=$1 ;;
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

load=$(cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo 0)
if awk -v load="$load" 'BEGIN { exit !(load > 0.5) }'; then
    note "The machine is not quiet: its load is $load, and figures are good up to 0.5."
fi

# ---- The data --------------------------------------------------------------------------------

if [ ! -s "$work/proteomes" ]; then
    printf '%s\n' "$shared/proteomes/human5k.fasta.gz" "$shared/proteomes/uniprot20k.fasta.gz" \
        >"$work/proteomes"
fi
[ -n "$peptides" ] || peptides="$shared/queries/mhc-ligands-9mer.fasta"
[ -r "$peptides" ] || die "$peptides: it cannot be read"
print_proteome >"$work/all.fasta"
# A record a line, named by its number, so that all programs name it alike.
awk '/^>/ { if (n++) print ""; print ">r" n; next } { printf "%s", toupper($0) }
    END { print "" }' "$work/all.fasta" >"$work/proteome.fasta"
rm "$work/all.fasta"

# ---- The programs ----------------------------------------------------------------------------

sh "$root/scripts/packages.sh" python3 >&2
[ -n "$environment" ] || environment="$work/environment"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment" ||
    die "no virtual environment can be made"
found=""
for package in pepmatch seqtree; do
    note "Installing $package ..."
    if "$environment/bin/python" -m pip install -q --disable-pip-version-check "$package" \
        >"$work/pip.log" 2>&1; then
        found="$found $package"
    else
        note "left out: $package: $(tail -n 1 "$work/pip.log")"
    fi
done
if ! command -v blastp >/dev/null 2>&1; then
    note "Installing BLAST+ ..."
    sh "$root/scripts/packages.sh" ncbi-blast+ >"$work/apt.log" 2>&1 ||
        note "left out: BLAST+: $(tail -n 1 "$work/apt.log")"
fi
blast=$(command -v blastp || true)
[ -n "$found$blast" ] || die "none of pepmatch, seqtree and BLAST+ is here: nothing to measure"
# The library hands its tables over as PEPMatch does.
"$environment/bin/python" -c 'import polars' 2>/dev/null ||
    "$environment/bin/python" -m pip install -q --disable-pip-version-check polars \
        >"$work/pip.log" 2>&1 || die "polars is not here: nothing to measure"

if [ -z "$library" ]; then
    # shellcheck disable=SC2119 # no options
    build_library
    library="$build/libmimicry.so"
fi
[ -r "$library" ] || die "$library: no such library"

# ---- Measuring -------------------------------------------------------------------------------

mkdir "$work/folder"
result=0
PYTHONPATH="$root/bindings/python" MIMICRY_LIBRARY=$(realpath "$library") \
    PYTHONDONTWRITEBYTECODE=1 RAYON_NUM_THREADS=1 POLARS_MAX_THREADS=1 \
    "$environment/bin/python" "$root/bench/peers.py" "$work/proteome.fasta" "$peptides" \
    "$root/data/matrices/BLOSUM62" "$work/folder" "$rounds" "$most" "$load" \
    ${blast:+"$(dirname "$blast")"} >"$work/table" || result=$?
cat "$work/table"
if [ $result -eq 0 ] && [ -n "$docs" ]; then
    awk -v table="$work/table" '
        /<!-- peers: end -->/ { skip = 0 }
        !skip { print }
        /<!-- peers: begin -->/ { skip = 1; while ((getline line < table) > 0) print line }' \
        "$docs" >"$work/document"
    cat "$work/document" >"$docs"
fi
exit $result
