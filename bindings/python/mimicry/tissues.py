"""Where genes are expressed, which organs that concerns, and what is presented there."""

from __future__ import annotations

import math
import os
from ctypes import byref, c_size_t
from typing import NamedTuple, Optional

from . import _structs as c
from ._library import Handle, checked, lib, text
from .hits import read_text
from .sequences import Path, path_bytes, peptide_bytes


class ExpressionSummary(NamedTuple):
    """What the levels of a gene come to.

    Attributes:
        known: whether the table has a level of the gene at all.
        highest: the highest level, in the table's unit; NaN when nothing is known.
        tissue: where that is, the first of several; None when nothing is known.
        tissues: those at the floor or above, highest first.
    """

    known: bool
    highest: float
    tissue: Optional[str]
    tissues: tuple[str, ...]


class Expression:
    """Levels of genes in tissues, of a table of the Human Protein Atlas, of GTEx, or of any.

    Made by `read_expression`. Immutable; safe to share by threads. Genes are looked up by symbol,
    identifier or alias.
    """

    def __init__(self, path: Path) -> None:
        self._handle = Handle("mimicry0_expression_free")
        out = byref(self._handle.pointer)
        checked("mimicry0_expression_read", path_bytes(path), out, files=[os.fspath(path)])
        count = lib.mimicry0_expression_tissues(self._handle.pointer)
        names = (lib.mimicry0_expression_tissue(self._handle.pointer, i) for i in range(count))
        #: The names of the tissues, in the order of the table.
        self.tissues: tuple[str, ...] = tuple(text(name) for name in names)

    def levels(self, gene: str) -> Optional[dict[str, float]]:
        """The level in each tissue, NaN where the table says nothing; None: not in the table."""
        levels = lib.mimicry0_expression_levels(self._handle.pointer, peptide_bytes(gene))
        return {name: levels[i] for i, name in enumerate(self.tissues)} if levels else None

    def summary(self, gene: str, floor: float = 1) -> ExpressionSummary:
        """What the levels come to, with the tissues that have `floor` or more."""
        summary, order = c.ExpressionSummary(), (c_size_t * max(len(self.tissues), 1))()
        checked(
            "mimicry0_expression_summarize",
            self._handle.pointer,
            peptide_bytes(gene),
            floor,
            byref(summary),
            order,
        )
        where = self.tissues[summary.tissue] if summary.tissue < len(self.tissues) else None
        tissues = tuple(self.tissues[order[i]] for i in range(summary.count))
        return ExpressionSummary(summary.known != 0, summary.highest, where, tissues)

    def text(
        self,
        gene: str,
        floor: float = 1,
        what: str = "tissues",
        organs: Optional[Organs] = None,
    ) -> str:
        """The tissues at the floor or above, in words, as the command prints them.

        what: "tissues", "vital" (those of them that are vital) or "organs" (their organ systems).
        organs: the table for these; None: the one that is built in. "unknown" when nothing is
        known of the gene, "none" when there are none.
        """
        kinds = {"tissues": c.TEXT_TISSUES, "vital": c.TEXT_VITAL, "organs": c.TEXT_ORGANS}
        kind = kinds.get(what, 0)
        if organs is None and kind != c.TEXT_TISSUES:
            organs = Organs()
        return read_text(
            "mimicry0_expression_text",
            self._handle.pointer,
            None if organs is None else organs._handle.pointer,
            peptide_bytes(gene),
            floor,
            kind,
        )


class Organs:
    """The organ systems that tissues belong to, and which tissues are vital.

    path: a table with columns tissue, organ and vital; None: the one that is built in, with the
    names of the Human Protein Atlas and GTEx. Immutable; safe to share by threads.
    """

    def __init__(self, path: Optional[Path] = None) -> None:
        self._handle = Handle("mimicry0_organs_free")
        raw = None if path is None else path_bytes(path)
        files = [] if path is None else [os.fspath(path)]
        checked("mimicry0_organs_read", raw, byref(self._handle.pointer), files=files)

    def system(self, tissue: str) -> Optional[str]:
        """The organ system of a tissue; None if the table has not the tissue."""
        raw = lib.mimicry0_organs_system(self._handle.pointer, peptide_bytes(tissue))
        return None if raw is None else text(raw)

    def is_vital(self, tissue: str) -> bool:
        """Whether the table has the tissue and calls it vital."""
        return bool(lib.mimicry0_organs_is_vital(self._handle.pointer, peptide_bytes(tissue)))


class Binder(NamedTuple):
    """A row of a table of binders; rank: lower is better, None when the table has none."""

    allele: str
    rank: Optional[float]


class Binders:
    """Peptides that MHC molecules present, or are predicted to; made by `read_binders`."""

    def __init__(self, path: Path) -> None:
        self._handle = Handle("mimicry0_binders_free")
        out = byref(self._handle.pointer)
        checked("mimicry0_binders_read", path_bytes(path), out, files=[os.fspath(path)])

    def find(self, peptide: str) -> list[Binder]:
        """The rows of a peptide, lowest rank first."""
        count, stride = c_size_t(), c_size_t()
        address = lib.mimicry0_binders_find(
            self._handle.pointer, peptide_bytes(peptide), byref(count), byref(stride)
        )
        rows = (c.Binder.from_address(address + i * stride.value) for i in range(count.value))
        return [
            Binder(text(row.allele), None if math.isnan(row.rank) else row.rank) for row in rows
        ]


def read_expression(path: Path) -> Expression:
    """Reads a table of expression, plain or gzip; "-" is standard input."""
    return Expression(path)


def read_binders(path: Path) -> Binders:
    """Reads a table of binders, such as netMHCpan's or MHCflurry's."""
    return Binders(path)
