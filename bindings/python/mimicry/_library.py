"""Finds and loads the shared library, checks its version, and declares its functions."""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import os
import re
from collections.abc import Iterable, Sequence
from ctypes import c_char_p
from pathlib import Path
from typing import Any, Union

from . import _declarations as c
from ._errors import ArgumentError, LibraryError, error_of_status
from ._version import __version__

#: The folder of the package into which the build puts the library and the command.
CARRIED = Path(__file__).resolve().parent / "carried"

PathLike = Union[str, "os.PathLike[str]"]


def candidates() -> list[str]:
    """Where the library may be; the first place counts.

    The path in MIMICRY_LIBRARY alone, if it is set; else the one that the package carries, else
    one that is installed.
    """
    wanted = os.environ.get("MIMICRY_LIBRARY")
    if wanted:
        return [wanted]
    carried = [str(path) for path in sorted(CARRIED.glob("libmimicry.so.*"))]
    if carried:
        return carried
    installed = ctypes.util.find_library("mimicry")  # takes its time: it starts other programs
    return [installed] if installed else []


def check_version(version: str, path: str) -> None:
    """Refuses a library that this package is not made for.

    The first number has to be the package's, and the second at least the package's. Before 1.0
    the second number has to be the same too, as in the library's SONAME.
    """
    ours, theirs = (
        tuple(int(number) for number in re.findall(r"\d+", text)[:2])
        for text in (__version__, version)
    )
    fits = ours == theirs if ours[0] == 0 else ours[0] == theirs[0] and ours[1] <= theirs[1]
    if not fits:
        wanted = f"{ours[0]}.{ours[1]}" + ("" if ours[0] == 0 else " or later of the same major")
        raise LibraryError(
            f"{path}: this is libmimicry {version}; the Python package {__version__} needs {wanted}"
        )


def load(path: str) -> ctypes.CDLL:
    """Loads the library and declares its functions."""
    try:
        library = ctypes.CDLL(path)
    except OSError as problem:
        raise LibraryError(f"{path}: cannot load libmimicry: {problem}") from None
    try:
        library.mimicry_version.restype = c_char_p
        version = library.mimicry_version().decode()
    except AttributeError:
        raise LibraryError(f"{path}: this is not libmimicry") from None
    check_version(version, path)
    for name, (result, arguments) in c.FUNCTIONS.items():
        try:
            function = getattr(library, name)
        except AttributeError:
            raise LibraryError(f"{path}: libmimicry {version} has no {name}") from None
        function.restype = result
        function.argtypes = arguments
    return library


def find() -> ctypes.CDLL:
    """Loads the library from the first place that has one."""
    places = candidates()
    if not places:
        raise LibraryError(
            f"libmimicry is not found: none in {CARRIED}, none installed; set MIMICRY_LIBRARY to "
            "its path"
        )
    return load(places[0])


lib = find()


def checked(name: str, *arguments: Any, files: Iterable[str] = ()) -> None:
    """Calls a function whose last argument is an error record; raises what it reports.

    `files`: the paths that the call was given, to name the one that is meant.
    """
    error = c.Error()
    status = getattr(lib, name)(*arguments, ctypes.byref(error))
    if status != 0:
        message = error.message.decode("utf-8", "replace")
        raise error_of_status(status, message, error.line, error.offset, error.system, files)


class Handle:
    """Owns one object of the library and frees it when the last reference to it is gone.

    Whoever uses the object holds a reference, so that it cannot vanish under a search that runs
    in another thread. No locks: a fork at any time leaves a working child.
    """

    # The finalizer is no Python function but the library's own, with its argument, for each
    # object: Python looks for signals at the start of its functions, and would lose the exception
    # of a handler, such as KeyboardInterrupt, in a finalizer.
    __slots__ = ("__del__", "__weakref__", "pointer")

    def __init__(self, free: str) -> None:
        # The library writes into this very place: there is no moment at which an interrupt
        # could lose what was created. All its free functions take NULL too.
        self.pointer = ctypes.c_void_p()
        self.__del__ = functools.partial(getattr(lib, free), self.pointer)


def text(raw: bytes | None) -> str:
    """A string of the library; bytes that are no UTF-8 are replaced."""
    return "" if raw is None else raw.decode("utf-8", "replace")


def raw_text(value: object, what: str) -> bytes:
    """A string as the library takes it."""
    if not isinstance(value, str) or "\0" in value:
        raise ArgumentError(f"{what} {value!r}: text was expected")
    return value.encode("utf-8", "surrogateescape")


def path_bytes(path: PathLike) -> bytes:
    """A path as the library takes it."""
    raw = os.fsencode(path)
    if b"\0" in raw:
        raise ArgumentError(f"path {path!r}: it has a NUL character")
    return raw


def string_array(strings: Sequence[bytes]) -> Any:
    """An array of char pointers; the strings have to outlive it."""
    return (c_char_p * max(len(strings), 1))(*strings)


@functools.cache
def names(kind: int, first: int = 0) -> dict[str, int]:
    """The names of a kind (NAMES_...) and their numbers, which begin with `first`."""
    found: dict[str, int] = {}
    number = first
    while (name := lib.mimicry_name(kind, number)) is not None:
        found[text(name)] = number
        number += 1
    return found


def choose(word: str, choices: dict[str, int], what: str) -> int:
    """The number of a name; an error that lists the names."""
    if word not in choices:
        raise ArgumentError(f"{what} {word!r}: {', '.join(choices)} was expected")
    return choices[word]
