"""Searches give what a plain search gives, and what the command prints."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import naive
import pytest
from conftest import printed

import mimicry

DATA = Path(os.environ["MIMICRY_ROOT"]) / "data"
ANTIGENS = str(DATA / "antigens.tsv")
PEPTIDES = ["EVDPIGHLY", "KVAELVHFL", "EAAGIGILTV", "LLLGIGILVL"]


@pytest.fixture(scope="module")
def proteins(fasta: list[str]) -> list[str]:
    return [letters for path in fasta for letters in naive.read_fasta(path)]


@pytest.fixture(scope="module")
def blosum62() -> dict[tuple[str, str], float]:
    return naive.read_matrix(DATA / "matrices" / "BLOSUM62")


def found(hits: mimicry.Table) -> set[tuple[int, int, str, int, float]]:
    """Hits of records whose accession is their number."""
    keys = {(int(h.accession), h.start - 1, h.match, h.mismatches, h.score) for h in hits}
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
    proteins = [*chance.sample(proteins, 40), "ACDXFGHIK*ACDEFGHIK", "", "UOBZJ" * 5]
    path = tmp_path / "some.fasta"
    path.write_text("".join(f">{i}\n{letters}\n" for i, letters in enumerate(proteins)))
    index = mimicry.Index.build(path)
    for _ in range(4):
        peptide = random_peptide(proteins, chance)
        most = chance.randint(0, 3)
        own = naive.score(blosum62, peptide, peptide)
        values = {"max_mismatches": most, "min_score": own * 0.5, "min_similarity": 0.6}
        values["max_penalty"] = own * 0.5
        rows = []
        for record, start, window in naive.windows(proteins, len(peptide)):
            m, s = naive.mismatches(peptide, window), naive.score(blosum62, peptide, window)
            rows.append((record, start, window, m, s))
        # A row's mismatches and score are its last two.
        wanted = {
            "max_mismatches": {row for row in rows if row[3] <= most},
            "min_score": {row for row in rows if row[4] >= own * 0.5},
            "min_similarity": {row for row in rows if row[4] >= own * 0.6 - 1e-9},
            "max_penalty": {row for row in rows if own - row[4] <= own * 0.5 + 1e-9},
        }
        for name, those in wanted.items():
            hits = index.search(peptide, **{name: values[name]})  # type: ignore[arg-type]
            assert found(hits) == those, (name, peptide)


def model(**given: Any) -> mimicry.Model:
    return mimicry.Model(**given)


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
    ({"max_mismatches": 4, "columns": "evalue"}, ["-m", "4", "--columns", "evalue"]),
    ({"top": 3, "columns": ["evalue"]}, ["--top", "3", "--columns", "evalue"]),
    (
        {"min_score": 25, "columns": ["alignment", "protein", "group"], "flank": 3},
        ["--min-score", "25", "--columns", "alignment,protein,group", "--flank", "3"],
    ),
    ({"max_indels": 1, "max_mismatches": 2}, ["--max-indels", "1", "-m", "2"]),
    ({"max_indels": 2}, ["--max-indels", "2"]),
    ({"top": 3, "model": "PMBEC"}, ["--top", "3", "--matrix", "pmbec"]),
    (
        {"top": 3, "model": str(DATA / "matrices" / "PAM30")},
        ["--top", "3", "--matrix", str(DATA / "matrices" / "PAM30")],
    ),
    (
        {"model": model(weights="mhc1-face"), "min_score": 22},
        ["--weights", "mhc1-face", "--min-score", "22"],
    ),
    (
        {"model": model(distance="relatedness"), "top": 2},
        ["--distance", "relatedness", "--top", "2"],
    ),
    ({"model": model(uo_as_ck=True), "top": 2}, ["--uo-as-ck", "--top", "2"]),
    ({"windows": 8, "max_mismatches": 3}, ["--windows", "8", "-m", "3"]),
    ({"windows": (7, 8), "max_mismatches": 2}, ["--windows", "7-8", "-m", "2"]),
    (
        {"windows": (7, 8), "max_mismatches": 2, "columns": "evalue"},
        ["--windows", "7-8", "-m", "2", "--columns", "evalue"],
    ),
    ({"top": 2, "threads": 2}, ["--top", "2", "-t", "2"]),
    ({"max_mismatches": 4, "rows": "peptides"}, ["-m", "4", "--by-peptide"]),
    ({"max_mismatches": 4, "rows": "counts"}, ["-m", "4", "--counts"]),
    ({"max_mismatches": 4, "only_genes": ["MAGEA3"]}, ["-m", "4", "--only-gene", "MAGEA3"]),
    ({"max_mismatches": 4, "exclude_genes": ["MAGEA12"]}, ["-m", "4", "--exclude-gene", "MAGEA12"]),
]


@pytest.mark.filterwarnings("ignore::mimicry.MimicryNote")
@pytest.mark.parametrize("given, words", SAME)
def test_as_the_command(
    index: mimicry.Index,
    index_file: str,
    command: list[str],
    given: dict[str, Any],
    words: list[str],
) -> None:
    for what in ("tsv", "csv", "jsonl"):
        wanted = printed(command, "search", *words, "--format", what, index_file, ANTIGENS)
        assert index.search(ANTIGENS, **given)._text(what) == wanted


def test_motifs_profiles_and_epitopes(index: mimicry.Index, tmp_path: Path) -> None:
    motif = index.search(model=mimicry.Model(motif="..DP....Y"))
    assert len(motif) > 40 and all(row.match[2:4] == "DP" and row.match[8] == "Y" for row in motif)
    path = tmp_path / "profile.tsv"
    path.write_text("position\tK\tV\n1\t2\t0\n2\t0\t1\n")
    best = index.search(model=mimicry.Model(profile=path), min_score=3)
    assert len(best) > 0 and set(best["match"]) == {"KV"}
    epitopes = index.search("E26, G29, L33", positions="anywhere")
    assert len(epitopes) > 0 and all(row.mismatches == 0 for row in epitopes)
    with pytest.raises(mimicry.ArgumentError, match="no queries"):
        index.search()


def test_plans_and_instructions_agree(index: mimicry.Index) -> None:
    wanted = list(index.search(PEPTIDES, max_mismatches=4))
    for plan in ("seeds", "planes", "lanes", "branch", "sliding"):
        assert list(index.search(PEPTIDES, max_mismatches=4, plan=plan)) == wanted
    portable = index.search(PEPTIDES, max_mismatches=4, instructions="portable", threads=3)
    assert list(portable) == wanted
    plans = index.explain(PEPTIDES, max_mismatches=4)["plan"]
    assert len(plans) == 4


def test_evalues(index: mimicry.Index) -> None:
    row = index.search("EVDPIGHLY", top=1, columns="evalue")[0]
    assert index.evalue("EVDPIGHLY", row.score) == pytest.approx(row.evalue, rel=1e-5)
    assert mimicry.adjust_p_values([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    with pytest.raises(mimicry.ArgumentError):
        index.evalue("EVD*", 3)
