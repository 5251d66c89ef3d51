"""Keywords of a search to the library's options."""

from __future__ import annotations

import math
import operator
from ctypes import byref, sizeof
from functools import lru_cache
from typing import Any, Optional, TypedDict, Union

from . import _structs as c
from ._errors import ArgumentError
from ._library import lib, text
from ._progress import Progress
from .genes import GeneNames, Genes, as_genes
from .models import Matrix, Weights, model_of_options
from .sequences import Path, Peptides, Queries

Windows = Union[int, tuple[int, int]]

_INT32 = 2**31 - 1
_UINT64 = 2**64 - 1


class SearchOptions(TypedDict, total=False):
    """The keywords of a search; see `Index.search`."""

    max_mismatches: Optional[int]
    min_score: Optional[float]
    min_similarity: Optional[float]
    max_penalty: Optional[float]
    max_evalue: Optional[float]
    top: Optional[int]
    max_indels: int
    matrix: Optional[Matrix]
    weights: Optional[Weights]
    motif: Optional[str]
    profile: Optional[Path]
    distance: Optional[Path]
    uo_as_ck: bool
    windows: Optional[Windows]
    only_genes: Optional[GeneNames]
    exclude_genes: Optional[GeneNames]
    threads: int
    plan: str
    instructions: str
    progress: Optional[Progress]


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


@lru_cache(maxsize=1)
def plans() -> dict[str, int]:
    """The plans' names and numbers."""
    names: dict[str, int] = {}
    while (name := lib.mimicry0_plan_name(len(names))) is not None:
        names[text(name)] = len(names)
    return names


def _choice(word: str, choices: dict[str, int], name: str) -> int:
    if word not in choices:
        raise ArgumentError(f"{name} {word!r}: {', '.join(choices)} was expected")
    return choices[word]


def set_genes(options: Any, only: Optional[Genes], exclude: Optional[Genes]) -> None:
    """Sets which records are searched; the caller keeps the sets alive."""
    if only is not None:
        options.only_genes = only._handle.pointer
    if exclude is not None:
        options.exclude_genes = exclude._handle.pointer


def set_windows(options: Any, windows: Optional[Windows]) -> None:
    """Sets how long windows of sequences are."""
    if windows is None:
        return
    least, most = windows if isinstance(windows, tuple) else (windows, windows)
    options.window_min = whole_number(least, "windows", 1, c.MAX_PEPTIDE)
    options.window_max = whole_number(most, "windows", 1, c.MAX_PEPTIDE)


class SearchRequest:
    """What a search passes to the library, and what has to live meanwhile."""

    def __init__(self, peptides: Optional[Peptides], given: SearchOptions) -> None:
        unknown = set(given) - set(SearchOptions.__annotations__)
        if unknown:
            raise TypeError(f"no such keyword of a search: {', '.join(sorted(unknown))}")
        self.progress = given.get("progress")
        self.options = c.SearchOptions()
        lib.mimicry0_search_options_init(byref(self.options), sizeof(self.options))
        self.model = model_of_options(
            given.get("matrix"),
            given.get("weights"),
            given.get("motif"),
            given.get("profile"),
            given.get("distance"),
            given.get("uo_as_ck", False),
        )
        self.options.model = self.model._handle.pointer
        self.only, self.exclude = (
            as_genes(given.get("only_genes")),
            as_genes(given.get("exclude_genes")),
        )
        set_genes(self.options, self.only, self.exclude)
        self._set_threshold(given)
        o = self.options
        set_windows(o, given.get("windows"))
        o.max_indels = whole_number(given.get("max_indels", 0), "max_indels", 0, c.MAX_INDELS)
        o.threads = whole_number(given.get("threads", 0), "threads", 0, _INT32)
        o.plan = _choice(given.get("plan", "auto"), plans(), "plan")
        o.instructions = _choice(
            given.get("instructions", "auto"), c.INSTRUCTIONS, "instructions"
        )
        self.queries = Queries(self._own_peptides(peptides, given))

    def _set_threshold(self, given: SearchOptions) -> None:
        values = {name: given.get(name) for name in THRESHOLDS}
        kinds = [name for name, value in values.items() if value is not None]
        if len(kinds) > 1:
            raise ArgumentError(f"{' and '.join(kinds)} together: one threshold was expected")
        top = given.get("top")
        if top is not None:
            self.options.top = whole_number(top, "top", 1, _UINT64)
        if kinds:
            self.options.threshold_kind = THRESHOLDS[kinds[0]]
            self.options.threshold = float(values[kinds[0]])  # type: ignore[arg-type]
        elif top is not None:  # the best by score, with no threshold
            self.options.threshold_kind = c.MIN_SCORE
            self.options.threshold = -math.inf

    def _own_peptides(self, peptides: Optional[Peptides], given: SearchOptions) -> Peptides:
        """The peptides, or that of a model which takes their place."""
        consensus = self.model.consensus
        if peptides is None and consensus is not None:
            name = given.get("motif") or given.get("profile")
            return {str(name): consensus} if name is not None else [consensus]
        if peptides is None:
            raise ArgumentError("no peptides: they were expected, or a motif or a profile")
        return peptides

    def is_long(self, residues: int) -> bool:
        """Whether a person could want to interrupt it, against so many residues."""
        return self.options.max_indels > 0 or self.queries_residues() * residues > 2e8

    def queries_residues(self) -> int:
        """About how many residues there are in the windows of the queries."""
        most = max(self.options.window_max, 1)
        total = 0
        for number in range(self.queries.count):
            total += len(self.queries.raw(number)) * most
            if total > 1_000_000:
                break
        return total
