"""Queries: what is looked for, from whatever the caller has."""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Iterable, Mapping
from ctypes import byref, c_char_p, c_double, c_void_p, cast, sizeof
from itertools import accumulate, chain
from typing import Any, Union

from . import _declarations as c
from ._arrow import exported, is_stream, stream_of
from ._calls import Call
from ._errors import ArgumentError
from ._library import Handle, PathLike, checked, path_bytes, raw_text
from ._options import whole_number

#: A peptide; the path of a file, plain or gzip (FASTA, a list, or a table of any tool that
#: docs/queries.md names), "-" for standard input; an iterable of peptides, of mappings (peptide,
#: id, wildtype, gene, accession, allele, target, junction) or of Biopython records; a mapping of
#: ids to peptides; or a data frame, or anything else that gives its table as an Arrow stream.
QueriesLike = Union[str, PathLike, Iterable[Any], Mapping[str, Any], Any]

_POINTER = "Q" if sizeof(c_void_p) == 8 else "I"  # an array of such has room for pointers
_STRINGS = tuple(name for name, kind in c.Query._fields_ if kind is c_char_p)
_NUMBERS = tuple(name for name, kind in c.Query._fields_ if kind is c_double)


def _is_file(value: str) -> bool:
    """Whether a string is a path: peptides have letters alone, epitopes digits and commas too."""
    return value == "-" or "." in value or "/" in value or os.path.exists(value)


def _number(value: Any, name: str) -> float:
    try:
        return float("nan") if value is None else float(value + 0.0)
    except TypeError:
        raise ArgumentError(f"{name} {value!r}: a number was expected") from None


def _listed(given: Any) -> Any:
    """A column of a data frame, or an array of Arrow, as a list."""
    if hasattr(given, "to_list"):
        return given.to_list()
    if hasattr(given, "to_pylist") and not hasattr(given, "schema"):
        return given.to_pylist()
    return given


def _fields(item: Any) -> Mapping[str, Any]:
    """What is known of one query."""
    if isinstance(item, str):
        return {"peptide": item}
    if isinstance(item, Mapping):
        unknown = set(item) - set(_STRINGS) - set(_NUMBERS) - {"junction"}
        if unknown:
            raise ArgumentError(
                f"a query with {', '.join(sorted(map(str, unknown)))}: "
                f"{', '.join((*_STRINGS, *_NUMBERS, 'junction'))} were expected"
            )
        return item
    if hasattr(item, "seq"):  # a record of Biopython, or one like it
        return {"peptide": str(item.seq), "id": getattr(item, "id", None)}
    raise ArgumentError(f"query {item!r}: a peptide, or a mapping with one, was expected")


def _fill(row: c.Query, fields: Mapping[str, Any], kept: list[bytes]) -> None:
    for name in _NUMBERS:
        setattr(row, name, _number(fields.get(name), name))
    row.junction = whole_number(fields.get("junction") or 0, "junction", 0, 2**32 - 1)
    for name in _STRINGS:
        value = fields.get(name)
        if value is not None:
            kept.append(raw_text(value, name))
            setattr(row, name, kept[-1])


class _Peptides:
    """Peptides of which nothing else is known, as most lists are: one string, each with its NUL.

    No object of Python is made for any of them.
    """

    def __init__(self, text: str, items: list[str]) -> None:
        self._letters = text.encode("ascii")
        self._sizes = list(map(len, items))  # each less its NUL

    @classmethod
    def of(cls, items: list[Any]) -> _Peptides | None:
        """None: they are not, or not all of ASCII."""
        try:
            text = "\0".join(items)
        except TypeError:
            return None
        plain = text.isascii() and text.count("\0") == len(items) - 1
        return cls(text, items) if plain else None

    def __len__(self) -> int:
        return len(self._sizes)

    def _starts(self, begin: int) -> Iterable[int]:
        """Where each begins, if the first does there."""
        first, count = self._sizes[0], len(self._sizes)
        if self._sizes.count(first) == count:  # most often they are of one length
            return range(begin, begin + count * (first + 1), first + 1)
        return accumulate(chain((begin,), map((1).__add__, self._sizes[:-1])))

    def rows(self) -> Any:
        """Rows of the library that point at them; they do not outlive this."""
        field = c.Query.peptide.offset // sizeof(c_void_p)
        step = sizeof(c.Query) // sizeof(c_void_p)
        begin = cast(c_char_p(self._letters), c_void_p).value or 0
        rows = array(_POINTER, (0,)) * (step * len(self))
        # A list, since an array takes one in half the time.
        rows[field::step] = array(_POINTER, list(self._starts(begin)))
        return (c.Query * len(self)).from_buffer(rows)


class Queries:
    """Queries that can be read again and again, but for streams and standard input."""

    def __init__(
        self,
        given: QueriesLike,
        flags: int = 0,
        peptide_column: str | None = None,
        target_column: str | None = None,
        junctions: int = 0,
    ) -> None:
        self._options = c.ReadOptions(flags=flags, junctions=junctions)
        if peptide_column is not None:
            self._options.peptide_column = raw_text(peptide_column, "peptide_column")
        if target_column is not None:
            self._options.target_column = raw_text(target_column, "target_column")
        self._file: str | None = None
        self._table: Any = None
        self._peptides: _Peptides | None = None
        self._rows: list[Mapping[str, Any]] = []
        self._frame: Any = None
        self._opened = False
        self._sort(_listed(given))
        once = self._table is not None and not hasattr(self._table, "__len__")
        self._once = once or self._file == "-"
        if junctions and self._file is None:
            raise ArgumentError(
                "junctions: FASTA of the parts of a cassette was expected, as a file"
            )

    @property
    def is_file(self) -> bool:
        """Whether they are read from a file, or standard input."""
        return self._file is not None

    def _sort(self, given: QueriesLike) -> None:
        if isinstance(given, os.PathLike) or (isinstance(given, str) and _is_file(given)):
            self._file = os.fspath(given)
        elif isinstance(given, str):
            self._take([given])
        elif isinstance(given, Mapping):
            self._rows = [{**_fields(item), "id": name} for name, item in given.items()]
        elif isinstance(given, bytes):
            raise ArgumentError("queries of bytes: text was expected")
        elif hasattr(given, "iloc") and hasattr(given, "columns"):
            self._frame = given
        elif is_stream(given):
            self._table = given
        else:
            try:
                items = list(given)
            except TypeError:
                raise ArgumentError(f"queries {given!r}: peptides were expected") from None
            self._take(items)

    def _take(self, items: list[Any]) -> None:
        self._peptides = _Peptides.of(items)
        if self._peptides is None:
            self._rows = [_fields(item) for item in items]

    def open(self, call: Call) -> Handle:
        """The library's queries, from the beginning, for a call."""
        call.once = self._once
        if self._once and self._opened:
            raise ArgumentError(
                "these queries can be read once, and were: keep what the first reading gives "
                "(iteration, columns and slices do), or give queries that are no stream"
            )
        self._opened = True
        if self._frame is not None:
            return self._open_frame()
        handle = Handle("mimicry_queries_close")
        out, options = byref(handle.pointer), byref(self._options)
        if self._file is not None:
            files = [self._file]
            checked("mimicry_queries_open", path_bytes(self._file), options, out, files=files)
        elif self._table is not None:
            capsule = exported(self._table)
            checked("mimicry_queries_table", byref(stream_of(capsule)), options, out)
        elif self._peptides is not None:
            rows = self._peptides.rows()
            checked("mimicry_queries_from", rows, len(rows), sizeof(c.Query), options, out)
        else:
            kept: list[bytes] = []
            rows = (c.Query * max(len(self._rows), 1))()
            for row, fields in zip(rows, self._rows):
                _fill(row, fields, kept)
            count, stride = len(self._rows), sizeof(c.Query)
            checked("mimicry_queries_from", rows, count, stride, options, out)
        return handle

    def _open_frame(self) -> Handle:
        """A data frame that may give no Arrow stream goes through a file."""
        handle = Handle("mimicry_queries_close")
        with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
            # With a column of row numbers it is never taken for a list of peptides.
            rows = self._frame.reset_index(drop=True)
            rows.to_csv(file, sep="\t", index_label="number of the row")
            file.flush()
            out = byref(handle.pointer)
            checked("mimicry_queries_open", path_bytes(file.name), byref(self._options), out)
        return handle
