"""Screens: one row for each candidate of a tumour, of what in the proteome is like it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from ctypes import byref, sizeof
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Optional, TypedDict, Union, overload

from . import _structs as c
from ._errors import ArgumentError
from ._library import checked, lib, text
from ._options import Windows, set_genes, set_windows, whole_number
from ._progress import Progress, Watch, as_function
from ._screen_input import Block, CandidateNames, ScreenInput, blocks
from ._screen_table import Cells, cell_text, number_or_none
from .genes import GeneNames, as_genes
from .hits import Context, Hit, Hits, Memory
from .models import Matrix, model_of_options
from .sequences import Path
from .tissues import Binders, Expression, Organs

if TYPE_CHECKING:
    import pandas

    from .index import Index

_SOURCES = {c.SOURCE_UNKNOWN: "unknown", c.SOURCE_ABSENT: "absent", c.SOURCE_FOUND: "found"}
_ANSWERS = {c.YES: "yes", c.NO: "no", c.UNKNOWN: "unknown"}


class ScreenKeywords(TypedDict, total=False):
    """The keywords of a screen; see `Index.screen`."""

    exclude_wildtype: bool
    exclude_own_gene: bool
    exclude_paralogs: float
    only_genes: Optional[GeneNames]
    exclude_genes: Optional[GeneNames]
    expression: Union[Expression, Path, None]
    organs: Union[Organs, Path, bool, None]
    min_expression: float
    binders: Union[Binders, Path, None]
    dissimilarity: bool
    windows: Optional[Windows]
    matrix: Optional[Matrix]
    uo_as_ck: bool
    threads: int
    progress: Optional[Progress]
    hits: bool


class ScreenRow(NamedTuple):
    """What is like a candidate. "Within reach" are the windows that count, of 0 to 3 mismatches.

    Attributes:
        id, peptide: of the candidate; the number, from 1, if it has no name.
        number: of the candidate, from 0.
        nearest: the window of fewest mismatches that counts, however far it is; None: there is
            none. Its `query` is the part of the candidate that it is like.
        best: the one of the highest score.
        self_counts: how many are within reach, by mismatches.
        evalue: how many windows of the score of `best` chance alone gives; None without a best.
        self_peptides: the distinct peptides within reach, of fewest mismatches first.
        genes: the distinct genes of these windows, likewise.
        records_without_gene: the records among them that have none.
        source: "found", "absent" or "unknown": whether the index has the candidate's own records.
        left_out_wildtype, left_out_own_gene, left_out_paralogs, left_out_genes: windows of 0 to 3
            mismatches that do not count, by the first reason that applies.
        windows: of the candidate that were searched.
        dissimilarity: 1 - R of the whole proteome; None unless it was asked for.
        expression: the highest level of a gene within reach in any tissue; None: not known.
        tissues: where one of them has the floor or more, of the highest level first. This and
            the next four are None without a table, or without organs.
        vital: "yes": some of these are vital; "unknown": none is, but something is not known; "no".
        vital_tissues, organs: the vital ones of them; the organ systems of all of them.
        unknown_genes: genes within reach of which the table says nothing.
        binders: how many of self_peptides are in the table; None without one.
        binder, binder_allele, binder_rank: the one of the lowest rank, or None.
    """

    id: str
    peptide: str
    number: int
    nearest: Optional[Hit]
    best: Optional[Hit]
    self_counts: tuple[int, ...]
    evalue: Optional[float]
    self_peptides: list[str]
    genes: list[str]
    records_without_gene: int
    source: str
    left_out_wildtype: int
    left_out_own_gene: int
    left_out_paralogs: int
    left_out_genes: int
    windows: int
    dissimilarity: Optional[float]
    expression: Optional[float]
    tissues: Optional[list[str]]
    vital: Optional[str]
    vital_tissues: Optional[list[str]]
    organs: Optional[list[str]]
    unknown_genes: Optional[list[str]]
    binders: Optional[int]
    binder: Optional[str]
    binder_allele: Optional[str]
    binder_rank: Optional[float]


# ---- The call ----


class Style:
    """Which columns there are, and what they are made of."""

    def __init__(self, given: ScreenKeywords) -> None:
        expression, binders = given.get("expression"), given.get("binders")
        organs = given.get("organs")
        if expression is not None and not isinstance(expression, Expression):
            expression = Expression(expression)
        if binders is not None and not isinstance(binders, Binders):
            binders = Binders(binders)
        if expression is None and organs:
            raise ArgumentError("organs without expression: a table of expression was expected")
        self.expression, self.binders = expression, binders
        self.organs: Optional[Organs] = None
        if isinstance(organs, Organs):
            self.organs = organs
        elif organs:
            self.organs = Organs(None if organs is True else organs)
        self.floor = float(given.get("min_expression", 1))
        self.dissimilarity = bool(given.get("dissimilarity", False))


class ScreenRequest:
    """What a screen passes to the library, and what has to live meanwhile."""

    def __init__(self, given: ScreenKeywords) -> None:
        unknown = set(given) - set(ScreenKeywords.__annotations__)
        if unknown:
            raise TypeError(f"no such keyword of a screen: {', '.join(sorted(unknown))}")
        self.progress = as_function(given.get("progress"))
        self.hits = bool(given.get("hits", False))
        self.options = o = c.ScreenOptions()
        lib.mimicry0_screen_options_init(byref(o), sizeof(o))
        self.model = model_of_options(given.get("matrix"), uo_as_ck=given.get("uo_as_ck", False))
        o.model = self.model._handle.pointer
        self.only = as_genes(given.get("only_genes"))
        self.exclude = as_genes(given.get("exclude_genes"))
        set_genes(o, self.only, self.exclude)
        set_windows(o, given.get("windows"))
        o.exclude_wildtype = int(bool(given.get("exclude_wildtype")))
        o.exclude_own_gene = int(bool(given.get("exclude_own_gene")))
        o.exclude_paralogs = float(given.get("exclude_paralogs", 0))
        o.threads = whole_number(given.get("threads", 0), "threads", 0, 2**31 - 1)
        self.style = style = Style(given)
        o.dissimilarity = int(style.dissimilarity)
        o.min_expression = style.floor
        if style.expression is not None:
            o.expression = style.expression._handle.pointer
        if style.organs is not None:
            o.organs = style.organs._handle.pointer
        if style.binders is not None:
            o.binders = style.binders._handle.pointer

    def watch(self, block: Block) -> Watch:
        """Tells the user's function of candidates, of as many as have been read."""
        user, told = self.progress, block.first

        def ask(done: int, total: int) -> Any:
            nonlocal told
            # Parts of the work are told of apart: what is done does not get less.
            told = max(told, block.first + block.count * done // max(total, 1))
            return user is not None and user(told, block.first + block.count)

        return Watch(None if user is None else ask)


def screen_blocks(
    index: Index, candidates: ScreenInput, request: ScreenRequest
) -> Iterator[Screen]:
    """See `Index.screen_each`."""
    first = 0
    for block in blocks(candidates):
        block.first = first
        yield _screen_block(index, block, request)
        first += block.count


def screen_all(index: Index, candidates: ScreenInput, request: ScreenRequest) -> Screen:
    """See `Index.screen`."""
    parts = list(screen_blocks(index, candidates, request))
    if len(parts) == 1:
        return parts[0]
    names = CandidateNames(
        0,
        list(chain.from_iterable(part._names.ids for part in parts)),
        list(chain.from_iterable(part._names.words for part in parts)),
    )
    context = Context(index, names, windows=True)
    raw = None if not request.hits else bytearray().join(part._raw or b"" for part in parts)
    rows = list(chain.from_iterable(part._rows for part in parts))
    return Screen(rows, raw, names, context, request)


def _screen_block(index: Index, block: Block, request: ScreenRequest) -> Screen:
    names = block.names()
    context = Context(index, names, windows=True)
    rows: list[ScreenRow] = []
    raw = bytearray() if request.hits else None

    def take(_data: Any, row: Any, _size: int) -> None:
        rows.append(_row(row.contents, block.first, context, request.style))

    def take_hits(_data: Any, address: int, count: int, stride: int) -> None:
        assert raw is not None
        for i in range(count):
            hit = c.Hit.from_buffer_copy(ctypes.string_at(address + i * stride, sizeof(c.Hit)))
            hit.query += block.first
            raw.extend(bytes(hit))

    o = request.options
    with request.watch(block) as watch:
        o.progress = watch.function
        if raw is not None:
            o.each_hit = c.HitsFunction(watch.keeping(take_hits))
        try:
            checked(
                "mimicry0_screen",
                context.index.pointer,
                block.address,
                block.count,
                block.stride,
                byref(o),
                c.ScreenFunction(watch.keeping(take)),
                None,
            )
        except ArgumentError as problem:
            _renumber(problem, block.first)
            raise
    return Screen(rows, raw, names, context, request)


def _renumber(problem: ArgumentError, first: int) -> None:
    """The library counts the candidates of a block."""

    def shifted(found: re.Match[str]) -> str:
        return f"candidate {int(found[1]) + first}:"

    problem.message = re.sub(r"^candidate (\d+):", shifted, problem.message)


# ---- Rows ----


def _texts(names: c.Names) -> list[str]:
    return [text(names.names[i]) for i in range(names.count)]


def _row(raw: c.ScreenRow, first: int, context: Context, style: Style) -> ScreenRow:
    """A copy: what the library's row points at lives during the callback alone."""
    number = first + raw.candidate
    left_out = raw.left_out
    told, organs, bound = (
        style.expression is not None,
        style.organs is not None,
        style.binders is not None,
    )
    return ScreenRow(
        id=context.queries.id(number),
        peptide=context.queries.letters(number),
        number=number,
        nearest=_hit(raw.nearest, number, context),
        best=_hit(raw.best, number, context),
        self_counts=tuple(raw.self),
        evalue=number_or_none(raw.evalue),
        self_peptides=_texts(raw.peptides),
        genes=_texts(raw.genes),
        records_without_gene=raw.unnamed,
        source=_SOURCES[raw.source],
        left_out_wildtype=left_out[c.LEFT_OUT_WILDTYPE],
        left_out_own_gene=left_out[c.LEFT_OUT_OWN_GENE],
        left_out_paralogs=left_out[c.LEFT_OUT_PARALOG],
        left_out_genes=left_out[c.LEFT_OUT_GENES],
        windows=raw.windows,
        dissimilarity=number_or_none(raw.dissimilarity),
        expression=number_or_none(raw.expression) if told else None,
        tissues=_texts(raw.tissues) if told else None,
        vital=_ANSWERS[raw.is_vital] if organs else None,
        vital_tissues=_texts(raw.vital) if organs else None,
        organs=_texts(raw.organs) if organs else None,
        unknown_genes=_texts(raw.unknown_genes) if told else None,
        binders=raw.binders if bound else None,
        binder=text(raw.binder) if raw.binder else None,
        binder_allele=text(raw.binder_allele) if raw.binder else None,
        binder_rank=number_or_none(raw.binder_rank) if bound else None,
    )


def _hit(pointer: Any, number: int, context: Context) -> Optional[Hit]:
    raw = c.Hit.from_buffer_copy(pointer.contents)
    if raw.length == 0:
        return None
    raw.query = number
    return context.make(raw)


# ---- The result ----


class Screen(Sequence[ScreenRow]):
    """The rows of a screen, one a candidate, in their order.

    A sequence of `ScreenRow`: `len(screen)`, `screen[0]`, `for row in screen`. A slice is a Screen.
    """

    def __init__(
        self,
        rows: list[ScreenRow],
        raw: Optional[bytearray],
        names: CandidateNames,
        context: Context,
        request: ScreenRequest,
    ) -> None:
        self._rows, self._raw, self._names = rows, raw, names
        self._context, self._request = context, request

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, which: int) -> ScreenRow: ...
    @overload
    def __getitem__(self, which: slice) -> Screen: ...
    def __getitem__(self, which: Union[int, slice]) -> Union[ScreenRow, Screen]:
        if isinstance(which, slice):
            rows = self._rows[which]
            return Screen(rows, self._raw, self._names, self._context, self._request)
        return self._rows[which]

    def __iter__(self) -> Iterator[ScreenRow]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<a screen of {len(self)} candidates>"

    @property
    def hits(self) -> Optional[Hits]:
        """With hits=True: all windows within reach, by candidate; else None.

        Of a slice: those of the whole screen; `hit.number` is `row.number`.
        """
        if self._raw is None:
            return None
        stride = sizeof(c.Hit)
        count = len(self._raw) // stride
        place = (ctypes.c_char * max(len(self._raw), 1)).from_buffer(self._raw or bytearray(1))
        memory = Memory(place, ctypes.addressof(place), count, stride)
        return Hits(memory, self._context)

    # ---- tables ----

    def _table(self) -> tuple[list[str], list[list[Any]]]:
        """The names of the columns, and the values of each row."""
        cells = Cells(self._request.style)
        return cells.columns, [cells.of_row(row) for row in self._rows]

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with the columns that the command prints; what is several is a list.

        Positions are 0-based and half-open, as everywhere; what there is not is missing.
        """
        import pandas

        columns, rows = self._table()
        return pandas.DataFrame(rows, columns=columns)

    @overload
    def to_tsv(self, file: None = None) -> str: ...
    @overload
    def to_tsv(self, file: IO[str]) -> None: ...
    def to_tsv(self, file: Optional[IO[str]] = None) -> Optional[str]:
        """The table that `mimicry screen` prints: positions from 1, the last one included.

        file: a text file to write to; None: the table is returned.
        """
        columns, rows = self._table()
        lines = ["\t".join(columns)]
        for row, values in zip(self._rows, rows):
            nothing = "unknown" if row.unknown_genes or row.records_without_gene else "none"
            cells = (cell_text(name, value, nothing) for name, value in zip(columns, values))
            lines.append("\t".join(cells))
        table = "\n".join(lines) + "\n"
        if file is None:
            return table
        file.write(table)
        return None
