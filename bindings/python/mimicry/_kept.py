"""Rows that were read, shown by the library's own writer for reading."""

from __future__ import annotations

import contextlib
import ctypes
import shutil
from collections.abc import Iterator, Sequence
from ctypes import byref
from typing import Any

from . import _declarations as c
from ._arrow import Batch, Schema
from ._calls import Call, Watch, on_bytes
from ._library import checked, names

FIRST_ROWS = 20  # that are shown
_USUAL_WIDTH = 80


def _field(kind: Any, name: str) -> Any:
    """The type of a field of a struct."""
    return next(field[1] for field in kind._fields_ if field[0] == name)


def _lent(kind: Any) -> Any:
    """The `release` of a struct whose content stays ours."""
    function = _field(kind, "release")
    none = function()

    def release(given: Any) -> None:
        given.contents.release = none

    return function(release)


# They live as long as the process.
_lent_schema = _lent(c.ArrowSchema)
_lent_array = _lent(c.ArrowArray)
_lent_stream = _lent(c.ArrowArrayStream)


@contextlib.contextmanager
def stream_of_kept(schema: Schema, batches: Sequence[Batch]) -> Iterator[c.ArrowArrayStream]:
    """A stream of the batches, which lends them; good within the `with` alone."""
    left = iter(batches)

    def get_schema(_stream: Any, out: Any) -> int:
        ctypes.pointer(out.contents)[0] = schema.struct
        out.contents.release = _lent_schema
        return 0

    def get_next(_stream: Any, out: Any) -> int:
        batch = next(left, None)
        ctypes.pointer(out.contents)[0] = c.ArrowArray() if batch is None else batch.struct
        if batch is not None:
            out.contents.release = _lent_array
        return 0

    stream = c.ArrowArrayStream()
    stream.get_schema = _field(c.ArrowArrayStream, "get_schema")(get_schema)
    stream.get_next = _field(c.ArrowArrayStream, "get_next")(get_next)
    stream.release = _lent_stream
    yield stream


def shown(schema: Schema, batches: Sequence[Batch]) -> str:
    """The first rows as on a terminal, in its width; what is left out is counted."""
    pieces: list[bytes] = []
    call = Call()
    call.sink = pieces.append
    options = c.WriteOptions(
        format=names(c.NAMES_FORMATS, 1)["table"],
        width=shutil.get_terminal_size((_USUAL_WIDTH, 24)).columns,
        rows=FIRST_ROWS,
        rest=b"write() and to_pandas() have all",
    )
    with stream_of_kept(schema, batches) as stream, Watch(call):
        checked("mimicry_table_write", byref(stream), byref(options), on_bytes, call.number, None)
    return b"".join(pieces).decode("utf-8", "replace").rstrip("\n")
