"""Searches give what a plain search gives, and what the command prints."""

from __future__ import annotations

import math
import os
import random
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mimicry
import naive
import pytest

DATA = Path(os.environ["MIMICRY_ROOT"]) / "data"
ANTIGENS = str(DATA / "antigens.tsv")
PEPTIDES = ["EVDPIGHLY", "KVAELVHFL", "EAAGIGILTV", "LLLGIGILVL"]


@pytest.fixture(scope="module")
def proteins(fasta: list[str]) -> list[str]:
    return [letters for path in fasta for letters in naive.read_fasta(path)]


@pytest.fixture(scope="module")
def blosum62() -> dict[tuple[str, str], float]:
    return naive.read_matrix(DATA / "matrices" / "BLOSUM62")


def found(hits: mimicry.Hits) -> set[tuple[int, int, str, int, float]]:
    keys = {(hit.record, hit.start, hit.match, hit.mismatches, hit.score) for hit in hits}
    assert len(keys) == len(hits)
    return keys


def random_peptide(proteins: list[str], chance: random.Random) -> str:
    """A piece of a protein with some residues changed, so that there are hits."""
    length = chance.randint(6, 12)
    letters = chance.choice([p for p in proteins if len(p) >= 50 and "*" not in p])
    start = chance.randrange(len(letters) - length)
    peptide = list(letters[start : start + length])
    for _ in range(chance.randint(0, 2)):
        peptide[chance.randrange(length)] = chance.choice(naive.AMINO_ACIDS)
    return "".join(peptide)


def test_against_naive(
    proteins: list[str],
    blosum62: dict[tuple[str, str], float],
    chance: random.Random,
    tmp_path: Path,
) -> None:
    proteins = chance.sample(proteins, 40) + ["ACDXFGHIK*ACDEFGHIK", "", "UOBZJ" * 5]
    path = tmp_path / "some.fasta"
    path.write_text("".join(f">{i}\n{letters}\n" for i, letters in enumerate(proteins)))
    index = mimicry.Index.build(path)
    for _ in range(4):
        peptide = random_peptide(proteins, chance)
        most = chance.randint(0, 3)
        own = naive.score(blosum62, peptide, peptide)
        wanted: dict[str, Callable[[int, float], bool]] = {
            "max_mismatches": lambda m, s: m <= most,
            "min_score": lambda m, s: s >= own * 0.5,
            "min_similarity": lambda m, s: s >= own * 0.6 - 1e-9,
            "max_penalty": lambda m, s: own - s <= own * 0.5 + 1e-9,
        }
        values = {"max_mismatches": most, "min_score": own * 0.5, "min_similarity": 0.6}
        values["max_penalty"] = own * 0.5
        rows = []
        for record, start, window in naive.windows(proteins, len(peptide)):
            m, s = naive.mismatches(peptide, window), naive.score(blosum62, peptide, window)
            rows.append((record, start, window, m, s))
        for name, test in wanted.items():
            hits = index.search(peptide, **{name: values[name]})  # type: ignore[arg-type]
            assert found(hits) == {row for row in rows if test(row[3], row[4])}, (name, peptide)


# Keywords, and the words of the command that mean the same.
SAME: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"max_mismatches": 4}, ["-m", "4"]),
    ({"min_score": 20}, ["--min-score", "20"]),
    ({"min_similarity": 0.6}, ["--min-similarity", "0.6"]),
    ({"max_penalty": 20}, ["--max-penalty", "20"]),
    ({"max_evalue": 0.5}, ["--max-evalue", "0.5"]),
    ({"top": 5}, ["--top", "5"]),
    ({"top": 5, "max_mismatches": 5}, ["--top", "5", "-m", "5"]),
    ({"max_mismatches": 4, "evalue": True}, ["-m", "4", "--columns", "evalue"]),
    ({"top": 3, "evalue": True}, ["--top", "3", "--columns", "evalue"]),
    ({"min_score": 25, "evalue": True}, ["--min-score", "25", "--columns", "evalue"]),
    ({"max_indels": 1, "max_mismatches": 2}, ["--max-indels", "1", "-m", "2"]),
    ({"max_indels": 2}, ["--max-indels", "2"]),
    ({"top": 3, "matrix": "PMBEC"}, ["--top", "3", "--matrix", "pmbec"]),
    (
        {"top": 3, "matrix": str(DATA / "matrices" / "PAM30")},
        ["--top", "3", "--matrix", str(DATA / "matrices" / "PAM30")],
    ),
    (
        {"weights": "mhc1-face", "min_score": 22},
        ["--weights", "mhc1-face", "--min-score", "22"],
    ),
    ({"distance": "relatedness", "top": 2}, ["--distance", "relatedness", "--top", "2"]),
    ({"uo_as_ck": True, "top": 2}, ["--uo-as-ck", "--top", "2"]),
    ({"windows": 8, "max_mismatches": 3}, ["--windows", "8", "-m", "3"]),
    ({"windows": (7, 8), "max_mismatches": 2}, ["--windows", "7-8", "-m", "2"]),
    (
        {"windows": (7, 8), "max_mismatches": 2, "evalue": True},
        ["--windows", "7-8", "-m", "2", "--columns", "evalue"],
    ),
    ({"top": 2, "threads": 2}, ["--top", "2", "-t", "2"]),
]


def printed(command: list[str], *words: str) -> str:
    done = subprocess.run([*command, *words], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(("keywords", "words"), SAME, ids=lambda value: str(value)[:50])
def test_same_as_command(
    index: mimicry.Index,
    index_file: str,
    command: list[str],
    keywords: dict[str, Any],
    words: list[str],
) -> None:
    hits = index.search(mimicry.read_peptides(ANTIGENS), **keywords)
    table = printed(command, "search", *words, "--flank", "2", index_file, ANTIGENS)
    assert hits.to_tsv(flank=2) == table
    assert len(hits) == table.count("\n") - 1


def test_motif_and_profile_as_command(
    index: mimicry.Index, index_file: str, command: list[str], tmp_path: Path
) -> None:
    hits = index.search(motif="..DP....Y", max_mismatches=1)
    words = ["--motif", "..DP....Y", "-m", "1", index_file]
    assert hits.to_tsv() == printed(command, "search", *words)
    assert len(hits) > 5
    profile = tmp_path / "profile.tsv"
    profile.write_text("position\tA\tL\tK\n1\t1\t2\t0.5\n2\t0\t3\t-1\n3\t2\t0\t0\n")
    hits = index.search(profile=str(profile), min_score=6)
    words = ["--profile", str(profile), "--min-score", "6", index_file]
    assert hits.to_tsv() == printed(command, "search", *words)
    assert len(hits) > 5


def test_peptides_of_all_kinds(index: mimicry.Index) -> None:
    names = ["MAGEA3-168", "MAGEA3-112", "MLANA-26", "BST2"]
    wanted = [hit[1:] for hit in index.search(PEPTIDES, max_mismatches=3)]
    kinds: list[Any] = [
        tuple(PEPTIDES),
        iter(PEPTIDES),
        [peptide.lower() for peptide in PEPTIDES],
        [peptide.encode() for peptide in PEPTIDES],
        dict(zip(names, PEPTIDES)),
        mimicry.read_peptides(ANTIGENS),
    ]
    for kind in kinds:
        assert [hit[1:] for hit in index.search(kind, max_mismatches=3)] == wanted
    read = mimicry.read_peptides(ANTIGENS)
    assert (list(read), read.ids, read[-1]) == (PEPTIDES, names, PEPTIDES[-1])
    assert read[1:3] == PEPTIDES[1:3]
    named = index.search(dict(zip(names, PEPTIDES)), max_mismatches=3)
    assert [names[hit.number] for hit in named] == [hit.query_id for hit in named]
    assert len(index.search([], max_mismatches=3)) == 0


def test_models(index: mimicry.Index) -> None:
    by_name = index.search(PEPTIDES, top=3, matrix="PAM250")
    model = mimicry.Model.matrix("PAM250")
    assert list(index.search(PEPTIDES, top=3, matrix=model)) == list(by_name)
    assert model.score("W", "W") == 17
    weights = [0, 0, 0, 1, 1, 1, 1, 1, 0]
    preset = index.search(PEPTIDES[:2], min_score=20, weights="mhc1-face")
    numbers = index.search(PEPTIDES[:2], min_score=20, weights=weights)
    mask = mimicry.Model.weighted(weights, "BLOSUM62")
    assert list(index.search(PEPTIDES[:2], min_score=20, matrix=mask)) == list(numbers)
    assert len(numbers) > 0
    assert {hit.match for hit in preset} != set()
    motif = mimicry.Model.motif("..DP....Y")
    assert motif.consensus == "XXDPXXXXY"
    assert mimicry.Model.matrix("BLOSUM62").consensus is None
    assert "BLOSUM62" in mimicry.matrices()
    assert index.search(matrix=motif)[0].query == "XXDPXXXXY"


def test_each_count_explain(index: mimicry.Index, index_file: str, command: list[str]) -> None:
    whole = list(index.search(PEPTIDES, max_mismatches=6))
    assert len(whole) > 4096
    blocks = list(index.search_each(PEPTIDES, max_mismatches=6))
    assert len(blocks) == 2
    assert [hit for block in blocks for hit in block] == whole
    seen = Counter((hit.number, hit.mismatches) for hit in whole)
    counts = index.count(PEPTIDES, max_mismatches=6)
    assert counts == [[seen[number, m] for m in range(7)] for number in range(4)]
    assert len(index.count(PEPTIDES, min_score=20)[0]) == 11
    plan = index.explain(PEPTIDES, max_mismatches=4)
    table = printed(command, "search", "--explain", "-m", "4", index_file, ANTIGENS)
    assert [row.plan for row in plan] == [line.split("\t")[2] for line in table.splitlines()[1:]]
    forced = index.explain(PEPTIDES, max_mismatches=4, plan="planes")
    assert {row.plan for row in forced} == {"planes"}
    for name in ("seeds", "planes", "lanes", "branch"):
        assert list(index.search(PEPTIDES, max_mismatches=3, plan=name)) == list(
            index.search(PEPTIDES, max_mismatches=3, instructions="portable")
        )


def test_each_left_early(index: mimicry.Index) -> None:
    for block in index.search_each(PEPTIDES, max_mismatches=9):
        assert len(block) > 0
        break
    with pytest.raises(mimicry.ArgumentError, match="column 3"):
        list(index.search_each(["AA?"]))


def test_epitopes(index: mimicry.Index, index_file: str, command: list[str]) -> None:
    epitopes = ["E26, G29, L33", "K3, L4, E7, E9"]
    hits = index.search_epitopes(epitopes, max_mismatches=1)
    words = [index_file, *(word for e in epitopes for word in ("-e", e))]
    table = printed(command, "search", "--discontinuous", "-m", "1", *words)
    assert hits.to_tsv() == table
    assert len(hits) > 50
    fixed = index.search_epitopes("E26, G29", fixed_positions=True, max_mismatches=1)
    assert {hit.start for hit in fixed} == {25}


def test_edits() -> None:
    assert mimicry.edits_text("ELAGIGILTV", "EEAAGIGILTV", 1, 1) == "i: E[2], m: L>A[2]"
    with pytest.raises(mimicry.ArgumentError):
        mimicry.edits_text("ELAGIGILTV", "EEAAGIGILTV", 0, 0)


def test_significance(index: mimicry.Index) -> None:
    significance = index.significance(matrix="BLOSUM62", min_score=0)
    hits = index.search("EVDPIGHLY", top=5, evalue=True)
    p, e = significance.values("EVDPIGHLY", [hit.score for hit in hits])
    assert [(hit.p_value, hit.evalue) for hit in hits] == list(zip(p, e))
    assert list(hits.evalues or []) == e
    assert list(hits[::-2].evalues or []) == e[::-2]
    assert list(hits[1:3].q_values or []) == [hit.q_value for hit in hits[1:3]]
    least = significance.threshold("EVDPIGHLY", 1e-3)
    assert significance.values("EVDPIGHLY", [least])[1][0] <= 1e-3
    assert significance.values("EVDPIGHLY", [least - 1])[1][0] > 1e-3
    by_mismatches = index.significance()
    assert by_mismatches.threshold("EVDPIGHLY", 1e-30) == -1
    assert significance.threshold("EVDPIGHLY", 1e30) == -math.inf
    assert mimicry.adjust_p_values([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])


def test_index(
    index: mimicry.Index, index_file: str, fasta: list[str], proteins: list[str]
) -> None:
    with mimicry.Index.open(index_file, verify=True) as opened:
        assert opened.info._replace(memory=0) == index.info._replace(memory=0)
        assert len(opened) == opened.info.records == len(proteins)
        assert opened.info.residues == sum(map(len, proteins))
        assert [opened.residues(i) for i in range(len(opened))] == proteins
        assert [source.name for source in opened.info.sources] == [
            Path(path).name for path in fasta
        ]
        assert opened.info.sources[0].size == Path(fasta[0]).stat().st_size
        record = opened[-65]
        assert (record.accession, record.gene, record.taxon) == ("TTN-ESDPIVAQY", "TTN", 9606)
        assert opened.residues(204, 2, 5) == "DPI" and opened.residues(204, 5, 99) == "VAQY"
        assert opened[203:205] == [opened.record(203), opened.record(204)]
    mimicry.verify(index_file)
    mimicry.Index.verify(index_file)
    assert mimicry.Index.open(fasta[1], fasta=True).residues(0) == "ESDPIVAQY"


def test_table() -> None:
    table = mimicry.read_table(ANTIGENS)
    assert table.columns == ["id", "peptide", "gene", "hla"]
    assert [row["peptide"] for row in table] == PEPTIDES
    assert table.line(1) == 2 and table.row(5) is None and table.name == ANTIGENS


def test_progress(index: mimicry.Index, fasta: list[str]) -> None:
    told: list[tuple[int, int]] = []
    index.search(PEPTIDES, max_mismatches=5, progress=lambda *now: told.append(now))
    assert told and told[-1][0] == told[-1][1] and all(0 <= a <= b for a, b in told)
    with pytest.raises(mimicry.CancelledError):
        index.search(PEPTIDES, max_mismatches=5, progress=lambda done, total: True)
    with pytest.raises(ZeroDivisionError):
        index.search(PEPTIDES, max_mismatches=5, progress=lambda done, total: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        list(index.search_each(PEPTIDES, max_mismatches=5, progress=lambda done, total: 1 // 0))
    with pytest.raises(mimicry.CancelledError):
        mimicry.Index.build(fasta, progress=lambda done, total: True)

    class Bar:
        total, n = 0, 0

        def update(self, by: int) -> None:
            self.n += by

    bar = Bar()
    index.search(PEPTIDES, max_mismatches=5, progress=bar)
    assert bar.n == bar.total > 0
