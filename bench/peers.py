"""Measures what others' programs take for the same searches as the library, in turn.

    python peers.py FASTA PEPTIDES BLOSUM62 FOLDER ROUNDS MOST LOAD [BLAST_FOLDER]

bench/peers.sh runs it in an environment that has the programs. FASTA has a record a line; PEPTIDES
are of one length, and the first MOST of them count; LOAD is the machine's before anything was done.
All run on one thread, and what is measured is the processor's time from peptides to hits. Indexes
are built before, and everything is run once before the first round, when the sets of hits are
compared. Prints a table, and what BLAST misses. Ends with 1 where sets differ.
"""

from __future__ import annotations

import collections
import contextlib
import datetime
import gc
import importlib.metadata
import importlib.util
import io
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import mimicry
from ranks import write_gram

AMINO_ACIDS = frozenset("ACDEFGHIKLMNPQRSTVWY")
SCALE = 28  # of seqtree's BLOSUM62 penalty for a gap: beyond all thresholds here
BLAST = "blastp-short"
BLAST_OPTIONS = "-task blastp-short -evalue 200000 -seg no -comp_based_stats 0".split()
BLAST_COLUMNS = "qseqid sseqid qstart qend sstart send"
QUIET_BEFORE, QUIET = 0.5, 1.5  # loads; the measured thread is one of the latter

# Something to measure: what the peer and the library do, and how the hits of each are a set.
Work = collections.namedtuple("Work", "name peer queries run ours peer_set our_set")
Found = set[tuple]


class Seconds:
    """Processor time of this process and of those that it has waited for."""

    @staticmethod
    def now() -> float:
        used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(use.ru_utime + use.ru_stime for use in used)

    @classmethod
    def of(cls, do: Callable[[], Any]) -> float:
        gc.collect()
        before = cls.now()
        do()
        return cls.now() - before


class Data:
    """The proteome and the peptides, and the library's index of them."""

    def __init__(self, fasta: str, queries: str, matrix: str, folder: str, most: int):
        self.fasta, gram = fasta, f"{folder}/gram"
        lines = pathlib.Path(fasta).read_text().split("\n")
        self.records = lines[1::2]
        self.names = [line[1:] for line in lines[:-1:2]]
        peptides = pathlib.Path(queries).read_text().split("\n")
        self.peptides = [line for line in peptides if line and line[0] != ">"][:most]
        self.length = len(self.peptides[0])
        self.index = mimicry.Index.build([fasta])
        write_gram(pathlib.Path(matrix), gram)
        self.gram = mimicry.Model(matrix=gram)

    def first(self, number: int) -> list[str]:
        return self.peptides[:number]

    def by_mismatches(self, queries: list[str], most: int) -> Callable[[], Any]:
        return lambda: self.index.search(queries, max_mismatches=most, threads=1).to_polars()

    def by_gram(self, queries: list[str], most: int) -> Callable[[], Any]:
        return lambda: self.index.search(
            queries, model=self.gram, max_penalty=most, threads=1
        ).to_polars()


def places(frame: Any) -> Found:
    """The library's hits: peptide, record, first residue from 1."""
    return set(zip(frame["query"], frame["accession"], frame["start"]))


def matches(frame: Any) -> Found:
    """The library's hits without their places, those of the 20 amino acids alone."""
    pairs = zip(frame["query"], frame["match"])
    return {(query, match) for query, match in pairs if set(match) <= AMINO_ACIDS}


# ---- PEPMatch ----


def pepmatch_works(data: Data, folder: str) -> Iterator[Work]:
    from pepmatch import Matcher, Preprocessor

    quiet = contextlib.redirect_stdout(io.StringIO())
    most = {0: len(data.peptides), 1: len(data.peptides), 2: 500, 3: 100}
    for mismatches, number in most.items():
        # The size that its own choice comes to: the largest that misses nothing.
        k = max(2, data.length // (mismatches + 1))
        with quiet:
            Preprocessor(data.fasta, preprocessed_files_path=folder).preprocess(k)
        queries = data.first(number)

        def run(queries: list[str] = queries, m: int = mismatches, k: int = k) -> Any:
            with contextlib.redirect_stdout(io.StringIO()):
                return Matcher(queries, data.fasta, m, k=k, preprocessed_files_path=folder).match()

        name = f"m = {mismatches}" if mismatches else "exact"
        ours = data.by_mismatches(queries, mismatches)
        yield Work(name, "PEPMatch", queries, run, ours, pepmatch_places, places)


def pepmatch_places(frame: Any) -> Found:
    rows = zip(frame["Query Sequence"], frame["Protein ID"], frame["Index start"])
    return {(q, record.split(".")[0], int(at)) for q, record, at in rows if record is not None}


# ---- seqtree ----


def seqtree_works(data: Data, folder: str) -> Iterator[Work]:
    import seqtree

    text = seqtree.TextIndex.build(data.records, alphabet="aa", k=4)
    most = {0: len(data.peptides), 1: len(data.peptides), 2: 1000, 3: 500}
    for mismatches, number in most.items():
        queries = data.first(number)

        def run(queries: list[str] = queries, m: int = mismatches) -> Any:
            return queries, text.search_batch(queries, max_subs=m, threads=1).to_numpy()

        name = f"m = {mismatches}" if mismatches else "exact"
        ours = data.by_mismatches(queries, mismatches)
        yield Work(name, "seqtree, text", queries, run, ours, text_places(data), places)
    yield from seqtree_gram_works(data)


def text_places(data: Data) -> Callable[[Any], Found]:
    def places_of(result: Any) -> Found:
        queries, arrays = result
        out = set()
        for i, query in enumerate(queries):
            first, last = arrays["query_begin"][i], arrays["query_begin"][i + 1]
            for at in range(first, last):
                record, offset = int(arrays["ref_id"][at]), int(arrays["offset"][at])
                out.add((query, data.names[record], offset + 1))
        return out

    return places_of


def seqtree_gram_works(data: Data) -> Iterator[Work]:
    """Gram distances, in an index of all different windows, by both of its engines."""
    import seqtree

    n = data.length
    windows = {text[i : i + n] for text in data.records for i in range(len(text) - n + 1)}
    kept = sorted(window for window in windows if set(window) <= AMINO_ACIDS)
    del windows
    index = seqtree.Index.build(kept, alphabet="aa")
    engines: dict[str, Any] = {"seqtm": {"max_subs": n}, "seqtrie": {"gap_open": SCALE}}
    for distance, number in {12: len(data.peptides), 20: 500}.items():
        for engine, caps in engines.items():
            how = seqtree.SearchParams(
                max_penalty=distance, matrix="blosum62", engine=engine, **caps
            )
            queries = data.first(number)

            def run(queries: list[str] = queries, how: Any = how) -> Any:
                return queries, index.search_batch(queries, how, threads=1)

            def found(result: Any) -> Found:
                return {(q, kept[hit.ref_id]) for q, hits in zip(*result) for hit in hits}

            name, ours = f"Gram distance <= {distance}", data.by_gram(queries, distance)
            yield Work(name, f"seqtree, {engine}", queries, run, ours, found, matches)


# ---- BLAST ----


class Blast:
    """blastp-short, and what it misses of the hits with few mismatches."""

    def __init__(self, data: Data, programs: str, folder: str):
        self.blastp, self.queries = f"{programs}/blastp", data.first(100)
        self.database, self.asked = f"{folder}/blast", f"{folder}/blast.fasta"
        pathlib.Path(self.asked).write_text("".join(f">{q}\n{q}\n" for q in self.queries))
        subprocess.run(
            [f"{programs}/makeblastdb", "-in", data.fasta, "-dbtype", "prot", "-out",
             self.database],
            stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        self.whole: Found = set()
        self.part: Found = set()

    def search(self) -> str:
        command = [self.blastp, *BLAST_OPTIONS, "-num_threads", "1", "-db", self.database]
        command += ["-query", self.asked, "-max_target_seqs", "100000"]
        command += ["-outfmt", f"6 {BLAST_COLUMNS}"]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout

    def read(self, printed: str) -> Found:
        """Where a peptide would begin: of all alignments, and of those of the whole peptide."""
        for line in printed.split("\n")[:-1]:
            query, record, *ends = line.split("\t")
            first, last, start, end = map(int, ends)
            if end - start == last - first:  # without a gap
                place = (query, record, start - first + 1)
                self.part.add(place)
                if last - first + 1 == len(query):
                    self.whole.add(place)
        return self.part

    def works(self, data: Data) -> Iterator[Work]:
        ours = data.by_mismatches(self.queries, 2)
        yield Work("m = 2", BLAST, self.queries, self.search, ours, self.read, places)

    def misses(self, data: Data) -> str:
        out = []
        for mismatches in range(3):
            frame = data.by_mismatches(self.queries, mismatches)()
            exactly = {
                (q, record, at)
                for q, record, at, m in zip(
                    frame["query"], frame["accession"], frame["start"], frame["mismatches"]
                )
                if m == mismatches
            }
            missed, not_whole = len(exactly - self.part), len(exactly - self.whole)
            out.append(
                f"of {len(exactly)} hits with {mismatches} mismatches"
                f" {share(missed, len(exactly))}, or"
                f" {share(not_whole, len(exactly))} where all of it has to be aligned"
            )
        return f"{BLAST} misses, of {len(self.queries)} peptides: " + "; ".join(out) + "."


def share(part: int, whole: int) -> str:
    return f"{part} ({part / max(1, whole):.1%})"


# ---- Measuring ----


class Row:
    """One work in every round."""

    def __init__(self, work: Work):
        self.work = work
        self.peer: list[float] = []
        self.ours: list[float] = []
        self.hits, self.verdict = 0, ""

    def measure(self, peer_first: bool) -> None:
        if peer_first:
            self.peer.append(Seconds.of(self.work.run))
            self.ours.append(Seconds.of(self.work.ours))
        else:
            self.ours.append(Seconds.of(self.work.ours))
            self.peer.append(Seconds.of(self.work.run))

    def compare(self) -> None:
        theirs, our = self.work.peer_set(self.work.run()), self.work.our_set(self.work.ours())
        self.hits = len(our)
        if self.work.peer == BLAST:
            self.verdict = f"{len(our - theirs)} missed"
        elif theirs == our:
            self.verdict = "the same"
        else:
            self.verdict = f"differ: {len(our - theirs)} ours, {len(theirs - our)} theirs"

    def show(self) -> str:
        ratios = sorted(peer / own for peer, own in zip(self.peer, self.ours))
        number = len(self.work.queries)
        cells = [self.work.name, self.work.peer, str(number), f"{self.hits:,}", self.verdict]
        for seconds in (self.peer, self.ours):
            each = [second / number * 1e6 for second in seconds]
            cells += [show(min(each)), show(statistics.median(each))]
        cells += [show(ratio) for ratio in (ratios[0], statistics.median(ratios), ratios[-1])]
        return "| " + " | ".join(cells) + " |"


def show(number: float) -> str:
    """Three digits."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def machine() -> str:
    """What this runs on."""
    text = pathlib.Path("/proc/cpuinfo").read_text()
    names = re.findall(r"model name\s*: (.*)", text)
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


def versions(programs: list[str]) -> str:
    """What is compared, and in which versions."""
    found = [f"libmimicry {mimicry.__version__}"]
    for package in PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found.append(f"{package} {importlib.metadata.version(package)}")
    if programs:
        command = [f"{programs[0]}/blastp", "-version"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found.append(done.stdout.split("\n")[0].replace(":", ""))
    return ", ".join(found)


def collect(data: Data, folder: str, blast: Blast | None) -> list[Row]:
    """The works of the programs that are here, each run once."""
    rows = []
    for package, make in PACKAGES.items():
        if importlib.util.find_spec(package) is not None:
            print(f"Preparing {package} ...", file=sys.stderr)
            rows += [Row(work) for work in make(data, folder)]
    rows += [Row(work) for work in blast.works(data)] if blast else []
    for row in rows:
        row.compare()
    return rows


def show_loads(before: float, loads: list[float]) -> str:
    quiet = before <= QUIET_BEFORE and max(loads) <= QUIET
    return (
        f"The load was {before:.1f} before and {min(loads):.1f} to {max(loads):.1f} at the ends of"
        f" rounds: {'quiet' if quiet else '**not quiet**'}."
    )


def main() -> None:
    fasta, queries, matrix, folder, rounds, most, before, *programs = sys.argv[1:]
    data = Data(fasta, queries, matrix, folder, int(most))
    blast = Blast(data, programs[0], folder) if programs else None
    rows, loads = collect(data, folder, blast), []
    # What was made so far is left out of the collections before each measurement: to walk millions
    # of strings there would push out of the caches what either program has in them.
    gc.collect()
    gc.freeze()
    for number in range(int(rounds)):
        print(f"Round {number + 1} of {rounds} ...", file=sys.stderr)
        for row in rows:
            row.measure(number % 2 == 0)
        loads.append(os.getloadavg()[0])
    print(f"{machine()}; {datetime.date.today()}; {versions(programs)}; {rounds} rounds.")
    print(show_loads(float(before), loads) + "\n")
    print(HEAD + "\n|---|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|")
    print("\n".join(row.show() for row in rows))
    if blast:
        print("\n" + blast.misses(data))
    if any(row.verdict.startswith("differ") for row in rows):
        sys.exit("the sets of hits differ")


PACKAGES = {"pepmatch": pepmatch_works, "seqtree": seqtree_works}
HEAD = (
    "| search | by | peptides | hits | sets | its us: least | median | the library's us: least"
    " | median | ratio: least | median | most |"
)

if __name__ == "__main__":
    main()
