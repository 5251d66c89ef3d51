"""Progress functions, and signals while the library works.

The library calls back now and then; only then can Python look at signals. An exception that a
handler raises, such as KeyboardInterrupt, must not get lost inside a callback: it is kept, the
call is cancelled, everything is cleaned up, and then it is raised.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from typing import Any, Callable, Optional, Union

from ._structs import ProgressFunction

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

NO_PROGRESS = ctypes.cast(0, ProgressFunction)


def as_function(progress: Optional[Progress]) -> Optional[Callable[[int, int], Any]]:
    """The function that drives a progress bar, or what is a function already."""
    if progress is None or callable(progress):
        return progress
    bar = progress

    def update(done: int, total: int) -> None:
        bar.total = total
        if done > bar.n:
            bar.update(done - bar.n)

    return update


class Watch:
    """While the library works: `with Watch(progress) as watch: ... watch.function ...`

    `needed`: false for calls that are over before a person could press Ctrl-C; they go without
    callbacks if there is no progress function.
    """

    def __init__(self, progress: Optional[Progress], needed: bool = True) -> None:
        self._progress = as_function(progress)
        self._raised: Optional[BaseException] = None
        self._handlers: dict[int, Any] = {}
        main = threading.current_thread() is threading.main_thread()
        self._signals = main and (needed or progress is not None)
        self.function = NO_PROGRESS
        if progress is not None or self._signals:
            self.function = ProgressFunction(self._call)

    def keeping(self, function: Callable[..., object]) -> Callable[..., int]:
        """The function as a callback: what it raises is kept, and cancels."""

        def call(*values: Any) -> int:
            try:
                if self._raised is None:
                    function(*values)
            except BaseException as problem:
                self._raised = problem
            return int(self._raised is not None)

        return call

    def _call(self, _data: Any, done: int, total: int) -> int:
        cancel = False
        try:
            if self._raised is None and self._progress is not None:
                cancel = bool(self._progress(done, total))
        except BaseException as problem:
            self._raised = problem
        return int(cancel or self._raised is not None)

    def _take_signal(self, number: int, frame: Any) -> None:
        try:
            self._handlers[number](number, frame)
        except BaseException as problem:
            self._raised = problem

    def __enter__(self) -> Watch:
        if self._signals:
            try:
                self._install()
            except BaseException:  # of a handler that was not replaced yet
                self._restore()
                raise
        return self

    def __exit__(self, *_problem: object) -> None:
        self._restore()
        self.function = NO_PROGRESS  # ends the cycle of references
        if self._raised is not None:
            raise self._raised from None

    def _install(self) -> None:
        for number in _SIGNALS:
            handler = signal.getsignal(number)
            if callable(handler):
                self._handlers[number] = handler
                signal.signal(number, self._take_signal)

    def _restore(self) -> None:
        """Puts the handlers back, all of them, even if those that are back raise meanwhile."""
        try:
            for number in list(self._handlers):
                signal.signal(number, self._handlers[number])
                del self._handlers[number]
        finally:
            if self._handlers:
                self._restore()
