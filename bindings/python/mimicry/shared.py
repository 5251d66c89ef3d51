"""Segments that sequences share with the proteome, and how near it is along them."""

from __future__ import annotations

from ctypes import byref
from typing import TYPE_CHECKING, Any

from . import _declarations as c
from ._calls import Call, Progress
from ._library import checked
from ._options import make_run, set_genes, whole_number
from .genes import GenesLike, as_genes
from .queries import Queries, QueriesLike
from .table import Table

if TYPE_CHECKING:
    from .index import Index


def _table(
    function: str,
    index: Index,
    given: QueriesLike,
    options: Any,
    genes: tuple[GenesLike | None, GenesLike | None],
    threads: int,
    progress: Progress | None,
) -> Table:
    held, queries = index._held(), Queries(given)
    only_genes, exclude_genes = as_genes(genes[0]), as_genes(genes[1])

    def open_stream(call: Call, stream: c.ArrowArrayStream) -> None:
        set_genes(options, only_genes, exclude_genes)
        options.run = make_run(call, threads)
        opened = queries.open(call)
        checked(function, held.pointer, opened.pointer, byref(options), byref(stream))

    return Table(open_stream, progress)


def shared(
    index: Index,
    queries: QueriesLike,
    min_length: int,
    changed: bool,
    genes: tuple[GenesLike | None, GenesLike | None],
    threads: int,
    progress: Progress | None,
) -> Table:
    """As Index.shared."""
    options = c.SharedOptions()
    options.min_length = whole_number(min_length, "min_length", 1, 2**63 - 1)
    options.changed = int(bool(changed))
    return _table("mimicry_shared", index, queries, options, genes, threads, progress)


def along(
    index: Index,
    queries: QueriesLike,
    window: int,
    genes: tuple[GenesLike | None, GenesLike | None],
    threads: int,
    progress: Progress | None,
) -> Table:
    """As Index.along."""
    options = c.AlongOptions()
    number = whole_number(window, "window", 0, c.MAX_PEPTIDE)
    options.window = -1 if number == 0 else number
    return _table("mimicry_along", index, queries, options, genes, threads, progress)
