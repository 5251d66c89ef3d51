"""Annotations: what is known of genes and peptides."""

from __future__ import annotations

import os
from collections.abc import Iterable
from ctypes import byref

from . import _declarations as c
from ._calls import Call
from ._library import Handle, PathLike, checked, path_bytes, raw_text, string_array
from .table import Table


class Annotations:
    """Tables of what is known, which become columns of hits and of screens.

    expression: levels of genes in tissues: the Human Protein Atlas, GTEx, or any table of gene x
    tissue. organs: organ systems of tissues, and which are vital: True for the built-in table.
    binders: peptides that MHC molecules present, as predictors write them. motifs: motifs of
    alleles: True for the built-in ones. docs/tissues.md and docs/presentation.md have the layouts.
    Immutable; safe to share by threads.
    """

    def __init__(
        self,
        *,
        expression: PathLike | None = None,
        organs: bool | PathLike | None = None,
        binders: PathLike | None = None,
        motifs: bool | PathLike | None = None,
    ) -> None:
        self._handle = Handle("mimicry_annotations_free")
        checked("mimicry_annotations_create", byref(self._handle.pointer))
        if expression is not None:
            self._add(c.EXPRESSION, expression)
        if organs is not None and organs is not False:
            self._add(c.ORGANS, None if organs is True else organs)
        if binders is not None:
            self._add(c.BINDERS, binders)
        if motifs is not None and motifs is not False:
            self._add(c.MOTIFS, None if motifs is True else motifs)

    def _add(self, kind: int, path: PathLike | None) -> None:
        raw = None if path is None else path_bytes(path)
        files = [] if path is None else [os.fspath(path)]
        checked("mimicry_annotations_add", self._handle.pointer, kind, raw, files=files)

    def _table(self, kind: int, names: str | Iterable[str]) -> Table:
        given = [names] if isinstance(names, str) else list(names)
        raw = [raw_text(name, "name") for name in given]

        def open_stream(_call: Call, stream: c.ArrowArrayStream) -> None:
            pointer, array = self._handle.pointer, string_array(raw)
            out = byref(stream)
            checked("mimicry_annotations_table", pointer, kind, array, len(raw), out)

        return Table(open_stream)

    def expression(self, genes: str | Iterable[str]) -> Table:
        """The levels of genes: a row for each gene and tissue; one of None for an unknown gene."""
        return self._table(c.EXPRESSION, genes)

    def organs(self, tissues: str | Iterable[str]) -> Table:
        """The organ systems of tissues, and which are vital."""
        return self._table(c.ORGANS, tissues)

    def binders(self, peptides: str | Iterable[str]) -> Table:
        """The rows that the table of binders has of peptides, best first."""
        return self._table(c.BINDERS, peptides)

    def motifs(self, alleles: str | Iterable[str]) -> Table:
        """The motifs that there are of alleles: a row for each length of peptides."""
        return self._table(c.MOTIFS, alleles)
