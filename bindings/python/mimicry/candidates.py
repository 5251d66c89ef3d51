"""Candidates: peptides of a tumour, with what they were before, from tables of other programs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from ctypes import byref, c_size_t, c_void_p
from typing import NamedTuple

from . import _structs as c
from ._library import Handle, checked, lib, text
from .sequences import Path, path_bytes

_BLOCK = 1024


class Candidate(NamedTuple):
    """A peptide of a tumour, or a longer mutated sequence; empty where the file does not say.

    Attributes:
        id: its name, or its number from 1.
        peptide: in capitals.
        wildtype: what the peptide was before it was mutated.
        gene, accession: of the protein, else of the transcript.
        change_start, change_end: residues [start, end) of the peptide are not the wild type's.
        is_sequence: a sequence to be cut into windows, not a peptide.
        line: of the file, from 1.
    """

    id: str
    peptide: str
    wildtype: str
    gene: str
    accession: str
    change_start: int
    change_end: int
    is_sequence: bool
    line: int


class Candidates:
    """The candidates of a file, to be iterated once; made by `read_candidates`.

    For one thread at a time.
    """

    def __init__(self, path: Path) -> None:
        self._files = [os.fspath(path)]
        self._handle = Handle("mimicry0_candidates_close")
        out = byref(self._handle.pointer)
        checked("mimicry0_candidates_open", path_bytes(path), out, files=self._files)

    @property
    def columns(self) -> str:
        """Which column was taken for what; empty where there is no table."""
        return text(lib.mimicry0_candidates_columns(self._handle.pointer))

    def __iter__(self) -> Iterator[Candidate]:
        while block := self._next():
            yield from block

    def next_block(self, most: int) -> tuple[int, int, int]:
        """Reads on: address, count and stride of records, which live until the next call."""
        block, count, stride = c_void_p(), c_size_t(), c_size_t()
        checked(
            "mimicry0_candidates_next",
            self._handle.pointer,
            most,
            byref(block),
            byref(count),
            byref(stride),
            files=self._files,
        )
        return block.value or 0, count.value, stride.value

    def _next(self) -> list[Candidate]:
        address, count, stride = self.next_block(_BLOCK)
        rows = (c.Candidate.from_address(address + i * stride) for i in range(count))
        return [
            Candidate(
                text(row.id),
                text(row.peptide),
                text(row.wildtype),
                text(row.gene),
                text(row.accession),
                row.change_start,
                row.change_end,
                row.is_sequence != 0,
                row.line,
            )
            for row in rows
        ]


def read_candidates(path: Path) -> Candidates:
    """Opens a table of candidates (pVACseq, NeoFox or any), FASTA, or a peptide a line."""
    return Candidates(path)
