#!/bin/sh
# The script that compares models over many receptors works, on the sample of human proteins and
# made cases: its numbers are those of a plain count over all windows, and of a plain sort by
# ln E + 0.5 ln p.
#     sh tests/tree/check_receptors.sh ROOT MIMICRY
set -eu
root=$1
mimicry=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/shared" "$work/shared/golden" "$work/shared/proteomes"
proteome=$work/shared/proteomes/human5k.fasta.gz
sh "$root/tests/tree/some_proteins.sh" "$root" "$proteome"
# Two off-targets of one receptor, of which the sample has one; an allele that has no motif; one
# pair that is not to be ranked.
cat >"$work/cases" <<'END'
class receptor_id query hla off_target off_target_is_self equal_length shared judge
I one EVDPIGHLY A*01:01 ESDPIVAQY 1 1 5 1
I one EVDPIGHLY A*01:01 EVDELVHLY 1 1 6 1
I two KVAELVHFL A*02:01 SAAELVHFL 1 1 7 1
I three EAAGIGILTV H-2Kb LLLGIGILVL 1 1 5 1
I three EAAGIGILTV H-2Kb NLSALGIFST 1 1 2 1
I three EAAGIGILTV H-2Kb AAGIGILTV 1 0 0 0
END
tr ' ' '\t' <"$work/cases" >"$work/shared/golden/crossreactive_cases.tsv"
printf '%s\n' before '<!-- bench/receptors.py: begin -->' old '<!-- bench/receptors.py: end -->' \
    after >"$work/document.md"
MIMICRY_SHARED="$work/shared" PYTHONDONTWRITEBYTECODE=1 python3 "$root/bench/receptors.py" \
    "$mimicry" "$work/document.md"

printf '>added\nESDPIVAQY\n>added\nSAAELVHFL\n' >"$work/added.fasta"
mimicry_index=$work/all.mim
"$mimicry" index -q -o "$mimicry_index" "$proteome" "$work/added.fasta"
# By a matrix of identity the E-value is that of the number of mismatches.
awk -v all="A C D E F G H I K L M N P Q R S T V W Y" 'BEGIN {
    print " " all
    n = split(all, residue, " ")
    for (i = 1; i <= n; i++) {
        row = residue[i]
        for (j = 1; j <= n; j++) row = row " " (i == j)
        print row
    }
}' >"$work/identity"
for threshold in '--min-score -1000' "--matrix $work/identity --min-score 0"; do
    while read -r query allele; do
        # shellcheck disable=SC2086 # words
        "$mimicry" search -q $threshold --allele "$allele" --columns evalue "$mimicry_index" \
            -e "$query"
    done >"$work/windows${threshold%% *}" <<'END'
EVDPIGHLY A*01:01
KVAELVHFL A*02:01
END
done

python3 - "$root/data" "$work" <<'PYTHON'
import gzip
import math
import pathlib
import re
import statistics
import sys

data, work = map(pathlib.Path, sys.argv[1:])
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"
CASES = {
    "one": ("EVDPIGHLY", ["ESDPIVAQY", "EVDELVHLY"]),
    "two": ("KVAELVHFL", ["SAAELVHFL"]),
    "three": ("EAAGIGILTV", ["LLLGIGILVL", "NLSALGIFST"]),
}


def matrix(name):
    lines = (data / "matrices" / name).read_text().split("\n")
    rows = [line.split() for line in lines if line.strip() and line[0] != "#"]
    return {(row[0], b): float(x) for row in rows[1:] for b, x in zip(rows[0], row[1:])}


B62, B80 = matrix("BLOSUM62"), matrix("BLOSUM80")
HEX = {9: (1, 2, 3, 13, 17, 13, 3, 2, 1), 10: (1, 2, 3, 13, 17, 17, 13, 3, 2, 1)}
MODELS = {
    "mismatches": lambda a, b, i, n: -(a != b),
    "BLOSUM62": lambda a, b, i, n: B62[a, b],
    "BLOSUM80": lambda a, b, i, n: B80[a, b],
    "HEX": lambda a, b, i, n: HEX[n][i] * B62[a, b],
    "BLOSUM80, `mhc1-face`": lambda a, b, i, n: B80[a, b] if 3 <= i < n - 2 else 0,
}
text = gzip.open(work / "shared/proteomes/human5k.fasta.gz", "rt").read()
records = ["".join(r.split("\n")[1:]).upper() for r in text.split(">")[1:]]


def middle(better, as_good):
    """The rank where half of the others that are as good come before."""
    return 1 + better + as_good / 2


def plain_rank(of, target, off_target):
    n = len(target)
    column = [{b: of(target[i], b, i, n) for b in AMINO_ACIDS + "X"} for i in range(n)]
    limit = sum(column[i][off_target[i]] for i in range(n))
    windows = [r[i : i + n] for r in records for i in range(len(r) - n + 1)]
    values = [sum([c[b] for c, b in zip(column, window)]) for window in windows]
    as_good = sum(value == limit for value in values) - (off_target in windows)
    return middle(sum(value > limit for value in values), as_good)


def presented_ranks(threshold):
    """Of each receptor with an allele, by sorting all windows by E sqrt(p)."""
    found = {}
    for line in (work / f"windows{threshold}").read_text().split("\n"):
        cells = line.split("\t")
        if len(cells) > 1 and cells[0] != "query_id":
            share = max(float(cells[13] or 100), 0.001)
            likeness = math.log(float(cells[11])) + 0.5 * math.log(share)
            found.setdefault(cells[1], []).append((likeness, cells[2], cells[5] == "added"))
    out = {}
    for receptor in ("one", "two"):
        target, off_targets = CASES[receptor]
        logs = []
        for off_target in off_targets:
            limit, added = next((v, a) for v, window, a in found[target] if window == off_target)
            others = [value for value, _, is_added in found[target] if not is_added]
            as_good = sum(abs(value - limit) < 1e-4 for value in others) - (not added)
            logs.append(math.log(middle(sum(value < limit - 1e-4 for value in others), as_good)))
        out[receptor] = statistics.median(logs)
    return out


document = (work / "document.md").read_text()
assert document.startswith("before\n") and document.endswith("end -->\nafter\n"), document
rows = [[c.strip() for c in x.split("|")[1:-1]] for x in document.split("\n") if x[:2] == "| "]
table = {row[0]: row[1:] for row in rows[1:]}
assert len(table) == 9, table


def number(cell):
    return float(cell.split(" (")[0].replace(",", ""))


plain = {}
for name, of in MODELS.items():
    plain[name] = {
        receptor: statistics.median(math.log(plain_rank(of, target, o)) for o in off_targets)
        for receptor, (target, off_targets) in CASES.items()
    }
    expected = math.exp(statistics.fmean(plain[name].values()))
    cells = table[name]
    assert math.isclose(number(cells[0]), expected, rel_tol=0.01), (name, cells, expected)
    below = [sum(log <= math.log(n) for log in plain[name].values()) for n in (100, 1000)]
    assert [int(cell) for cell in cells[1:3]] == below, (name, cells, below)
for name in MODELS:
    ratio = math.exp(
        statistics.fmean(plain[name][r] - plain["BLOSUM62"][r] for r in CASES)
    )
    assert math.isclose(number(table[name][3]), ratio, rel_tol=0.01), (name, table[name], ratio)

for name, threshold in {"BLOSUM62": "--min-score", "mismatches": "--matrix"}.items():
    shown = presented_ranks(threshold)
    ratio = math.exp(statistics.fmean(shown[r] - plain[name][r] for r in shown))
    assert math.isclose(number(table[name][4]), ratio, rel_tol=0.01), (name, table[name], ratio)
# Self-similarity is in the table, better than chance.
assert 1 <= number(table["self-similarity"][0]) < 10000, table["self-similarity"]
assert re.search(r"Of 6 class I pairs .* 2 differ in length", document.replace("\n", " "))
assert "Of the 5 that are ranked" in document and "Of 3 off-targets" in document, document
print(f"receptors: {len(plain)} models are those of a plain count")
PYTHON
