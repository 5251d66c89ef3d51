"""Screens: what of the proteome is like each candidate, once its own source is left out."""

from __future__ import annotations

from ctypes import byref
from typing import TYPE_CHECKING, Any

from . import _declarations as c
from ._arrow import new_stream, next_batch, stream_of
from ._calls import Call, Progress, Watch
from ._library import checked
from ._options import THRESHOLDS, Columns, Reach, Windows, make_run, set_columns
from .annotations import Annotations
from .genes import GenesLike
from .model import ModelLike
from .queries import Queries, QueriesLike
from .table import Table

if TYPE_CHECKING:
    from .index import Index


class Request:
    """The keywords of a screen, checked; `open` begins it."""

    def __init__(
        self,
        index: Index,
        queries: QueriesLike,
        *,
        model: ModelLike | None = None,
        top: int | None = None,
        windows: Windows | None = None,
        exclude_wildtype: bool = False,
        exclude_own_gene: bool = False,
        exclude_paralogs: float = 0,
        dissimilarity: bool = False,
        columns: Columns = (),
        flank: int = 0,
        only_genes: GenesLike | None = None,
        exclude_genes: GenesLike | None = None,
        annotations: Annotations | None = None,
        min_expression: float = 0,
        threads: int = 0,
        plan: str = "auto",
        instructions: str = "auto",
        **thresholds: float | None,
    ) -> None:
        unknown = set(thresholds) - set(THRESHOLDS)
        if unknown:
            raise TypeError(f"no such keyword of a screen: {', '.join(sorted(unknown))}")
        self.index, self.queries = index._held(), Queries(queries)
        self.reach = Reach(model, thresholds, top, windows, only_genes, exclude_genes, annotations)
        self.how = {"threads": threads, "plan": plan, "instructions": instructions}
        self.options = c.ScreenOptions()
        self.options.run = make_run(Call(), **self.how)  # type: ignore[arg-type]
        self.reach.fill(self.options)
        self.options.exclude_wildtype = int(bool(exclude_wildtype))
        self.options.exclude_own_gene = int(bool(exclude_own_gene))
        self.options.exclude_paralogs = float(exclude_paralogs)
        self.options.dissimilarity = int(bool(dissimilarity))
        set_columns(self.options, columns, flank, min_expression)

    def open(self, call: Call, rows: c.ArrowArrayStream, hits: c.ArrowArrayStream | None) -> None:
        """Begins it; without hits only rows are made."""
        self.options.run = make_run(call, **self.how)  # type: ignore[arg-type]
        queries = self.queries.open()
        out = None if hits is None else byref(hits)
        options = byref(self.options)
        checked("mimicry_screen", self.index.pointer, queries.pointer, options, byref(rows), out)


class Screen(Table):
    """The rows of a screen, one a candidate; `hits` are the windows within reach, a table too.

    The two are computed together, once, when either is read.
    """

    def __init__(self, request: Request, progress: Progress | None) -> None:
        self._request = request
        super().__init__(lambda call, rows: request.open(call, rows, None), progress)
        self.hits: Table = Hits(self)

    def _read(self) -> Any:
        if self._kept is None:
            self._read_both()
        return super()._read()

    def _read_both(self) -> None:
        """Reads the two tables in turn: a batch of the one belongs to a batch of the other."""
        call, rows, hits = Call(self._progress), new_stream(), new_stream()
        kept: tuple[list[Any], list[Any]] = ([], [])
        with Watch(call):
            self._request.open(call, stream_of(rows), stream_of(hits))
        more = True
        while more:
            for stream, batches in zip((rows, hits), kept):
                with Watch(call):
                    batch = next_batch(stream_of(stream))
                more = batch is not None
                if batch is not None:
                    batches.append(batch)
        self._kept, self.hits._kept = kept


class Hits(Table):
    """The windows within reach of a screen."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        request = screen._request

        def open_hits(call: Call, hits: c.ArrowArrayStream) -> None:
            rows = new_stream()  # not read: it goes at once
            request.open(call, stream_of(rows), hits)

        super().__init__(open_hits, screen._progress)

    def _read(self) -> Any:
        if self._kept is None:
            self._screen._read_both()
        return super()._read()


def screen(index: Index, queries: QueriesLike, progress: Progress | None, given: Any) -> Screen:
    """As Index.screen."""
    return Screen(Request(index, queries, **given), progress)
