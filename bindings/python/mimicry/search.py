"""Searches: every window of the proteome within a threshold of each query."""

from __future__ import annotations

import math
from collections.abc import Iterable
from ctypes import byref, c_double
from typing import TYPE_CHECKING

from . import _declarations as c
from ._calls import Call, Progress
from ._errors import ArgumentError
from ._library import checked, choose, lib, raw_text
from ._options import Keywords, Reach, whole_number
from .model import Model, ModelLike, as_model
from .queries import Queries, QueriesLike
from .table import Table

if TYPE_CHECKING:
    from .index import Index

POSITIONS = {"anywhere": c.POSITIONS_ANYWHERE, "fixed": c.POSITIONS_FIXED}
ROWS = {"hits": c.ROWS_HITS, "peptides": c.ROWS_PEPTIDES, "counts": c.ROWS_COUNTS}


class Search:
    """The keywords of a search, checked; `open` begins it."""

    def __init__(self, index: Index, queries: QueriesLike | None, given: Keywords) -> None:
        self.index = index._held()
        self.reach = Reach(given)
        self.options = c.SearchOptions()
        self.reach.fill(self.options)
        self.options.max_indels = whole_number(given["max_indels"], "max_indels", 0, c.MAX_INDELS)
        self.options.rows = choose(given["rows"], ROWS, "rows")
        flags = 0
        if given["positions"] is not None:
            self.options.positions = choose(given["positions"], POSITIONS, "positions")
            flags = c.READ_EPITOPES
        self.queries = self._queries(queries, flags)

    def _queries(self, queries: QueriesLike | None, flags: int) -> Queries | None:
        if queries is not None:
            return Queries(queries, flags)
        model: Model = self.reach.model
        if model.peptide is None:
            raise ArgumentError("no queries: they were expected, or a model of a motif or profile")
        return None

    def open(self, function: str, call: Call, stream: c.ArrowArrayStream) -> None:
        """Begins it as mimicry_search or mimicry_explain."""
        self.options.run = self.reach.run(call)
        queries = None if self.queries is None else self.queries.open(call)
        pointer = None if queries is None else queries.pointer
        checked(function, self.index.pointer, pointer, byref(self.options), byref(stream))


def search(
    index: Index, queries: QueriesLike | None, progress: Progress | None, given: Keywords
) -> Table:
    """As Index.search."""
    request = Search(index, queries, given)
    return Table(lambda call, stream: request.open("mimicry_search", call, stream), progress)


def explain(index: Index, queries: QueriesLike | None, given: Keywords) -> Table:
    """As Index.explain."""
    request = Search(index, queries, given)
    return Table(lambda call, stream: request.open("mimicry_explain", call, stream))


def evalue(index: Index, peptide: str, kind: int, value: float, model: ModelLike | None) -> float:
    """As Index.evalue."""
    held, chosen = index._held(), as_model(model)
    raw, of_model = raw_text(peptide, "peptide"), chosen._handle.pointer
    found = float(lib.mimicry_evalue(held.pointer, of_model, raw, kind, float(value)))
    if math.isnan(found):
        raise ArgumentError(f"{peptide!r}, {value!r}: a peptide of the model was expected")
    return found


def adjust_p_values(p_values: Iterable[float]) -> list[float]:
    """Adjusts p-values for being several (Benjamini and Hochberg 1995)."""
    values = [float(value) for value in p_values]
    array = (c_double * max(len(values), 1))(*values)
    checked("mimicry_adjust_p_values", array, len(values), array)
    return list(array[: len(values)])
