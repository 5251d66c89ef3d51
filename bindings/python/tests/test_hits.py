"""Hits: the library's memory as a sequence, an array, a data frame and a table."""

from __future__ import annotations

import ctypes
import gc
import io
import weakref
from importlib import import_module

import mimicry
import pytest
from mimicry import _structs
from mimicry.hits import FIELDS, Hits, Memory

PEPTIDES = ["EVDPIGHLY", "KVAELVHFL"]


def has_numpy() -> bool:
    try:
        import_module("numpy")
    except ModuleNotFoundError:
        return False
    return True


@pytest.fixture
def hits(index: mimicry.Index) -> mimicry.Hits:
    return index.search(PEPTIDES, max_mismatches=4)


def test_sequence(index: mimicry.Index, hits: mimicry.Hits) -> None:
    rows = list(hits)
    assert len(hits) == len(rows) == 36 + 26
    assert hits[0] == rows[0] and hits[-1] == rows[-1]
    assert hits[0].match == "EVDPIGMLY" and hits[0].mismatches == 1
    for hit in rows:
        assert index.residues(hit.record, hit.start, hit.end) == hit.match
        assert hit.query == PEPTIDES[hit.number][hit.query_start : hit.query_end]
    for cut in (slice(3, 9), slice(None, None, -1), slice(50, 2, -7), slice(5, 5), slice(-3, None)):
        assert list(hits[cut]) == rows[cut]
    assert list(hits[10:40][5:20:3][::-1]) == rows[10:40][5:20:3][::-1]
    assert rows[7] in hits and hits.index(rows[7]) == 7
    with pytest.raises(IndexError):
        hits[len(hits)]


def test_closed(index: mimicry.Index) -> None:
    with index.search(PEPTIDES, max_mismatches=4) as hits:
        part = hits[2:4]
        rows = list(part)
    with pytest.raises(IndexError):
        hits[0]
    with pytest.raises(mimicry.ArgumentError, match="closed"):
        hits[:1]
    assert list(part) == rows and len(hits) == 0 and repr(hits) == "<closed hits>"


def test_hits_outlive_the_index(fasta: list[str]) -> None:
    with mimicry.Index.build(fasta) as index:
        hits = index.search(PEPTIDES, max_mismatches=4)
    with pytest.raises(mimicry.ArgumentError, match="closed"):
        index.search(PEPTIDES)
    del index
    gc.collect()
    assert hits[0].accession == "ligand-EVDPIGMLY"


def test_larger_records(hits: mimicry.Hits) -> None:
    """A later library may have records that are larger: only the stride counts."""
    memory, size, stride = hits._require(), ctypes.sizeof(_structs.Hit), 72
    larger = ctypes.create_string_buffer(memory.count * stride)
    for i in range(memory.count):
        source = memory.address + i * memory.stride
        ctypes.memmove(ctypes.addressof(larger) + i * stride, source, size)
    other = Hits(Memory(larger, ctypes.addressof(larger), memory.count, stride), hits._context)
    assert list(other) == list(hits)
    if has_numpy():
        assert (other.array == hits.array).all() and other[::2].array.strides == (144,)


def test_table(hits: mimicry.Hits) -> None:
    table = hits.to_tsv()
    lines = table.splitlines()
    assert lines[0].split("\t")[:4] == ["query_id", "query", "match", "mismatches"]
    assert lines[1] == "1\tEVDPIGHLY\tEVDPIGMLY\t1\t41\tligand-EVDPIGMLY\t\t1\t9"
    file = io.StringIO()
    hits.to_tsv(file)
    assert file.getvalue() == table and len(lines) == len(hits) + 1


def test_without_numpy(hits: mimicry.Hits) -> None:
    if has_numpy():
        pytest.skip("numpy is here")
    with pytest.raises(ModuleNotFoundError):
        _ = hits.array
    with pytest.raises(ModuleNotFoundError):
        hits.to_pandas()


def test_array(hits: mimicry.Hits) -> None:
    numpy = pytest.importorskip("numpy")
    array = hits.array
    assert [name for name, _ in FIELDS] == list(array.dtype.names)
    assert array.ctypes.data == hits._require().address  # no copy
    assert not array.flags.writeable and not array.flags.owndata
    assert array["mismatches"].tolist() == [hit.mismatches for hit in hits]
    assert array["score"].tolist() == [hit.score for hit in hits]
    assert array["record"].tolist() == [hit.record for hit in hits]
    assert array["query"].tolist() == [hit.number for hit in hits]
    for cut in (slice(3, 9, 2), slice(None, None, -1), slice(0, 0)):
        assert numpy.array_equal(hits[cut].array, array[cut])
    wanted = array.copy()
    hits.close()
    gc.collect()
    assert numpy.array_equal(array, wanted)  # the array keeps the memory


def test_evalues_as_array(index: mimicry.Index) -> None:
    numpy = pytest.importorskip("numpy")
    hits = index.search(PEPTIDES, max_mismatches=4, evalue=True)
    assert numpy.asarray(hits[::2].evalues).tolist() == [hit.evalue for hit in hits[::2]]
    assert index.search(PEPTIDES).evalues is None
    assert len(index.search("WWWWWWWWW", evalue=True).evalues or []) == 0


def test_pandas(index: mimicry.Index, hits: mimicry.Hits) -> None:
    pytest.importorskip("pandas")
    frame = hits.to_pandas(flank=3)
    assert len(frame) == len(hits)
    assert list(frame.columns)[:9] == list(mimicry.Hit._fields[:9])
    assert frame["match"].tolist() == [hit.match for hit in hits]
    assert frame["end"].tolist() == [hit.end for hit in hits]
    assert "evalue" not in frame and "edits" not in frame
    row = frame[frame["gene"] == "MACF1"].iloc[0]
    whole = index.residues(row["record"], row["start"] - 3, row["end"] + 3)
    assert row["n_flank"] + row["match"] + row["c_flank"] == whole
    values = index.search(PEPTIDES, top=1, evalue=True).to_pandas()
    assert (values["evalue"] < 1).all()
    assert "edits" in index.search(PEPTIDES, max_indels=1).to_pandas()
    assert len(index.search("WWWWWWWWW").to_pandas()) == 0


def test_memory_is_freed_at_once(index: mimicry.Index) -> None:
    """By reference counts alone: no cycle holds the memory until a collection."""
    gc.disable()
    try:
        hits = index.search(PEPTIDES, max_mismatches=4, progress=lambda done, total: None)
        list(hits)
        freed: list[int] = []
        weakref.finalize(hits._require().owner, freed.append, 1)
        hits.close()
        assert freed == [1]
    finally:
        gc.enable()


def test_index_is_freed_at_once(fasta: list[str]) -> None:
    gc.disable()
    try:
        freed: list[int] = []
        index = mimicry.Index.build(fasta)
        weakref.finalize(index._handle, freed.append, 1)
        hits = index.search(PEPTIDES, max_mismatches=4, evalue=True)
        assert len(list(hits)) > 0 and len(list(index.search_each("L"))) > 1
        index.close()
        assert freed == []
        del hits
        assert freed == [1]
    finally:
        gc.enable()


def test_library_frees(fasta: list[str]) -> None:
    """What is released is released by the library too: 12 times 10 MB and more."""

    def used() -> int:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))

    index = mimicry.Index.build(fasta)
    index.search("L", max_mismatches=1)
    before = used()
    for _ in range(12):
        assert len(index.search("L", max_mismatches=1)) > 150_000
        index = mimicry.Index.build(fasta[1])
        index = mimicry.Index.build(fasta)
    assert used() - before < 50_000
