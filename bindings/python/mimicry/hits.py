"""Hits: what a search found, in the library's own memory."""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Iterator, Sequence
from ctypes import byref, c_size_t
from typing import IO, TYPE_CHECKING, Any, Callable, NamedTuple, Optional, Union, overload

from . import _structs as c
from ._errors import ArgumentError
from ._library import Handle, checked, lib, text

if TYPE_CHECKING:
    import numpy
    import pandas

    from .index import Index
    from .sequences import Queries


class Hit(NamedTuple):
    """A peptide and a window of the proteome that is like it.

    Positions are 0-based and half-open: `index.residues(hit.record, hit.start, hit.end)` is
    `hit.match`.

    Attributes:
        query_id: the name of the peptide; its number from 1, if it has none.
        query: the peptide, or the window of it, that was searched.
        match: the residues of the proteome.
        mismatches: how many positions differ.
        score: under the model of the search.
        accession, gene: of the record.
        start, end: of the match in the record.
        record: the number of the record in the index.
        number: the number of the peptide among those that were searched, from 0.
        query_start, query_end: of the window in the peptide.
        indels: insertions and deletions; 0 but for searches with max_indels.
        edits: with max_indels, what leads from the query to the match, in PEPMatch's notation
            (positions from 1); else None.
        p_value: probability that a random window is as good; None without evalue=True.
        evalue: how many such windows chance alone gives; None likewise.
        q_value: p-value of the query's best hit, adjusted for the number of queries; likewise.
    """

    query_id: str
    query: str
    match: str
    mismatches: int
    score: float
    accession: str
    gene: str
    start: int
    end: int
    record: int
    number: int
    query_start: int
    query_end: int
    indels: int
    edits: Optional[str]
    p_value: Optional[float]
    evalue: Optional[float]
    q_value: Optional[float]


class Memory:
    """Where the records of hits are: `count` of them, `stride` bytes apart."""

    def __init__(self, owner: Any, address: int, count: int, stride: int) -> None:
        self.owner = owner  # keeps the memory alive
        self.address = address
        self.count = count
        self.stride = stride

    @classmethod
    def of_handle(cls, handle: Handle) -> Memory:
        """Of the library's hits."""
        count, stride = c_size_t(), c_size_t()
        address = lib.mimicry0_hits_data(handle.pointer, byref(count), byref(stride))
        return cls(handle, address or 0, count.value, stride.value)

    @classmethod
    def of_copy(cls, address: int, count: int, stride: int) -> Memory:
        """A copy of hits that live only during a callback."""
        copy = ctypes.create_string_buffer(max(count * stride, 1))
        ctypes.memmove(copy, address, count * stride)
        return cls(copy, ctypes.addressof(copy), count, stride)


class Evalues(NamedTuple):
    """The significance of each hit: arrays of numbers, seen as memoryviews of doubles."""

    p_values: memoryview
    evalues: memoryview
    q_values: memoryview


# Names that are kept, to be told again.
_MOST_RECORDS = 4096


class Context:
    """What the columns of a hit are made of, besides its record."""

    def __init__(
        self,
        index: Index,
        queries: Queries,
        windows: bool = False,
        edits: bool = False,
        evalues: Optional[Evalues] = None,
        match_text: Optional[Callable[[c.Hit], str]] = None,
    ) -> None:
        # A reference of its own: closing the index leaves its hits whole.
        self.index = index.share()
        self._pointer = self.index.pointer
        self.queries = queries
        self.windows = windows
        self.edits = edits
        self.evalues = evalues
        self.match_text = match_text  # of hits that are no windows
        self._records: dict[int, tuple[str, str]] = {}

    def record(self, number: int) -> tuple[str, str]:
        """The accession and the gene of a record; hits often have the same ones."""
        names = self._records.get(number)
        if names is None:
            if len(self._records) >= _MOST_RECORDS:
                self._records = {}
            record = self.index.record(number)
            names = self._records[number] = record.accession, record.gene
        return names

    def query(self, hit: c.Hit) -> str:
        """The letters that were searched."""
        if self.match_text is not None:
            return self.queries.letters(hit.query)
        return self.queries.letters(hit.query)[
            hit.query_start : hit.query_start + hit.query_length
        ]

    def match(self, hit: c.Hit) -> str:
        """The letters that were found."""
        if self.match_text is not None:
            return self.match_text(hit)
        return self.residues(hit.record, hit.start, hit.length)

    def make(self, raw: c.Hit, values: Sequence[float] = ()) -> Hit:
        """A hit of its record; values: its p-value, E-value and adjusted p-value, or none."""
        query, match = self.query(raw), self.match(raw)
        edits = edits_text(query, match, raw.indels, raw.mismatches) if self.edits else None
        return Hit(
            self.queries.id(raw.query),
            query,
            match,
            raw.mismatches,
            raw.score,
            *self.record(raw.record),
            raw.start,
            raw.start + raw.length,
            raw.record,
            raw.query,
            raw.query_start,
            raw.query_start + raw.query_length,
            raw.indels,
            edits,
            *(values or (None, None, None)),
        )

    def residues(self, record: int, start: int, length: int) -> str:
        """Residues of a record that has them: without the checks of `Index.residues`."""
        letters = ctypes.create_string_buffer(length + 1)
        lib.mimicry0_index_get_residues(self._pointer, record, start, length, letters)
        return letters.value.decode("ascii")

    def flanks(self, hit: c.Hit, size: int) -> tuple[str, str]:
        """Up to `size` residues before and after the match."""
        before = min(hit.start, size)
        return (
            self.residues(hit.record, hit.start - before, before),
            self.residues(hit.record, hit.start + hit.length, size),
        )


_ORDER = "<" if sys.byteorder == "little" else ">"
_NUMBER = {ctypes.c_uint64: "u8", ctypes.c_uint32: "u4", ctypes.c_double: "f8"}
#: The fields of `Hits.array`, as numpy writes types.
FIELDS: list[tuple[str, str]] = [
    (name, _ORDER + _NUMBER[kind]) for name, kind in c.Hit._fields_
]

# Lines that are written at once.
_FLUSH = 4096


class _ArrayInterface:
    """What numpy makes an array of without copying; the array keeps it, and it the memory."""

    def __init__(self, memory: Memory, rows: range) -> None:
        self._memory = memory
        self.__array_interface__ = {
            "version": 3,
            "shape": (len(rows),),
            "typestr": f"|V{ctypes.sizeof(c.Hit)}",
            "descr": FIELDS,
            "data": (memory.address + rows.start * memory.stride, True),
            "strides": (rows.step * memory.stride,),
        }


class Hits(Sequence[Hit]):
    """The hits of a search, in order, in the library's memory.

    A sequence of `Hit`: `len(hits)`, `hits[0]`, `for hit in hits`. A slice is Hits over the same
    memory. The memory is freed when the hits, their slices and their arrays are all gone.
    """

    def __init__(self, memory: Memory, context: Context, rows: Optional[range] = None) -> None:
        self._memory: Optional[Memory] = memory
        self._context = context
        self._rows = range(memory.count) if rows is None else rows

    # ---- the records ----

    def _require(self) -> Memory:
        if self._memory is None:
            raise ArgumentError("these hits are closed")
        return self._memory

    def _raw(self, row: int) -> c.Hit:
        memory = self._require()
        return c.Hit.from_address(memory.address + row * memory.stride)

    def __len__(self) -> int:
        return len(self._rows)

    def _make(self, row: int) -> Hit:
        evalues = self._context.evalues
        values = () if evalues is None else [column[row] for column in evalues]
        return self._context.make(self._raw(row), values)

    @overload
    def __getitem__(self, which: int) -> Hit: ...
    @overload
    def __getitem__(self, which: slice) -> Hits: ...
    def __getitem__(self, which: Union[int, slice]) -> Union[Hit, Hits]:
        if isinstance(which, slice):
            return Hits(self._require(), self._context, self._rows[which])
        return self._make(self._rows[which])

    def __iter__(self) -> Iterator[Hit]:
        for row in self._rows:
            yield self._make(row)

    def __repr__(self) -> str:
        return "<closed hits>" if self._memory is None else f"<{len(self)} hits>"

    def close(self) -> None:
        """Lets go of the memory now; slices and arrays that were taken keep it."""
        self._memory = None
        self._rows = range(0)

    def __enter__(self) -> Hits:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    # ---- all at once ----

    @property
    def array(self) -> numpy.ndarray[Any, Any]:
        """A numpy structured array over the same memory, not to be written to.

        Its fields are those of the library: query, query_start, record, start, length,
        mismatches, score, indels, query_length. `query` is the number of the peptide, from 0.
        """
        import numpy

        if len(self._rows) == 0:
            self._require()
            return numpy.empty(0, dtype=FIELDS)
        return numpy.asarray(_ArrayInterface(self._require(), self._rows))

    def _evalue_column(self, which: int) -> Optional[memoryview]:
        if self._context.evalues is None:
            return None
        rows = self._rows
        stop = rows.stop if rows.stop >= 0 else None
        return self._context.evalues[which][rows.start : stop : rows.step]

    @property
    def p_values(self) -> Optional[memoryview]:
        """The p-value of each hit, with evalue=True; a buffer that numpy and list take."""
        return self._evalue_column(0)

    @property
    def evalues(self) -> Optional[memoryview]:
        """The E-value of each hit, with evalue=True."""
        return self._evalue_column(1)

    @property
    def q_values(self) -> Optional[memoryview]:
        """The adjusted p-value of each hit's query, with evalue=True."""
        return self._evalue_column(2)

    def groups(self) -> list[int]:
        """A number for each hit: those with one number show the same self-peptide.

        That is, the same letters, for the same window of the same peptide. From 0, in the order
        of first hits.
        """
        memory = self._require()
        if self._context.match_text is not None:
            raise ArgumentError("groups of discontinuous epitopes: hits of windows were expected")
        groups = (ctypes.c_uint64 * max(memory.count, 1))()
        checked(
            "mimicry0_hits_group",
            self._context.index.pointer,
            memory.address or None,
            memory.count,
            memory.stride,
            groups,
            None,
        )
        numbers: dict[int, int] = {}
        return [numbers.setdefault(groups[row], len(numbers)) for row in self._rows]

    def to_pandas(self, flank: int = 0) -> pandas.DataFrame:
        """A data frame with a column for each field of `Hit` that the search gives.

        flank: also so many residues before and after each match, as n_flank and c_flank.
        """
        import pandas

        context = self._context
        left_out = set()
        if not context.edits:
            left_out |= {"indels", "edits"}
        if context.evalues is None:
            left_out |= {"p_value", "evalue", "q_value"}
        hits = list(self)
        whole = ("mismatches", "start", "end", "record", "number", "query_start", "query_end")
        columns: dict[str, Any] = {
            name: [hit[i] for hit in hits]
            for i, name in enumerate(Hit._fields)
            if name not in left_out
        }
        if flank > 0:
            both = [context.flanks(self._raw(row), flank) for row in self._rows]
            columns["n_flank"] = [before for before, _ in both]
            columns["c_flank"] = [after for _, after in both]
        frame = pandas.DataFrame(columns)
        # A frame without rows has columns of the same kind.
        return frame.astype({**dict.fromkeys(whole, "int64"), "score": "float64"})

    @overload
    def to_tsv(self, file: None = None, flank: int = 0) -> str: ...
    @overload
    def to_tsv(self, file: IO[str], flank: int = 0) -> None: ...
    def to_tsv(self, file: Optional[IO[str]] = None, flank: int = 0) -> Optional[str]:
        """The table that `mimicry search` prints: positions from 1, the last one included.

        file: a text file to write to; None: the table is returned. flank: also so many residues
        before and after each match.
        """
        lines = [self._tsv_header(flank)]
        for row in self._rows:
            lines.append(self._tsv_row(row, flank))
            if file is not None and len(lines) >= _FLUSH:
                file.write("".join(lines))
                lines.clear()
        if file is None:
            return "".join(lines)
        file.write("".join(lines))
        return None

    def _tsv_header(self, flank: int) -> str:
        context = self._context
        names = list(Hit._fields[:9])
        if context.edits:
            names += ["indels", "edits"]
        if context.evalues is not None:
            names += ["p_value", "evalue", "q_value"]
        if context.windows:
            names += ["query_start", "query_end"]
        if flank > 0:
            names += ["n_flank", "c_flank"]
        return "\t".join(names) + "\n"

    def _tsv_row(self, row: int, flank: int) -> str:
        context, hit = self._context, self._make(row)
        cells = [hit.query_id, hit.query, hit.match, str(hit.mismatches), real_text(hit.score)]
        cells += [hit.accession, hit.gene, str(hit.start + 1), str(hit.end)]
        if context.edits:
            cells += [str(hit.indels), hit.edits or ""]
        if context.evalues is not None:
            cells += [f"{value:.6g}" for value in (hit.p_value, hit.evalue, hit.q_value)]
        if context.windows:
            cells += [str(hit.query_start + 1), str(hit.query_end)]
        if flank > 0:
            cells += context.flanks(self._raw(row), flank)
        return "\t".join(cell.translate(BLANKS) for cell in cells) + "\n"


# A tab or line end in a value would make another cell or row of it.
BLANKS = str.maketrans("\t\r\n", "   ")


def real_text(value: float) -> str:
    """A number with as many digits, from 15 on, as tell it from all others."""
    if value == math.floor(value) and abs(value) < 1e15:
        return str(int(value))
    for digits in (15, 16):
        short = f"{value:.{digits}g}"
        if float(short) == value:
            return short
    return f"{value:.17g}"


def edits_text(peptide: str, window: str, indels: int, mismatches: int) -> str:
    """The edits that lead from a peptide to a window, in PEPMatch's notation.

    Such as "d: A[6]", "i: X[3]" or "m: V>S[2]", with positions of the peptide from 1. indels,
    mismatches: the numbers that a hit has.
    """
    from .sequences import peptide_bytes

    words = peptide_bytes(peptide), peptide_bytes(window)
    return read_text("mimicry0_edits_text", *words, indels, mismatches)


def read_text(name: str, *arguments: Any) -> str:
    """Calls a function that writes a text and tells its length."""
    room, length = 256, c_size_t()
    while True:
        buffer = ctypes.create_string_buffer(room)
        checked(name, *arguments, buffer, room, byref(length))
        if length.value < room:
            return text(buffer.value)
        room = length.value + 1
