"""Ranks the known off-targets of data/known_targets.tsv by every model.

    python3 bench/ranks.py MIMICRY PROTEOME DATA_FOLDER DOCUMENT

Indexes a proteome (FASTA, plain or gzip) with the known off-targets, and counts for each pair and
model how many windows of the off-target's length are more like the target than it is, and how many
are as like. Writes the tables between the two markers of DOCUMENT.
"""

import collections
import csv
import gzip
import itertools
import pathlib
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator

AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"
BEGIN, END = "<!-- bench/ranks.py: begin -->\n", "<!-- bench/ranks.py: end -->\n"
TOLERANCE = 1e-9  # thresholds that are real numbers forgive it
FIRST = (100, 1000, 10000)
A3A, A3A_TARGET = "3,0.5,0.5,4,2,0.5,1,1,0.5", "EVDPIGHLY"
MOTIFS = ("..DP....Y", "E.DPI...Y")
LOWEST = "-1000000"

# A rank: 1 + the windows that are better, and how many others are as good.
Rank = collections.namedtuple("Rank", "rank tied")
Model = collections.namedtuple("Model", "name options by_mismatches only_for")


def models(gram: str) -> list[Model]:
    """The models that are a profile, that is, all but self-similarity."""
    return [
        Model("mismatches", [], True, None),
        Model("mismatches, `mhc1-face`", ["--weights", "mhc1-face"], True, None),
        Model("mismatches, `mhc1-anchors`", ["--weights", "mhc1-anchors"], True, None),
        Model("BLOSUM62", ["--matrix", "BLOSUM62"], False, None),
        Model("BLOSUM80", ["--matrix", "BLOSUM80"], False, None),
        Model("PMBEC", ["--matrix", "PMBEC"], False, None),
        Model("BLOSUM62, `mhc1-face`", ["--weights", "mhc1-face"], False, None),
        Model("BLOSUM62, `mhc1-anchors`", ["--weights", "mhc1-anchors"], False, None),
        Model("Gram distance of BLOSUM62", ["--matrix", gram], False, None),
        Model("relatedness", ["--distance", "relatedness"], False, None),
        Model(
            "relatedness, weights of the crystal",
            ["--distance", "relatedness", "--weights", A3A],
            False,
            A3A_TARGET,
        ),
    ] + [Model(f"motif `{motif}`", ["--motif", motif], True, A3A_TARGET) for motif in MOTIFS]


def run(command: list[str]) -> list[dict[str, str]]:
    """The rows that a command prints."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(done.stdout.split("\n")[:-1], delimiter="\t"))


def stream_lines(command: list[str]) -> Iterator[str]:
    """The lines that a command prints after its header, one at a time."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        next(process.stdout)
        yield from process.stdout
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)


def stream(command: list[str]) -> Iterator[list[str]]:
    """The cells of these lines."""
    return (line.rstrip("\n").split("\t") for line in stream_lines(command))


def write_gram(matrix: pathlib.Path, path: str) -> None:
    """-(s(a, a) + s(b, b) - 2 s(a, b)), at most 0, as a matrix file."""
    lines = [line.split() for line in matrix.read_text().split("\n") if line and line[0] != "#"]
    s = {row[0]: dict(zip(lines[0], map(int, row[1:]))) for row in lines[1:]}
    out = [" ".join(AMINO_ACIDS)]
    for a in AMINO_ACIDS:
        row = [-max(0, s[a][a] + s[b][b] - s[a][b] - s[b][a]) for b in AMINO_ACIDS]
        out.append(" ".join([a, *map(str, row)]))
    pathlib.Path(path).write_text("\n".join(out) + "\n")


def read_windows(paths: list[str], length: int) -> collections.Counter:
    """How often each window of the 20 amino acids occurs."""
    count: collections.Counter = collections.Counter()
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt") as lines:
            for is_header, part in itertools.groupby(lines, lambda line: line[0] == ">"):
                text = "" if is_header else "".join(line.strip().upper() for line in part)
                count.update(text[i : i + length] for i in range(len(text) - length + 1))
    return collections.Counter({w: n for w, n in count.items() if set(w) <= set(AMINO_ACIDS)})


class Ranker:
    """The index of FASTA files, and the off-targets alone to know their scores."""

    def __init__(self, mimicry: str, folder: str, sources: list[str], off_targets: str):
        self.mimicry, self.folder, self.off_targets = mimicry, folder, off_targets
        self.index, self.sources = f"{folder}/all.mim", sources
        self.length = 0
        self.of_length: collections.Counter = collections.Counter()
        run([mimicry, "index", "-q", "-o", self.index, *self.sources])

    def search(self, where: str, model: Model, target: str, *more: str) -> list[dict[str, str]]:
        query = [] if "--motif" in model.options else ["-e", target]
        return run([self.mimicry, "search", "-q", *model.options, *more, where, *query])

    def count(self, model: Model, target: str, threshold: float) -> int:
        """The windows whose score is at least this, or whose mismatches are at most minus it."""
        if model.by_mismatches:
            if threshold > 0:
                return 0
            option = ["-m", str(int(-threshold))]
        else:
            option = ["--min-score", repr(threshold)]
        rows = self.search(self.index, model, target, *option, "--counts")
        return sum(int(row["count"]) for row in rows if row["count"])

    def values(self, model: Model, target: str) -> dict[str, float]:
        """The scores of the off-targets, or their mismatches with a minus sign."""
        if model.by_mismatches:
            hits = self.search(self.off_targets, model, target, "-m", str(len(target)))
            return {hit["match"]: -float(hit["mismatches"]) for hit in hits}
        hits = self.search(self.off_targets, model, target, "--min-score", LOWEST)
        return {hit["match"]: float(hit["score"]) for hit in hits}

    def better_and_as_good(self, model: Model, target: str, value: float) -> tuple[int, int]:
        """How many windows are better than this, and how many are at least as good."""
        step = 1.0 if model.by_mismatches else 2 * TOLERANCE
        return self.count(model, target, value + step), self.count(model, target, value)

    def profile(self, model: Model, target: str, off_targets: list[str]) -> dict[str, Rank]:
        """The ranks of the off-targets of one target, by a model that is a profile."""
        value, out = self.values(model, target), {}
        for off_target in off_targets:
            better, as_good = self.better_and_as_good(model, target, value[off_target])
            out[off_target] = Rank(better + 1, as_good - better - 1)
        return out

    def windows(self, length: int) -> collections.Counter:
        """How often each window of a length occurs; those of the last length are kept."""
        if self.length != length:
            self.length, self.of_length = length, read_windows(self.sources, length)
        return self.of_length

    def kernel(self, target: str, off_targets: list[str]) -> dict[str, float]:
        """The self-similarity of every window and off-target with the target."""
        pairs, values = f"{self.folder}/pairs.tsv", {}
        with open(pairs, "w", encoding="ascii") as file:
            file.write("a\tb\n")
            file.writelines(f"{target}\t{window}\n" for window in self.windows(len(target)))
            file.writelines(f"{target}\t{off_target}\n" for off_target in off_targets)
        for _, window, _, value in stream([self.mimicry, "score", "self-similarity", "-q", pairs]):
            values[window] = float(value)
        return values

    def self_similarity(self, target: str, off_targets: list[str]) -> dict[str, Rank]:
        """The same by the kernel, which is no profile: every window is scored."""
        windows = self.windows(len(target))
        value = self.kernel(target, off_targets)
        out = {}
        for off_target in off_targets:
            limit = value[off_target]
            better = sum(windows[w] for w, v in value.items() if v > limit + TOLERANCE)
            as_good = sum(windows[w] for w, v in value.items() if v >= limit - TOLERANCE)
            out[off_target] = Rank(better + 1, as_good - better - 1)
        return out


def show(rank: Rank) -> str:
    return f"{rank.rank:,}" + (f" (+{rank.tied:,})" if rank.tied > 0 else "")


def tables(ranks: dict[str, dict[tuple[str, str], Rank]], single: list[dict[str, str]]) -> str:
    """Two tables: all pairs together, and some alone."""
    out = ["| model | pairs | median rank | with its ties |"]
    out[0] += "".join(f" in the first {n:,} |" for n in FIRST)
    out.append("|---" * (4 + len(FIRST)) + "|")
    for name, of_pair in ranks.items():
        last = [r.rank + r.tied for r in of_pair.values()]
        cells = [f"{statistics.median(r.rank for r in of_pair.values()):,.0f}"]
        cells.append(f"{statistics.median(last):,.0f}")
        cells += [str(sum(n <= most for n in last)) for most in FIRST]
        out.append(f"| {name} | {len(last)} | " + " | ".join(cells) + " |")
    head = [
        f"{row['gene']} {row['peptide']}: {row['off_target_gene']} {row['off_target']}"
        for row in single
    ]
    out += ["", "| model | " + " | ".join(head) + " |", "|---" * (1 + len(head)) + "|"]
    for name, of_pair in ranks.items():
        found = [of_pair.get((row["peptide"], row["off_target"])) for row in single]
        cells = ["" if rank is None else show(rank) for rank in found]
        out.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(out) + "\n"


def main() -> None:
    mimicry, proteome, data, document = sys.argv[1:]
    with open(f"{data}/known_targets.tsv", encoding="utf-8") as file:
        pairs = list(csv.DictReader(file, delimiter="\t"))
    of_target: dict[str, list[str]] = collections.defaultdict(list)
    for row in pairs:
        of_target[row["peptide"]].append(row["off_target"])
    with tempfile.TemporaryDirectory() as folder:
        gram = f"{folder}/gram"
        write_gram(pathlib.Path(data, "matrices", "BLOSUM62"), gram)
        off_targets_file = f"{data}/known_offtargets.fasta"
        ranker = Ranker(mimicry, folder, [proteome, off_targets_file], off_targets_file)
        ranks: dict[str, dict[tuple[str, str], Rank]] = {}
        for target, off_targets in of_target.items():
            for model in models(gram):
                if model.only_for in (None, target):
                    found = ranker.profile(model, target, off_targets)
                    ranks.setdefault(model.name, {}).update(
                        {(target, o): rank for o, rank in found.items()}
                    )
            found = ranker.self_similarity(target, off_targets)
            ranks.setdefault("self-similarity", {}).update(
                {(target, o): rank for o, rank in found.items()}
            )
    path = pathlib.Path(document)
    before, rest = path.read_text().split(BEGIN)
    table = tables(ranks, [row for row in pairs if row["off_target_gene"]])
    path.write_text(before + BEGIN + table + END + rest.split(END)[1])


if __name__ == "__main__":
    main()
