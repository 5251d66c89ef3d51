"""How surprising hits are: p-values, E-values, and p-values adjusted for being several."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from ctypes import byref, c_double
from typing import TYPE_CHECKING, Optional

from . import _structs as c
from ._library import Handle, checked
from ._options import SearchRequest
from ._progress import Watch
from .hits import Evalues, Memory
from .sequences import double_array, peptide_bytes

if TYPE_CHECKING:
    from .index import Index


def adjust_p_values(p_values: Iterable[float]) -> list[float]:
    """Benjamini and Hochberg's adjustment: those of at most q have a false discovery rate of q."""
    numbers = [float(value) for value in p_values]
    array = double_array(numbers)
    checked("mimicry_adjust_p_values", array, len(numbers), array)
    return list(array)[: len(numbers)]


class Significance:
    """p-values and E-values of scores, or of mismatches, against an index.

    Made by `Index.significance`; immutable; safe to share by threads; it does not need the index
    any more.
    """

    def __init__(self, index: Index, options: c.SearchOptions) -> None:
        self._handle = Handle("mimicry0_significance_free")
        checked(
            "mimicry0_significance_create",
            index.pointer,
            byref(options),
            byref(self._handle.pointer),
        )

    def values(self, peptide: str, scores: Iterable[float]) -> tuple[list[float], list[float]]:
        """The p-values and E-values of scores (of mismatches) of one peptide."""
        numbers = [float(score) for score in scores]
        array, p, e = double_array(numbers), double_array(numbers), double_array(numbers)
        checked(
            "mimicry0_significance_values",
            self._handle.pointer,
            peptide_bytes(peptide),
            array,
            len(numbers),
            p,
            e,
        )
        return list(p)[: len(numbers)], list(e)[: len(numbers)]

    def threshold(self, peptide: str, evalue: float) -> float:
        """The lowest score whose E-value is at most `evalue`; of mismatches, the highest number.

        -inf if every score is, inf if none; for mismatches -1 if even none is too likely.
        """
        value = c_double()
        checked(
            "mimicry0_significance_threshold",
            self._handle.pointer,
            peptide_bytes(peptide),
            evalue,
            byref(value),
        )
        return value.value


def _doubles_view(array: ctypes.Array[c_double]) -> memoryview:
    return memoryview(array).cast("B").cast("d")


def _walk(request: SearchRequest) -> Iterator[tuple[int, int, int]]:
    """The windows that are searched, in order: query, start, length."""
    least, most = request.options.window_min, request.options.window_max
    for query in range(request.queries.count):
        letters = request.queries.raw(query)
        if least == 0:
            yield query, 0, len(letters)
            continue
        for start in range(len(letters) - least + 1):
            for length in range(least, min(most, len(letters) - start) + 1):
                if b"*" not in letters[start : start + length]:
                    yield query, start, length


def _two_values(
    handle: Handle, request: SearchRequest, memory: Memory
) -> tuple[ctypes.Array[c_double], ctypes.Array[c_double]]:
    p, e = ((c_double * max(memory.count, 1))() for _ in range(2))
    checked(
        "mimicry0_significance_hits",
        handle.pointer,
        request.queries.pointer,
        request.queries.count,
        memory.address or None,
        memory.count,
        memory.stride,
        p,
        e,
    )
    return p, e


def _find_best(index: Index, request: SearchRequest) -> Memory:
    """The best hit of each window, and its ties."""
    best = c.SearchOptions.from_buffer_copy(request.options)
    best.top = 1
    handle = Handle("mimicry0_hits_free")
    with Watch(request.progress, request.is_long(index.count_residues())) as watch:
        best.progress = watch.function
        checked(
            "mimicry0_search",
            index.pointer,
            request.queries.pointer,
            request.queries.count,
            byref(best),
            byref(handle.pointer),
        )
    return Memory.of_handle(handle)


def evalues_of(index: Index, request: SearchRequest, memory: Memory) -> Optional[Evalues]:
    """The three values of each hit of a search.

    Of each window that was searched the probability counts that chance gives any hit as good as
    its best, 1 - exp(-E), or 1 if it has none; these are adjusted.
    """
    significance = Significance(index, request.options)
    p, e = _two_values(significance._handle, request, memory)
    numbers = {window: number for number, window in enumerate(_walk(request))}
    chances = [1.0] * len(numbers)
    best = _find_best(index, request)
    best_e = _two_values(significance._handle, request, best)[1]
    for i in range(best.count):
        hit = c.Hit.from_address(best.address + i * best.stride)
        number = numbers[hit.query, hit.query_start, hit.query_length]
        chances[number] = min(chances[number], -math.expm1(-best_e[i]))
    adjusted = adjust_p_values(chances)
    q = (c_double * max(memory.count, 1))()
    for i in range(memory.count):
        hit = c.Hit.from_address(memory.address + i * memory.stride)
        q[i] = adjusted[numbers[hit.query, hit.query_start, hit.query_length]]
    views = [_doubles_view(array)[: memory.count] for array in (p, e, q)]
    return Evalues(*views)


