"""Compares how many windows have an E-value of at most E with how many should.

    python3 bench/significance.py MIMICRY PROTEOME PEPTIDES MATRIX SVG

Searches a proteome (FASTA, plain or gzip), and copies of it whose residues are shuffled, for the
first 120 different 9-mers of a FASTA file of peptides. What is expected is computed here too, from
the definition, so that the E-values that the command prints are checked on the way. Prints the
tables of docs/significance.md and draws its plot.
"""

import collections
import gzip
import math
import pathlib
import random
import subprocess
import sys
import tempfile

PEPTIDES, LENGTH, SEED, SHUFFLES = 120, 9, 20240229, 3
LEVELS = (0.1, 1, 10, 100, 1000)
MISMATCHES = (1, 2, 3, 4, 5)
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"


def read_fasta(path: str) -> list[str]:
    """The sequences of a FASTA file."""
    opener = gzip.open if path.endswith(".gz") else open
    sequences: list[list[str]] = []
    with opener(path, "rt") as lines:
        for line in lines:
            if line.startswith(">"):
                sequences.append([])
            else:
                sequences[-1].append(line.strip().upper())
    return ["".join(parts) for parts in sequences]


def read_matrix(path: str) -> dict[str, dict[str, float]]:
    """A matrix in NCBI's format; what it does not have is its lowest value."""
    lines = [line for line in pathlib.Path(path).read_text().split("\n") if line.strip()]
    lines = [line.split() for line in lines if not line.startswith("#")]
    rows = {row[0]: dict(zip(lines[0], map(float, row[1:]))) for row in lines[1:]}
    lowest = min(value for row in rows.values() for value in row.values())
    return {
        a: {b: rows.get(a, {}).get(b, lowest) for b in AMINO_ACIDS + "BZJXUO"} for a in AMINO_ACIDS
    }


def shuffled(records: list[str], seed: int) -> list[str]:
    """The same residues in random places; records keep their lengths."""
    letters = list("".join(records))
    random.Random(seed).shuffle(letters)
    out, at = [], 0
    for record in records:
        out.append("".join(letters[at : at + len(record)]))
        at += len(record)
    return out


class Chance:
    """What random windows have: the composition and number of windows of a proteome."""

    def __init__(self, records: list[str]):
        counts = collections.Counter("".join(records))
        counts.pop("*", None)
        total = sum(counts.values())
        self.share = {letter: count / total for letter, count in counts.items()}
        stretches = (stretch for record in records for stretch in record.split("*"))
        self.windows = sum(max(0, len(stretch) - LENGTH + 1) for stretch in stretches)

    def evalues(self, columns: list[dict[str, float]]) -> dict[float, float]:
        """The E-value of every value that a sum over these columns can have."""
        spread = {0.0: 1.0}
        for column in columns:
            longer: dict[float, float] = collections.defaultdict(float)
            for value, share in spread.items():
                for letter, frequency in self.share.items():
                    longer[value + column[letter]] += share * frequency
            spread = longer
        tail, out = 0.0, {}
        for value in sorted(spread, reverse=True):
            tail += spread[value]
            out[value] = tail * self.windows
        return out


def run(command: list[str]) -> list[list[str]]:
    """The rows that a command prints, without their header."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [line.split("\t") for line in done.stdout.split("\n")[1:-1]]


class Comparison:
    """One proteome: every hit's E-value, and the E-values that scores can have."""

    def __init__(self, mimicry: str, records: list[str], peptides: list[str], matrix: dict):
        chance = Chance(records)
        self.possible = [chance.evalues([matrix[a] for a in p]) for p in peptides]
        unlike = [
            [{b: float(a != b) for b in chance.share} for a in peptide] for peptide in peptides
        ]
        by_mismatches = [chance.evalues([{b: -x for b, x in c.items()} for c in p]) for p in unlike]
        self.expected_mismatches = [sum(e[-m] for e in by_mismatches) for m in MISMATCHES]
        with tempfile.TemporaryDirectory() as folder:
            fasta, queries = f"{folder}/proteome.fasta", f"{folder}/queries"
            pathlib.Path(fasta).write_text("".join(f">r\n{r}\n" for r in records))
            pathlib.Path(queries).write_text("".join(f"{p}\n" for p in peptides))
            search = [mimicry, "search", fasta, queries]
            hits = run(search + ["--max-evalue", str(max(LEVELS)), "--columns", "evalue"])
            counts = run(search + ["-m", str(max(MISMATCHES)), "--counts"])
        self.found = [self.check(hit) for hit in hits]
        self.found_mismatches = [
            sum(int(row[3]) for row in counts if row[2] and int(row[2]) <= m) for m in MISMATCHES
        ]

    def check(self, hit: list[str]) -> float:
        """The E-value of a hit, which has to be the one computed here."""
        evalue, printed = self.possible[int(hit[0]) - 1][float(hit[4])], float(hit[11])
        if abs(evalue - printed) > 1e-5 * evalue:
            sys.exit(f"{hit}: an E-value of {evalue} was expected")
        return evalue

    def observed(self, level: float) -> int:
        return sum(evalue <= level for evalue in self.found)

    def expected(self, level: float) -> float:
        """Scores are steps: the highest E-value of each peptide that is within the level."""
        return sum(
            max((e for e in possible.values() if e <= level), default=0)
            for possible in self.possible
        )


def share(observed: float, expected: float) -> str:
    return f"{observed:,} | {expected:,.1f} | {observed / expected:.2f}"


def print_tables(real: Comparison, copies: list[Comparison]) -> None:
    """Real and shuffled side by side; the shuffled ones together."""
    print("| E at most | real: found | expected | ratio | shuffled: found | expected | ratio |")
    print("|---|---|---|---|---|---|---|")
    for level in LEVELS:
        both = (sum(c.observed(level) for c in copies), sum(c.expected(level) for c in copies))
        print(f"| {level:g} | {share(real.observed(level), real.expected(level))} | {share(*both)} |")
    print()
    print("| mismatches | real: found | expected | ratio | shuffled: found | expected | ratio |")
    print("|---|---|---|---|---|---|---|")
    for i, m in enumerate(MISMATCHES):
        both = (
            sum(c.found_mismatches[i] for c in copies),
            sum(c.expected_mismatches[i] for c in copies),
        )
        alone = share(real.found_mismatches[i], real.expected_mismatches[i])
        print(f"| {m} | {alone} | {share(*both)} |")


# ---- The plot ----

LEFT, TOP, SIDE = 70, 20, 420
LOWEST, HIGHEST = 0, 5.2  # decades of windows, 120 peptides together


def x_of(value: float) -> float:
    return LEFT + SIDE * (math.log10(value) - LOWEST) / (HIGHEST - LOWEST)


def y_of(value: float) -> float:
    return TOP + SIDE - (x_of(value) - LEFT)


def draw_axes() -> list[str]:
    out = [
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#444"/>',
        f'<line x1="{LEFT}" y1="{TOP + SIDE}" x2="{LEFT + SIDE}" y2="{TOP}" stroke="#999" '
        'stroke-dasharray="4 4"/>',
    ]
    for decade in range(LOWEST, math.floor(HIGHEST) + 1):
        x, y, text = x_of(10**decade), y_of(10**decade), f"{10**decade:,}"
        out += [
            f'<line x1="{x:.1f}" y1="{TOP + SIDE}" x2="{x:.1f}" y2="{TOP}" stroke="#eee"/>',
            f'<line x1="{LEFT}" y1="{y:.1f}" x2="{LEFT + SIDE}" y2="{y:.1f}" stroke="#eee"/>',
            f'<text x="{x:.1f}" y="{TOP + SIDE + 18}" text-anchor="middle">{text}</text>',
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{text}</text>',
        ]
    middle = TOP + SIDE / 2
    out += [
        f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 38}" text-anchor="middle">'
        "windows expected by chance, all peptides together</text>",
        f'<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">'
        "windows found</text>",
    ]
    return out


def draw_series(comparison: Comparison, style: str, radius: float) -> list[str]:
    out = []
    for step in range(-12, 25):
        level = 10 ** (step / 8)
        observed, expected = comparison.observed(level), comparison.expected(level)
        if observed > 0 and expected >= 1:
            place = f'cx="{x_of(expected):.1f}" cy="{y_of(observed):.1f}"'
            out.append(f'<circle {place} r="{radius}" {style}/>')
    return out


def draw(real: Comparison, copies: list[Comparison], path: str) -> None:
    grey, blue = 'fill="none" stroke="#888"', 'fill="#0b62a4"'
    legend_x, legend_y = LEFT + 16, TOP + 24
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 490" font-family="sans-serif" '
        'font-size="12">',
        '<rect width="520" height="490" fill="white"/>',
        *draw_axes(),
    ]
    for copy in copies:
        out += draw_series(copy, grey, 3.5)
    out += draw_series(real, blue, 2.5)
    out += [
        f'<circle cx="{legend_x}" cy="{legend_y}" r="2.5" {blue}/>',
        f'<text x="{legend_x + 10}" y="{legend_y + 4}">the proteome</text>',
        f'<circle cx="{legend_x}" cy="{legend_y + 20}" r="3.5" {grey}/>',
        f'<text x="{legend_x + 10}" y="{legend_y + 24}">its residues shuffled, '
        f"{len(copies)} times</text>",
        "</svg>",
    ]
    pathlib.Path(path).write_text("\n".join(out) + "\n")


def main() -> None:
    mimicry, proteome, peptides_path, matrix_path, svg = sys.argv[1:]
    matrix, records = read_matrix(matrix_path), read_fasta(proteome)
    nine = [p for p in read_fasta(peptides_path) if len(p) == LENGTH and set(p) <= set(AMINO_ACIDS)]
    peptides = list(dict.fromkeys(nine))[:PEPTIDES]
    real = Comparison(mimicry, records, peptides, matrix)
    copies = [
        Comparison(mimicry, shuffled(records, SEED + i), peptides, matrix) for i in range(SHUFFLES)
    ]
    print_tables(real, copies)
    draw(real, copies, svg)


if __name__ == "__main__":
    main()
