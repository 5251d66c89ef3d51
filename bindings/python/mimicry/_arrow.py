"""Reads Arrow C streams with ctypes alone: schema, batches, and their columns as Python values."""

from __future__ import annotations

import array
import ctypes
import functools
import os
from ctypes import byref
from typing import Any, NamedTuple

from . import _declarations as c
from ._errors import MimicryError, OutOfMemoryError, error_of_stream
from ._library import lib

_CAPSULE = ctypes.c_char_p(b"arrow_array_stream")  # lives as long as the process
_malloc = ctypes.CDLL(None).malloc
_malloc.restype, _malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
_capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_capsule_pointer.restype = ctypes.c_void_p
_capsule_pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
_free_capsule = ctypes.cast(lib.mimicry_capsule_free, ctypes.c_void_p)


def new_stream() -> Any:
    """A capsule with an empty stream. Its destructor is the library's, so that nothing of Python
    runs when it goes, at whatever moment that is."""
    place = _malloc(ctypes.sizeof(c.ArrowArrayStream))
    if not place:
        raise OutOfMemoryError("not enough memory")
    ctypes.memset(place, 0, ctypes.sizeof(c.ArrowArrayStream))
    return _new_capsule(place, _CAPSULE, _free_capsule)


def stream_of(capsule: Any) -> c.ArrowArrayStream:
    """The stream of a capsule, which has to be kept."""
    return c.ArrowArrayStream.from_address(_capsule_pointer(capsule, _CAPSULE))


class Column(NamedTuple):
    """A column of a table: its Arrow format, what it means, and its unit or ""."""

    name: str
    format: str
    nullable: bool
    description: str
    unit: str


def _metadata(at: int | None) -> dict[str, str]:
    """The pairs of a schema's metadata."""
    if not at:
        return {}

    def number() -> int:
        nonlocal at
        value = ctypes.c_int32.from_address(at).value
        at += 4
        return value

    def piece() -> str:
        nonlocal at
        size = number()
        value = ctypes.string_at(at, size).decode()
        at += size
        return value

    return {piece(): piece() for _ in range(number())}


def failure(stream: c.ArrowArrayStream, status: int) -> MimicryError:
    """The exception of a call of a stream that failed."""
    raw = stream.get_last_error(byref(stream))
    return error_of_stream(status, (raw or os.strerror(status).encode()).decode("utf-8", "replace"))


def _column(child: c.ArrowSchema) -> Column:
    about = _metadata(child.metadata)
    return Column(
        child.name.decode(),
        child.format.decode(),
        bool(child.flags & c.ARROW_FLAG_NULLABLE),
        about.get("description", ""),
        about.get("unit", ""),
    )


class Schema:
    """What a table says of its columns, in the library's memory, which goes with it."""

    # As in Handle, nothing of Python may run when it goes.
    __slots__ = ("__del__", "struct")

    def __init__(self, schema: c.ArrowSchema) -> None:
        self.struct = schema
        self.__del__ = functools.partial(schema.release, byref(schema))

    def columns(self) -> list[Column]:
        """What it says, read anew."""
        schema = self.struct
        return [_column(schema.children[i].contents) for i in range(schema.n_children)]


def read_schema(stream: c.ArrowArrayStream) -> Schema:
    """The columns of a stream."""
    schema = c.ArrowSchema()
    status = stream.get_schema(byref(stream), byref(schema))
    if status != 0:
        raise failure(stream, status)
    return Schema(schema)


class Batch:
    """Some rows of a table, in the library's memory, which goes with it."""

    # As in Handle, nothing of Python may run when it goes.
    __slots__ = ("__del__", "struct")

    def __init__(self, array: c.ArrowArray) -> None:
        self.struct = array
        self.__del__ = functools.partial(array.release, byref(array))

    def __len__(self) -> int:
        return int(self.struct.length)

    def _buffer(self, number: int, which: int) -> int:
        child = self.struct.children[number].contents
        return child.buffers[which] or 0

    def _valid(self, number: int) -> list[bool] | None:
        """Whether each value of a column is known; None: all are."""
        child = self.struct.children[number].contents
        if child.null_count == 0:
            return None
        bits = ctypes.string_at(self._buffer(number, 0), (len(self) + 7) // 8)
        whole = int.from_bytes(bits, "little")
        return [bool(whole >> row & 1) for row in range(len(self))]

    def numbers(self, number: int, code: str) -> array.array[Any]:
        """The numbers of a column, those that are not known too; code: "q" or "d"."""
        values = array.array(code)
        values.frombytes(ctypes.string_at(self._buffer(number, 1), 8 * len(self)))
        return values

    def _texts(self, number: int) -> list[str]:
        offsets = array.array("i")
        offsets.frombytes(ctypes.string_at(self._buffer(number, 1), 4 * (len(self) + 1)))
        raw = ctypes.string_at(self._buffer(number, 2), offsets[-1])
        if raw.isascii():
            letters = raw.decode("ascii")
            return [letters[i:j] for i, j in zip(offsets, offsets[1:])]
        return [raw[i:j].decode("utf-8", "replace") for i, j in zip(offsets, offsets[1:])]

    def values(self, number: int, form: str) -> list[Any]:
        """The values of a column; None where nothing is known."""
        if len(self) == 0:
            return []
        if form == "u":
            values: list[Any] = self._texts(number)
        else:
            values = self.numbers(number, "q" if form == "l" else "d").tolist()
        valid = self._valid(number)
        if valid is None:
            return values
        return [value if known else None for value, known in zip(values, valid)]


def next_batch(stream: c.ArrowArrayStream) -> Batch | None:
    """The next rows; None after the last. Under a Watch, so that the memory cannot get lost."""
    array = c.ArrowArray()
    status = stream.get_next(byref(stream), byref(array))
    if status != 0:
        raise failure(stream, status)
    return Batch(array) if array.release else None


def is_stream(value: object) -> bool:
    """Whether a value gives its table as an Arrow stream."""
    return hasattr(value, "__arrow_c_stream__")


def exported(value: Any) -> Any:
    """The capsule of a value that gives its table as an Arrow stream."""
    return value.__arrow_c_stream__()
