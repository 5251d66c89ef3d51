"""Published scores of two peptides, or of a peptide and a proteome."""

from __future__ import annotations

import os
from collections.abc import Iterable
from ctypes import byref, c_double
from typing import TYPE_CHECKING

from . import _declarations as c
from ._calls import Call, Progress, Watch
from ._library import Handle, PathLike, checked, choose, names, path_bytes, raw_text
from ._options import make_run
from .model import ModelLike, as_model
from .queries import Queries, QueriesLike
from .table import Table

if TYPE_CHECKING:
    from .index import Index


def scores() -> list[str]:
    """The names of the scores."""
    return list(names(c.NAMES_SCORES, 1))


class Scorer:
    """One published score, ready for any number of peptides.

    method: a name of `scores()`; docs/scores.md says what each is. model: of those that take a
    matrix. weights: a number a position. parameters: the file of cross-reactivity. midpoint, slope,
    gap_open, gap_extend: of those against the records of an index; 0: the published ones. A method
    refuses what it does not take. Immutable; to be shared by threads.
    """

    def __init__(
        self,
        method: str,
        *,
        model: ModelLike | None = None,
        weights: Iterable[float] | None = None,
        parameters: PathLike | None = None,
        midpoint: float = 0,
        slope: float = 0,
        gap_open: int = 0,
        gap_extend: int = 0,
        threads: int = 0,
        instructions: str = "auto",
        progress: Progress | None = None,
    ) -> None:
        self.method, self._progress = method, progress
        self._model = None if model is None else as_model(model)
        self._weights = None if weights is None else [float(weight) for weight in weights]
        self._parameters = parameters
        self._how = {"threads": threads, "instructions": instructions}
        self._numbers = {
            "method": choose(method, names(c.NAMES_SCORES, 1), "method"),
            "midpoint": midpoint,
            "slope": slope,
            "gap_open": gap_open,
            "gap_extend": gap_extend,
        }
        call = Call()
        with Watch(call):
            self._handle = self._make(call)

    def _make(self, call: Call) -> Handle:
        """The library's scorer, with the callbacks of a call."""
        options = c.ScoreOptions(**self._numbers)
        options.run = make_run(call, **self._how)  # type: ignore[arg-type]
        if self._model is not None:
            options.model = self._model._handle.pointer
        if self._weights is not None:
            options.weights = (c_double * max(len(self._weights), 1))(*self._weights)
            options.n_weights = len(self._weights)
        files = []
        if self._parameters is not None:
            options.parameters = path_bytes(self._parameters)
            files = [os.fspath(self._parameters)]
        handle = Handle("mimicry_scorer_free")
        checked("mimicry_scorer_create", byref(options), byref(handle.pointer), files=files)
        return handle

    def __repr__(self) -> str:
        by = "" if self._model is None else f" by {self._model!r}"
        return f"<scorer of {self.method}{by}>"

    def pair(self, a: str, b: str) -> float:
        """The score of two peptides."""
        value = c_double()
        raw_a, raw_b = raw_text(a, "peptide"), raw_text(b, "peptide")
        checked("mimicry_scorer_pair", self._handle.pointer, raw_a, raw_b, byref(value))
        return value.value

    def table(
        self,
        queries: QueriesLike,
        index: Index | None = None,
        *,
        peptide_column: str | None = None,
        target_column: str | None = None,
    ) -> Table:
        """The scores of queries: of each with its target, or with all records of the index.

        The target of activity is the scan's index peptide, and is not asked for.

        peptide_column, target_column: the columns of a table with the two peptides.
        """
        flags = 0
        number = names(c.NAMES_SCORES, 1)[self.method]
        if number in (c.SCORE_AMPLITUDE, c.SCORE_RECOGNITION_POTENTIAL):
            flags = c.READ_CONSTANTS
        elif index is None and number != c.SCORE_ACTIVITY:
            flags = c.READ_PAIRS
        asked = Queries(queries, flags, peptide_column, target_column)
        held = None if index is None else index._held()

        def open_stream(call: Call, stream: c.ArrowArrayStream) -> None:
            scorer, opened = self._make(call), asked.open(call)
            pointer, out = None if held is None else held.pointer, byref(stream)
            checked("mimicry_scorer_table", scorer.pointer, pointer, opened.pointer, out)

        return Table(open_stream, self._progress)


def score(method: str, a: str, b: str, **options: object) -> float:
    """The score of two peptides: `score("self-similarity", "KVAELVHFL", "KMAELVHFL")`."""
    return Scorer(method, **options).pair(a, b)  # type: ignore[arg-type]
