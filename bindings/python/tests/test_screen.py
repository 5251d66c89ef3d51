"""Screens give what the command prints, rows and hits, within any reach."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import printed

import mimicry

DATA = Path(os.environ["MIMICRY_ROOT"]) / "data"
CANDIDATES = str(DATA / "candidates.tsv")
LEVELS = "gene\theart muscle\tliver\nMAGEE1\t0\t7\nEPS8L2\t3\t\n"

SAME: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"max_mismatches": 4}, ["-m", "4"]),
    ({"max_mismatches": 0}, ["-m", "0"]),
    ({"min_score": 25}, ["--min-score", "25"]),
    ({"max_evalue": 0.5}, ["--max-evalue", "0.5"]),
    ({"top": 3}, ["--top", "3"]),
    ({"model": "PAM30"}, ["--matrix", "PAM30"]),
    ({"exclude_wildtype": True}, ["--exclude-wildtype"]),
    (
        {"exclude_wildtype": True, "exclude_own_gene": True, "exclude_paralogs": 0.5},
        ["--exclude-wildtype", "--exclude-own-gene", "--exclude-paralogs", "0.5"],
    ),
    ({"dissimilarity": True, "threads": 2}, ["--dissimilarity", "-t", "2"]),
    ({"flank": 2, "columns": ["protein"]}, ["--flank", "2", "--columns", "protein"]),
]


@pytest.mark.filterwarnings("ignore::mimicry.MimicryNote")
@pytest.mark.parametrize("given, words", SAME)
def test_as_the_command(
    index: mimicry.Index,
    index_file: str,
    command: list[str],
    tmp_path: Path,
    given: dict[str, Any],
    words: list[str],
) -> None:
    path = tmp_path / "hits.tsv"
    wanted = printed(command, "screen", *words, "--hits", str(path), index_file, CANDIDATES)
    screen = index.screen(CANDIDATES, **given)
    assert screen.to_tsv() == wanted
    assert screen.hits.to_tsv() == path.read_text()
    read = index.screen(CANDIDATES, **given)
    assert len(read) == len(wanted.splitlines()) - 1
    assert len(read.hits) == len(path.read_text().splitlines()) - 1


def test_rows(index: mimicry.Index) -> None:
    mutant = {"id": "m", "peptide": "KVAELVHFL", "wildtype": "KVAELVEFL", "gene": "MAGEE1"}
    screen = index.screen([mutant], exclude_wildtype=True)
    row = screen[0]
    assert (row.nearest, row.nearest_gene, row.source) == ("KMAELVHFL", "MAGEA12", "found")
    assert [row.self_0, row.self_1, row.self_2, row.self_3] == [0, 1, 1, 0]
    assert row.left_out_wildtype == 1
    assert screen.hits["match"] == ["KMAELVHFL", "SAAELVHFL"]
    titin = index.screen("EVDPIGHLY", max_mismatches=4)
    assert titin[0].self_4 == 28 and "ESDPIVAQY" in titin.hits["match"]
    assert "ESDPIVAQY" not in index.screen("EVDPIGHLY").hits["match"]


def test_models(index: mimicry.Index) -> None:
    hits = index.search("EVDPIGHLY", max_mismatches=4, models=["PAM30", "relatedness"])
    more = [name for name in hits._places if name.endswith(("_PAM30", "_relatedness"))]
    by_score = index.search("EVDPIGHLY", model="PAM30", top=10**6)
    rank_of = dict(zip(zip(by_score["accession"], by_score["start"]), by_score["rank"]))
    for accession, start, rank in zip(hits["accession"], hits["start"], hits[more[0]]):
        assert rank_of[accession, start] == rank
    screened = index.screen("EVDPIGHLY", max_mismatches=4, models="PAM30").hits
    assert screened[more[0]] == hits[more[0]]
    with pytest.raises(mimicry.ArgumentError, match="comes twice"):
        index.search("EVDPIGHLY", models=["PAM30", "pam30"])


def test_annotations(index: mimicry.Index, tmp_path: Path) -> None:
    path = tmp_path / "levels.tsv"
    path.write_text(LEVELS)
    known = mimicry.Annotations(expression=path, organs=True)
    rows = index.screen("KVAELVHFL", annotations=known, columns="lists")
    plain = index.screen("KVAELVHFL")
    more = [one.name for one in rows.columns if one.name not in plain._places]
    assert len(more) > 4 and any("heart muscle" in str(rows[name][0]) for name in more)
    hits = index.search("KVAELVHFL", max_mismatches=2, annotations=known, columns="vital")
    vital = dict(zip(hits["gene"], hits["vital"]))
    assert vital["EPS8L2"] == "heart muscle" and vital["MAGEA12"] == "unknown"
    at = index.search("KVAELVHFL", max_mismatches=2, annotations=known, levels=["HEART muscle"])
    level = [name for name in at._places if name.endswith("heart_muscle")]
    in_heart = {"MAGEA12": None, "MAGEE1": 0.0, "EPS8L2": 3.0}
    assert dict(zip(at["gene"], at[level[0]])) == in_heart
    by_level = index.search("KVAELVHFL", max_mismatches=2, annotations=known, order="expression")
    assert (by_level["gene"][0], by_level["rank"][0]) == ("MAGEE1", 1)
    assert at["gene"][0] == "MAGEA12"
    screen = index.screen("KVAELVHFL", max_mismatches=2, annotations=known, order="expression")
    assert screen["first_gene"] == ["MAGEE1"] and screen.hits["gene"] == by_level["gene"]
    assert screen.hits["rank"] == by_level["rank"]
    assert "first" not in plain._places
    with pytest.raises(mimicry.ArgumentError, match="similarity"):
        index.search("KVAELVHFL", max_mismatches=2, order="level")
    with pytest.raises(mimicry.ArgumentError, match="similarity"):
        index.screen("KVAELVHFL", order="level")
    with pytest.raises(mimicry.ArgumentError, match="it has 'heart muscle'"):
        index.screen("KVAELVHFL", annotations=known, levels="heart muscel")
    levels = known.expression(["EPS8L2", "TTN"])
    assert levels["level"] == [3.0, None, None] and levels["gene"][-1] == "TTN"
    assert known.organs("liver")[0].vital == "yes"
    with pytest.raises(mimicry.ArgumentError, match="binders"):
        known.binders("KVAELVHFL")
    with pytest.raises(mimicry.FileError):
        mimicry.Annotations(binders="./none")


def test_interleaved_with_arrow(index: mimicry.Index) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    screen = index.screen(CANDIDATES)
    rows, hits = pyarrow.table(screen), pyarrow.table(screen.hits)
    assert rows.num_rows == len(screen) and hits.num_rows == len(screen.hits)


FRAME: dict[str, list[Any]] = {
    "Best Peptide": ["KVAELVHFL", "EVDPIGHLY", "KVAELVHFL"],
    "Canonical": [True, False, True],
    "%ile MT": [0.5, None, 2.25],
    "best": [3, 1, 2],
    "Evaluation": ["Pending", None, "Accept"],
}


def frames(name: str) -> tuple[Any, Any]:
    """The candidates as a frame of this package, and what gives its columns as lists."""
    module = pytest.importorskip(name)
    if name == "pyarrow":
        return module.Table.from_pydict(FRAME), lambda table: table.to_pydict()
    frame = module.DataFrame(FRAME)
    if name == "pandas":
        frame.index = [7, 7, "x"]
        return frame, lambda table: {c: table[c].tolist() for c in table.columns}
    return frame, lambda table: table.to_dict(as_series=False)


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_annotate_frames(index: mimicry.Index, name: str) -> None:
    frame, listed = frames(name)
    own = [str(column) for column in listed(frame)]
    given = index.annotate(frame, max_mismatches=2)
    assert type(given) is type(frame)
    columns = listed(given)
    assert list(columns)[: len(own)] == own
    for column in own:
        wanted = listed(frame)[column]
        assert str(columns[column]) == str(wanted)  # NaN too
    rows = index.screen(FRAME_ROWS, max_mismatches=2)
    ours = [f"mimicry_{c.name}" if c.name == "best" else c.name for c in rows.columns]
    assert list(columns)[len(own) :] == ours
    assert columns["nearest"] == rows["nearest"]
    assert columns["mimicry_best"] == rows["best"]
    assert columns["self_2"] == rows["self_2"]
    if name == "pandas":
        assert list(given.index) == [7, 7, "x"]
        assert given["Canonical"].dtype == bool and given["best"].dtype == frame["best"].dtype


FRAME_ROWS = [{"peptide": peptide} for peptide in FRAME["Best Peptide"]]


@pytest.mark.filterwarnings("ignore::mimicry.MimicryNote")
def test_annotate_files(
    index: mimicry.Index, index_file: str, command: list[str], tmp_path: Path
) -> None:
    table, flanks = tmp_path / "best.tsv", tmp_path / "flanks.fasta"
    table.write_text("ID\tBest Peptide\tbest\tEvaluation\n1\tKMAELVHFL\t2\tPending\n")
    flanks.write_text(">WT.1\nRKMAELVRFLLLK\n>MT.1\nRKMAELVHFLLLK\n")
    words = ["screen", "--annotate", "--mutated", str(flanks), index_file, str(table)]
    given = index.annotate(table, mutated=flanks)
    assert given.to_tsv() == printed(command, *words)
    assert given["Ref Match"] == ["True"]
    assert given[0].nearest == "KMAELVHFL"  # fields whose names are none have numbers
    assert index.annotate(table).to_tsv() == printed(command, "screen", "--annotate", *words[4:])
    for queries, word in [(["KVAELVHFL"], "data frame"), (flanks, "only a table")]:
        with pytest.raises(mimicry.ArgumentError, match=word):
            index.annotate(queries)
    frame = pytest.importorskip("pandas").DataFrame(FRAME)
    with pytest.raises(mimicry.ArgumentError, match="mutated"):
        index.annotate(frame, mutated=flanks)
    with pytest.raises(TypeError, match="unknown"):
        index.annotate(table, unknown=1)


def test_junctions(
    index: mimicry.Index, index_file: str, command: list[str], tmp_path: Path
) -> None:
    parts = tmp_path / "parts.fasta"
    parts.write_text(">a\nTGKVAELVHFLT\n>b\nAAY\n>c\nESDPIVAQYK\n")
    words = ["screen", "--junctions", index_file, str(parts)]
    assert index.screen(parts, junctions=True).to_tsv() == printed(command, *words)
    wanted = printed(command, "screen", "--windows", "8-10", *words[1:])
    assert index.screen(parts, junctions=True, windows=(8, 10)).to_tsv() == wanted
    with pytest.raises(mimicry.ArgumentError, match="cassette"):
        index.screen(["KVAELVHFL"], junctions=True)
