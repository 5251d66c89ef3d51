"""Sets of genes, of which the records are searched, or all but which."""

from __future__ import annotations

import os
from collections.abc import Iterable
from ctypes import byref
from typing import Union

from ._errors import ArgumentError
from ._library import Handle, PathLike, checked, lib, path_bytes, raw_text, string_array


class Genes:
    """A set of genes, by symbol or identifier: `gene in genes`.

    The case of ASCII letters and blanks around a name do not count. Immutable; safe to share by
    threads.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        if isinstance(names, str):
            raise ArgumentError(f"genes {names!r}: several names were expected")
        raw = [raw_text(name, "gene") for name in names]
        self._handle = Handle("mimicry_genes_free")
        out = byref(self._handle.pointer)
        checked("mimicry_genes_create", string_array(raw), len(raw), out)

    @classmethod
    def read(cls, path: PathLike) -> Genes:
        """Reads a list, a name a line, or the columns of genes of a table; "-": standard input."""
        genes = cls.__new__(cls)
        genes._handle = Handle("mimicry_genes_free")
        out = byref(genes._handle.pointer)
        checked("mimicry_genes_read", path_bytes(path), out, files=[os.fspath(path)])
        return genes

    def __contains__(self, gene: object) -> bool:
        if not isinstance(gene, str) or "\0" in gene:
            return False
        return bool(lib.mimicry_genes_has(self._handle.pointer, raw_text(gene, "gene")))

    def __repr__(self) -> str:
        return "<set of genes>"


#: A set of genes, or an iterable of names.
GenesLike = Union[Genes, Iterable[str]]


def as_genes(genes: GenesLike | None) -> Genes | None:
    """The set that names stand for."""
    return genes if genes is None or isinstance(genes, Genes) else Genes(genes)
