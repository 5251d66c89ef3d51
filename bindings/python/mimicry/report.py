"""Reports: a screen as one HTML page."""

from __future__ import annotations

import os
from collections.abc import Iterable
from ctypes import byref, c_void_p, pointer
from typing import TYPE_CHECKING, Any, Union

from . import _declarations as c
from ._arrow import new_stream, stream_of
from ._calls import Call, Watch, on_bytes
from ._library import PathLike, checked, path_bytes, raw_text
from .annotations import Annotations
from .model import Model
from .screen import Screen
from .table import Table

if TYPE_CHECKING:
    from .index import Index

#: A table, or the path of one that was written as text.
TableLike = Union[Table, PathLike]


def _streams(rows: TableLike, hits: TableLike | None) -> list[tuple[Call, Any] | None]:
    """A call and a stream for each; those of a screen come from one computation."""
    if isinstance(rows, Screen) and (hits is None or hits is rows.hits):
        call, (of_rows, of_hits) = rows._both.take() or rows._both._start()
        return [(call, of_rows), (call, of_hits)]
    return [_stream(rows), None if hits is None else _stream(hits)]


def _stream(table: TableLike) -> tuple[Call, Any]:
    if isinstance(table, Table):
        return table._take()
    call, capsule, name = Call(), new_stream(), os.fspath(table)
    with Watch(call):
        stream = byref(stream_of(capsule))
        checked("mimicry_table_open", path_bytes(name), stream, files=[name])
    return call, capsule


def _notes_of(calls: list[Call], more: Iterable[str]) -> Any:
    """A function that hands over the notes of calls, when the tables have been read."""
    written = list(more)

    def give(_data: int | None, take: Any, taker: int | None) -> None:
        told = dict.fromkeys([*written, *(note for call in calls for note in call.notes)])
        for note in told:
            take(taker, raw_text(note, "a note"))

    return c.NotesFn(give)


def report(
    rows: TableLike,
    hits: TableLike | None = None,
    path: PathLike | None = None,
    *,
    title: str | None = None,
    command: str | None = None,
    notes: Iterable[str] = (),
    index: Index | None = None,
    annotations: Annotations | None = None,
    model: Model | None = None,
    along: TableLike | None = None,
) -> bytes | None:
    """The page of a screen, as bytes; or written to `path`.

    rows: a screen, whose hits are then shown too; or a table of rows, or the path of one that was
    written as TSV or CSV, and so are `hits`.

    title, command, notes: what stands above. The notes of the run are there in any case. index: its
    sources are named, and what chance gives of each score is drawn, by the screen's model; a scan
    is drawn itself. annotations: the levels of the hits' genes are drawn. along: `index.along` of
    queries that are sequences, for tracks.
    """
    streams = [*_streams(rows, hits), None if along is None else _stream(along)]
    calls = [one[0] for one in streams if one is not None]
    of_rows, of_hits, of_along = (None if s is None else stream_of(s[1]) for s in streams)
    assert of_rows is not None
    give = _notes_of(calls, notes)
    options = c.ReportOptions(notes=give)
    options.title = None if title is None else raw_text(title, "title")
    options.command = None if command is None else raw_text(command, "command")
    options.index = None if index is None else index._held().pointer
    options.annotations = None if annotations is None else annotations._handle.pointer
    options.model = None if model is None else model._handle.pointer
    if of_along is not None:
        options.along = pointer(of_along)
    pieces: list[bytes] = []
    call = calls[0]
    call.sink = pieces.append
    with Watch(call):
        checked(
            "mimicry_report",
            byref(of_rows),
            None if of_hits is None else byref(of_hits),
            byref(options),
            on_bytes,
            c_void_p(call.number),
        )
    if path is None:
        return b"".join(pieces)
    with open(path, "wb") as opened:
        opened.writelines(pieces)
    return None
