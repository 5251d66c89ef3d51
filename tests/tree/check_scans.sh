#!/bin/sh
# The script that measures --scan on public scans works, on the scan that comes with the source and
# on made ones: its figures are those of the formula, written once more here, and of plain counts.
#     sh tests/tree/check_scans.sh ROOT MIMICRY
set -eu
root=$1
mimicry=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/shared" "$work/shared/scans" "$work/shared/proteomes"
cp "$root/data/self_sample.fasta.gz" "$work/shared/proteomes/human5k.fasta.gz"
printf 'before\n<!-- bench/scans.py: begin -->\nold\n<!-- bench/scans.py: end -->\nafter\n' \
    >"$work/document.md"
# A real scan, and two that are made: of 9 residues, and of class II.
python3 - "$root/data/tl9_scan.tsv" "$work/shared/scans" <<'PYTHON'
import csv
import gzip
import pathlib
import random
import sys

source, folder = sys.argv[1:]
dice = random.Random(1)
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"
rows = []
for row in csv.DictReader(open(source), delimiter="\t"):
    active = int(float(row["response"]) > 0.1)
    rows.append(("tl9", "TPQDLNTML", "HLA-B*42:01", row["peptide"], row["response"], active))
for name, index, mhc in (("made", "EVDPIGHLY", "HLA-A*01:01"), ("two", "FEAQKAKANKAVD", "I-Ab")):
    rows.append((name, index, mhc, index, 0.8, 2))
    for i, a in enumerate(index):
        for b in AMINO_ACIDS:
            if b != a:
                activity = 0.8 * dice.random() ** (1 + i % 4)
                mutant = index[:i] + b + index[i + 1 :]
                rows.append((name, index, mhc, mutant, activity, int(activity > 0.2)))
with gzip.open(f"{folder}/batcave_scans.csv.gz", "wt") as file:
    file.write("tcr,index_peptide,mhc,pmid,peptide,peptide_activity,activation\n")
    file.writelines(f"{t},{i},{m},0,{p},{y},{c}\n" for t, i, m, p, y, c in rows)
lines = ["tcr,index_peptide,peptide,activation,ham"]
for first in "ACDKW":
    for last in "FHLMS":
        mutant = first + "VDPIGHL" + last
        lines.append(f"made,EVDPIGHLY,{mutant},{dice.randrange(3)},2")
pathlib.Path(folder, "multi_mutation.csv").write_text("\n".join(lines) + "\n")
PYTHON
MIMICRY_SHARED="$work/shared" PYTHONDONTWRITEBYTECODE=1 python3 "$root/bench/scans.py" \
    "$mimicry" "$root/data" "$work/document.md"

python3 - "$root/data" "$work" <<'PYTHON'
import csv
import gzip
import math
import pathlib
import statistics
import sys

data, work = map(pathlib.Path, sys.argv[1:])
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"
lines = [x.split() for x in (data / "matrices" / "BLOSUM62").read_text().split("\n")]
lines = [x for x in lines if x and x[0][0] != "#"]
S = {(row[0], b): float(x) for row in lines[1:] for b, x in zip(lines[0], row[1:])}
D = statistics.fmean(S[a, a] - S[a, b] for a in AMINO_ACIDS for b in AMINO_ACIDS if a != b)
receptors = {}
for row in csv.DictReader(gzip.open(work / "shared/scans/batcave_scans.csv.gz", "rt")):
    mutants = receptors.setdefault((row["tcr"], row["index_peptide"]), {})
    mutants[row["peptide"]] = float(row["peptide_activity"]), row["activation"] != "0"


def change(index, mutant):
    return next((i, b) for i, (a, b) in enumerate(zip(index, mutant)) if a != b)


def hex_weights(n):
    near = [min(i, n - 1 - i) for i in range(n)]
    return [m + 1 if m < n // 3 else 1 + 4 * m for m in near]


def solve(rows, values):
    """Gauss and Jordan."""
    n, a = len(values), [row[:] + [value] for row, value in zip(rows, values)]
    for i in range(n):
        a[i] = [x / a[i][i] for x in a[i]]
        for j in range(n):
            if j != i:
                a[j] = [x - a[j][i] * y for x, y in zip(a[j], a[i])]
    return [row[n] for row in a]


def predictor(index, mutants, given):
    """The formula of docs/models.md: the distance of a residue at a position."""
    own, n = mutants[index][0], len(index)
    weights = [h**0.25 for h in hex_weights(n)]
    p = [n * w / sum(weights) for w in weights]
    d = [{b: (S[a, a] - S[a, b]) / D for b in AMINO_ACIDS} for a in index]
    e = [{} for _ in index]
    for mutant in given:
        i, b = change(index, mutant)
        e[i][b] = math.log(min(1, max(0.05, mutants[mutant][0] / own))) / math.log(0.05)
    all_of = [(i, b) for i in range(n) for b in e[i]]
    if len(given) / n < 4:
        mu = 0.6 + sum(d[i][b] * e[i][b] for i, b in all_of)
        mu /= 1 + sum(d[i][b] ** 2 * p[i] for i, b in all_of)

        def distance(i, b):
            w = sum(d[i][x] * e[i][x] for x in e[i]) + 0.5 * mu * p[i]
            return w / (sum(d[i][x] ** 2 for x in e[i]) + 0.5) * d[i][b]

        return distance
    mu = 1.2 + sum(p[i] * d[i][b] * e[i][b] for i, b in all_of)
    mu /= 2 + sum((p[i] * d[i][b]) ** 2 for i, b in all_of)

    def g(b, c):
        return math.exp(-(S[b, b] + S[c, c] - S[b, c] - S[c, b]) / 12)

    def distance(i, b):
        def k(x, y):
            return d[i][x] * d[i][y] + g(x, y) - g(x, index[i]) * g(index[i], y)

        seen = list(e[i])
        rows = [[k(x, y) + 0.5 * (x == y) for y in seen] for x in seen]
        parts = solve(rows, [e[i][x] - mu * p[i] * d[i][x] for x in seen])
        return mu * p[i] * d[i][b] + sum(k(b, x) * z for x, z in zip(seen, parts))

    return distance


def auroc(mutants, score):
    pairs = [
        (score[a] > score[b]) + 0.5 * (score[a] == score[b])
        for a in score for b in score if mutants[a][1] and not mutants[b][1]
    ]
    return statistics.fmean(pairs)


def mean(names, given_for, alone=False):
    """Mean AUROC of the scan and of HEX; alone: each mutant by all the others."""
    scan, plain = [], []
    for (name, index), mutants in receptors.items():
        if name in names:
            singles = [m for m in mutants if m != index]
            score = {}
            for mutant in singles:
                given = [m for m in singles if m != mutant] if alone else given_for(index, singles)
                if mutant not in given:
                    score[mutant] = -predictor(index, mutants, given)(*change(index, mutant))
            scan.append(auroc(mutants, score))
            h = hex_weights(len(index))
            hexes = {m: sum(w * S[a, b] for w, a, b in zip(h, index, m)) for m in score}
            plain.append(auroc(mutants, hexes))
    return statistics.fmean(scan), statistics.fmean(plain)


def alanine(index, singles):
    given = []
    for mutant in singles:
        i, b = change(index, mutant)
        if b == ("G" if index[i] == "A" else "A"):
            given.append(mutant)
    return given


document = (work / "document.md").read_text()
assert document.startswith("before\n") and document.endswith("end -->\nafter\n"), document
rows = [[c.strip() for c in x.split("|")[1:-1]] for x in document.split("\n") if x[:2] == "| "]
table = {row[0]: row[1:] for row in rows}
for name, expected in {
    "alanine": mean(("tl9", "made"), alanine),
    "all the others": mean(("tl9", "made"), None, alone=True),
    "class II, alanine": mean(("two",), alanine),
}.items():
    found = tuple(float(table[name][i].split()[0]) for i in (1, 2))
    assert all(abs(a - b) < 0.0006 for a, b in zip(found, expected)), (name, found, expected)
for name in ("2 a position", "4 a position", "9 a position"):
    assert 0 < float(table[name][1]) < 1 and table[name][0] == "2", table[name]
assert table["made"][:2] == ["25", table["made"][1]] and int(table["made"][1]) > 0, table["made"]
shares = [int(cell[:-1]) for cell in table["active, given alanine"] if cell]
assert shares and all(0 <= share <= 100 for share in shares), shares

# Titin's rank by the alanine scan and by the whole one, by a plain count.
text = gzip.open(data / "self_sample.fasta.gz", "rt").read()
windows = ["".join(r.split("\n")[1:]).upper() for r in text.split(">")[1:]]
windows = [r[i : i + 9] for r in windows for i in range(len(r) - 8)]
mutants = receptors["made", "EVDPIGHLY"]
singles = [m for m in mutants if m != "EVDPIGHLY"]
for name, given in {"alanine": alanine("EVDPIGHLY", singles), "all": singles}.items():
    distance = predictor("EVDPIGHLY", mutants, given)
    column = [{b: 0 if a == b else distance(i, b) for b in AMINO_ACIDS}
              for i, a in enumerate("EVDPIGHLY")]
    limit = sum(c[b] for c, b in zip(column, "ESDPIVAQY"))
    better = sum(sum(c.get(b, 1000) for c, b in zip(column, w)) < limit - 1e-9 for w in windows)
    assert table[f"made, {name}"][0] == f"{better + 1:,}", (name, table[f"made, {name}"], better)
print("scans: figures are those of the formula and of plain counts")
PYTHON
