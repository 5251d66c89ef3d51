"""The index of a proteome, and all searches of it."""

from __future__ import annotations

import ctypes
import os
import queue
import threading
from collections.abc import Iterable, Iterator
from ctypes import byref, c_char_p, c_uint64, sizeof
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Union, overload

from . import _structs as c
from ._errors import ArgumentError
from ._library import Handle, checked, lib, text
from ._options import SearchOptions, SearchRequest, Windows, plans, set_genes, whole_number
from ._progress import Progress, Watch, as_function
from ._screen_input import ScreenInput
from .genes import GeneNames, as_genes
from .hits import Context, Hits, Memory, read_text
from .models import Matrix, Weights, model_of_options
from .screen import Screen, ScreenKeywords, ScreenRequest, screen_all, screen_blocks
from .sequences import Path, Peptides, Queries, path_bytes
from .shared import Segment, SharedPosition, find_profile, find_segments
from .significance import Significance, evalues_of
from .tissues import Binders, Expression, Organs

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Record(NamedTuple):
    """One protein: `length` residues; strings are empty where the header had none."""

    accession: str
    gene: str
    description: str
    length: int
    taxon: int


class Source(NamedTuple):
    """A FASTA file that an index was made of: its name, bytes, and CRC-32 of these."""

    name: str
    size: int
    crc32: int


class IndexInfo(NamedTuple):
    """The numbers of an index; `memory` is in bytes, `suffix_width` in bytes an entry."""

    records: int
    residues: int
    memory: int
    format_major: int
    format_minor: int
    suffix_width: int
    sources: tuple[Source, ...]


class Explanation(NamedTuple):
    """How a window of a peptide would be looked for; times in ns, NaN: not considered."""

    number: int
    query_start: int
    length: int
    plan: str
    look_ups_ns: float
    planes_ns: float
    lanes_ns: float


def verify(path: Path) -> None:
    """Reads a whole index file and checks every byte; raises CorruptError if one is wrong."""
    checked("mimicry_index_verify", path_bytes(path), files=[os.fspath(path)])


class Index:
    """A proteome, ready to search; `len`, `index[i]` and iteration are of its records.

    Immutable; safe to share by threads. It ends with `close()`, at the end of a `with`, or when
    nothing refers to it any more; what was made from it goes on working.
    """

    def __init__(self) -> None:
        self._handle: Optional[Handle] = Handle("mimicry_index_close")
        self._path: Optional[str] = None
        self._residues: Optional[int] = None

    # ---- making one ----

    @classmethod
    def build(
        cls,
        paths: Union[Path, Iterable[Path]],
        *,
        suffix_width: int = 0,
        progress: Optional[Progress] = None,
    ) -> Index:
        """Builds an index in memory from FASTA files, plain or gzip; "-" is standard input.

        suffix_width: bytes an entry of the suffix array: 0 (what the size needs), 4 or 8.
        progress: see `search`; it is not asked while the suffix array is sorted.
        """
        if isinstance(paths, (str, bytes, os.PathLike)):
            paths = [paths]
        files = [os.fspath(path) for path in paths]
        raw = [path_bytes(path) for path in files]
        options = c.BuildOptions()
        lib.mimicry0_build_options_init(byref(options), sizeof(options))
        options.suffix_width = whole_number(suffix_width, "suffix_width", 0, 8)
        index = cls()
        with Watch(progress) as watch:
            options.progress = watch.function
            array = (c_char_p * max(len(raw), 1))(*raw)
            out = byref(index.pointer)
            checked("mimicry0_index_build", array, len(raw), byref(options), out, files=files)
        return index

    @classmethod
    def open(cls, path: Path, *, verify: bool = False, fasta: bool = False) -> Index:
        """Maps an index file; processes that open the same file share its memory.

        verify: check every byte first. fasta: a file that is no index is read as FASTA and
        indexed in memory.
        """
        flags = (c.OPEN_VERIFY if verify else 0) | (c.OPEN_FASTA if fasta else 0)
        index = cls()
        out = byref(index.pointer)
        checked("mimicry_index_open", path_bytes(path), flags, out, files=[os.fspath(path)])
        if not fasta and not verify:
            index._path = os.path.abspath(os.fspath(path))
        return index

    def save(self, path: Path) -> None:
        """Writes the index as one file: the whole one, or `path` is left as it was."""
        checked("mimicry_index_save", self.pointer, path_bytes(path), files=[os.fspath(path)])

    @staticmethod
    def verify(path: Path) -> None:
        """Reads a whole index file and checks every byte; raises CorruptError."""
        verify(path)

    @property
    def pointer(self) -> Any:
        """The library's object."""
        if self._handle is None:
            raise ArgumentError("this index is closed")
        return self._handle.pointer

    def share(self) -> Index:
        """Another reference to the same index, to be closed by itself."""
        other = Index.__new__(Index)
        _ = self.pointer
        other._handle, other._path, other._residues = self._handle, self._path, self._residues
        return other

    def close(self) -> None:
        """Lets go of the index; searches that run, and hits, keep it as long as they need it."""
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
    def info(self) -> IndexInfo:
        """The numbers of the index, and the FASTA files that it was made of."""
        info = c.IndexInfo()
        checked("mimicry0_index_get_info", self.pointer, byref(info))
        return IndexInfo(
            info.records,
            info.residues,
            info.memory,
            info.format_major,
            info.format_minor,
            info.suffix_width,
            tuple(self._source(number) for number in range(info.sources)),
        )

    def count_residues(self) -> int:
        """`info.residues`, which every search asks for."""
        if self._residues is None:
            self._residues = self.info.residues
        return self._residues

    def _source(self, number: int) -> Source:
        source = c.Source()
        checked("mimicry0_index_get_source", self.pointer, number, byref(source))
        return Source(text(source.name), source.bytes, source.crc32)

    def record(self, number: int) -> Record:
        """One record, by its number from 0 in the order of the FASTA files."""
        record = c.Record()
        number = whole_number(number, "record", 0, 2**64 - 1)
        checked("mimicry0_index_get_record", self.pointer, number, byref(record))
        return Record(
            text(record.accession),
            text(record.gene),
            text(record.description),
            record.length,
            record.taxon,
        )

    def residues(self, record: int, start: int = 0, end: Optional[int] = None) -> str:
        """Residues [start, end) of a record, cut to what it has; end None: to its last."""
        length = self.record(record).length
        start = whole_number(start, "start", 0, 2**64 - 1)
        end = length if end is None else min(whole_number(end, "end", 0, 2**64 - 1), length)
        size = max(end - start, 0)
        letters = ctypes.create_string_buffer(size + 1)
        number = whole_number(record, "record", 0, 2**64 - 1)
        lib.mimicry0_index_get_residues(self.pointer, number, start, size, letters)
        return letters.value.decode("ascii")

    def __len__(self) -> int:
        return self.info.records

    @overload
    def __getitem__(self, which: int) -> Record: ...
    @overload
    def __getitem__(self, which: slice) -> list[Record]: ...
    def __getitem__(self, which: Union[int, slice]) -> Union[Record, list[Record]]:
        rows = range(len(self))[which]
        return self.record(rows) if isinstance(rows, int) else [self.record(row) for row in rows]

    def __iter__(self) -> Iterator[Record]:
        return (self.record(row) for row in range(len(self)))

    # ---- searches ----

    def search(
        self,
        peptides: Optional[Peptides] = None,
        *,
        max_mismatches: Optional[int] = None,
        min_score: Optional[float] = None,
        min_similarity: Optional[float] = None,
        max_penalty: Optional[float] = None,
        max_evalue: Optional[float] = None,
        top: Optional[int] = None,
        max_indels: int = 0,
        matrix: Optional[Matrix] = None,
        weights: Optional[Weights] = None,
        motif: Optional[str] = None,
        profile: Optional[Path] = None,
        distance: Optional[Path] = None,
        uo_as_ck: bool = False,
        windows: Optional[Windows] = None,
        only_genes: Optional[GeneNames] = None,
        exclude_genes: Optional[GeneNames] = None,
        evalue: bool = False,
        threads: int = 0,
        plan: str = "auto",
        instructions: str = "auto",
        progress: Optional[Progress] = None,
    ) -> Hits:
        """All windows of the proteome within the threshold of each peptide; none is missed.

        peptides: a string, an iterable of strings, a mapping of names to strings, or what
            `read_peptides` read. None with a motif or a profile, which take their place.

        One threshold, inclusive; without one, and without top, exact matches:

        max_mismatches: at most so many positions differ.
        min_score: the sum of the model's scores is at least this.
        min_similarity: the score over the peptide's score with itself is at least this.
        max_penalty: the peptide's score with itself less the score is at most this.
        max_evalue: chance gives at most so many windows of that score or more.
        top: the best so many of each peptide within the threshold, and all ties of the last: by
            fewest mismatches with max_mismatches, else by highest score.
        max_indels: with max_mismatches or alone, windows of any length that the peptide can be
            aligned with by so many insertions and deletions, 0 to 8.

        The scores:

        matrix: the name of a built-in matrix, the path of a file, or a Model; else BLOSUM62.
        weights: a number a position, or a preset such as "mhc1-face".
        motif, profile, distance, uo_as_ck: see `Model`.

        windows: instead of the peptides, all windows of so many residues of them, or of
            (least, most) residues.
        only_genes, exclude_genes: search only the records of these genes, or all but them;
            `Genes`, or an iterable of names. A record without a gene is only left out by
            only_genes.
        evalue: also find p-value, E-value and adjusted p-value of each hit.
        threads: 0: one a processor.
        plan, instructions: force how it is done, for tests and measurements.
        progress: a function of (done, total), a true answer of which cancels with
            CancelledError; or a bar such as tqdm's.

        Ctrl-C stops a search soon: KeyboardInterrupt is raised when all memory is released.
        """
        given = SearchOptions(
            max_mismatches=max_mismatches,
            min_score=min_score,
            min_similarity=min_similarity,
            max_penalty=max_penalty,
            max_evalue=max_evalue,
            top=top,
            max_indels=max_indels,
            matrix=matrix,
            weights=weights,
            motif=motif,
            profile=profile,
            distance=distance,
            uo_as_ck=uo_as_ck,
            windows=windows,
            only_genes=only_genes,
            exclude_genes=exclude_genes,
            threads=threads,
            plan=plan,
            instructions=instructions,
            progress=progress,
        )
        request = SearchRequest(peptides, given)
        if evalue and max_indels > 0:
            raise ArgumentError("evalue with max_indels: windows with indels have no E-value")
        long = request.is_long(self.count_residues())
        index = self.share()
        handle = Handle("mimicry0_hits_free")
        with Watch(progress, long) as watch:
            request.options.progress = watch.function
            index._run("mimicry0_search", request, byref(handle.pointer))
        memory = Memory.of_handle(handle)
        evalues = evalues_of(index, request, memory) if evalue else None
        context = Context(
            index, request.queries, request.options.window_min > 0, max_indels > 0, evalues
        )
        return Hits(memory, context)

    def _run(self, name: str, request: SearchRequest, *arguments: Any) -> None:
        queries = request.queries
        options = byref(request.options)
        checked(name, self.pointer, queries.pointer, queries.count, options, *arguments)

    def search_each(
        self, peptides: Optional[Peptides] = None, **options: Unpack[SearchOptions]
    ) -> Iterator[Hits]:
        """The same search, its hits a block at a time: for results larger than memory.

        Blocks are in the order of the hits, which may cross from one to the next. The search runs
        in a thread of its own and waits for whoever takes the blocks; leaving the loop ends it.
        progress is called in that thread. Keywords as in `search`, but for evalue.
        """
        request = SearchRequest(peptides, options)
        return self._each(self.share(), request)

    @staticmethod
    def _each(index: Index, request: SearchRequest) -> Iterator[Hits]:
        blocks: queue.Queue[Union[Memory, BaseException, None]] = queue.Queue(maxsize=4)
        stop = threading.Event()
        user = as_function(request.progress)
        windows, edits = request.options.window_min > 0, request.options.max_indels > 0

        def put(block: Union[Memory, BaseException, None]) -> None:
            while not stop.is_set():
                try:
                    return blocks.put(block, timeout=0.1)
                except queue.Full:
                    continue

        def take(_data: Any, hits: int, count: int, stride: int) -> int:
            try:
                put(Memory.of_copy(hits, count, stride))
            except BaseException as problem:
                put(problem)
                stop.set()
            return int(stop.is_set())

        def ask(done: int, total: int) -> Any:
            return stop.is_set() or (user is not None and user(done, total))

        def work() -> None:
            try:
                with Watch(ask) as watch:
                    request.options.progress = watch.function
                    index._run("mimicry0_search_each", request, c.HitsFunction(take), None)
                put(None)
            except BaseException as problem:
                put(problem)

        worker = threading.Thread(target=work, name="mimicry search", daemon=True)
        worker.start()
        context = Context(index, request.queries, windows, edits)
        try:
            while (block := blocks.get()) is not None:
                if isinstance(block, BaseException):
                    raise block
                yield Hits(block, context)
        finally:
            stop.set()
            worker.join()

    def count(
        self, peptides: Optional[Peptides] = None, **options: Unpack[SearchOptions]
    ) -> list[list[int]]:
        """The same search, its hits only counted: `[i][k]` hits of peptide i with k mismatches.

        As many columns as there can be. Keywords as in `search`, but for evalue.
        """
        request = SearchRequest(peptides, options)
        o, queries = request.options, request.queries
        columns = o.window_max
        if columns == 0:
            columns = max((len(queries.raw(i)) for i in range(queries.count)), default=0)
        if o.threshold_kind == c.MAX_MISMATCHES:
            columns = int(min(columns, max(o.threshold, 0)))
        columns = min(columns, c.MAX_PEPTIDE) + 1
        counts = (c_uint64 * max(queries.count * columns, 1))()
        with Watch(request.progress, request.is_long(self.count_residues())) as watch:
            o.progress = watch.function
            self.share()._run("mimicry0_search_count", request, counts, columns)
        return [list(counts[i * columns : (i + 1) * columns]) for i in range(queries.count)]

    def explain(
        self, peptides: Optional[Peptides] = None, **options: Unpack[SearchOptions]
    ) -> list[Explanation]:
        """How a search would look for each peptide, or window of it; nothing is searched."""
        request = SearchRequest(peptides, options)
        names = {number: name for name, number in plans().items()}
        found: list[Explanation] = []

        def take(_data: Any, pointer: Any) -> int:
            e = pointer.contents
            found.append(
                Explanation(
                    e.query,
                    e.query_start,
                    e.length,
                    names.get(e.plan, str(e.plan)),
                    e.look_ups_ns,
                    e.planes_ns,
                    e.lanes_ns,
                )
            )
            return 0

        with Watch(None):
            self.share()._run("mimicry0_search_explain", request, c.ExplainFunction(take), None)
        return found

    def significance(self, **options: Unpack[SearchOptions]) -> Significance:
        """p-values and E-values of what a search with these keywords finds.

        Of the keywords count those of the model, and whether the threshold is max_mismatches,
        which is the default.
        """
        request = SearchRequest([], options)
        return Significance(self, request.options)

    def shared(
        self,
        sequences: Peptides,
        *,
        min_length: int = 8,
        changes: Optional[Iterable[tuple[int, int]]] = None,
        only_genes: Optional[GeneNames] = None,
        exclude_genes: Optional[GeneNames] = None,
        threads: int = 0,
        progress: Optional[Progress] = None,
    ) -> list[Segment]:
        """All segments that sequences have in common with records, each as long as it can be.

        min_length: residues of the shortest. changes: only segments with a residue of these
        ranges, (start, end) from 0 for each sequence, as candidates have them; those around the
        place where start is end. Other keywords as in `search`.
        """
        return find_segments(
            self, sequences, min_length, changes, only_genes, exclude_genes, threads, progress
        )

    def shared_profile(
        self,
        sequences: Peptides,
        *,
        window: int = 9,
        only_genes: Optional[GeneNames] = None,
        exclude_genes: Optional[GeneNames] = None,
        threads: int = 0,
        progress: Optional[Progress] = None,
    ) -> list[SharedPosition]:
        """How similar the proteome is along sequences, residue by residue.

        window: residues of the windows whose nearest one is looked for; 0: none, much faster.
        """
        return find_profile(
            self, sequences, window, only_genes, exclude_genes, threads, progress
        )

    def screen(
        self,
        candidates: ScreenInput,
        *,
        exclude_wildtype: bool = False,
        exclude_own_gene: bool = False,
        exclude_paralogs: float = 0,
        only_genes: Optional[GeneNames] = None,
        exclude_genes: Optional[GeneNames] = None,
        expression: Union[Expression, Path, None] = None,
        organs: Union[Organs, Path, bool, None] = None,
        min_expression: float = 1,
        binders: Union[Binders, Path, None] = None,
        dissimilarity: bool = False,
        windows: Optional[Windows] = None,
        matrix: Optional[Matrix] = None,
        uo_as_ck: bool = False,
        threads: int = 0,
        progress: Optional[Progress] = None,
        hits: bool = False,
    ) -> Screen:
        """One row for each candidate: what in the proteome is like it.

        candidates: the path of a table (pVACseq, NeoFox or any), of FASTA or of a list; what
            `read_candidates` gives; an iterable of peptides, of `Candidate`, or of dicts with some
            of its fields, or a mapping of names to peptides. A dict with a wildtype needs no
            change_start and change_end.

        What does not count:

        exclude_wildtype: the candidate's wild type.
        exclude_own_gene: records of its gene, and of its accession with all isoforms.
        exclude_paralogs: windows whose flanks agree with those of the candidate's source in this
            share or more; 0: none.
        only_genes, exclude_genes: as in `search`.

        What is told besides:

        expression: where the genes within reach are expressed; min_expression is the floor.
        organs: also organ systems and vital tissues: `Organs`, or a table's path; True: by the one
            that is built in.
        binders: which of the self-peptides are presented.
        dissimilarity: 1 - R of each candidate to the whole proteome.
        hits: also all windows within reach, as `.hits`.

        windows: of candidates that are sequences, of so many residues or (least, most), else 9.
        Other keywords as in `search`; progress is told of candidates, as far as they are read.
        """
        request = ScreenRequest(
            ScreenKeywords(
                exclude_wildtype=exclude_wildtype,
                exclude_own_gene=exclude_own_gene,
                exclude_paralogs=exclude_paralogs,
                only_genes=only_genes,
                exclude_genes=exclude_genes,
                expression=expression,
                organs=organs,
                min_expression=min_expression,
                binders=binders,
                dissimilarity=dissimilarity,
                windows=windows,
                matrix=matrix,
                uo_as_ck=uo_as_ck,
                threads=threads,
                progress=progress,
                hits=hits,
            )
        )
        return screen_all(self.share(), candidates, request)

    def screen_each(
        self, candidates: ScreenInput, **options: Unpack[ScreenKeywords]
    ) -> Iterator[Screen]:
        """The same screen a block of candidates at a time: for tables larger than memory.

        Candidates are read as they are needed. Keywords as in `screen`.
        """
        return screen_blocks(self.share(), candidates, ScreenRequest(options))

    def search_epitopes(
        self,
        epitopes: Peptides,
        *,
        max_mismatches: int = 0,
        fixed_positions: bool = False,
        matrix: Optional[Matrix] = None,
        uo_as_ck: bool = False,
        only_genes: Optional[GeneNames] = None,
        exclude_genes: Optional[GeneNames] = None,
        threads: int = 0,
        progress: Optional[Progress] = None,
    ) -> Hits:
        """All places where residues stand at the distances that a discontinuous epitope has.

        epitopes: strings such as "R377, Q408, Q432" (positions from 1), as `search` takes
            peptides, or what `read_epitopes` read.
        max_mismatches: how many residues may be others.
        fixed_positions: at these very positions, instead of anywhere in a record.

        The hits' `query` is the epitope, `match` the residues found with their positions from 1;
        start and end, 0-based, are where the first is and after the last.
        """
        queries = Queries(epitopes)
        model = model_of_options(matrix, uo_as_ck=uo_as_ck)
        options = c.EpitopeOptions()
        lib.mimicry0_epitope_options_init(byref(options), sizeof(options))
        options.max_mismatches = whole_number(max_mismatches, "max_mismatches", 0, 2**32 - 1)
        options.fixed_positions = int(fixed_positions)
        options.threads = whole_number(threads, "threads", 0, 2**31 - 1)
        options.model = model._handle.pointer
        only, exclude = as_genes(only_genes), as_genes(exclude_genes)
        set_genes(options, only, exclude)
        index = self.share()
        handle = Handle("mimicry0_hits_free")
        with Watch(progress) as watch:
            options.progress = watch.function
            checked(
                "mimicry0_search_epitopes",
                index.pointer,
                queries.pointer,
                queries.count,
                byref(options),
                byref(handle.pointer),
            )

        def match_text(hit: c.Hit) -> str:
            epitope = queries.raw(hit.query)
            return read_text("mimicry0_epitope_text", index.pointer, epitope, byref(hit))

        return Hits(Memory.of_handle(handle), Context(index, queries, match_text=match_text))
