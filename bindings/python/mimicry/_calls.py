"""Callbacks of the library: progress, notes, bytes that are written; and signals meanwhile.

The library calls back now and then; only then can Python look at signals. An exception that a
handler raises, such as KeyboardInterrupt, must not get lost inside a callback: it is kept, the
call is cancelled, everything is cleaned up, and then it is raised.

A stream that was handed to another library may outlive every object of this one. So the callbacks
themselves live as long as the process, and know the call they are for by a number.
"""

from __future__ import annotations

import ctypes
import functools
import itertools
import os
import signal
import sys
import threading
import warnings
import weakref
from typing import Any, Callable, Union

from . import _declarations as c

#: progress(done, total) with 0 <= done <= total, in no fixed unit; a true answer cancels. Or a
#: progress bar such as tqdm's: an object with `total`, `n` and `update`.
Progress = Union[Callable[[int, int], Any], Any]

# Python may run a handler at the very start of a callback, before any of its lines. So while the
# library works the handlers of these are replaced by one that never raises.
_SIGNALS = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM")
    if hasattr(signal, name)
)

_PACKAGE = os.path.dirname(__file__) + os.sep
_numbers = itertools.count(1)
# No WeakValueDictionary: its entries are taken out by a function of Python (see Call).
_calls: dict[int, weakref.ref[Call]] = {}


class MimicryNote(UserWarning):
    """Something that the user of a result should know, such as genes that match no record."""


def as_function(progress: Progress | None) -> Callable[[int, int], Any] | None:
    """The function that drives a progress bar, or what is a function already."""
    if progress is None or callable(progress):
        return progress
    bar = progress

    def update(done: int, total: int) -> None:
        bar.total = total
        if done > bar.n:
            bar.update(done - bar.n)

    return update


class Call:
    """What the callbacks of one call, or of one stream, are to do.

    progress: asked now and then. asked: whether the library calls back for it, and for signals, at
    all: not where signals would get lost, since there is no Watch. sink: takes the bytes of
    mimicry_table_write. notes: those that came. once: whether the queries that were read for it
    cannot be read again.
    """

    # As in Handle, nothing of Python may run when it goes.
    __slots__ = (
        "__del__", "__weakref__", "asked", "notes", "number", "once", "progress", "raised", "sink"
    )  # fmt: skip

    def __init__(self, progress: Progress | None = None, asked: bool = True) -> None:
        self.number = next(_numbers)
        self.progress = as_function(progress)
        self.asked = asked
        self.once = False
        self.notes: list[str] = []
        self.sink: Callable[[bytes], object] | None = None
        self.raised: BaseException | None = None
        _calls[self.number] = weakref.ref(self)
        self.__del__ = functools.partial(_calls.pop, self.number, None)

    def keep(self, problem: BaseException) -> None:
        """Keeps an exception; an earlier one becomes its cause."""
        if self.raised is not None and problem.__cause__ is None:
            problem.__cause__ = self.raised
        self.raised = problem

    def attempt(self, function: Callable[..., object], *values: Any) -> int:
        """Calls a function of the user's; what it raises is kept, and cancels."""
        cancel: object = False
        try:
            if self.raised is None:
                cancel = function(*values)
        except BaseException as problem:
            self.keep(problem)
        return int(bool(cancel) or self.raised is not None)

    def run(self, **fields: Any) -> c.Run:
        """The `run` of options: with this call's callbacks."""
        run = c.Run(note=_on_note, data=self.number, **fields)
        if self.asked:
            run.progress = _on_progress
        return run

    def raise_kept(self) -> None:
        """Raises what was kept."""
        raised, self.raised = self.raised, None
        try:
            if raised is not None:
                raise raised from raised.__cause__
        finally:
            del raised  # it has this frame: each would keep the other, and the search with them


def _call_of(number: int | None) -> Call | None:
    found = _calls.get(number or 0)
    return None if found is None else found()


def _progress(number: int | None, done: int, total: int) -> int:
    call = _call_of(number)
    if call is None:
        return 0
    return call.attempt(call.progress or _nothing, done, total)


def _level_of_user() -> int:
    """How many calls up the code is that uses this package, for the place of a warning."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        level, frame = level + 1, frame.f_back
    return level


def _note(number: int | None, note: bytes) -> None:
    call = _call_of(number)
    if call is not None:
        message = note.decode("utf-8", "replace")
        call.notes.append(message)
        call.attempt(lambda: warnings.warn(message, MimicryNote, stacklevel=_level_of_user()))


def _bytes(number: int | None, data: int | None, count: int) -> int:
    call = _call_of(number)
    if call is None or call.sink is None:
        return 1
    sink = call.sink
    return call.attempt(lambda: sink(ctypes.string_at(data or 0, count)) and None)


def _nothing(_done: int, _total: int) -> None:
    """Lets Python look at signals."""


# They live as long as the process.
_on_progress, _on_note, on_bytes = c.ProgressFn(_progress), c.NoteFn(_note), c.WriteFn(_bytes)


class Watch:
    """`with Watch(call): ...`: while the library works, exceptions of signal handlers are kept."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._handlers: dict[int, Any] = {}
        self._signals = threading.current_thread() is threading.main_thread()

    def _take_signal(self, number: int, frame: Any) -> None:
        try:
            self._handlers[number](number, frame)
        except BaseException as problem:
            self._call.keep(problem)

    def __enter__(self) -> Watch:
        if self._signals:
            try:
                self._install()
            except BaseException as problem:  # of a handler that was not replaced yet
                self._call.keep(problem)
                self.__exit__()
        return self

    def __exit__(self, *_problem: object) -> None:
        try:
            self._restore()
        finally:
            self._call.raise_kept()

    def _install(self) -> None:
        for number in _SIGNALS:
            handler = signal.getsignal(number)
            if callable(handler):
                self._handlers[number] = handler
                signal.signal(number, self._take_signal)

    def _restore(self) -> None:
        """Puts the handlers back, all of them; what those that are back raise meanwhile is kept."""
        try:
            for number in list(self._handlers):
                signal.signal(number, self._handlers[number])
                del self._handlers[number]
        except BaseException as problem:
            self._call.keep(problem)
        finally:
            if self._handlers:
                self._restore()
