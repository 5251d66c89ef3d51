"""What files of peptides, epitopes and tables hold, and how lists of them reach the library."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import byref, c_char_p, c_size_t, c_uint64
from typing import Any, Optional, Union, overload

from ._errors import ArgumentError
from ._library import Handle, checked, lib, text
from ._structs import READ_EPITOPES, READ_PEPTIDES

Path = Union[str, "os.PathLike[str]"]

#: One peptide, or several: an iterable of strings, a mapping of names to strings, or Sequences.
Peptides = Union[str, Iterable[str], Mapping[str, str], "Sequences"]


def path_bytes(path: Path) -> bytes:
    """A path as the system has it."""
    raw = os.fsencode(path)
    if b"\0" in raw:
        raise ArgumentError(f"a path with a NUL character: {os.fspath(path)!r}")
    return raw


def string_bytes(word: Any, what: str) -> bytes:
    """A string as the library takes it."""
    if isinstance(word, bytes):
        raw = word
    elif isinstance(word, str):
        # Letters that are none are the library's to report.
        raw = word.encode("utf-8", "replace")
    else:
        raise ArgumentError(f"{what}: a string was expected, not {type(word).__name__}")
    if b"\0" in raw:
        raise ArgumentError(f"{what}: a NUL character")
    return raw


def peptide_bytes(peptide: Union[str, bytes]) -> bytes:
    """One peptide, or epitope, as the library takes it."""
    return string_bytes(peptide, "a peptide")


class Sequences(Sequence[str]):
    """Sequences of a file, in its order; they behave like a list of strings.

    Made by `read_peptides`, `read_sequences` and `read_epitopes`.
    """

    def __init__(self, path: Path, flags: int) -> None:
        self._handle = Handle("mimicry0_sequences_free")
        raw = path_bytes(path)
        checked(
            "mimicry0_sequences_read",
            raw,
            flags,
            byref(self._handle.pointer),
            files=[os.fspath(path)],
        )
        self._count = int(lib.mimicry0_sequences_count(self._handle.pointer))
        self._letters = lib.mimicry0_sequences_letters(self._handle.pointer)
        self._ids = lib.mimicry0_sequences_ids(self._handle.pointer)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, which: int) -> str: ...
    @overload
    def __getitem__(self, which: slice) -> list[str]: ...
    def __getitem__(self, which: Union[int, slice]) -> Union[str, list[str]]:
        rows = range(self._count)[which]
        if isinstance(rows, int):
            return text(self._letters[rows])
        return [text(self._letters[row]) for row in rows]

    def __repr__(self) -> str:
        return f"<{len(self)} sequences>"

    @property
    def ids(self) -> list[str]:
        """The name of each: the first word of its FASTA header, its `id`, or its number from 1."""
        return [text(self._ids[row]) for row in range(self._count)]

    @property
    def pointer(self) -> Any:
        """The library's array of strings."""
        return self._letters


def read_peptides(path: Path) -> Sequences:
    """Reads peptides from FASTA, a list with one a line, or a table with a column `peptide`.

    Plain or gzip; "-" is standard input. Each has to be a peptide that can be searched as it is.
    """
    return Sequences(path, READ_PEPTIDES)


def read_sequences(path: Path) -> Sequences:
    """Reads sequences of any length, to search windows of them; files as in `read_peptides`."""
    return Sequences(path, 0)


def read_epitopes(path: Path) -> Sequences:
    """Reads discontinuous epitopes: a line has one, or an id, a tab and one."""
    return Sequences(path, READ_EPITOPES)


class Queries:
    """Peptides, or epitopes, as an array of C strings, and their names."""

    def __init__(self, peptides: Peptides) -> None:
        self._ids: Optional[list[str]] = None
        self._sequences: Optional[Sequences] = None
        if isinstance(peptides, Sequences):
            self._sequences = peptides
            self.count = len(peptides)
            self.pointer = peptides.pointer
            return
        if isinstance(peptides, (str, bytes)):
            peptides = [peptides]
        elif isinstance(peptides, os.PathLike):
            raise ArgumentError(f"a path instead of peptides; read_peptides({str(peptides)!r})?")
        elif isinstance(peptides, Mapping):
            self._ids = [str(name) for name in peptides]
            peptides = peptides.values()
        raw = [string_bytes(word, f"peptide {i}") for i, word in enumerate(peptides, 1)]
        self.count = len(raw)
        self.pointer = (c_char_p * max(self.count, 1))(*raw)

    @property
    def named(self) -> bool:
        """Whether they have names, besides their numbers."""
        return self._ids is not None or self._sequences is not None

    def id(self, number: int) -> str:
        """The name of a query; its number, from 1, if it has none."""
        if self._sequences is not None:
            return text(self._sequences._ids[number])
        return self._ids[number] if self._ids is not None else str(number + 1)

    def raw(self, number: int) -> bytes:
        """The letters of a query."""
        letters: bytes = self.pointer[number]
        return letters

    def letters(self, number: int) -> str:
        """The letters of a query, in capitals."""
        return text(self.raw(number)).upper()


def double_array(values: Iterable[float]) -> Any:
    """Numbers as the library takes them: a ctypes array of at least one element."""
    numbers = [float(value) for value in values]
    return (ctypes.c_double * max(len(numbers), 1))(*numbers)


class Table:
    """A table of text, tab- or comma-separated, plain or gzip.

    Iterating gives the rows after the first as mappings of column names to cells; `row(i)` gives
    any row as a list, the first being number 0.
    """

    def __init__(self, path: Path) -> None:
        self._handle = Handle("mimicry0_table_free")
        raw = path_bytes(path)
        checked(
            "mimicry0_table_read", raw, byref(self._handle.pointer), files=[os.fspath(path)]
        )

    @property
    def name(self) -> str:
        """The path, as messages show it."""
        return text(lib.mimicry0_table_name(self._handle.pointer))

    @property
    def columns(self) -> list[str]:
        """The cells of the first line."""
        return self.row(0) or []

    def row(self, number: int) -> Optional[list[str]]:
        """The cells of a row, or None past the last."""
        found = self._find(number)
        return None if found is None else found[0]

    def line(self, number: int) -> Optional[int]:
        """The line of the file where a row stands, from 1, or None past the last."""
        found = self._find(number)
        return None if found is None else found[1]

    def _find(self, number: int) -> Optional[tuple[list[str], int]]:
        if number < 0:
            raise ArgumentError(f"row {number}: a number from 0 on was expected")
        count, line = c_size_t(), c_uint64()
        cells = lib.mimicry0_table_row(self._handle.pointer, number, byref(count), byref(line))
        if not cells:
            return None
        return [text(cells[i]) for i in range(count.value)], line.value

    def __iter__(self) -> Iterator[dict[str, str]]:
        columns = self.columns
        number = 1
        row = self.row(number)
        while row is not None:
            yield dict(zip(columns, row))
            number += 1
            row = self.row(number)


def read_table(path: Path) -> Table:
    """Reads a table; "-" is standard input."""
    return Table(path)
