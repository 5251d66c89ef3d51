"""Published scores of two peptides, and of peptides against all records of an index.

Formulas and their sources: docs/scores.md, and the public header.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from ctypes import byref, c_double, sizeof
from typing import TYPE_CHECKING, Any, Optional, overload

from . import _structs as c
from ._errors import ArgumentError
from ._library import Handle, checked, lib, text
from ._options import whole_number
from ._progress import Progress, Watch
from .models import Matrix, as_model
from .sequences import Path, Peptides, Queries, double_array, path_bytes, peptide_bytes

if TYPE_CHECKING:
    from .index import Index


def methods() -> list[str]:
    """The names of the scores of pairs."""
    names: list[str] = []
    while (name := lib.mimicry0_score_name(len(names) + 1)) is not None:
        names.append(text(name))
    return names


class Scorer:
    """A score of pairs, ready for any number of them: `scorer(a, b)`.

    method: one of `methods()`. matrix: for score, similarity, penalty, gram-distance and hex; a
    name, path or Model. weights: a number a position, not for self-similarity and
    cross-reactivity. parameters: the file that cross-reactivity needs. What a method does not
    take is an error. Immutable; safe to share by threads.
    """

    def __init__(
        self,
        method: str,
        *,
        matrix: Optional[Matrix] = None,
        weights: Optional[Iterable[float]] = None,
        parameters: Optional[Path] = None,
    ) -> None:
        names = methods()
        if method not in names:
            raise ArgumentError(f"method {method!r}: {', '.join(names)} was expected")
        self.method = method
        self._handle = Handle("mimicry0_scorer_free")
        options = c.ScorerOptions()
        lib.mimicry0_scorer_options_init(byref(options), sizeof(options))
        model = None if matrix is None else as_model(matrix)
        if model is not None:
            options.model = model._handle.pointer
        if weights is not None:
            numbers = [float(weight) for weight in weights]
            options.weights = double_array(numbers)
            options.n_weights = len(numbers)
        if parameters is not None:
            options.parameters = path_bytes(parameters)
        checked(
            "mimicry0_scorer_create",
            names.index(method) + 1,
            byref(options),
            byref(self._handle.pointer),
            files=[] if parameters is None else [os.fspath(parameters)],
        )

    def __call__(self, a: str, b: str) -> float:
        """The score of two peptides."""
        value = c_double()
        words = peptide_bytes(a), peptide_bytes(b)
        checked("mimicry0_scorer_pair", self._handle.pointer, *words, byref(value))
        return value.value

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> list[float]:
        """The scores of many pairs."""
        return [self(a, b) for a, b in pairs]


def hamming(a: str, b: str, weights: Optional[Iterable[float]] = None) -> float:
    """At how many positions, of those with a weight above 0, two peptides differ."""
    return Scorer("hamming", weights=weights)(a, b)


def matrix_score(
    a: str, b: str, matrix: Optional[Matrix] = None, weights: Optional[Iterable[float]] = None
) -> float:
    """The sum of the matrix's scores (BLOSUM62) over positions."""
    return Scorer("score", matrix=matrix, weights=weights)(a, b)


def similarity(
    a: str, b: str, matrix: Optional[Matrix] = None, weights: Optional[Iterable[float]] = None
) -> float:
    """The score of a and b over that of a with itself."""
    return Scorer("similarity", matrix=matrix, weights=weights)(a, b)


def penalty(
    a: str, b: str, matrix: Optional[Matrix] = None, weights: Optional[Iterable[float]] = None
) -> float:
    """The score of a with itself less that of a and b."""
    return Scorer("penalty", matrix=matrix, weights=weights)(a, b)


def gram_distance(
    a: str, b: str, matrix: Optional[Matrix] = None, weights: Optional[Iterable[float]] = None
) -> float:
    """The scores of a and of b with themselves less twice that of a and b, as seqtree has it."""
    return Scorer("gram-distance", matrix=matrix, weights=weights)(a, b)


def self_similarity(a: str, b: str) -> float:
    """The kernel of all shared pieces, 0 to 1; of any two lengths (Shen et al. 2012; NeoFox)."""
    return Scorer("self-similarity")(a, b)


def relatedness(a: str, b: str, weights: Optional[Iterable[float]] = None) -> float:
    """Crossdome's distance of 12 components a residue; 0 is the same."""
    return Scorer("relatedness", weights=weights)(a, b)


def cross_reactivity(a: str, b: str, parameters: Path) -> float:
    """The distance of Luksza et al. 2022, with your own copy of its parameter file."""
    return Scorer("cross-reactivity", parameters=parameters)(a, b)


def hex_score(
    a: str, b: str, matrix: Optional[Matrix] = None, weights: Optional[Iterable[float]] = None
) -> float:
    """HEX, as NeoFox has it: central positions count more; a candidate, b epitope."""
    return Scorer("hex", matrix=matrix, weights=weights)(a, b)


# ---- Against all records of an index ----


def partition(
    index: Index,
    peptides: Peptides,
    *,
    a: float = 32,
    k: float = 4.87,
    gap_open: int = 11,
    gap_extend: int = 1,
    matrix: Optional[Matrix] = None,
    threads: int = 0,
    instructions: str = "auto",
    progress: Optional[Progress] = None,
) -> tuple[list[float], list[float]]:
    """R = Z / (1 + Z) and 1 - R of each peptide, Z = sum of exp(-k (a - s)) over all records.

    s is the score of the best local alignment with a record (Luksza et al. 2017). A gap of g
    residues costs gap_open + g * gap_extend. matrix: of whole numbers. peptides, threads and
    progress as in `Index.search`.
    """
    queries = Queries(peptides)
    options = c.PartitionOptions()
    lib.mimicry0_partition_options_init(byref(options), sizeof(options))
    model = None if matrix is None else as_model(matrix)
    if model is not None:
        options.model = model._handle.pointer
    options.a, options.k = a, k
    options.gap_open = whole_number(gap_open, "gap_open", 0, 2**31 - 1)
    options.gap_extend = whole_number(gap_extend, "gap_extend", 0, 2**31 - 1)
    options.threads = whole_number(threads, "threads", 0, 2**31 - 1)
    if instructions not in c.INSTRUCTIONS:
        raise ArgumentError(
            f"instructions {instructions!r}: {', '.join(c.INSTRUCTIONS)} was expected"
        )
    options.instructions = c.INSTRUCTIONS[instructions]
    r, rest = ((c_double * max(queries.count, 1))() for _ in range(2))
    shared = index.share()
    with Watch(progress) as watch:
        options.progress = watch.function
        checked(
            "mimicry0_score_partition",
            shared.pointer,
            queries.pointer,
            queries.count,
            byref(options),
            r,
            rest,
        )
    return list(r)[: queries.count], list(rest)[: queries.count]


def _one_or_all(peptides: Peptides, values: list[float]) -> Any:
    return values[0] if isinstance(peptides, str) else values


@overload
def dissimilarity(  # type: ignore
    index: Index, peptides: str, **options: Any
) -> float: ...
@overload
def dissimilarity(index: Index, peptides: Peptides, **options: Any) -> list[float]: ...
def dissimilarity(index: Index, peptides: Peptides, **options: Any) -> Any:
    """1 - R against a proteome (Richman et al. 2019): 1 is like nothing in it.

    A number for one peptide, a list for several. Keywords as in `partition`.
    """
    return _one_or_all(peptides, partition(index, peptides, **options)[1])


@overload
def foreignness(  # type: ignore
    index: Index, peptides: str, **options: Any
) -> float: ...
@overload
def foreignness(index: Index, peptides: Peptides, **options: Any) -> list[float]: ...
def foreignness(index: Index, peptides: Peptides, **options: Any) -> Any:
    """R against epitopes, a record each (Luksza et al. 2017), a being 26: 1 is like them.

    A number for one peptide, a list for several. Keywords as in `partition`.
    """
    options.setdefault("a", 26)
    return _one_or_all(peptides, partition(index, peptides, **options)[0])


def amplitude(kd_wild_type: float, kd_mutant: float) -> float:
    """(kd_wild_type / kd_mutant) / (1 + 0.0003 kd_wild_type); dissociation constants in nM."""
    value: float = lib.mimicry0_score_amplitude(kd_wild_type, kd_mutant)
    return value


def recognition_potential(
    index: Index, peptide: str, kd_wild_type: float, kd_mutant: float, **options: Any
) -> float:
    """The foreignness of a mutant peptide times its amplitude (Luksza et al. 2017)."""
    return amplitude(kd_wild_type, kd_mutant) * foreignness(index, peptide, **options)
