"""libmimicry: every self-peptide that a T cell could confuse with a given one.

    import mimicry

    index = mimicry.Index.build(["proteome.fasta.gz"])
    for hit in index.search("EVDPIGHLY", max_mismatches=4):
        print(hit.match, hit.gene, hit.mismatches)

Positions are 0-based and ranges half-open. Every error is a `MimicryError`. For research use
only: it reports similarity, never a clinical verdict.
"""

from __future__ import annotations

from . import score
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
from ._progress import Progress
from ._structs import MAX_EPITOPE, MAX_INDELS, MAX_PEPTIDE
from ._version import __version__
from .candidates import Candidate, Candidates, read_candidates
from .genes import Genes
from .hits import Hit, Hits, edits_text
from .index import Explanation, Index, IndexInfo, Record, Source, verify
from .models import Model, matrices
from .screen import Screen, ScreenRow
from .sequences import (
    Sequences,
    Table,
    read_epitopes,
    read_peptides,
    read_sequences,
    read_table,
)
from .shared import Segment, SharedPosition
from .significance import Significance, adjust_p_values
from .tissues import (
    Binder,
    Binders,
    Expression,
    ExpressionSummary,
    Organs,
    read_binders,
    read_expression,
)


def library_version() -> str:
    """The version of the shared library that runs."""
    version: bytes = _lib.mimicry_version()
    return version.decode()


__all__ = [
    "MAX_EPITOPE",
    "MAX_INDELS",
    "MAX_PEPTIDE",
    "ArgumentError",
    "Binder",
    "Binders",
    "CancelledError",
    "Candidate",
    "Candidates",
    "CorruptError",
    "Explanation",
    "Expression",
    "ExpressionSummary",
    "FileError",
    "FormatError",
    "FormatVersionError",
    "Genes",
    "Hit",
    "Hits",
    "Index",
    "IndexInfo",
    "LibraryError",
    "MimicryError",
    "Model",
    "Organs",
    "OutOfMemoryError",
    "Progress",
    "Record",
    "Screen",
    "ScreenRow",
    "Segment",
    "Sequences",
    "SharedPosition",
    "Significance",
    "Source",
    "Table",
    "__version__",
    "adjust_p_values",
    "edits_text",
    "library_version",
    "matrices",
    "read_binders",
    "read_candidates",
    "read_epitopes",
    "read_expression",
    "read_peptides",
    "read_sequences",
    "read_table",
    "score",
    "verify",
]
