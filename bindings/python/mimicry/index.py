"""The index of a proteome, and all that is asked of it."""

from __future__ import annotations

import ctypes
import inspect
import os
from collections.abc import Iterable, Iterator
from ctypes import byref
from typing import Any, NamedTuple, overload

from . import _declarations as c
from . import report as _report
from . import screen as _screen
from . import search as _search
from . import shared as _shared
from ._calls import Call, Progress, Watch
from ._errors import ArgumentError
from ._library import Handle, PathLike, checked, lib, path_bytes, string_array, text
from ._options import Columns, Windows, make_run, whole_number
from .annotations import Annotations
from .genes import GenesLike
from .model import ModelLike, as_model
from .queries import QueriesLike
from .screen import Screen
from .table import Table


class Record(NamedTuple):
    """One protein: `length` residues; strings are empty where the header had none."""

    accession: str
    gene: str
    description: str
    length: int
    taxon: int


class Info(NamedTuple):
    """The numbers of an index; `memory` is in bytes, `suffix_width` in bytes an entry.

    without_gene, without_residues, decoys: records. left_out: records that exclude_decoys left
    out; 0 of an index file. changed, added: records that variants have changed, or added.
    """

    records: int
    residues: int
    sources: int
    memory: int
    format_major: int
    format_minor: int
    suffix_width: int
    without_gene: int
    without_residues: int
    decoys: int
    left_out: int
    changed: int
    added: int


def verify(path: PathLike) -> None:
    """Reads a whole index file and checks every byte; raises CorruptError if one is wrong."""
    checked("mimicry_index_verify", path_bytes(path), files=[os.fspath(path)])


class Index:
    """A proteome, ready to search; `len`, `index[i]` and iteration are of its records.

    Immutable; safe to share by threads. It ends with `close()`, at the end of a `with`, or when
    nothing refers to it any more; what was made from it goes on working.
    """

    def __init__(self) -> None:
        self._handle: Handle | None = Handle("mimicry_index_close")
        self._path: str | None = None

    def _held(self) -> Handle:
        """The library's object, which whoever uses it holds."""
        if self._handle is None:
            raise ArgumentError("this index is closed")
        return self._handle

    # ---- making one ----

    @classmethod
    def build(
        cls,
        paths: PathLike | Iterable[PathLike],
        *,
        suffix_width: int = 0,
        exclude_decoys: bool = False,
        variants: PathLike | None = None,
        progress: Progress | None = None,
    ) -> Index:
        """Builds an index in memory from FASTA files, plain or gzip; "-" is standard input.

        suffix_width: bytes an entry of the suffix array: 0 (what the size needs), 4 or 8.
        exclude_decoys: leave out records that are decoys or contaminants by their names.
        variants: a file of a person's variants, which make it that person's proteome: a VCF that
        VEP annotated, or a table (docs/variants.md).
        progress: see `search`; it is not asked while the suffix array is sorted.
        """
        if isinstance(paths, (str, bytes, os.PathLike)):
            paths = [paths]
        files = [os.fspath(path) for path in paths]
        raw = [path_bytes(path) for path in files]
        call, index = Call(progress), cls()
        options = c.BuildOptions(run=make_run(call))
        options.exclude_decoys = int(bool(exclude_decoys))
        options.suffix_width = whole_number(suffix_width, "suffix_width", 0, 8)
        if variants is not None:
            files.append(os.fspath(variants))
            options.variants = path_bytes(variants)
        out = byref(index._held().pointer)
        with Watch(call):
            array = string_array(raw)
            checked("mimicry_index_build", array, len(raw), byref(options), out, files=files)
        return index

    @classmethod
    def open(
        cls,
        path: PathLike,
        *,
        verify: bool = False,
        fasta: bool = False,
        exclude_decoys: bool = False,
    ) -> Index:
        """Maps an index file; processes that open the same file share its memory.

        verify: check every byte first. fasta: a file that is no index is read as FASTA and
        indexed in memory. exclude_decoys: as in `build`; an index file must have none.
        """
        flags = (c.OPEN_VERIFY if verify else 0) | (c.OPEN_FASTA if fasta else 0)
        flags |= c.OPEN_EXCLUDE_DECOYS if exclude_decoys else 0
        call, index = Call(), cls()
        out = byref(index._held().pointer)
        checked("mimicry_index_open", path_bytes(path), flags, out, files=[os.fspath(path)])
        run = make_run(call)
        lib.mimicry_index_notes(index._held().pointer, run.note, run.data)
        call.raise_kept()
        if not fasta and not verify:
            index._path = os.path.abspath(os.fspath(path))
        return index

    def save(self, path: PathLike) -> None:
        """Writes the index as one file: the whole one, or `path` is left as it was."""
        held = self._held()
        checked("mimicry_index_save", held.pointer, path_bytes(path), files=[os.fspath(path)])

    def close(self) -> None:
        """Lets go of the index; what was made from it keeps it as long as it needs it."""
        self._handle = None

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        # For multiprocessing: the other process maps the same file.
        if self._path is None:
            raise TypeError("only an index that Index.open mapped can be sent to a process")
        return (Index.open, (self._path,))

    def __repr__(self) -> str:
        if self._handle is None:
            return "<closed index>"
        info = self.info
        return f"<index of {info.records} records, {info.residues} residues>"

    # ---- what is in it ----

    @property
    def info(self) -> Info:
        """The numbers of the index."""
        info, held = c.Info(), self._held()
        checked("mimicry_index_info", held.pointer, byref(info))
        return Info(*(getattr(info, name) for name in Info._fields))

    def record(self, number: int) -> Record:
        """One record, by its number from 0 in the order of the FASTA files."""
        record, held = c.Record(), self._held()
        number = whole_number(number, "record", 0, 2**64 - 1)
        checked("mimicry_index_record", held.pointer, number, byref(record))
        return Record(
            text(record.accession),
            text(record.gene),
            text(record.description),
            record.length,
            record.taxon,
        )

    def residues(self, record: int, start: int = 0, end: int | None = None) -> str:
        """Residues [start, end) of a record, from 0, cut to what it has; end None: to its last."""
        held, length = self._held(), self.record(record).length
        start = whole_number(start, "start", 0, 2**64 - 1)
        end = length if end is None else min(whole_number(end, "end", 0, 2**64 - 1), length)
        size = max(end - start, 0)
        letters = ctypes.create_string_buffer(size + 1)
        lib.mimicry_index_residues(held.pointer, record, start, size, letters)
        return letters.value.decode("ascii")

    def _table(self, what: int) -> Table:
        held = self._held()

        def open_stream(_call: Call, stream: c.ArrowArrayStream) -> None:
            checked("mimicry_index_table", held.pointer, what, byref(stream))

        return Table(open_stream)

    def records(self) -> Table:
        """All records."""
        return self._table(c.INDEX_RECORDS)

    def sources(self) -> Table:
        """The FASTA files that the index was made of."""
        return self._table(c.INDEX_SOURCES)

    def __len__(self) -> int:
        return self.info.records

    @overload
    def __getitem__(self, which: int) -> Record: ...
    @overload
    def __getitem__(self, which: slice) -> list[Record]: ...
    def __getitem__(self, which: int | slice) -> Record | list[Record]:
        rows = range(len(self))[which]
        return self.record(rows) if isinstance(rows, int) else [self.record(row) for row in rows]

    def __iter__(self) -> Iterator[Record]:
        return (self.record(row) for row in range(len(self)))

    # ---- what is asked of it ----

    def search(
        self,
        queries: QueriesLike | None = None,
        *,
        max_mismatches: int | None = None,
        min_score: float | None = None,
        min_similarity: float | None = None,
        max_penalty: float | None = None,
        max_evalue: float | None = None,
        min_activity: float | None = None,
        top: int | None = None,
        max_indels: int = 0,
        model: ModelLike | None = None,
        windows: Windows | None = None,
        positions: str | None = None,
        rows: str = "hits",
        columns: Columns = (),
        flank: int = 0,
        only_genes: GenesLike | None = None,
        exclude_genes: GenesLike | None = None,
        annotations: Annotations | None = None,
        min_expression: float = 0,
        alleles: str | Iterable[str] | None = None,
        max_presented: float = 0,
        levels: Columns = (),
        models: Columns = (),
        order: str | None = None,
        threads: int = 0,
        plan: str = "auto",
        instructions: str = "auto",
        progress: Progress | None = None,
    ) -> Table:
        """All windows of the proteome within the threshold of each query; none is missed.

        queries: a peptide; the path of a file of any kind, or "-"; an iterable of peptides, of
            mappings or of Biopython records; a mapping of ids to peptides; a data frame, or
            whatever gives its table as an Arrow stream. None with a model of a motif or a profile.

        One threshold, inclusive; without one, and without top, exact matches:

        max_mismatches: at most so many positions differ.
        min_score: the sum of the model's scores is at least this.
        min_similarity: the score over the peptide's score with itself is at least this.
        max_penalty: the peptide's score with itself less the score is at most this.
        max_evalue: chance gives at most so many windows of that score or more.
        min_activity: of a scan: the predicted share of the index peptide's response is at least
            this.
        top: the best so many of each peptide within the threshold, by highest score, and all ties
            of the last.
        max_indels: with max_mismatches or alone, windows of any length that the peptide can be
            aligned with by so many insertions and deletions, 0 to 8.

        model: a `Model`, or the name or the file of a matrix; else BLOSUM62.
        windows: instead of the queries, all windows of so many residues of them, or of
            (least, most) residues.
        positions: queries are discontinuous epitopes, "R377, Q408, Q432": found "anywhere", or
            "fixed", at these positions.

        rows: "hits"; "peptides", a row for each distinct self-peptide; or "counts", by mismatches.
        columns: names of more columns of hits (docs/search-modes.md); another name tells them all.
        flank: also up to so many residues before and after each match.
        only_genes, exclude_genes: search only the records of these genes, or all but them;
            `Genes`, or an iterable of names. A record without a gene is only left out by
            only_genes.
        annotations: what is known of genes and peptides, as columns. min_expression: the level from
            which on a gene counts as expressed; 0: 1.
        alleles: HLA alleles, in any spelling, of which the one counts that presents a window best;
            None: each query's own; "" or (): none. docs/presentation.md.
        max_presented: above 0: only windows among so many percent of the proteome's that an allele
            presents best, and those of which that is unknown.
        levels: names of tissues of the annotations' expression, a column each of the level of the
            gene there.
        models: other models, names or files of matrices and "relatedness": a column each,
            `rank_NAME`, of the place of the hit among all windows that are searched, by that model.
        order: how hits of a peptide come, and which are the best of top, by one of the names that
            docs/presentation.md has; another name tells them all. None: combined where alleles are
            known, else similarity.

        threads: 0: one a processor.
        plan, instructions: force how it is done, for tests and measurements.
        progress: a function of (done, total), a true answer of which cancels with
            CancelledError; or a bar such as tqdm's.

        The table is computed when it is read. Ctrl-C stops that soon: KeyboardInterrupt is raised
        when all memory is released.
        """
        given = {name: value for name, value in locals().items() if name not in _NOT_OPTIONS}
        return _search.search(self, queries, progress, given)

    def explain(self, queries: QueriesLike | None = None, **given: Any) -> Table:
        """How each query would be searched, and what each way is estimated to take.

        The keywords of `search`; it searches nothing.
        """
        bound = inspect.signature(Index.search).bind(self, queries, **given)
        bound.apply_defaults()
        return _search.explain(self, queries, bound.arguments)

    def screen(
        self,
        queries: QueriesLike | None = None,
        *,
        max_mismatches: int | None = None,
        min_score: float | None = None,
        min_similarity: float | None = None,
        max_penalty: float | None = None,
        max_evalue: float | None = None,
        min_activity: float | None = None,
        top: int | None = None,
        model: ModelLike | None = None,
        windows: Windows | None = None,
        exclude_wildtype: bool = False,
        exclude_own_gene: bool = False,
        exclude_paralogs: float = 0,
        dissimilarity: bool = False,
        columns: Columns = (),
        flank: int = 0,
        only_genes: GenesLike | None = None,
        exclude_genes: GenesLike | None = None,
        annotations: Annotations | None = None,
        min_expression: float = 0,
        alleles: str | Iterable[str] | None = None,
        max_presented: float = 0,
        max_rank: float = 0,
        levels: Columns = (),
        models: Columns = (),
        order: str | None = None,
        junctions: bool = False,
        threads: int = 0,
        plan: str = "auto",
        instructions: str = "auto",
        progress: Progress | None = None,
    ) -> Screen:
        """One row for each query: what in the proteome is like it. `hits` are the windows.

        queries: as in `search`, none with a scan; a table of candidates has their wild types, genes
            and accessions.

        The reach, which windows are counted and are hits: those of at most 3 mismatches, or those
        of a threshold or the best `top`, as in `search`. The nearest and the best are found at any
        distance.

        exclude_wildtype: leave out windows that are the wild type.
        exclude_own_gene: leave out records of the query's own gene or accession.
        exclude_paralogs: above 0, to 1: leave out windows of which this share of the flanks agrees
            with those of the source (docs/screen.md).
        dissimilarity: also compute the dissimilarity to the proteome.
        max_rank: self-peptides up to this rank, in percent, count as binders; 0: 2. It goes with
            alleles or binders.
        order: as in `search`, of the hits; and of the columns `first`, which are there unless it is
            similarity: the first of each query's hits, with combined at any distance.
        junctions: queries is the path of FASTA with the parts of a cassette, one after the other: a
            row for each junction, and only windows over it.

        All else as in `search`; columns, flank and models are those of the hits, but that `vital`
        is also of the rows, and `lists` of these alone: the names of all that is within reach.
        """
        given = {name: value for name, value in locals().items() if name not in _NOT_OPTIONS}
        return _screen.screen(self, queries, progress, given)

    def annotate(
        self, queries: QueriesLike, *, mutated: QueriesLike | None = None, **options: Any
    ) -> Any:
        """A table of candidates with the columns of `screen` after its own, which stay as they are.

        queries: a data frame of pandas or polars, or a table of pyarrow: one of its kind is given
            back; or the path of a table: a Table, whose own columns are text.
        mutated: with a path, the FASTA of mutants and wild types that pVACtools made the table of:
            adds its column `Ref Match` (docs/screen.md).

        A column of ours whose name is there already begins with `mimicry_`. All else as in
        `screen`.
        """
        bound = inspect.signature(Index.screen).bind(self, queries, **options)
        bound.apply_defaults()
        given = {k: v for k, v in bound.arguments.items() if k not in _NOT_OPTIONS}
        return _screen.annotate(self, queries, mutated, bound.arguments["progress"], given)

    def report(
        self,
        queries: QueriesLike | None = None,
        path: PathLike | None = None,
        *,
        title: str | None = None,
        command: str | None = None,
        along: Table | None = None,
        **options: Any,
    ) -> bytes | None:
        """A screen as one HTML page, as bytes, or written to `path`; it opens without a network.

        title, command: what stands above. along: the table of `along`, for tracks along queries
        that are sequences. All else as in `screen`.
        """
        return _report.report(
            self.screen(queries, **options),
            path=path,
            title=title,
            command=command,
            index=self,
            annotations=options.get("annotations"),
            model=as_model(options.get("model")),
            along=along,
        )

    def shared(
        self,
        queries: QueriesLike,
        *,
        min_length: int = 8,
        changed: bool = False,
        only_genes: GenesLike | None = None,
        exclude_genes: GenesLike | None = None,
        threads: int = 0,
        progress: Progress | None = None,
    ) -> Table:
        """All segments that sequences have in common with the proteome, each as long as it can be.

        min_length: residues of the shortest. changed: only segments that have a residue of the
        query's change, or those around a deletion. All else as in `search`.
        """
        genes = only_genes, exclude_genes
        return _shared.shared(self, queries, min_length, changed, genes, threads, progress)

    def along(
        self,
        queries: QueriesLike,
        *,
        window: int = 9,
        only_genes: GenesLike | None = None,
        exclude_genes: GenesLike | None = None,
        threads: int = 0,
        progress: Progress | None = None,
    ) -> Table:
        """How near the proteome is along each sequence: a row for each residue.

        window: residues of the windows; 0: none, much faster. All else as in `search`.
        """
        genes = only_genes, exclude_genes
        return _shared.along(self, queries, window, genes, threads, progress)

    def evalue(self, peptide: str, score: float, *, model: ModelLike | None = None) -> float:
        """How many windows of that score or more chance gives for a peptide."""
        return _search.evalue(self, peptide, c.MIN_SCORE, score, model)


_NOT_OPTIONS = frozenset(("self", "queries", "progress"))
