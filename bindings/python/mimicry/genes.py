"""Sets of genes, of which the records are searched, or all but which."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from ctypes import byref, c_char_p
from typing import Optional, Union

from ._errors import ArgumentError
from ._library import Handle, checked, lib, text
from .sequences import Path, path_bytes

#: A set of genes, or an iterable of names.
GeneNames = Union["Genes", Iterable[str]]


class Genes(Set[str]):
    """A set of genes, by symbol or identifier; case and blanks around a name do not count.

    Immutable; safe to share by threads.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        if isinstance(names, str):
            raise ArgumentError(f"genes {names!r}: several names were expected")
        raw = [_name(name) for name in names]
        self._handle = Handle("mimicry_genes_free")
        array = (c_char_p * max(len(raw), 1))(*raw)
        checked("mimicry_genes_create", array, len(raw), byref(self._handle.pointer))

    @classmethod
    def read(cls, path: Path) -> Genes:
        """Reads a list, a name a line, or the columns of genes of a table; "-": standard input."""
        genes = cls.__new__(cls)
        genes._handle = Handle("mimicry_genes_free")
        out = byref(genes._handle.pointer)
        checked("mimicry_genes_read", path_bytes(path), out, files=[os.fspath(path)])
        return genes

    def __len__(self) -> int:
        return int(lib.mimicry0_genes_count(self._handle.pointer))

    def __iter__(self) -> Iterator[str]:
        return (text(lib.mimicry0_genes_name(self._handle.pointer, i)) for i in range(len(self)))

    def __contains__(self, gene: object) -> bool:
        if not isinstance(gene, str) or "\0" in gene:
            return False
        return bool(lib.mimicry_genes_has(self._handle.pointer, gene.encode("utf-8", "replace")))

    def __repr__(self) -> str:
        return f"<{len(self)} genes>"


def _name(name: str) -> bytes:
    """A name as the library takes it."""
    if not isinstance(name, str) or "\0" in name:
        raise ArgumentError(f"gene {name!r}: a name was expected")
    return name.encode("utf-8", "replace")


def as_genes(genes: Optional[GeneNames]) -> Optional[Genes]:
    """The set that names stand for."""
    return genes if genes is None or isinstance(genes, Genes) else Genes(genes)
