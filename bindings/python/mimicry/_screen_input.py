"""The candidates of a screen, as the library takes them: from files, and from what Python has."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Iterator, Mapping
from ctypes import sizeof
from itertools import islice
from typing import Any, Union

from . import _structs as c
from ._errors import ArgumentError
from ._library import text
from ._options import whole_number
from .candidates import Candidate, Candidates
from .sequences import Path, Queries, string_bytes

#: A path, what `read_candidates` gives, an iterable of strings, of Candidates or of dicts with
#: keys such as Candidate has, or a mapping of names to strings.
ScreenInput = Union[
    Path, Candidates, Mapping[str, str], Iterable[Union[str, Candidate, Mapping[str, Any]]]
]

# Candidates that are screened at once.
BLOCK = 16384


class Block:
    """Candidates as the library takes them."""

    def __init__(self, address: int, count: int, stride: int, owner: Any = None) -> None:
        self.address, self.count, self.stride, self.owner = address, count, stride, owner
        self.first = 0  # the number of its first one

    def names(self) -> CandidateNames:
        """The ids and the letters of all, copied."""
        rows = [
            c.Candidate.from_address(self.address + i * self.stride) for i in range(self.count)
        ]
        ids = [text(row.id) or str(self.first + i) for i, row in enumerate(rows, 1)]
        return CandidateNames(self.first, ids, [text(row.peptide) for row in rows])


class CandidateNames(Queries):
    """The candidates' names and letters, by their numbers from `first` on."""

    def __init__(self, first: int, ids: list[str], words: list[str]) -> None:
        super().__init__(words)
        self.first, self.ids, self.words = first, ids, words

    def id(self, number: int) -> str:
        """The name of a candidate."""
        return self.ids[number - self.first]

    def raw(self, number: int) -> bytes:
        """The letters of a candidate."""
        return super().raw(number - self.first)


def blocks(candidates: ScreenInput) -> Iterator[Block]:
    """The candidates a block at a time; a block may live until the next one is asked for."""
    if isinstance(candidates, (str, bytes, os.PathLike)):
        candidates = Candidates(candidates)
    if isinstance(candidates, Candidates):
        while (found := candidates.next_block(BLOCK))[1] > 0:
            yield Block(*found)
        return
    if isinstance(candidates, Mapping):
        candidates = ({"id": name, "peptide": word} for name, word in candidates.items())
    numbered = enumerate(candidates, 1)
    while some := list(islice(numbered, BLOCK)):
        array = (c.Candidate * len(some))()
        for raw, (number, given) in zip(array, some):
            _fill(raw, given, number)
        yield Block(ctypes.addressof(array), len(some), sizeof(c.Candidate), array)


def _fill(raw: c.Candidate, given: Any, number: int) -> None:
    """Sets a record of the library to a candidate that the caller has."""
    what = f"candidate {number}"
    if isinstance(given, Candidate):
        values: Mapping[str, Any] = given._asdict()
    elif isinstance(given, Mapping):
        values = given
    else:
        values = {"peptide": given}
    unknown = set(values) - set(Candidate._fields)
    if unknown:
        raise ArgumentError(
            f"{what}: {', '.join(sorted(map(str, unknown)))}: {', '.join(Candidate._fields)} "
            "were expected"
        )
    for name in ("id", "peptide", "wildtype", "gene", "accession"):
        value = values.get(name)
        if name in ("peptide", "wildtype") and isinstance(value, str):
            value = value.upper()
        if value is not None:
            setattr(raw, name, string_bytes(value, f"{what}: {name}"))
    start, end = change_of(raw.peptide or b"", raw.wildtype or b"")
    raw.change_start = whole_number(
        values.get("change_start", start), f"{what}: change_start", 0, 2**32 - 1
    )
    raw.change_end = whole_number(
        values.get("change_end", end), f"{what}: change_end", 0, 2**32 - 1
    )
    raw.is_sequence = int(bool(values.get("is_sequence")))


def change_of(peptide: bytes, wildtype: bytes) -> tuple[int, int]:
    """The residues that are not the wild type's, as mimicry0_candidate has it."""
    if not wildtype:
        return 0, len(peptide)
    start = len(os.path.commonprefix([peptide, wildtype]))
    rest = os.path.commonprefix([peptide[start:][::-1], wildtype[start:][::-1]])
    return start, len(peptide) - len(rest)
