"""Models: how similar two residues are."""

from __future__ import annotations

import functools
import math
import os
from collections.abc import Iterable
from ctypes import byref, c_double
from typing import Union

from . import _declarations as c
from ._errors import ArgumentError
from ._library import Handle, PathLike, checked, lib, names, path_bytes, raw_text, text

#: A number a position; or as text: a mask such as "mhc1-face", numbers separated by commas, or the
#: path of a file of numbers.
Weights = Union[str, Iterable[float]]


class Model:
    """How similar a residue of the query and one of the proteome are, at each position.

    matrix: the name of one that is built in (`matrices()`), or a file in NCBI's format; BLOSUM62 if
    nothing is given. motif: a pattern such as "..DP....Y", with [ILMV], {P} and x(3). profile: a
    table file with a row for each position and a column for each of some residues. distance:
    "relatedness", or a parameter file; the score is the distance, negative. scan: a table of a
    receptor's responses to single mutants of a peptide; peptide: that index peptide, where the
    table does not tell; the score is a distance, negative. One of these. weights:
    of a matrix or of relatedness; a position of weight 0 is free. uo_as_ck: score U as C, O as K.

    Immutable; to be shared by threads and searches.
    """

    def __init__(
        self,
        matrix: PathLike | None = None,
        *,
        motif: str | None = None,
        profile: PathLike | None = None,
        distance: PathLike | None = None,
        scan: PathLike | None = None,
        peptide: str | None = None,
        weights: Weights | None = None,
        uo_as_ck: bool = False,
    ) -> None:
        sources = {
            c.MODEL_MATRIX: matrix,
            c.MODEL_MOTIF: motif,
            c.MODEL_PROFILE: profile,
            c.MODEL_DISTANCE: distance,
            c.MODEL_SCAN: scan,
        }
        given = {kind: source for kind, source in sources.items() if source is not None}
        if len(given) > 1:
            raise ArgumentError("matrix, motif, profile, distance, scan: one of them was expected")
        self._source = next((os.fspath(source) for source in given.values()), "BLOSUM62")
        options = c.ModelOptions(flags=c.MODEL_UO_AS_CK if uo_as_ck else 0)
        files: list[str] = []
        for kind, source in given.items():
            options.kind = kind
            options.source = path_bytes(source)
            files = [os.fspath(source)]
        if peptide is not None:
            options.peptide = raw_text(peptide, "peptide")
        if isinstance(weights, str):
            options.mask = raw_text(weights, "weights")
        elif weights is not None:
            numbers = [float(weight) for weight in weights]
            options.weights = (c_double * max(len(numbers), 1))(*numbers)
            options.n_weights = len(numbers)
        self._handle = Handle("mimicry_model_free")
        out = byref(self._handle.pointer)
        checked("mimicry_model_create", byref(options), out, files=files)

    def __repr__(self) -> str:
        return f"<model of {self._source}{f': {self.remarks}' if self.remarks else ''}>"

    @property
    def peptide(self) -> str | None:
        """The peptide that stands for a motif, a profile or a scan, and is searched; else None."""
        raw = lib.mimicry_model_peptide(self._handle.pointer)
        return None if raw is None else text(raw)

    @property
    def remarks(self) -> str:
        """What was taken from a scan; "" for other models."""
        return text(lib.mimicry_model_remarks(self._handle.pointer))

    def score(self, peptide: str, position: int, residue: str) -> float:
        """What a residue of the proteome scores at a position, from 0, of a peptide."""
        raw, letter = raw_text(peptide, "peptide"), raw_text(residue, "residue")
        if len(letter) == 1 and 0 <= position < len(raw):
            value = float(lib.mimicry_model_score(self._handle.pointer, raw, position, letter))
            if not math.isnan(value):
                return value
        raise ArgumentError(
            f"{peptide!r}, position {position}, {residue!r}: a peptide that the model takes, a "
            "position of it and a residue were expected"
        )


ModelLike = Union[str, "os.PathLike[str]", Model]


def matrices() -> list[str]:
    """The names of the substitution matrices that are built in."""
    return list(names(c.NAMES_MATRICES))


def alleles() -> list[str]:
    """HLA alleles that have a built-in motif."""
    return list(names(c.NAMES_ALLELES))


def masks() -> list[str]:
    """The names of the masks that are weights."""
    return list(names(c.NAMES_MASKS))


@functools.lru_cache(maxsize=1)
def default_model() -> Model:
    """The library's default, made once: a search without a model makes it anew."""
    return Model()


def as_model(model: ModelLike | None) -> Model:
    """A model, or that of a matrix, or the default."""
    if model is None:
        return default_model()
    return model if isinstance(model, Model) else Model(model)
