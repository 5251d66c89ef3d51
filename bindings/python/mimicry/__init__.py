"""libmimicry: every self-peptide that a T cell could confuse with a given one.

    import mimicry

    index = mimicry.Index.build(["proteome.fasta.gz"])
    for hit in index.search("EVDPIGHLY", max_mismatches=4):
        print(hit.match, hit.gene, hit.mismatches)

Results are tables. Every error is a `MimicryError`. For research use only: it reports similarity,
never a clinical verdict.
"""

from __future__ import annotations

from ._arrow import Column
from ._calls import MimicryNote, Progress
from ._declarations import MAX_EPITOPE, MAX_INDELS, MAX_PEPTIDE
from ._errors import (
    ArgumentError,
    CancelledError,
    CorruptError,
    FileError,
    FormatError,
    FormatVersionError,
    LibraryError,
    MimicryError,
    OutOfMemoryError,
)
from ._library import lib as _lib
from ._version import __version__
from .annotations import Annotations
from .genes import Genes
from .index import Index, Info, Record, verify
from .model import Model, alleles, masks, matrices
from .report import report
from .score import Scorer, score, scores
from .screen import Screen
from .search import adjust_p_values
from .table import Rows, Table


def library_version() -> str:
    """The version of the shared library that runs."""
    version: bytes = _lib.mimicry_version()
    return version.decode()


__all__ = [
    "MAX_EPITOPE",
    "MAX_INDELS",
    "MAX_PEPTIDE",
    "Annotations",
    "ArgumentError",
    "CancelledError",
    "Column",
    "CorruptError",
    "FileError",
    "FormatError",
    "FormatVersionError",
    "Genes",
    "Index",
    "Info",
    "LibraryError",
    "MimicryError",
    "MimicryNote",
    "Model",
    "OutOfMemoryError",
    "Progress",
    "Record",
    "Rows",
    "Scorer",
    "Screen",
    "Table",
    "__version__",
    "adjust_p_values",
    "alleles",
    "library_version",
    "masks",
    "matrices",
    "report",
    "score",
    "scores",
    "verify",
]
