"""Keywords to the library's options."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any, Union

from . import _declarations as c
from ._calls import Call
from ._errors import ArgumentError
from ._library import choose, names
from .annotations import Annotations
from .genes import GenesLike, as_genes
from .model import ModelLike, as_model

Windows = Union[int, tuple[int, int]]
Columns = Union[str, Iterable[str]]

_INT32 = 2**31 - 1
_UINT32 = 2**32 - 1
_UINT64 = 2**64 - 1

#: Keywords of thresholds; one, or none.
THRESHOLDS = {
    "max_mismatches": c.MAX_MISMATCHES,
    "min_score": c.MIN_SCORE,
    "min_similarity": c.MIN_SIMILARITY,
    "max_penalty": c.MAX_PENALTY,
    "max_evalue": c.MAX_EVALUE,
}


def whole_number(value: Any, name: str, least: int, most: int) -> int:
    """A whole number that the library's field holds."""
    try:
        number = operator.index(value)
    except TypeError:
        raise ArgumentError(f"{name} {value!r}: a whole number was expected") from None
    if not least <= number <= most:
        raise ArgumentError(f"{name} {number}: {least} to {most} was expected")
    return number


def real_number(value: Any, name: str) -> float:
    """A number; text is none."""
    try:
        return float(value + 0.0)
    except TypeError:
        raise ArgumentError(f"{name} {value!r}: a number was expected") from None


def make_run(call: Call, threads: int = 0, plan: str = "auto", instructions: str = "auto") -> c.Run:
    """How a call runs."""
    return call.run(
        threads=whole_number(threads, "threads", 0, _INT32),
        plan=choose(plan, names(c.NAMES_PLANS), "plan"),
        instructions=choose(instructions, names(c.NAMES_INSTRUCTIONS), "instructions"),
    )


class Reach:
    """Which windows: a threshold, the best so many, windows of sequences, sets of genes.

    It keeps alive what the options point at.
    """

    def __init__(
        self,
        model: ModelLike | None,
        thresholds: dict[str, float | None],
        top: int | None,
        windows: Windows | None,
        only_genes: GenesLike | None,
        exclude_genes: GenesLike | None,
        annotations: Annotations | None,
    ) -> None:
        self.model = as_model(model)
        self.only_genes, self.exclude_genes = as_genes(only_genes), as_genes(exclude_genes)
        self.annotations = annotations
        given = {name: value for name, value in thresholds.items() if value is not None}
        if len(given) > 1:
            raise ArgumentError(f"{' and '.join(given)} together: one threshold was expected")
        self.kind, self.threshold = c.NO_THRESHOLD, 0.0
        for name, value in given.items():
            self.kind, self.threshold = THRESHOLDS[name], real_number(value, name)
        self.top = 0 if top is None else whole_number(top, "top", 1, _UINT64)
        self.windows = (0, 0)
        if windows is not None:
            least, most = windows if isinstance(windows, tuple) else (windows, windows)
            self.windows = (
                whole_number(least, "windows", 1, c.MAX_PEPTIDE),
                whole_number(most, "windows", 1, c.MAX_PEPTIDE),
            )

    def fill(self, options: Any) -> None:
        """Sets the fields that options of a search and of a screen have in common."""
        options.model = self.model._handle.pointer
        options.threshold_kind, options.threshold = self.kind, self.threshold
        options.top = self.top
        options.window_min, options.window_max = self.windows
        set_genes(options, self.only_genes, self.exclude_genes)
        if self.annotations is not None:
            options.annotations = self.annotations._handle.pointer


def set_genes(options: Any, only_genes: Any, exclude_genes: Any) -> None:
    """Sets which records are searched; the caller keeps the sets alive."""
    if only_genes is not None:
        options.only_genes = only_genes._handle.pointer
    if exclude_genes is not None:
        options.exclude_genes = exclude_genes._handle.pointer


def set_columns(options: Any, columns: Columns, flank: int, min_expression: float) -> None:
    """Sets the columns on request."""
    wanted = [columns] if isinstance(columns, str) else list(columns)
    for name in wanted:
        options.columns |= 1 << choose(name, names(c.NAMES_COLUMNS), "columns")
    options.flank = whole_number(flank, "flank", 0, _UINT32)
    options.min_expression = real_number(min_expression, "min_expression")
