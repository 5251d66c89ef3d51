"""Ranks what many receptors are known to see besides their targets, by every model.

    python3 bench/receptors.py MIMICRY DOCUMENT

Reads the cases of cross-recognition and the human proteins in the folder MIMICRY_SHARED (default
../shared, from the root of the repository). A rank is among the windows of the off-target's length in the proteome, to which the
off-target is added where it is not one of them; of windows as good half are before it. A receptor
has one number, the median of its ranks' logarithms. Writes the table between the two markers of
DOCUMENT: nothing but figures, since not every case may be passed on.
"""

import collections
import csv
import heapq
import itertools
import math
import os
import pathlib
import random
import statistics
import sys
import tempfile
from collections.abc import Iterable

from ranks import AMINO_ACIDS, TOLERANCE, Model, Ranker, run, stream, stream_lines

BEGIN, END = "<!-- bench/receptors.py: begin -->\n", "<!-- bench/receptors.py: end -->\n"
CASES, PROTEOME = "golden/crossreactive_cases.tsv", "proteomes/human5k.fasta.gz"
ADDED = "added-"  # before the names of the off-targets that the proteome lacks
KERNEL, BASE = "self-similarity", "BLOSUM62"
FIRST = (100, 1000)
BOOTSTRAPS, SEED = 10000, 20261129
SIZES = (3000, 100000, 10**9)  # how many hits are asked for, until the off-targets are among them
BEST, UNKNOWN, LEAST = 10, 100.0, 0.001  # percentiles of presentation

Case = collections.namedtuple("Case", "receptor target off_target allele")
Numbers = dict[str, dict[str, float]]  # a number by receptor, by model


def shared_folder() -> pathlib.Path:
    """Where public data are that are not part of the repository."""
    root = pathlib.Path(__file__).resolve().parents[1]
    return pathlib.Path(os.environ.get("MIMICRY_SHARED") or root.parent / "shared")


def hex_weights(length: int) -> str:
    """HEX's weights: 1, 2, 3 in the outer thirds, 1, 5, 9, ... between them."""
    ends = [min(i, length - 1 - i) for i in range(length)]
    return ",".join(str(m + 1 if m < length // 3 else 1 + 4 * m) for m in ends)


def models(length: int) -> list[Model]:
    """The models that are a profile, that is, all but self-similarity."""
    face = ["--matrix", "BLOSUM80", "--weights", "mhc1-face"]
    matrices = ("BLOSUM80", "BLOSUM62", "PAM30", "PMBEC")
    return [Model(name, ["--matrix", name], False, None) for name in matrices] + [
        Model("relatedness", ["--distance", "relatedness"], False, None),
        Model("HEX", ["--weights", hex_weights(length)], False, None),
        Model("mismatches", [], True, None),
        Model("BLOSUM80, `mhc1-face`", face, False, None),
    ]


def read_cases(path: pathlib.Path, known: set[str]) -> list[Case]:
    """The cases that can be ranked; the allele is empty where it has no motif."""
    with open(path, encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["judge"] == "1"]
    out = []
    for row in rows:
        allele = f"HLA-{row['hla']}" if f"HLA-{row['hla']}" in known else ""
        out.append(Case(row["receptor_id"], row["query"], row["off_target"], allele))
    return out


def beyond_similarity(path: pathlib.Path) -> tuple[int, int]:
    """How many class I pairs of self there are, and how many that are hardly alike."""
    with open(path, encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["class"] == "I"]
    rows = [row for row in rows if row["off_target_is_self"] == "1"]
    unlike = [row for row in rows if row["equal_length"] != "1" or int(row["shared"]) < 4]
    return len(rows), len(unlike)


class Alone(Ranker):
    """Ranks by similarity alone. The index has the proteome and no off-target besides."""

    def __init__(self, mimicry: str, folder: str, proteome: str, off_targets: list[str]):
        path = f"{folder}/off_targets.fasta"
        write_fasta(path, off_targets)
        super().__init__(mimicry, folder, [proteome], path)
        rows = run([mimicry, "search", "-q", "--exact", self.index, path])
        self.present = {row["match"] for row in rows}

    def rank(self, off_target: str, better: int, as_good: int) -> float:
        others = as_good - better - (off_target in self.present)
        return better + 1 + others / 2

    def by_profile(self, model: Model, target: str, off_targets: list[str]) -> dict[str, float]:
        value, out = self.values(model, target), {}
        for o in off_targets:
            out[o] = self.rank(o, *self.better_and_as_good(model, target, value[o]))
        return out

    def count_values(self, value: dict[str, float], limit: float) -> tuple[int, int]:
        """How many windows have a value above a limit, and how many one not below it."""
        windows = self.windows(len(next(iter(value))))
        better = sum(windows[w] for w, v in value.items() if v > limit + TOLERANCE)
        return better, sum(windows[w] for w, v in value.items() if v >= limit - TOLERANCE)

    def by_values(self, value: dict[str, float], off_targets: list[str]) -> dict[str, float]:
        """The ranks where each window has a value, the higher the better."""
        return {o: self.rank(o, *self.count_values(value, value[o])) for o in off_targets}


class Presented:
    """Ranks by similarity and presentation together, in an index with the off-targets added."""

    def __init__(self, alone: Alone, off_targets: list[str]):
        self.alone, self.mimicry = alone, alone.mimicry
        self.index, added = f"{alone.folder}/added.mim", f"{alone.folder}/added.fasta"
        write_fasta(added, [o for o in off_targets if o not in alone.present])
        run([self.mimicry, "index", "-q", "-o", self.index, *alone.sources, added])
        self.of_length: dict[tuple[str, int], dict[str, float]] = {}
        self.identity = f"{alone.folder}/identity"
        rows = [f"{a} " + " ".join(str(int(a == b)) for b in AMINO_ACIDS) for a in AMINO_ACIDS]
        pathlib.Path(self.identity).write_text("\n".join([" ".join(AMINO_ACIDS), *rows, ""]))

    def by_profile(
        self, model: Model, target: str, allele: str, off_targets: list[str]
    ) -> dict[str, float]:
        """The ranks by the command's own order. Added ones do not compete with each other."""
        # The order is by scores under a number of mismatches too, so these are made a score.
        options = ["--matrix", self.identity] if model.by_mismatches else model.options
        command = [self.mimicry, "search", "-q", *options, "--allele", allele]
        for size in SIZES:
            lines = stream_lines([*command, "--top", str(size), self.index, "-e", target])
            out = ranks_of_lines(lines, set(off_targets))
            if len(out) == len(off_targets):
                return out
        raise ValueError(f"{model.name}: not all off-targets of {target} were found")

    def percentiles(self, allele: str, length: int) -> dict[str, float]:
        """How well an allele presents each window; those of one length are kept."""
        if (allele, length) not in self.of_length:
            command = [self.mimicry, "search", "-q", "--allele", allele, "--sort", "presented"]
            rows = stream([*command, "-m", str(length), self.index, "-e", "A" * length])
            self.of_length = {(allele, length): {row[2]: percentile(row[10]) for row in rows}}
        return self.of_length[allele, length]

    def by_values(
        self, value: dict[str, float], allele: str, off_targets: list[str]
    ) -> dict[str, float]:
        """The ranks by ln E + 0.5 ln p where each window has a value, E being counted."""
        length = len(off_targets[0])
        shown, windows = self.percentiles(allele, length), self.alone.windows(length)

        def combined(window: str, expected: int) -> float:
            share = max(shown.get(window, UNKNOWN), LEAST)
            return -math.log(expected + (windows[window] == 0)) - 0.5 * math.log(share)

        least = min(combined(o, self.alone.count_values(value, value[o])[1]) for o in off_targets)
        # However well they are presented, windows that are less similar than these come later.
        most = int(math.exp(-least) / math.sqrt(LEAST)) + len(off_targets) + 1
        out, expected = {}, 0
        in_order = heapq.nlargest(most, value, key=value.__getitem__)
        for _, alike in itertools.groupby(in_order, key=value.__getitem__):
            group = list(alike)
            expected += sum(windows[window] for window in group)
            out.update({window: combined(window, expected) for window in group})
        return self.alone.by_values(out, off_targets)


def percentile(cell: str) -> float:
    return float(cell) if cell else UNKNOWN


def ranks_of_lines(lines: Iterable[str], wanted: set[str]) -> dict[str, float]:
    """The ranks of the off-targets among hits that come in order, without those that were added.

    There can be millions of lines: only those that matter are split into their cells.
    """
    kept, ends, open_rank, number = [], {}, 0, 0
    for number, line in enumerate(lines, 1):
        if open_rank and int(line.split("\t", 10)[9]) != open_rank:
            ends[open_rank], open_rank = number, 0
        if line.split("\t", 3)[2] in wanted or ADDED in line:
            cells = line.split("\t", 10)
            kept.append((int(cells[9]), cells[2], cells[5].startswith(ADDED)))
            open_rank = kept[-1][0]
    ends[open_rank] = number + 1
    out = {}
    for rank, match, _ in kept:
        if match in wanted:
            before = sum(added for other, _, added in kept if other < rank)
            added_here = sum(added for other, _, added in kept if other == rank)
            others = ends[rank] - rank - added_here - ((rank, match, False) in kept)
            out[match] = rank - before + others / 2
    return out


def write_fasta(path: str, peptides: list[str]) -> None:
    text = "".join(f">{ADDED}{peptide}\n{peptide}\n" for peptide in peptides)
    pathlib.Path(path).write_text(text)


class Cases:
    """The ranks of all cases: alone and with presentation, by model."""

    def __init__(self, mimicry: str, folder: str, proteome: str, cases: list[Case]):
        self.cases = cases
        off_targets = sorted({case.off_target for case in cases})
        self.alone = Alone(mimicry, folder, proteome, off_targets)
        self.together = Presented(self.alone, off_targets)
        self.ranks: dict[str, dict[Case, float]] = collections.defaultdict(dict)
        self.presented: dict[str, dict[Case, float]] = collections.defaultdict(dict)
        groups: dict[tuple, list[Case]] = collections.defaultdict(list)
        for case in cases:
            groups[len(case.target), case.allele, case.target].append(case)
        for (_, allele, target), group in sorted(groups.items()):
            self.rank(target, allele, group)

    def rank(self, target: str, allele: str, group: list[Case]) -> None:
        """The cases of one target, by every model."""
        off_targets = sorted({case.off_target for case in group})
        for model in models(len(target)):
            self.keep(
                self.ranks[model.name], group, self.alone.by_profile(model, target, off_targets)
            )
            if allele:
                found = self.together.by_profile(model, target, allele, off_targets)
                self.keep(self.presented[model.name], group, found)
        value = self.alone.kernel(target, off_targets)
        self.keep(self.ranks[KERNEL], group, self.alone.by_values(value, off_targets))
        if allele:
            found = self.together.by_values(value, allele, off_targets)
            self.keep(self.presented[KERNEL], group, found)

    @staticmethod
    def keep(into: dict[Case, float], group: list[Case], found: dict[str, float]) -> None:
        into.update({case: found[case.off_target] for case in group})

    def not_presented(self) -> tuple[int, int]:
        """Of how many off-targets the percentile is known, and how many are above BEST."""
        shown = []
        for case in self.cases:
            if case.allele:
                row = run(
                    [
                        self.alone.mimicry,
                        "search",
                        "-q",
                        "--exact",
                        "--allele",
                        case.allele,
                        self.together.index,
                        "-e",
                        case.off_target,
                    ]
                )[0]
                shown.append(percentile(row["presented"]))
        return len(shown), sum(value > BEST for value in shown)


def receptor_numbers(ranks: dict[str, dict[Case, float]]) -> Numbers:
    """One number a receptor: the median of its ranks' logarithms, as a logarithm."""
    out: Numbers = {}
    for model, of_case in ranks.items():
        logs: dict[str, list[float]] = collections.defaultdict(list)
        for case, rank in of_case.items():
            logs[case.receptor].append(math.log(rank))
        out[model] = {receptor: statistics.median(values) for receptor, values in logs.items()}
    return out


def interval(values: list[float]) -> tuple[float, float]:
    """The middle 95 % of the mean over receptors that are drawn again and again."""
    draw = random.Random(SEED)
    means = sorted(statistics.fmean(draw.choices(values, k=len(values))) for _ in range(BOOTSTRAPS))
    return means[int(0.025 * BOOTSTRAPS)], means[int(0.975 * BOOTSTRAPS)]


def show_number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def show(logs: list[float]) -> str:
    """A geometric mean with its interval."""
    low, high = (show_number(math.exp(end)) for end in interval(logs))
    return f"{show_number(math.exp(statistics.fmean(logs)))} ({low} to {high})"


def difference(a: dict[str, float], b: dict[str, float]) -> list[float]:
    return [a[receptor] - b[receptor] for receptor in a]


def table(alone: Numbers, presented: Numbers) -> str:
    """A row a model, the best first."""
    shown = len(presented[BASE])
    head = f"| model | rank, of {len(alone[BASE])} receptors |"
    head += "".join(f" in the first {n:,} |" for n in FIRST)
    head += f" to BLOSUM62's | with presentation, to alone, {shown} receptors |"
    out = [head, "|---" * (4 + len(FIRST)) + "|"]
    for name in sorted(alone, key=lambda name: statistics.fmean(alone[name].values())):
        logs = list(alone[name].values())
        cells = [name, show(logs)]
        cells += [str(sum(log <= math.log(n) for log in logs)) for n in FIRST]
        cells.append("1" if name == BASE else show(difference(alone[name], alone[BASE])))
        cells.append(show(difference(presented[name], alone[name])))
        out.append("| " + " | ".join(cells) + " |")
    return "\n".join(out) + "\n"


def sentences(cases: Cases, path: pathlib.Path) -> str:
    """What no model finds."""
    most = FIRST[-1]
    pairs, unlike = beyond_similarity(path)
    beyond = sum(rank > most for rank in cases.ranks[BASE].values())
    best = [min(of[case] for of in cases.ranks.values()) for case in cases.cases]
    shown, hidden = cases.not_presented()
    return (
        f"Of {pairs} class I pairs with a peptide of self {unlike} differ in length or share fewer"
        f" than\nfour residues. Of the {len(cases.cases)} that are ranked {beyond} are beyond"
        f" {most:,} under BLOSUM62, and\n{sum(rank > most for rank in best)} under whichever of the"
        f" {len(cases.ranks)} models is best for it. Of {shown} off-targets whose allele has a"
        f"\nmotif {hidden} are not among the best {BEST} % of it.\n"
    )


def main() -> None:
    mimicry, document = sys.argv[1:]
    shared = shared_folder()
    known = {row["allele"] for row in run([mimicry, "alleles"])}
    with tempfile.TemporaryDirectory() as folder:
        found = read_cases(shared / CASES, known)
        cases = Cases(mimicry, folder, str(shared / PROTEOME), found)
        text = table(receptor_numbers(cases.ranks), receptor_numbers(cases.presented))
        text += "\n" + sentences(cases, shared / CASES)
    path = pathlib.Path(document)
    before, rest = path.read_text().split(BEGIN)
    path.write_text(before + BEGIN + text + END + rest.split(END)[1])


if __name__ == "__main__":
    main()
