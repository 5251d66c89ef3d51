"""Keywords to the library's options."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any, Union

from . import _declarations as c
from ._calls import Call
from ._errors import ArgumentError
from ._library import choose, names, raw_text
from .genes import as_genes
from .model import as_model

Windows = Union[int, tuple[int, int]]
Columns = Union[str, Iterable[str]]
Keywords = dict[str, Any]

_INT32 = 2**31 - 1
_UINT32 = 2**32 - 1
_UINT64 = 2**64 - 1

#: Keywords of thresholds; one, or none.
_THRESHOLDS = {
    "max_mismatches": c.MAX_MISMATCHES,
    "min_score": c.MIN_SCORE,
    "min_similarity": c.MIN_SIMILARITY,
    "max_penalty": c.MAX_PENALTY,
    "max_evalue": c.MAX_EVALUE,
    "min_activity": c.MIN_ACTIVITY,
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
    """What searches and screens have in common: the model; which windows, by a threshold, the best
    so many, windows of sequences and sets of genes; columns; and how it runs.

    given: the keywords of Index.search or Index.screen, all of them. It keeps alive what the
    options point at.
    """

    def __init__(self, given: Keywords) -> None:
        self._given = given
        self.model = as_model(given["model"])
        self._only_genes = as_genes(given["only_genes"])
        self._exclude_genes = as_genes(given["exclude_genes"])
        self._annotations = given["annotations"]
        self._alleles = _alleles(given["alleles"])

    def fill(self, options: Any) -> None:
        """Sets the fields that both have, but for the run."""
        given = self._given
        options.model = self.model._handle.pointer
        options.threshold_kind, options.threshold = _threshold(given)
        top = given["top"]
        options.top = 0 if top is None else whole_number(top, "top", 1, _UINT64)
        options.window_min, options.window_max = _windows(given["windows"])
        set_genes(options, self._only_genes, self._exclude_genes)
        if self._annotations is not None:
            options.annotations = self._annotations._handle.pointer
        columns = given["columns"]
        for name in [columns] if isinstance(columns, str) else columns:
            options.columns |= 1 << choose(name, names(c.NAMES_COLUMNS), "columns")
        options.flank = whole_number(given["flank"], "flank", 0, _UINT32)
        options.min_expression = real_number(given["min_expression"], "min_expression")
        options.max_presented = real_number(given["max_presented"], "max_presented")
        if self._alleles is not None:
            options.alleles = self._alleles
        for name in ("levels", "models"):
            listed = given[name]
            listed = [listed] if isinstance(listed, str) else list(listed)
            if listed:
                setattr(options, name, b",".join(raw_text(one, name) for one in listed))
        if given["order"] is not None:
            options.order = choose(given["order"], names(c.NAMES_ORDERS, 1), "order")

    def run(self, call: Call) -> c.Run:
        """How it runs, with the callbacks of a call."""
        return make_run(call, *(self._given[name] for name in ("threads", "plan", "instructions")))


def _alleles(alleles: str | Iterable[str] | None) -> bytes | None:
    """The list of alleles as the library takes it."""
    if alleles is None:
        return None
    listed = [alleles] if isinstance(alleles, str) else list(alleles)
    return b",".join(raw_text(name, "alleles") for name in listed)


def _threshold(given: Keywords) -> tuple[int, float]:
    """The kind and the value of the threshold."""
    values = {name: given[name] for name in _THRESHOLDS if given[name] is not None}
    if len(values) > 1:
        raise ArgumentError(f"{' and '.join(values)} together: one threshold was expected")
    for name, value in values.items():
        return _THRESHOLDS[name], real_number(value, name)
    return c.NO_THRESHOLD, 0.0


def _windows(windows: Windows | None) -> tuple[int, int]:
    """The least and the most residues of windows; 0, 0: none."""
    if windows is None:
        return 0, 0
    least, most = windows if isinstance(windows, tuple) else (windows, windows)
    return (
        whole_number(least, "windows", 1, c.MAX_PEPTIDE),
        whole_number(most, "windows", 1, c.MAX_PEPTIDE),
    )


def set_genes(options: Any, only_genes: Any, exclude_genes: Any) -> None:
    """Sets which records are searched; the caller keeps the sets alive."""
    if only_genes is not None:
        options.only_genes = only_genes._handle.pointer
    if exclude_genes is not None:
        options.exclude_genes = exclude_genes._handle.pointer
