"""The columns of a screen's table, as the command prints them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Optional

from . import _structs as c
from .hits import BLANKS, Hit, real_text

if TYPE_CHECKING:
    from .screen import ScreenRow, Style
    from .tissues import Expression


def number_or_none(value: float) -> Optional[float]:
    """What there is not is NaN in the library."""
    return None if math.isnan(value) else value


def cell_text(name: str, value: Any, nothing: str) -> str:
    """A value as the command prints it; `nothing`: a list of tissues that has none."""
    if value is None:
        return ""
    if isinstance(value, list):
        none = nothing if name in ("tissues", "vital_tissues", "organs") else ""
        value = ";".join(value) or none
    elif isinstance(value, float):
        value = f"{value:.6g}" if name == "evalue" else real_text(value)
    elif isinstance(value, int):
        value = str(value + 1 if name.endswith("_start") else value)
    return str(value).translate(BLANKS)


_HIT = ("", "_mismatches", "_accession", "_gene")
_PLACE = ("_score", "_start", "_end")
_COUNTS = (
    "records_without_gene",
    "source",
    "left_out_wildtype",
    "left_out_own_gene",
    "left_out_paralogs",
    "left_out_genes",
    "windows",
)
_BINDERS = ("binders", "binder", "binder_allele", "binder_rank")


class Cells:
    """The values of a row, in the order of the command's columns."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.fields = self._fields()
        self.genes: dict[str, list[Any]] = {}  # what was found of their tissues
        self.columns = [
            "id",
            "peptide",
            *(f"nearest{part}" for part in _HIT),
            *(f"self_{number}" for number in range(c.SCREEN_MISMATCHES + 1)),
            *(f"nearest{part}" for part in _PLACE),
            *(f"best{part}" for part in (*_HIT, *_PLACE)),
            "evalue",
            "self_peptides",
            "genes",
            *_COUNTS,
            *(f"{hit}_window{part}" for hit in ("nearest", "best") for part in ("", "_start")),
            "self_peptide_names",
            "gene_names",
            *self.fields,
            *(f"{hit}_{name}" for hit in ("nearest", "best") for name in self._hit_fields()),
        ]

    def _fields(self) -> list[str]:
        """The fields of rows that come after those which are always there."""
        style = self.style
        names = ["dissimilarity"] if style.dissimilarity else []
        if style.expression is not None:
            vital = ["vital", "vital_tissues", "organs"] if style.organs is not None else []
            names += ["expression", "tissues", *vital, "unknown_genes"]
        return names + list(_BINDERS if style.binders is not None else ())

    def _kinds(self) -> list[str]:
        return ["tissues"] if self.style.organs is None else ["tissues", "vital", "organs"]

    def _hit_fields(self) -> list[str]:
        names = ["expression", *self._kinds()] if self.style.expression is not None else []
        return names + (["allele", "rank"] if self.style.binders is not None else [])

    def of_row(self, row: ScreenRow) -> list[Any]:
        near, best = row.nearest, row.best
        return [
            row.id,
            row.peptide,
            *_of_hit(near),
            *row.self_counts,
            *_of_place(near),
            *_of_hit(best),
            *_of_place(best),
            row.evalue,
            len(row.self_peptides),
            len(row.genes),
            *(getattr(row, name) for name in _COUNTS),
            *_of_window(near),
            *_of_window(best),
            row.self_peptides,
            row.genes,
            *(getattr(row, name) for name in self.fields),
            *self._tissues(near),
            *self._tissues(best),
        ]

    def _tissues(self, hit: Optional[Hit]) -> list[Any]:
        """What the tables say of a hit's gene, and of its residues."""
        if hit is None:
            return [None] * len(self._hit_fields())
        values: list[Any] = []
        if self.style.expression is not None:
            if hit.gene not in self.genes:
                self.genes[hit.gene] = self._levels(self.style.expression, hit.gene)
            values += self.genes[hit.gene]
        if self.style.binders is not None:
            found = self.style.binders.find(hit.match)
            values += found[0] if found else (None, None)
        return values

    def _levels(self, table: Expression, gene: str) -> list[Any]:
        style = self.style
        highest = table.summary(gene, style.floor).highest
        kinds = (table.text(gene, style.floor, kind, style.organs) for kind in self._kinds())
        return [number_or_none(highest), *kinds]


def _of_hit(hit: Optional[Hit]) -> tuple[Any, ...]:
    return (None,) * 4 if hit is None else (hit.match, hit.mismatches, hit.accession, hit.gene)


def _of_place(hit: Optional[Hit]) -> tuple[Any, ...]:
    return (None,) * 3 if hit is None else (hit.score, hit.start, hit.end)


def _of_window(hit: Optional[Hit]) -> tuple[Any, ...]:
    return (None,) * 2 if hit is None else (hit.query, hit.query_start)
