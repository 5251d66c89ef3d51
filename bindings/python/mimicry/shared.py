"""What sequences have in common with a proteome: shared segments, and how near it is along them."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import byref, c_uint32, sizeof
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from . import _structs as c
from ._errors import ArgumentError
from ._library import checked, lib
from ._options import set_genes, whole_number
from ._progress import Progress, Watch
from .genes import GeneNames, as_genes
from .hits import Context
from .sequences import Peptides, Queries

if TYPE_CHECKING:
    from .index import Index


class Segment(NamedTuple):
    """Residues that a sequence has in common with a record, as many as can be.

    Positions are 0-based and half-open; `number` is that of the sequence, from 0.
    """

    query_id: str
    segment: str
    query_start: int
    query_end: int
    accession: str
    gene: str
    start: int
    end: int
    record: int
    number: int


class SharedPosition(NamedTuple):
    """A residue of a sequence, and how similar the proteome is there.

    Attributes:
        query_id, number: of the sequence; number from 0.
        position: of the residue, from 0.
        longest: residues of the longest segment that begins here; 0: none.
        covering: of the longest one that contains this residue.
        shared_record, shared_start: the first place of the segment of `longest`, or None.
        window: residues of the window that begins here; 0: there is none.
        mismatches: of this window and the nearest one of the proteome, or None.
        nearest_record, nearest_start: where that is, or None.
    """

    query_id: str
    number: int
    position: int
    longest: int
    covering: int
    shared_record: Optional[int]
    shared_start: Optional[int]
    window: int
    mismatches: Optional[int]
    nearest_record: Optional[int]
    nearest_start: Optional[int]


def find_segments(
    index: Index,
    sequences: Peptides,
    min_length: int,
    changes: Optional[Iterable[tuple[int, int]]],
    only_genes: Optional[GeneNames],
    exclude_genes: Optional[GeneNames],
    threads: int,
    progress: Optional[Progress],
) -> list[Segment]:
    """See `Index.shared`."""
    queries = Queries(sequences)
    options = c.SharedOptions()
    lib.mimicry0_shared_options_init(byref(options), sizeof(options))
    options.min_length = whole_number(min_length, "min_length", 1, 2**64 - 1)
    options.threads = whole_number(threads, "threads", 0, 2**31 - 1)
    if changes is not None:
        options.change_starts, options.change_ends = _change_arrays(changes, queries.count)
    only, exclude = as_genes(only_genes), as_genes(exclude_genes)
    set_genes(options, only, exclude)
    found: list[Segment] = []
    context = Context(index, queries)

    def take(_data: Any, segments: int, count: int, stride: int) -> None:
        for i in range(count):
            s = c.Segment.from_address(segments + i * stride)
            letters = context.residues(s.record, s.start, s.length)
            ends = s.query_start + s.length, s.start + s.length
            names = context.record(s.record)
            name = queries.id(s.query)
            place = (s.query_start, ends[0], *names, s.start, ends[1], s.record, s.query)
            found.append(Segment(name, letters, *place))

    _run("mimicry0_shared", context, options, take, progress)
    return found


def _change_arrays(changes: Iterable[tuple[int, int]], count: int) -> tuple[Any, Any]:
    pairs = list(changes)
    if len(pairs) != count:
        raise ArgumentError(f"{len(pairs)} changes: one a sequence, {count}, was expected")
    both = []
    for which in (0, 1):
        numbers = [whole_number(pair[which], "a change", 0, 2**32 - 1) for pair in pairs]
        both.append((c_uint32 * max(count, 1))(*numbers))
    return both[0], both[1]


def _run(
    name: str, context: Context, options: Any, take: Any, progress: Optional[Progress]
) -> None:
    queries = context.queries
    with Watch(progress) as watch:
        options.progress = watch.function
        function = c.HitsFunction(watch.keeping(take))
        pointer, strings = context.index.pointer, queries.pointer
        checked(name, pointer, strings, queries.count, byref(options), function, None)


def find_profile(
    index: Index,
    sequences: Peptides,
    window: int,
    only_genes: Optional[GeneNames],
    exclude_genes: Optional[GeneNames],
    threads: int,
    progress: Optional[Progress],
) -> list[SharedPosition]:
    """See `Index.shared_profile`."""
    queries = Queries(sequences)
    options = c.SharedProfileOptions()
    lib.mimicry0_shared_profile_options_init(byref(options), sizeof(options))
    options.window = whole_number(window, "window", 0, c.MAX_PEPTIDE)
    options.threads = whole_number(threads, "threads", 0, 2**31 - 1)
    only, exclude = as_genes(only_genes), as_genes(exclude_genes)
    set_genes(options, only, exclude)
    found: list[SharedPosition] = []

    def take(_data: Any, positions: int, count: int, stride: int) -> None:
        for i in range(count):
            p = c.SharedPosition.from_address(positions + i * stride)
            shared, near = p.longest > 0, p.window > 0
            found.append(
                SharedPosition(
                    queries.id(p.query),
                    p.query,
                    p.position,
                    p.longest,
                    p.covering,
                    p.shared_record if shared else None,
                    p.shared_start if shared else None,
                    p.window,
                    p.mismatches if near else None,
                    p.nearest_record if near else None,
                    p.nearest_start if near else None,
                )
            )

    _run("mimicry0_shared_profile", Context(index, queries), options, take, progress)
    return found
