"""Tables: rows, columns, nulls, blocks, other forms, and what they keep alive."""

from __future__ import annotations

import gc
import io
from pathlib import Path

import pytest

import mimicry

NAMES = ["query_id", "query", "match", "mismatches", "score", "accession", "gene", "start", "end"]
NAMES += ["rank"]


@pytest.fixture
def table(index: mimicry.Index) -> mimicry.Table:
    return index.search(["EVDPIGHLY", "KVAELVHFL"], max_mismatches=4)


def test_rows_and_columns(table: mimicry.Table) -> None:
    assert [column.name for column in table.columns] == NAMES
    assert all(column.description for column in table.columns)
    assert {column.format for column in table.columns} == {"u", "l", "g"}
    rows = list(table)
    assert len(rows) == len(table) == 62 and table[0] == rows[0] and table[-1] == rows[-1]
    assert table[2:5] == rows[2:5] and table["match"] == [row.match for row in rows]
    assert list(table.to_dict()) == NAMES
    assert any(gene is None for gene in table["gene"])  # not known
    assert all(isinstance(row.score, float) and isinstance(row.start, int) for row in rows)
    with pytest.raises(KeyError, match="no column"):
        table["nothing"]
    with pytest.raises(IndexError):
        table[62]


def test_shows_itself(index: mimicry.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    few = index.search("EVDPIGHLY", max_mismatches=3)
    for width in 40, 80, 200:
        monkeypatch.setenv("COLUMNS", str(width))
        lines = repr(few).split("\n")
        assert all(len(line) <= width for line in lines)
        assert repr(few).split("\n") == lines  # nothing was given away
    file = io.BytesIO()
    few.write(file, "table")
    monkeypatch.setenv("COLUMNS", "80")
    assert repr(few).split("\n")[:-1] == file.getvalue().decode().split("\n")[:-2]
    assert "EVDPIGmLY" in repr(few) and few[0].match == "EVDPIGMLY"
    assert "(no rows)" in repr(index.search("WWWWWWWWW"))
    many = index.search(["EVDPIGHLY"] * 500, max_mismatches=4)
    assert "... 1 more column and 17,980 more rows: " in repr(many)
    assert len(repr(many).split("\n")) == 22 and len(list(many)) == 18000
    block = next(many.batches())
    assert f"{len(block) - 20:,} more rows" in repr(block)


def test_queries_that_are_read_once_are_left_to_the_reader(index: mimicry.Index) -> None:
    class Once:
        def __init__(self, table: mimicry.Table) -> None:
            self._table = table

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return self._table.__arrow_c_stream__()

    peptides = index.screen(["EVDPIGHLY"])
    table = index.search(Once(peptides))
    assert "read once" in repr(table)
    assert len(list(table.batches())) <= 1
    kept = index.search(Once(peptides), max_mismatches=1)
    assert len(kept) == 1 and "EVDPIGmLY" in repr(kept)


def test_a_note_is_told_where_the_user_calls(index: mimicry.Index) -> None:
    with pytest.warns(mimicry.MimicryNote) as told:
        index.search("EVDPIGHLY", exclude_genes=["NOSUCHGENE"])
    assert {note.filename for note in told} == {__file__}


def test_blocks_keep_nothing(index: mimicry.Index) -> None:
    queries = ["EVDPIGHLY"] * 500
    blocks = [len(block) for block in index.search(queries, max_mismatches=4).batches()]
    assert sum(blocks) == 500 * 36 and len(blocks) > 1 and max(blocks) <= 8192
    first = next(index.search(queries, max_mismatches=4).batches())
    assert first.column("match")[0] == "EVDPIGMLY" and next(iter(first)).mismatches == 1


def test_no_rows(index: mimicry.Index) -> None:
    empty = index.search("WWWWWWWWW")
    assert len(empty) == 0 and list(empty) == [] and empty["match"] == []
    assert empty.to_tsv() == "\t".join(NAMES) + "\n"


def test_text(table: mimicry.Table, tmp_path: Path) -> None:
    text = table.to_tsv()
    assert text.splitlines()[0].split("\t") == NAMES and len(text.splitlines()) == 63
    assert table.to_csv().splitlines()[0] == ",".join(NAMES)
    assert table.to_jsonl().startswith('{"query_id":"1"')
    table.write(tmp_path / "hits.tsv")
    assert (tmp_path / "hits.tsv").read_text() == text
    sink = io.BytesIO()
    table.write(sink, "csv")
    assert sink.getvalue().decode() == table.to_csv()
    with pytest.raises(mimicry.ArgumentError, match="tsv"):
        table.write(sink, "xls")

    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        table.write(Full())


def test_pandas(table: mimicry.Table) -> None:
    pandas = pytest.importorskip("pandas")
    fresh = table.to_pandas()  # by pyarrow, where it is there
    len(table)
    own = table.to_pandas()  # of what was read
    assert list(fresh.columns) == list(own.columns) == NAMES
    assert fresh["score"].tolist() == own["score"].tolist() == table["score"]
    assert own["mismatches"].dtype == "int64" and own["score"].dtype == "float64"
    assert [None if pandas.isna(gene) else gene for gene in own["gene"]] == table["gene"]


def test_polars(table: mimicry.Table) -> None:
    pytest.importorskip("polars")
    frame = table.to_polars()
    assert frame.columns == NAMES and frame["gene"].to_list() == table["gene"]
    assert frame["start"].to_list() == table["start"]


def test_arrow(table: mimicry.Table) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    for _ in range(2):  # as often as asked
        arrow = pyarrow.table(table)
        assert arrow.column_names == NAMES and arrow["gene"].to_pylist() == table["gene"]
    reader = pyarrow.RecordBatchReader.from_stream(table)
    assert sum(len(batch) for batch in reader) == 62


def test_capsules_free_themselves(index: mimicry.Index) -> None:
    def memory() -> int:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))

    for _ in range(50):
        index.search(["EVDPIGHLY"] * 200, max_mismatches=4).__arrow_c_stream__()
    gc.collect()
    before = memory()
    for _ in range(300):
        index.search(["EVDPIGHLY"] * 200, max_mismatches=4).__arrow_c_stream__()
    gc.collect()
    assert memory() - before < 32 * 1024


def test_keeps_what_it_needs(fasta: list[str]) -> None:
    def search() -> mimicry.Table:
        with mimicry.Index.build(fasta) as index:
            model = mimicry.Model("PAM30")
            genes = mimicry.Genes(["MAGEA12"])
            return index.search("KVAELVHFL", top=3, model=model, exclude_genes=genes)

    table = search()
    gc.collect()
    assert len(table) == 3
    assert len(list(search().batches())) == 1


def test_index_tables(index: mimicry.Index) -> None:
    records = index.records()
    assert len(records) == len(index) == 269
    assert records["accession"][:3] == [record.accession or None for record in index[:3]]
    assert len(index.sources()) == 2
