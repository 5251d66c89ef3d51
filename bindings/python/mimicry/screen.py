"""Screens: what of the proteome is like each candidate, once its own source is left out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from ctypes import byref
from typing import TYPE_CHECKING, Any

from . import _declarations as c
from . import _plots
from ._arrow import Batch, new_stream, next_batch, stream_of
from ._calls import Call, Progress, Watch
from ._errors import ArgumentError
from ._library import checked
from ._options import Keywords, Reach, real_number
from .queries import Queries, QueriesLike
from .table import Rows, Table

if TYPE_CHECKING:
    from .index import Index


class Request:
    """The keywords of a screen, checked; `open` begins it."""

    def __init__(self, index: Index, queries: QueriesLike | None, given: Keywords) -> None:
        self.index = index._held()
        self.reach = Reach(given)
        self.options = c.ScreenOptions()
        self.reach.fill(self.options)
        longest = self.options.window_max or c.USUAL_WINDOW
        self.queries = None
        if queries is not None:
            self.queries = Queries(queries, junctions=longest - 1 if given["junctions"] else 0)
        mutated = given.get("mutated")
        self.mutated = None if mutated is None else Queries(mutated)
        self.options.annotate = int(given.get("annotate", False))
        for name in ("exclude_wildtype", "exclude_own_gene", "dissimilarity"):
            setattr(self.options, name, int(bool(given[name])))
        self.options.exclude_paralogs = real_number(given["exclude_paralogs"], "exclude_paralogs")
        self.options.max_rank = real_number(given["max_rank"], "max_rank")

    def open(self, call: Call, rows: c.ArrowArrayStream, hits: c.ArrowArrayStream | None) -> None:
        """Begins it; without hits only rows are made."""
        self.options.run = self.reach.run(call)
        queries = None if self.queries is None else self.queries.open(call)
        mutated = None if self.mutated is None else self.mutated.open(call)
        self.options.mutated = None if mutated is None else mutated.pointer
        out = None if hits is None else byref(hits)
        options, pointer = byref(self.options), None if queries is None else queries.pointer
        checked("mimicry_screen", self.index.pointer, pointer, options, byref(rows), out)


class Both:
    """The two tables of a screen, which one computation gives."""

    def __init__(self, request: Request, progress: Progress | None) -> None:
        self.request, self.progress = request, progress
        self.fresh: tuple[Call, tuple[Any, Any]] | None = self._start()
        self._kept: tuple[list[Batch], list[Batch]] | None = None

    def _start(self) -> tuple[Call, tuple[Any, Any]]:
        call, rows, hits = Call(self.progress), new_stream(), new_stream()
        with Watch(call):
            self.request.open(call, stream_of(rows), stream_of(hits))
        return call, (rows, hits)

    def open_one(self, which: int, call: Call, stream: c.ArrowArrayStream) -> None:
        """Begins it for one table."""
        if which == 0:
            self.request.open(call, stream, None)
        else:
            rows = new_stream()  # not read: it goes at once
            self.request.open(call, stream_of(rows), stream)

    def take(self) -> tuple[Call, tuple[Any, Any]] | None:
        """The streams of which nothing was read, if nobody has taken them."""
        fresh, self.fresh = self.fresh, None
        return fresh

    def read(self) -> tuple[list[Batch], list[Batch]]:
        """Reads the two in turn: a batch of the one belongs to a batch of the other."""
        if self._kept is None:
            call, streams = self.take() or self._start()
            kept: tuple[list[Batch], list[Batch]] = ([], [])
            more = True
            while more:
                for stream, batches in zip(streams, kept):
                    with Watch(call):
                        batch = next_batch(stream_of(stream))
                    more = batch is not None
                    if batch is not None:
                        batches.append(batch)
            self._kept = kept
        return self._kept


class Half(Table):
    """One of the two tables of a screen."""

    def __init__(self, both: Both, which: int) -> None:
        self._both, self._which = both, which
        assert both.fresh is not None
        call, streams = both.fresh
        open_one = functools.partial(both.open_one, which)
        super().__init__(open_one, both.progress, (call, streams[which]))
        self._fresh = None  # it is the other half's too

    def _take(self) -> tuple[Call, Any]:
        fresh = self._both.take()
        return super()._take() if fresh is None else (fresh[0], fresh[1][self._which])

    def _read(self) -> Rows:
        if self._kept is None:
            self._kept = self._both.read()[self._which]
        return super()._read()


class Screen(Half):
    """The rows of a screen, one a candidate; `hits` are the windows within reach, a table too.

    The two are computed together, once, when either is read.
    """

    def __init__(self, request: Request, progress: Progress | None) -> None:
        both = Both(request, progress)
        super().__init__(both, 0)
        self.hits: Table = Half(both, 1)

    def plot(self, x: str = "", *columns: str, axes: Any = None) -> Any:
        """Counts by mismatches as a heat strip; or columns over another, as for any table."""
        return super().plot(x, *columns, axes=axes) if x else _plots.heat_strip(self, axes)


def screen(
    index: Index, queries: QueriesLike | None, progress: Progress | None, given: Keywords
) -> Screen:
    """As Index.screen."""
    return Screen(Request(index, queries, given), progress)


def annotate(
    index: Index,
    queries: QueriesLike,
    mutated: QueriesLike | None,
    progress: Progress | None,
    given: Keywords,
) -> Any:
    """As Index.annotate."""
    if Queries(queries).is_file:
        both = {**given, "annotate": True, "mutated": mutated}
        return Table(functools.partial(_open_rows, Request(index, queries, both)), progress)
    if mutated is not None:
        raise ArgumentError("mutated: it goes with a table of a file")
    join = _joining(queries)
    return join(queries, screen(index, queries, progress, given))


def _open_rows(request: Request, call: Call, stream: c.ArrowArrayStream) -> None:
    request.open(call, stream, None)


def _names(own: Iterable[Any], ours: Iterable[str]) -> dict[str, str]:
    """What columns of ours are named beside these, as the library does it."""
    taken, names = set(map(str, own)), {}
    for name in ours:
        names[name] = name
        while names[name] in taken:
            names[name] = f"mimicry_{names[name]}"
    return names


def _join_pandas(frame: Any, ours: Screen) -> Any:
    import pandas

    columns = ours.to_pandas().set_axis(frame.index, axis=0)
    return pandas.concat([frame, columns.rename(columns=_names(frame.columns, columns))], axis=1)


def _join_polars(frame: Any, ours: Screen) -> Any:
    columns = ours.to_polars()
    return frame.hstack(columns.rename(_names(frame.columns, columns.columns)))


def _join_arrow(table: Any, ours: Screen) -> Any:
    columns = ours.to_arrow()
    for name, ours_name in _names(table.column_names, columns.column_names).items():
        table = table.append_column(ours_name, columns[name])
    return table


def _joining(frame: Any) -> Callable[[Any, Screen], Any]:
    """What puts columns behind those of a frame of this kind."""
    if hasattr(frame, "iloc") and hasattr(frame, "columns"):
        return _join_pandas
    if hasattr(frame, "hstack"):
        return _join_polars
    if hasattr(frame, "append_column"):
        return _join_arrow
    raise ArgumentError(
        f"a {type(frame).__name__}: a data frame of pandas or polars, a table of pyarrow, or the "
        "path of a table was expected"
    )
