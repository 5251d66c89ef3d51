#!/bin/sh
# The script that makes the tables of docs/models.md works, on the sample of human proteins and the
# known off-targets: its ranks are those of a plain count over all windows.
#     sh tests/tree/check_ranks.sh ROOT MIMICRY
set -eu
root=$1
mimicry=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh "$root/tests/tree/some_proteins.sh" "$root" "$work/some.fasta.gz"

printf 'before\n<!-- bench/ranks.py: begin -->\nold\n<!-- bench/ranks.py: end -->\nafter\n' \
    >"$work/document.md"
python3 "$root/bench/ranks.py" "$mimicry" "$work/some.fasta.gz" "$root/data" "$work/document.md"
python3 - "$root/data" "$work/some.fasta.gz" "$work/document.md" <<'PYTHON'
import gzip
import math
import pathlib
import re
import sys

data, proteome, document = map(pathlib.Path, sys.argv[1:])
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"


def table(path):
    """A table of numbers: a row a residue, a column a residue or a component."""
    lines = [x.split() for x in path.read_text().split("\n") if x.strip() and x[0] != "#"]
    return lines[0], {x[0]: [float(cell) for cell in x[1:]] for x in lines[1:]}


columns, rows = table(data / "matrices" / "BLOSUM62")
s = {(a, b): rows[a][columns.index(b)] for a in AMINO_ACIDS for b in AMINO_ACIDS}
mds = table(data / "scores" / "crossdome_mds.tsv")[1]
ALL, FACE = (lambda i, n: 1), (lambda i, n: 3 <= i < n - 2)
ANCHORS = lambda i, n: i not in (1, n - 1)
crystal = (3, 0.5, 0.5, 4, 2, 0.5, 1, 1, 0.5)
MODELS = {
    "mismatches": (lambda a, b, i: -(a != b), ALL),
    "mismatches, `mhc1-face`": (lambda a, b, i: -(a != b), FACE),
    "BLOSUM62": (lambda a, b, i: s[a, b], ALL),
    "BLOSUM62, `mhc1-face`": (lambda a, b, i: s[a, b], FACE),
    "BLOSUM62, `mhc1-anchors`": (lambda a, b, i: s[a, b], ANCHORS),
    "Gram distance of BLOSUM62": (lambda a, b, i: 2 * s[a, b] - s[a, a] - s[b, b], ALL),
    "relatedness": (lambda a, b, i: -math.dist(mds[a], mds[b]), ALL),
    "relatedness, weights of the crystal": (
        lambda a, b, i: -math.sqrt(crystal[i]) * math.dist(mds[a], mds[b]),
        ALL,
    ),
    "motif `..DP....Y`": (lambda a, b, i: -(i in (2, 3, 8) and a != b), ALL),
}

records = []
for text in (
    gzip.open(proteome, "rt").read(),
    (data / "known_offtargets.fasta").read_text(),
):
    records += ["".join(r.split("\n")[1:]).upper() for r in text.split(">")[1:]]


def plain_rank(model, target, off_target):
    """1 + the windows that are better, and how many others are as good."""
    of, counts = MODELS[model]
    n = len(target)
    column = [
        {b: of(target[i], b, i) if counts(i, n) else 0 for b in AMINO_ACIDS} for i in range(n)
    ]
    limit = sum(column[i][off_target[i]] for i in range(n))
    better, as_good = 0, -1
    for record in records:
        for at in range(len(record) - n + 1):
            window = record[at : at + n]
            try:
                value = sum([c[b] for c, b in zip(column, window)])
            except KeyError:  # X: none of these comes near an off-target
                continue
            better += value > limit + 1e-9
            as_good += abs(value - limit) <= 1e-9
    return better + 1, as_good


text = document.read_text()
assert text.startswith("before\n") and text.endswith("end -->\nafter\n") and "old" not in text
second = text.split("\n\n")[1].split("\n")
pairs = re.findall(r"([A-Z]{9,10}): \w+ ([A-Z]{9,10})", second[0])
assert len(pairs) == 6, pairs
checked = 0
for line in [x for x in second[2:] if x.startswith("| ")]:
    cells = [cell.strip() for cell in line.split("|")[1:-1]]
    if cells[0] not in MODELS:
        continue
    for (target, off_target), cell in zip(pairs[:4], cells[1:]):
        if cell == "":
            continue
        found = tuple(int(x.replace(",", "")) for x in re.findall(r"[\d,]+", cell))
        expected = plain_rank(cells[0], target, off_target)
        assert found + (0,) * (2 - len(found)) == expected, (cells[0], off_target, cell, expected)
        checked += 1
assert checked == 7 * 4 + 2, checked
print(f"ranks: {checked} are those of a plain count")
PYTHON
