#!/bin/sh
# The script that makes the tables and the plot of docs/significance.md works, on the sample of
# human proteins and the known off-targets. It computes the E-value of every hit by itself, and
# fails where the command prints another one.
#     sh tests/tree/check_significance.sh ROOT MIMICRY
set -eu
root=$1
mimicry=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 "$root/bench/significance.py" "$mimicry" "$root/data/self_sample.fasta.gz" \
    "$root/data/known_offtargets.fasta" "$root/data/matrices/BLOSUM62" "$work/plot.svg" \
    >"$work/tables"
python3 - "$work/tables" "$work/plot.svg" <<'PYTHON'
import pathlib
import sys
import xml.dom.minidom

rows = [line.split("|") for line in pathlib.Path(sys.argv[1]).read_text().split("\n") if line]
ratios = {row[1].strip(): float(row[7]) for row in rows if row[1].strip().isdigit()}
assert len(rows) == 14 and len(ratios) >= 8, rows
# Of tens of thousands of shuffled windows: far more than what sampling can do.
assert 0.95 < ratios["1000"] < 1.05, ratios
assert len(xml.dom.minidom.parse(sys.argv[2]).getElementsByTagName("circle")) > 50
PYTHON
echo "significance: the script's E-values are the command's"
