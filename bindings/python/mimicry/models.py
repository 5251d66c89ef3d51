"""Models: how similar two residues are."""

from __future__ import annotations

import ctypes
import functools
import math
import os
from collections.abc import Iterable
from ctypes import byref
from typing import Optional, Union

from ._errors import ArgumentError
from ._library import Handle, checked, lib, text
from ._structs import MODEL_UO_AS_CK
from .sequences import Path, double_array, path_bytes

#: A number a position, or the name of a preset such as "mhc1-face".
Weights = Union[str, Iterable[float]]
#: The name of a built-in matrix, the path of a file, or a model.
Matrix = Union[str, "os.PathLike[str]", "Model"]


class Model:
    """How similar a residue of the query and one of the proteome are, at each position.

    Immutable; to be shared by threads and searches. Made by the class methods.
    """

    def __init__(self) -> None:
        self._handle = Handle("mimicry_model_free")

    @classmethod
    def matrix(cls, name_or_path: Union[str, os.PathLike[str]], uo_as_ck: bool = False) -> Model:
        """A built-in substitution matrix (`matrices()`), or a file in NCBI's format.

        uo_as_ck: score U (selenocysteine) as C and O (pyrrolysine) as K.
        """
        model = cls()
        flags = MODEL_UO_AS_CK if uo_as_ck else 0
        raw = path_bytes(name_or_path)
        files = [os.fspath(name_or_path)]
        checked("mimicry0_model_matrix", raw, flags, byref(model._handle.pointer), files=files)
        return model

    @classmethod
    def weighted(cls, weights: Weights, base: Optional[Matrix] = None) -> Model:
        """A matrix (BLOSUM62) times a weight of each position, 0 to 1e6.

        A position of weight 0 is free: it scores 0 and is no mismatch. weights: one number a
        position, or a preset: "mhc1-face", "mhc1-anchors", "mhc2-face", "mhc2-face:REGISTER".
        """
        model = cls()
        out = byref(model._handle.pointer)
        matrix = None if base is None else as_model(base)
        pointer = None if matrix is None else matrix._handle.pointer
        if isinstance(weights, str):
            checked("mimicry0_model_preset", pointer, weights.encode(), out)
        else:
            numbers = [float(weight) for weight in weights]
            checked(
                "mimicry0_model_weighted", pointer, double_array(numbers), len(numbers), out
            )
        return model

    @classmethod
    def motif(cls, pattern: str) -> Model:
        """A motif such as "..DP....Y", with [ILMV], {P} and x(3).

        A mismatch is a position that is not met; one that is met scores 1, and `.` 0.
        """
        model = cls()
        raw = pattern.encode("utf-8", "replace")
        if b"\0" in raw:
            raise ArgumentError("a motif with a NUL character")
        checked("mimicry0_model_motif", raw, byref(model._handle.pointer))
        return model

    @classmethod
    def profile(cls, path: Path) -> Model:
        """A table file with a row for each position and a column for each of some residues."""
        model = cls()
        raw, files = path_bytes(path), [os.fspath(path)]
        checked("mimicry0_model_profile", raw, byref(model._handle.pointer), files=files)
        return model

    @classmethod
    def distance(
        cls, parameters: Optional[Path] = None, weights: Optional[Iterable[float]] = None
    ) -> Model:
        """A distance as a model: the score is the distance, negative.

        parameters: a file of a cross-reactivity distance (docs/scores.md); None or "relatedness":
        Crossdome's relatedness, with a weight a position or none.
        """
        model = cls()
        if parameters is not None and os.fspath(parameters) == "relatedness":
            parameters = None
        raw = None if parameters is None else path_bytes(parameters)
        files = [] if parameters is None else [os.fspath(parameters)]
        numbers = None if weights is None else [float(weight) for weight in weights]
        checked(
            "mimicry0_model_distance",
            raw,
            None if numbers is None else double_array(numbers),
            0 if numbers is None else len(numbers),
            byref(model._handle.pointer),
            files=files,
        )
        return model

    @property
    def consensus(self) -> Optional[str]:
        """A peptide that stands for a motif or a profile, else None."""
        raw = lib.mimicry0_model_consensus(self._handle.pointer)
        return None if raw is None else text(raw)

    def score(self, query: str, residue: str) -> float:
        """The score of a residue of the query against one of the proteome, both capitals."""
        try:
            letters = query.encode("ascii"), residue.encode("ascii")
        except UnicodeEncodeError:
            letters = b"", b""
        if len(letters[0]) != 1 or len(letters[1]) != 1:
            raise ArgumentError(f"{query!r} and {residue!r}: one letter each was expected")
        value: float = lib.mimicry0_model_score(self._handle.pointer, *letters)
        if math.isnan(value):
            raise ArgumentError(f"{query!r} and {residue!r}: residues were expected")
        return value


def matrices() -> list[str]:
    """The names of the substitution matrices that are built in."""
    names: list[str] = []
    while (name := lib.mimicry0_model_name(ctypes.c_size_t(len(names)))) is not None:
        names.append(text(name))
    return names


def as_model(matrix: Matrix, uo_as_ck: bool = False) -> Model:
    """The model that a name, a path or a model stands for."""
    if not isinstance(matrix, Model):
        return Model.matrix(matrix, uo_as_ck)
    if uo_as_ck:
        raise ArgumentError("uo_as_ck with a model: give it when the model is made")
    return matrix


@functools.lru_cache(maxsize=1)
def default_model() -> Model:
    """The library's default, made once: a search without a model makes it anew."""
    return Model.matrix("BLOSUM62")


def model_of_options(
    matrix: Optional[Matrix] = None,
    weights: Optional[Weights] = None,
    motif: Optional[str] = None,
    profile: Optional[Path] = None,
    distance: Optional[Path] = None,
    uo_as_ck: bool = False,
) -> Model:
    """The model that the keywords of a search ask for."""
    whole = {"motif": motif, "profile": profile, "distance": distance}
    others = {"matrix": matrix, "weights": weights, "uo_as_ck": uo_as_ck or None}
    given = [name for name, value in whole.items() if value is not None]
    also = [name for name, value in others.items() if value is not None]
    if given == ["distance"] and also == ["weights"]:
        also = []  # they go together
    if len(given) > 1 or (given and also):
        raise ArgumentError(f"{' and '.join(given + also)} together: one of them was expected")
    if motif is not None:
        return Model.motif(motif)
    if profile is not None:
        return Model.profile(profile)
    if distance is not None:
        if isinstance(weights, str):
            raise ArgumentError(f"weights {weights!r} with a distance: numbers were expected")
        return Model.distance(distance, weights)
    base = default_model()
    if matrix is not None or uo_as_ck:
        base = as_model("BLOSUM62" if matrix is None else matrix, uo_as_ck)
    return base if weights is None else Model.weighted(weights, base)
