"""Reports hold the tables of the screen; tables show themselves in notebooks."""

from __future__ import annotations

import base64
import gzip
import os
import re
from pathlib import Path

import pytest

import mimicry

CANDIDATES = str(Path(os.environ["MIMICRY_ROOT"]) / "data" / "candidates.tsv")
pytestmark = pytest.mark.filterwarnings("ignore::mimicry.MimicryNote")


def element(page: bytes | None, name: str) -> list[str] | None:
    """The rows of a table of a page, after its columns."""
    assert page is not None
    found = re.search(rb'data-table="%s">([^<]*)<' % name.encode(), page)
    if found is None:
        return None
    lines = gzip.decompress(base64.b64decode(found[1])).decode().split("\n")
    assert lines[0].startswith("[{") and lines[-1] == ""
    return lines[1:-1]


def rows_of(table: mimicry.Table) -> list[str]:
    return table.to_tsv().split("\n")[1:-1]


def test_a_screen(index: mimicry.Index, tmp_path: Path) -> None:
    screen = index.screen(CANDIDATES, max_mismatches=4)
    page = index.report(CANDIDATES, max_mismatches=4, title="<b>", command="a & b")
    assert element(page, "candidates") == rows_of(screen)
    assert element(page, "hits") == rows_of(screen.hits)
    about = element(page, "about")
    assert about is not None
    assert "title\t<b>" in about and "command\ta & b" in about
    assert page is not None and b"<b>" not in page.split(b"data-table", 1)[1].rsplit(b"<script>")[0]
    path = tmp_path / "page.html"
    assert index.report(CANDIDATES, path, max_mismatches=4, title="<b>", command="a & b") is None
    assert path.read_bytes() == page


def test_notes_are_in_the_page(index: mimicry.Index) -> None:
    with pytest.warns(mimicry.MimicryNote) as told:
        page = index.report(["EVDPIGHLY"], only_genes=["NOSUCHGENE"])
    about = element(page, "about")
    assert about is not None
    for note in told:
        assert f"note\t{note.message}" in about


def test_what_chance_gives(index: mimicry.Index) -> None:
    screen = index.screen(CANDIDATES, model="PAM30")
    lines = element(index.report(CANDIDATES, model="PAM30"), "chance")
    assert lines is not None
    for line in lines[::20]:
        number, query, score, evalue, _ = line.split("\t")
        assert query == screen[int(number) - 1].peptide
        expected = index.evalue(query, float(score), model="PAM30")
        assert float(evalue) == pytest.approx(expected, rel=6e-3)
    assert element(mimicry.report(screen, index=index, model=mimicry.Model("PAM30")), "chance")
    # Of rows by another model there is no line, and none of an index that is not known.
    assert element(mimicry.report(screen, index=index), "chance") is None
    assert element(mimicry.report(screen), "chance") is None


def test_saved_tables(index: mimicry.Index, tmp_path: Path) -> None:
    screen = index.screen(CANDIDATES)
    screen.write(tmp_path / "rows.csv", "csv")
    screen.hits.write(tmp_path / "hits.tsv")
    page = mimicry.report(tmp_path / "rows.csv", tmp_path / "hits.tsv", notes=["mine"])
    assert element(page, "candidates") == rows_of(screen)
    assert element(page, "hits") == rows_of(screen.hits)
    about = element(page, "about")
    assert about is not None and "note\tmine" in about
    alone = mimicry.report(tmp_path / "rows.csv")
    assert element(alone, "hits") is None


def test_tracks(index: mimicry.Index) -> None:
    sequences = ["MKVAELVHFLACDEFGHIKMKMAELVHFLACDEFGHIR"]
    along = index.along(sequences)
    page = index.report(sequences, along=along)
    assert element(page, "along") == rows_of(index.along(sequences))


def test_other_tables_are_refused(index: mimicry.Index, tmp_path: Path) -> None:
    with pytest.raises(mimicry.ArgumentError, match="no column id, peptide"):
        mimicry.report(index.screen(CANDIDATES).hits)
    with pytest.raises(mimicry.FileError, match=r"none\.tsv"):
        mimicry.report(tmp_path / "none.tsv")


def test_a_table_shows_itself(index: mimicry.Index) -> None:
    first = {"id": "<b>&", "peptide": "EVDPIGHLY"}
    screen = index.screen([first, *["EVDPIGHLY"] * 20])
    shown = screen._repr_html_()
    assert "<td>&lt;b&gt;&amp;</td>" in shown and "<b>" not in shown
    assert shown.count("<tr>") == 11
    assert "21 rows" in shown and "the first 10 and 12" in shown
    for column in screen.columns[:12]:
        assert f">{column.name}</th>" in shown
    assert index.search("WWWWWWWWW", max_mismatches=0)._repr_html_().count("<tr>") == 1
