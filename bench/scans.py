"""Measures --scan on public scans of receptors, all by the command.

    python3 bench/scans.py MIMICRY DATA_FOLDER DOCUMENT

Reads the scans and the human proteins in the folder MIMICRY_SHARED (default ../shared): single and
multiple mutants of index peptides and how much receptors respond to them. Gives the command a part
of each receptor's mutants, and asks how well it tells those of the others that have any activity
(AUROC). Ranks titin's peptide and the known ligands of the receptors against EVDPIGHLY by their
scans. Writes the tables between the two markers of DOCUMENT: figures alone, no row of the scans.
"""

from __future__ import annotations

import collections
import csv
import gzip
import pathlib
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable

from ranks import Model, run
from receptors import Alone, Presented, hex_weights, shared_folder

BEGIN, END = "<!-- bench/scans.py: begin -->\n", "<!-- bench/scans.py: end -->\n"
SCANS, MULTIPLE = "scans/batcave_scans.csv.gz", "scans/multi_mutation.csv"
PROTEOME = "proteomes/human5k.fasta.gz"
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"
DRAWS, BOOTSTRAPS, SEED = 5, 10000, 20261129
BANDS = (0.74, 0.47, 0.22, 0.11, 0.05, 0.0)
UNSAFE = 0.001  # a predicted activity that could be taken for none
TARGET, TITIN, ALLELE = "EVDPIGHLY", "ESDPIVAQY", "HLA-A*01:01"
CHOSEN = (9, 10)  # the lengths of the class I peptides that the formula's constants were chosen on

Response = collections.namedtuple("Response", "activity active")
Receptor = collections.namedtuple("Receptor", "name index mhc mutants")
Part = list[str]  # the mutants that are given
Scores = dict[str, float]
Numbers = dict[tuple[str, str], float]  # one a receptor and its index peptide


def is_class_2(receptor: Receptor) -> bool:
    return receptor.mhc.startswith(("HLA-D", "I-"))


def read_scans(path: pathlib.Path) -> list[Receptor]:
    """Every receptor with its index peptide's single mutants, and the index peptide itself."""
    receptors: dict[tuple[str, str], Receptor] = {}
    with gzip.open(path, "rt") as file:
        for row in csv.DictReader(file):
            key = row["tcr"], row["index_peptide"]
            receptor = receptors.setdefault(key, Receptor(*key, row["mhc"], {}))
            active = row["activation"] != "0"
            receptor.mutants[row["peptide"]] = Response(float(row["peptide_activity"]), active)
    return list(receptors.values())


def change(receptor: Receptor, mutant: str) -> tuple[int, str]:
    """The position of a single mutant, and its residue."""
    return next((i, b) for i, (a, b) in enumerate(zip(receptor.index, mutant)) if a != b)


def singles(receptor: Receptor) -> list[str]:
    return sorted(mutant for mutant in receptor.mutants if mutant != receptor.index)


# ---- What is given ----


def alanine(receptor: Receptor) -> Part:
    """Alanine at each position, glycine where the index peptide has alanine."""
    at = {mutant: change(receptor, mutant) for mutant in singles(receptor)}
    return [m for m, (i, b) in at.items() if b == ("G" if receptor.index[i] == "A" else "A")]


def every_other(receptor: Receptor) -> Part:
    """Half of a scan: every second amino acid."""
    return [m for m in singles(receptor) if change(receptor, m)[1] in AMINO_ACIDS[::2]]


def some(number: int, draw: int) -> Callable[[Receptor], Part]:
    """So many mutants a position, at random."""

    def choose(receptor: Receptor) -> Part:
        dice = random.Random(f"{SEED} {number} {draw} {receptor.name} {receptor.index}")
        of_position: dict[int, Part] = collections.defaultdict(list)
        for mutant in singles(receptor):
            of_position[change(receptor, mutant)[0]].append(mutant)
        found = [dice.sample(all_of, min(number, len(all_of))) for all_of in of_position.values()]
        return [mutant for part in found for mutant in part]

    return choose


# ---- What the command says ----


class Command:
    """The command, and a folder for the files that it reads."""

    def __init__(self, mimicry: str, folder: str):
        self.mimicry, self.folder = mimicry, folder
        self.others: dict[str, dict[tuple[str, str], float]] = {}

    def write_scan(self, receptor: Receptor, part: Iterable[str], name: str = "scan.csv") -> str:
        """A scan of some mutants and the index peptide itself."""
        path = f"{self.folder}/{name}"
        rows = [f"{m},{receptor.mutants[m].activity}\n" for m in [receptor.index, *part]]
        pathlib.Path(path).write_text("peptide,response\n" + "".join(rows))
        return path

    def predict(self, receptor: Receptor, part: Part, peptides: list[str]) -> Scores:
        """The activities that the library predicts from a part of a scan."""
        scan, asked = self.write_scan(receptor, part), f"{self.folder}/peptides"
        pathlib.Path(asked).write_text("".join(f"{peptide}\n" for peptide in peptides))
        command = [self.mimicry, "score", "activity", "-q", "-t", "1", "--scan", scan]
        rows = run([*command, "-e", receptor.index, asked])
        return {row["a"]: float(row["value"]) for row in rows}

    def compare(self, name: str, pairs: list[tuple[str, str]], *method: str) -> None:
        """Scores of pairs of a mutant and its index peptide, by a method that needs no scan."""
        path = f"{self.folder}/pairs"
        text = "".join(f"{mutant}\t{index}\n" for mutant, index in pairs)
        pathlib.Path(path).write_text("a\tb\n" + text)
        rows = run([self.mimicry, "score", *method, "-q", path])
        self.others[name] = {(row["a"], row["b"]): float(row["value"]) for row in rows}

    def compare_all(self, pairs: list[tuple[str, str]]) -> None:
        self.compare("HEX", pairs, "hex")
        self.compare("BLOSUM62", pairs, "score", "--matrix", "BLOSUM62")
        self.compare("BLOSUM80", pairs, "score", "--matrix", "BLOSUM80")

    def other(self, name: str, receptor: Receptor, peptides: Iterable[str]) -> Scores:
        of = self.others[name]
        return {peptide: of[peptide, receptor.index] for peptide in peptides}


# ---- How good it is ----


def auroc(active: dict[str, bool], score: Scores) -> float | None:
    """The chance that an active peptide scores above an inactive one; ties count half."""
    order = sorted(score, key=score.__getitem__)
    total, at = 0.0, 0
    while at < len(order):
        last = at
        while last < len(order) and score[order[last]] == score[order[at]]:
            last += 1
        total += sum(active[peptide] for peptide in order[at:last]) * (at + 1 + last) / 2
        at = last
    positive = sum(active[peptide] for peptide in order)
    if positive in (0, len(order)):
        return None
    return (total - positive * (positive + 1) / 2) / (positive * (len(order) - positive))


class Row:
    """What a part of the scans gives: AUROCs by receptor, and each prediction with its truth."""

    def __init__(self, name: str, receptors: list[Receptor]):
        self.name, self.receptors = name, receptors
        self.by_model: dict[str, Numbers] = collections.defaultdict(dict)
        self.predicted: list[tuple[float, bool]] = []

    def add(self, command: Command, receptor: Receptor, draws: list[Scores]) -> None:
        """A receptor's predictions, of several parts of its scan: the mean of their AUROCs."""
        found: dict[str, list[float]] = collections.defaultdict(list)
        active = {m: response.active for m, response in receptor.mutants.items()}
        for scores in draws:
            self.predicted += [(value, active[mutant]) for mutant, value in scores.items()]
            others = {name: command.other(name, receptor, scores) for name in command.others}
            for name, of in {"scan": scores, **others}.items():
                value = auroc(active, of)
                if value is not None:
                    found[name].append(value)
        for name, values in found.items():
            self.by_model[name][receptor.name, receptor.index] = statistics.fmean(values)

    def mean(self, name: str) -> float:
        return statistics.fmean(self.by_model[name].values())

    def show_mean(self, name: str) -> str:
        return f"{self.mean(name):.3f} " + interval(self.by_model[name])

    def show_gain(self, name: str) -> str:
        of, other = self.by_model["scan"], self.by_model[name]
        gain = {key: of[key] - other[key] for key in of}
        return f"{statistics.fmean(gain.values()):+.3f} {interval(gain)}".rstrip()


def interval(value: Numbers, digits: int = 3) -> str:
    """The middle 95 % of the mean over receptors, where index peptides are drawn again and again
    with all of their receptors."""
    of_index: dict[str, list[float]] = collections.defaultdict(list)
    for (_, index), number in value.items():
        of_index[index].append(number)
    if len(of_index) < 3:
        return ""
    draw, groups = random.Random(SEED), [(sum(v), len(v)) for v in of_index.values()]
    means = []
    for _ in range(BOOTSTRAPS):
        drawn = draw.choices(groups, k=len(groups))
        means.append(sum(total for total, _ in drawn) / sum(n for _, n in drawn))
    means.sort()
    low, high = means[int(0.025 * BOOTSTRAPS)], means[int(0.975 * BOOTSTRAPS)]
    return f"({low:.{digits}f} to {high:.{digits}f})"


def measure(command: Command, name: str, receptors: list[Receptor], parts: list) -> Row:
    """A row by parts of the scans that are given; all that was not given is asked for."""
    row = Row(name, receptors)
    for receptor in receptors:
        draws = []
        for part in parts:
            given = part(receptor)
            rest = [mutant for mutant in singles(receptor) if mutant not in set(given)]
            draws.append(command.predict(receptor, given, rest))
        row.add(command, receptor, draws)
    return row


def measure_each(command: Command, name: str, receptors: list[Receptor]) -> Row:
    """A row where each mutant is asked for by all the others."""
    row = Row(name, receptors)
    for receptor in receptors:
        scores: Scores = {}
        for mutant in singles(receptor):
            others = [other for other in singles(receptor) if other != mutant]
            scores |= command.predict(receptor, others, [mutant])
        row.add(command, receptor, [scores])
    return row


# ---- Multiple mutants ----


def read_multiple(path: pathlib.Path, receptors: list[Receptor]) -> list[tuple[Receptor, dict]]:
    """Of receptors of class I: which of their index peptide's multiple mutants are active."""
    known = {(r.name, r.index): r for r in receptors if not is_class_2(r)}
    sets: dict[tuple[str, str], dict[str, bool]] = collections.defaultdict(dict)
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if int(row["ham"]) > 1:
                of = sets[row["tcr"], row["index_peptide"]]
                of[row["peptide"]] = row["activation"] != "0"
    return [(known[key], active) for key, active in sorted(sets.items()) if key in known]


class Multiple:
    """What whole scans of single mutants say of a set of multiple ones."""

    def __init__(self, command: Command, receptor: Receptor, active: dict[str, bool]):
        self.receptor, self.active = receptor, active
        self.scores = command.predict(receptor, singles(receptor), list(active))
        self.values = {"scan": auroc(active, self.scores)}
        for name in ("BLOSUM62", "HEX"):
            self.values[name] = auroc(active, command.other(name, receptor, active))

    def row(self) -> str:
        active = [peptide for peptide, is_active in self.active.items() if is_active]
        low = sum(self.scores[peptide] < UNSAFE for peptide in active)
        cells = [self.receptor.name, str(len(self.active)), str(len(active))]
        cells += ["" if value is None else f"{value:.2f}" for value in self.values.values()]
        return "| " + " | ".join([*cells, f"{low / max(1, len(active)):.0%}"]) + " |"


def multiple_table(sets: list[Multiple]) -> str:
    """A row a set of multiple mutants, and what all of them say."""
    out = [
        "| receptor | multiple mutants | active | `--scan` | BLOSUM62 | HEX |"
        f" active, but predicted below {UNSAFE:.1%} |",
        "|---" * 7 + "|",
        *(one.row() for one in sets),
    ]
    gain = {}
    for one in sets:
        scan, plain = one.values["scan"], one.values["BLOSUM62"]
        if scan is not None and plain is not None:
            gain[one.receptor.name, one.receptor.index] = scan - plain
    if gain:
        mean = f"{statistics.fmean(gain.values()):+.2f} {interval(gain, 2)}".rstrip()
        out += ["", f"`--scan` less BLOSUM62, the mean of these: {mean}."]
    return "\n".join(out) + "\n"


# ---- Tables ----


def auroc_table(rows: list[Row]) -> str:
    out = ["| given | receptors | `--scan` | HEX | BLOSUM80 | `--scan` less HEX |"]
    out.append("|---" * 6 + "|")
    for row in rows:
        cells = [row.name, str(len(row.by_model["scan"])), row.show_mean("scan").rstrip()]
        cells += [f"{row.mean('HEX'):.3f}", f"{row.mean('BLOSUM80'):.3f}", row.show_gain("HEX")]
        out.append("| " + " | ".join(cells) + " |")
    return "\n".join(out) + "\n"


def band_table(rows: list[Row]) -> str:
    """Of the mutants that are predicted within some limits, the share that is active."""
    names = [f"{low:.0%} and above" if low else f"below {BANDS[-2]:.0%}" for low in BANDS]
    names[1:-1] = [f"{low:.0%} to {high:.0%}" for high, low in zip(BANDS, BANDS[1:-1])]
    out = ["| predicted | " + " | ".join(names) + " |", "|---" * (1 + len(BANDS)) + "|"]
    for row in rows:
        of_band: dict[float, list[bool]] = collections.defaultdict(list)
        for value, active in row.predicted:
            of_band[next(low for low in BANDS if value >= low)].append(active)
        cells = [f"{statistics.fmean(of_band[low]):.0%}" if of_band[low] else "" for low in BANDS]
        out.append(f"| active, given {row.name} | " + " | ".join(cells) + " |")
    return "\n".join(out) + "\n"


class Ranks:
    """The ranks of titin's peptide and the known ligands, by scans and by general models."""

    def __init__(self, command: Command, proteome: str, data: str):
        with open(f"{data}/known_targets.tsv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        self.ligands = [row["off_target"] for row in rows if row["peptide"] == TARGET]
        self.command = command
        self.alone = Alone(command.mimicry, command.folder, proteome, self.ligands)
        self.together = Presented(self.alone, self.ligands)
        self.out = [
            "| by | titin | ligands, median | in the first 100 |"
            " titin, presented | ligands | in the first 100 |"
        ]
        self.out.append("|---" * 7 + "|")

    def row(self, model: Model) -> None:
        alone = self.alone.by_profile(model, TARGET, self.ligands)
        shown = self.together.by_profile(model, TARGET, ALLELE, self.ligands)
        cells = [model.name]
        for ranks in (alone, shown):
            cells += [f"{ranks[TITIN]:,.0f}", f"{statistics.median(ranks.values()):,.0f}"]
            cells.append(str(sum(rank <= 100 for rank in ranks.values())))
        self.out.append("| " + " | ".join(cells) + " |")

    def table(self, receptors: list[Receptor]) -> str:
        for name in ("BLOSUM62", "BLOSUM80"):
            self.row(Model(name, ["--matrix", name], False, None))
        self.row(Model("HEX", ["--weights", hex_weights(len(TARGET))], False, None))
        parts = {"alanine": alanine, "half": every_other, "all": singles}
        for receptor in receptors:
            for name, part in parts.items():
                scan = self.command.write_scan(receptor, part(receptor), "ranked.csv")
                self.row(Model(f"{receptor.name}, {name}", ["--scan", scan], False, None))
        return "\n".join(self.out) + "\n"


def measure_rows(command: Command, receptors: list[Receptor]) -> tuple[list[Row], str]:
    """The rows of AUROCs, and the bands of two of them."""
    class_1 = [r for r in receptors if not is_class_2(r)]
    chosen = [r for r in class_1 if len(r.index) in CHOSEN]
    rows = [measure(command, "alanine", chosen, [alanine])]
    for number in (2, 4, 9):
        parts = [some(number, draw) for draw in range(DRAWS)]
        rows.append(measure(command, f"{number} a position", chosen, parts))
    rows.append(measure_each(command, "all the others", chosen))
    bands = band_table([rows[0], rows[3]])
    short = [r for r in class_1 if len(r.index) not in CHOSEN]
    class_2 = [r for r in receptors if is_class_2(r)]
    for name, of in (("8 and 11 residues, alanine", short), ("class II, alanine", class_2)):
        if of:
            rows.append(measure(command, name, of, [alanine]))
    return rows, bands


def main() -> None:
    mimicry, data, document = sys.argv[1:]
    shared = shared_folder()
    receptors = read_scans(shared / SCANS)
    with tempfile.TemporaryDirectory() as folder:
        command = Command(mimicry, folder)
        sets = read_multiple(shared / MULTIPLE, receptors)
        pairs = [(mutant, r.index) for r in receptors for mutant in singles(r)]
        command.compare_all(pairs + [(p, r.index) for r, active in sets for p in active])
        rows, bands = measure_rows(command, receptors)
        ranks = Ranks(command, str(shared / PROTEOME), data)
        multiple = [Multiple(command, receptor, active) for receptor, active in sets]
        texts = [auroc_table(rows), bands, multiple_table(multiple)]
        texts.append(ranks.table([r for r in receptors if r.index == TARGET]))
    path = pathlib.Path(document)
    before, rest = path.read_text().split(BEGIN)
    path.write_text(before + BEGIN + "\n".join(texts) + END + rest.split(END)[1])


if __name__ == "__main__":
    main()
