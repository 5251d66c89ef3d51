"""The exceptions, one class for each family of the library's status codes."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from typing import Any


class MimicryError(Exception):
    """What the library, or the package around it, refuses to do.

    Attributes:
        message: one line: "FILE:LINE: what is wrong and what was expected".
        status: the library's number of the kind of error; 0 if the package found it.
        file: the input file that is meant, or None.
        line: the line in it, from 1, or 0.
        offset: the byte in it, or 0.
        system: the system's error number (errno), or 0.
    """

    def __init__(
        self,
        message: str,
        status: int = 0,
        file: str | None = None,
        line: int = 0,
        offset: int = 0,
        system: int = 0,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.file = file
        self.line = line
        self.offset = offset
        self.system = system

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions cross the border between processes, as in multiprocessing.
        values = (self.message, self.status, self.file, self.line, self.offset, self.system)
        return (type(self), values)


class ArgumentError(MimicryError, ValueError):
    """A value that was passed is outside what the function takes."""


class OutOfMemoryError(MimicryError, MemoryError):
    """There is not enough memory."""


class FileError(MimicryError, OSError):
    """The system refused a file operation; `errno` and `filename` are set."""

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        if self.system:
            self.errno = self.system
        self.filename = self.file


class FormatError(MimicryError, ValueError):
    """An input file is not what it should be; `file` and `line` say where."""


class CorruptError(MimicryError):
    """An index fails its checks."""


class FormatVersionError(MimicryError):
    """An index of a format that this library does not read."""


class CancelledError(MimicryError):
    """A progress function asked to stop."""


class LibraryError(MimicryError, ImportError):
    """The shared library is not there, or is of another version."""


# The family of a status, which the header pins, and of what calls of streams answer.
_FAMILIES: dict[int, type[MimicryError]] = {
    -1: ArgumentError,
    -20: OutOfMemoryError,
    -40: FileError,
    -60: FormatError,
    -61: CorruptError,
    -80: FormatVersionError,
    -100: CancelledError,
    errno.EINVAL: ArgumentError,
    errno.ENOMEM: OutOfMemoryError,
    errno.EIO: FileError,
    errno.EILSEQ: FormatError,
    errno.EBADMSG: CorruptError,
    errno.ENOTSUP: FormatVersionError,
    errno.ECANCELED: CancelledError,
}
_PLACE = re.compile(r"(?P<file>.*?):(?P<line>\d+): ", re.S)


def _file_of(message: str, line: int, files: Iterable[str]) -> str | None:
    """The file that a message names: one that the caller gave, or what stands before the line."""
    for file in files:
        if message.startswith(file + ":"):
            return file
    at = message.find(f":{line}: ") if line > 0 else -1
    return message[:at] if at > 0 else None


def error_of_status(
    status: int, message: str, line: int, offset: int, system: int, files: Iterable[str] = ()
) -> MimicryError:
    """The exception of a failed call. `files`: the paths that it was given."""
    family = _FAMILIES.get(status, MimicryError)
    if not message:
        message = f"error {status}" + (f": {os.strerror(system)}" if system else "")
    file = _file_of(message, line, files)
    return family(message, status, file, line, offset, system)


def error_of_stream(number: int, message: str) -> MimicryError:
    """The exception of a call of a stream that failed; the place is in the message alone."""
    family = _FAMILIES.get(number, ArgumentError)
    place = _PLACE.match(message)
    file, line = (place["file"], int(place["line"])) if place else (None, 0)
    return family(message, 0, file, line)
