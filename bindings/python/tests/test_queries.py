"""Queries from whatever the caller has."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import mimicry

ROWS: list[dict[str, Any]] = [
    {"id": "one", "peptide": "KVAELVHFL", "wildtype": "KVAELVEFL", "gene": "MAGEE1"},
    {"id": "two", "peptide": "EVDPIGHLY", "wildtype": None, "gene": None},
]


def hits(index: mimicry.Index, queries: Any) -> list[tuple[str, str]]:
    table = index.search(queries, max_mismatches=2)
    return list(zip(table["query_id"], table["match"]))


def test_the_same_however_they_come(index: mimicry.Index, tmp_path: Path) -> None:
    text = "id\tpeptide\twildtype\tgene\n" + "".join(
        "\t".join(row[name] or "" for name in ("id", "peptide", "wildtype", "gene")) + "\n"
        for row in ROWS
    )
    path = tmp_path / "queries.tsv"
    path.write_text(text)
    fasta = tmp_path / "queries.fasta"
    fasta.write_text("".join(f">{row['id']}\n{row['peptide']}\n" for row in ROWS))
    wanted = hits(index, path)
    assert len(wanted) == 5
    assert hits(index, str(path)) == wanted and hits(index, fasta) == wanted
    assert hits(index, ROWS) == wanted and hits(index, iter(ROWS)) == wanted
    assert hits(index, {row["id"]: row["peptide"] for row in ROWS}) == wanted
    records = [SimpleNamespace(id=row["id"], seq=row["peptide"]) for row in ROWS]
    assert hits(index, records) == wanted
    numbered = [({"one": "1", "two": "2"}[name], match) for name, match in wanted]
    assert hits(index, [row["peptide"] for row in ROWS]) == numbered
    assert hits(index, "KVAELVHFL") == [pair for pair in numbered if pair[0] == "1"]


def test_peptides_alone_are_as_any_other_queries(index: mimicry.Index) -> None:
    class Word(str):
        pass

    peptides = ["EVDPIGHLY", " kvaelvhfl", "EVDPIGHLYAA", "KVAELVHFL ", Word("EVDPIGHLY")] * 40
    wanted = hits(index, [{"peptide": peptide} for peptide in peptides])
    assert len({name for name, _ in wanted}) == 160
    for same in (peptides, tuple(peptides), iter(peptides)):
        assert hits(index, same) == wanted
    table = index.search(peptides, max_mismatches=2)
    peptides.clear()  # what was given counts, however often it is read
    for _ in range(2):
        assert sum(map(len, table.batches())) == len(wanted)
    assert len(index.search([])) == 0


def test_frames(index: mimicry.Index) -> None:
    wanted = hits(index, ROWS)
    rows = index.screen(ROWS, exclude_wildtype=True)
    for name in ("pandas", "polars", "pyarrow"):
        module = pytest.importorskip(name) if name != "pyarrow" else None
        if module is None:
            pyarrow = pytest.importorskip("pyarrow")
            frame = pyarrow.Table.from_pylist(ROWS)
        else:
            frame = module.DataFrame(ROWS)
        assert hits(index, frame) == wanted
        screened = index.screen(frame, exclude_wildtype=True)
        assert list(screened) == list(rows)


def test_junctions(index: mimicry.Index) -> None:
    fusion = {"peptide": "EVDPIGHLYKVAELVHFL", "junction": 9}
    assert index.screen([fusion], windows=9)["windows"] == [8]
    with pytest.raises(mimicry.MimicryError, match="junction"):
        len(index.screen([{**fusion, "junction": 18}]))
    with pytest.raises(mimicry.MimicryError, match="junction"):
        index.screen([{**fusion, "junction": 4.5}])


def test_wrong_ones(index: mimicry.Index, tmp_path: Path) -> None:
    for queries, word in [
        ("EVD1", "residue"),
        (["EVDPIGHLY", "evDPIGHLY"], "2"),
        ([{"peptide": "EVD", "petide": "A"}], "petide"),
        ([3], "3"),
        (3, "3"),
        (b"EVD", "bytes"),
        ([{"id": "x"}], "peptide"),
        ([""], "peptide"),
        (["EVDPIGHLY", ""], "2"),
        (["EVDPIGHLY", "EVD\0PIGHLY"], "text"),
        (["EVDPIGHLY", "\xc4VDPIGHLY"], "2"),
        (["EVDPIGHLY", None], "None"),
    ]:
        with pytest.raises(mimicry.MimicryError, match=word):
            len(index.search(queries))
    path = tmp_path / "bad.txt"
    path.write_text("EVDPIGHLY\nSIIN FEKL\n")
    with pytest.raises(mimicry.FormatError) as caught:
        len(index.search(path))
    assert caught.value.line == 2 and "bad.txt" in str(caught.value)
    with pytest.raises(mimicry.FileError):
        index.search("./none.tsv")
