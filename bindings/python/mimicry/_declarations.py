"""The public header, as ctypes has it: constants, structures, callbacks and functions.

Made from include/mimicry/mimicry.h by scripts/declarations.py: change it there, then
cmake --build BUILD --target update_declarations. Names lose `mimicry_` and `MIMICRY_`. Handles are
void pointers.
"""

from __future__ import annotations

from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_int64,
    c_size_t,
    c_uint32,
    c_uint64,
    c_void_p,
    sizeof,
)
from typing import Any

VERSION_MAJOR = 0
VERSION_MINOR = 1
VERSION_PATCH = 0
ABOUT_COMPILER = 1
ABOUT_INSTRUCTIONS = 2
ABOUT_ZLIB = 3
ABOUT_DIVSUFSORT = 4
OK = 0
E_ARGUMENT = -1
E_MEMORY = -20
E_IO = -40
E_FORMAT = -60
E_CORRUPT = -61
E_VERSION = -80
E_CANCELLED = -100
NAMES_MATRICES = 1
NAMES_MASKS = 2
NAMES_SCORES = 3
NAMES_PLANS = 4
NAMES_INSTRUCTIONS = 5
NAMES_FORMATS = 6
NAMES_COLUMNS = 7
NAMES_ALLELES = 8
NAMES_ORDERS = 9
ARROW_FLAG_DICTIONARY_ORDERED = 1
ARROW_FLAG_NULLABLE = 2
ARROW_FLAG_MAP_KEYS_SORTED = 4
FORMAT_TSV = 1
FORMAT_CSV = 2
FORMAT_JSONL = 3
FORMAT_BLAST6 = 4
FORMAT_PEPMATCH = 5
FORMAT_TABLE = 6
PLAN_AUTO = 0
PLAN_SUFFIX = 1
PLAN_SEEDS = 2
PLAN_PLANES = 3
PLAN_LANES = 4
PLAN_BRANCH = 5
PLAN_SCAN = 6
PLAN_SLIDING = 7
INSTRUCTIONS_AUTO = 0
INSTRUCTIONS_PORTABLE = 1
INSTRUCTIONS_AVX2 = 2
INSTRUCTIONS_AVX512 = 3
OPEN_VERIFY = 1
OPEN_FASTA = 2
OPEN_EXCLUDE_DECOYS = 4
INDEX_RECORDS = 1
INDEX_SOURCES = 2
MODEL_MATRIX = 0
MODEL_MOTIF = 1
MODEL_PROFILE = 2
MODEL_DISTANCE = 3
MODEL_SCAN = 4
MODEL_UO_AS_CK = 1
MAX_PEPTIDE = 1024
MAX_EPITOPE = 255
USUAL_WINDOW = 9
READ_EPITOPES = 1
READ_PAIRS = 2
READ_CONSTANTS = 4
EXPRESSION = 1
ORGANS = 2
BINDERS = 3
MOTIFS = 4
MAX_INDELS = 8
NO_THRESHOLD = 0
MAX_MISMATCHES = 1
MIN_SCORE = 2
MIN_SIMILARITY = 3
MAX_PENALTY = 4
MAX_EVALUE = 5
MIN_ACTIVITY = 6
POSITIONS_NONE = 0
POSITIONS_ANYWHERE = 1
POSITIONS_FIXED = 2
ROWS_HITS = 0
ROWS_PEPTIDES = 1
ROWS_COUNTS = 2
ORDER_AUTO = 0
ORDER_SIMILARITY = 1
ORDER_PRESENTED = 2
ORDER_COMBINED = 3
ORDER_EXPRESSION = 4
COLUMN_EVALUE = 1
COLUMN_ALIGNMENT = 2
COLUMN_PROTEIN = 4
COLUMN_GROUP = 8
COLUMN_VITAL = 16
COLUMN_LISTS = 32
SCORE_HAMMING = 1
SCORE_SUM = 2
SCORE_SIMILARITY = 3
SCORE_PENALTY = 4
SCORE_GRAM_DISTANCE = 5
SCORE_SELF_SIMILARITY = 6
SCORE_RELATEDNESS = 7
SCORE_CROSS_REACTIVITY = 8
SCORE_HEX = 9
SCORE_DISSIMILARITY = 10
SCORE_FOREIGNNESS = 11
SCORE_RECOGNITION_POTENTIAL = 12
SCORE_AMPLITUDE = 13
SCORE_ACTIVITY = 14


class Sized(Structure):
    """A structure that begins with its size, so that it can grow in later versions."""

    def __init__(self, **fields: Any) -> None:
        super().__init__(size=sizeof(type(self)), **fields)


class ArrowSchema(Structure):
    """struct ArrowSchema"""


class ArrowArray(Structure):
    """struct ArrowArray"""


class ArrowArrayStream(Structure):
    """struct ArrowArrayStream"""


ArrowSchema._fields_ = (
    ("format", c_char_p),
    ("name", c_char_p),
    ("metadata", c_void_p),
    ("flags", c_int64),
    ("n_children", c_int64),
    ("children", POINTER(POINTER(ArrowSchema))),
    ("dictionary", POINTER(ArrowSchema)),
    ("release", CFUNCTYPE(None, POINTER(ArrowSchema))),
    ("private_data", c_void_p),
)

ArrowArray._fields_ = (
    ("length", c_int64),
    ("null_count", c_int64),
    ("offset", c_int64),
    ("n_buffers", c_int64),
    ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(ArrowArray))),
    ("dictionary", POINTER(ArrowArray)),
    ("release", CFUNCTYPE(None, POINTER(ArrowArray))),
    ("private_data", c_void_p),
)

ArrowArrayStream._fields_ = (
    ("get_schema", CFUNCTYPE(c_int, POINTER(ArrowArrayStream), POINTER(ArrowSchema))),
    ("get_next", CFUNCTYPE(c_int, POINTER(ArrowArrayStream), POINTER(ArrowArray))),
    ("get_last_error", CFUNCTYPE(c_char_p, POINTER(ArrowArrayStream))),
    ("release", CFUNCTYPE(None, POINTER(ArrowArrayStream))),
    ("private_data", c_void_p),
)

WriteFn = CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t)
ProgressFn = CFUNCTYPE(c_int, c_void_p, c_uint64, c_uint64)
NoteFn = CFUNCTYPE(None, c_void_p, c_char_p)
NotesFn = CFUNCTYPE(None, c_void_p, NoteFn, c_void_p)


class Error(Sized):
    """mimicry_error"""

    _fields_ = (
        ("size", c_size_t),
        ("status", c_int32),
        ("system", c_int32),
        ("line", c_uint64),
        ("offset", c_uint64),
        ("message", c_char * 512),
    )


class WriteOptions(Sized):
    """mimicry_write_options"""

    _fields_ = (
        ("size", c_size_t),
        ("format", c_int32),
        ("no_header", c_int32),
        ("batches", c_uint64),
        ("width", c_int32),
        ("color", c_int32),
        ("rows", c_uint64),
        ("rest", c_char_p),
        ("threads", c_int32),
        ("reserved", c_int32),
    )


class Run(Structure):
    """mimicry_run"""

    _fields_ = (
        ("threads", c_int32),
        ("plan", c_int32),
        ("instructions", c_int32),
        ("reserved", c_int32),
        ("progress", ProgressFn),
        ("note", NoteFn),
        ("data", c_void_p),
    )


class BuildOptions(Sized):
    """mimicry_build_options"""

    _fields_ = (
        ("size", c_size_t),
        ("run", Run),
        ("suffix_width", c_int32),
        ("exclude_decoys", c_int32),
        ("variants", c_char_p),
    )


class Info(Sized):
    """mimicry_info"""

    _fields_ = (
        ("size", c_size_t),
        ("records", c_uint64),
        ("residues", c_uint64),
        ("sources", c_uint64),
        ("memory", c_uint64),
        ("format_major", c_uint32),
        ("format_minor", c_uint32),
        ("suffix_width", c_uint32),
        ("reserved", c_uint32),
        ("without_gene", c_uint64),
        ("without_residues", c_uint64),
        ("decoys", c_uint64),
        ("left_out", c_uint64),
        ("changed", c_uint64),
        ("added", c_uint64),
    )


class Record(Sized):
    """mimicry_record"""

    _fields_ = (
        ("size", c_size_t),
        ("accession", c_char_p),
        ("gene", c_char_p),
        ("description", c_char_p),
        ("length", c_uint64),
        ("taxon", c_int32),
        ("reserved", c_int32),
    )


class ModelOptions(Sized):
    """mimicry_model_options"""

    _fields_ = (
        ("size", c_size_t),
        ("kind", c_int32),
        ("flags", c_uint32),
        ("source", c_char_p),
        ("weights", POINTER(c_double)),
        ("n_weights", c_size_t),
        ("mask", c_char_p),
        ("peptide", c_char_p),
    )


class Query(Structure):
    """mimicry_query"""

    _fields_ = (
        ("id", c_char_p),
        ("peptide", c_char_p),
        ("wildtype", c_char_p),
        ("target", c_char_p),
        ("gene", c_char_p),
        ("accession", c_char_p),
        ("allele", c_char_p),
        ("line", c_uint64),
        ("kd_wildtype", c_double),
        ("kd_mutant", c_double),
        ("change_start", c_uint32),
        ("change_end", c_uint32),
        ("is_sequence", c_uint32),
        ("junction", c_uint32),
    )


class ReadOptions(Sized):
    """mimicry_read_options"""

    _fields_ = (
        ("size", c_size_t),
        ("flags", c_uint32),
        ("junctions", c_uint32),
        ("peptide_column", c_char_p),
        ("target_column", c_char_p),
    )


class SearchOptions(Sized):
    """mimicry_search_options"""

    _fields_ = (
        ("size", c_size_t),
        ("run", Run),
        ("model", c_void_p),
        ("threshold", c_double),
        ("threshold_kind", c_int32),
        ("max_indels", c_uint32),
        ("top", c_uint64),
        ("window_min", c_uint32),
        ("window_max", c_uint32),
        ("positions", c_int32),
        ("rows", c_int32),
        ("columns", c_uint32),
        ("flank", c_uint32),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
        ("annotations", c_void_p),
        ("min_expression", c_double),
        ("alleles", c_char_p),
        ("max_presented", c_double),
        ("levels", c_char_p),
        ("order", c_int32),
        ("reserved", c_int32),
        ("models", c_char_p),
    )


class Hit(Structure):
    """mimicry_hit"""

    _fields_ = (
        ("query", c_uint64),
        ("query_start", c_uint64),
        ("record", c_uint64),
        ("start", c_uint64),
        ("length", c_uint32),
        ("mismatches", c_uint32),
        ("score", c_double),
        ("indels", c_uint32),
        ("query_length", c_uint32),
    )


class SharedOptions(Sized):
    """mimicry_shared_options"""

    _fields_ = (
        ("size", c_size_t),
        ("run", Run),
        ("min_length", c_uint64),
        ("changed", c_int32),
        ("reserved", c_int32),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
    )


class AlongOptions(Sized):
    """mimicry_along_options"""

    _fields_ = (
        ("size", c_size_t),
        ("run", Run),
        ("window", c_int32),
        ("reserved", c_int32),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
    )


class ScreenOptions(Sized):
    """mimicry_screen_options"""

    _fields_ = (
        ("size", c_size_t),
        ("run", Run),
        ("model", c_void_p),
        ("threshold", c_double),
        ("threshold_kind", c_int32),
        ("exclude_wildtype", c_int32),
        ("top", c_uint64),
        ("window_min", c_uint32),
        ("window_max", c_uint32),
        ("exclude_own_gene", c_int32),
        ("dissimilarity", c_int32),
        ("exclude_paralogs", c_double),
        ("columns", c_uint32),
        ("flank", c_uint32),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
        ("annotations", c_void_p),
        ("min_expression", c_double),
        ("alleles", c_char_p),
        ("max_presented", c_double),
        ("max_rank", c_double),
        ("levels", c_char_p),
        ("annotate", c_int32),
        ("order", c_int32),
        ("mutated", c_void_p),
        ("models", c_char_p),
    )


class ScoreOptions(Sized):
    """mimicry_score_options"""

    _fields_ = (
        ("size", c_size_t),
        ("run", Run),
        ("model", c_void_p),
        ("weights", POINTER(c_double)),
        ("n_weights", c_size_t),
        ("parameters", c_char_p),
        ("method", c_int32),
        ("gap_open", c_int32),
        ("gap_extend", c_int32),
        ("reserved", c_int32),
        ("midpoint", c_double),
        ("slope", c_double),
    )


class ReportOptions(Sized):
    """mimicry_report_options"""

    _fields_ = (
        ("size", c_size_t),
        ("title", c_char_p),
        ("command", c_char_p),
        ("notes", NotesFn),
        ("data", c_void_p),
        ("index", c_void_p),
        ("annotations", c_void_p),
        ("model", c_void_p),
        ("along", POINTER(ArrowArrayStream)),
    )


HitsFn = CFUNCTYPE(c_int, c_void_p, POINTER(Hit), c_size_t, c_size_t)

#: Each structure by its name in C.
STRUCTURES: dict[str, type[Structure]] = {
    "mimicry_error": Error,
    "ArrowSchema": ArrowSchema,
    "ArrowArray": ArrowArray,
    "ArrowArrayStream": ArrowArrayStream,
    "mimicry_write_options": WriteOptions,
    "mimicry_run": Run,
    "mimicry_build_options": BuildOptions,
    "mimicry_info": Info,
    "mimicry_record": Record,
    "mimicry_model_options": ModelOptions,
    "mimicry_query": Query,
    "mimicry_read_options": ReadOptions,
    "mimicry_search_options": SearchOptions,
    "mimicry_hit": Hit,
    "mimicry_shared_options": SharedOptions,
    "mimicry_along_options": AlongOptions,
    "mimicry_screen_options": ScreenOptions,
    "mimicry_score_options": ScoreOptions,
    "mimicry_report_options": ReportOptions,
}

#: What each function returns, and takes.
FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "mimicry_version": (c_char_p, []),
    "mimicry_about": (c_char_p, [c_int32]),
    "mimicry_status_name": (c_char_p, [c_int32]),
    "mimicry_name": (c_char_p, [c_int32, c_size_t]),
    "mimicry_table_write": (
        c_int32,
        [
            POINTER(ArrowArrayStream),
            POINTER(WriteOptions),
            WriteFn,
            c_void_p,
            POINTER(c_uint64),
            POINTER(Error),
        ],
    ),
    "mimicry_table_open": (c_int32, [c_char_p, POINTER(ArrowArrayStream), POINTER(Error)]),
    "mimicry_capsule_free": (None, [c_void_p]),
    "mimicry_index_build": (
        c_int32,
        [POINTER(c_char_p), c_size_t, POINTER(BuildOptions), POINTER(c_void_p), POINTER(Error)],
    ),
    "mimicry_index_save": (c_int32, [c_void_p, c_char_p, POINTER(Error)]),
    "mimicry_index_write": (c_int32, [c_void_p, WriteFn, c_void_p, POINTER(Error)]),
    "mimicry_index_open": (c_int32, [c_char_p, c_uint32, POINTER(c_void_p), POINTER(Error)]),
    "mimicry_index_verify": (c_int32, [c_char_p, POINTER(Error)]),
    "mimicry_index_info": (c_int32, [c_void_p, POINTER(Info), POINTER(Error)]),
    "mimicry_index_notes": (None, [c_void_p, NoteFn, c_void_p]),
    "mimicry_index_record": (c_int32, [c_void_p, c_uint64, POINTER(Record), POINTER(Error)]),
    "mimicry_index_residues": (c_uint64, [c_void_p, c_uint64, c_uint64, c_uint64, POINTER(c_char)]),
    "mimicry_index_table": (
        c_int32,
        [c_void_p, c_int32, POINTER(ArrowArrayStream), POINTER(Error)],
    ),
    "mimicry_index_close": (None, [c_void_p]),
    "mimicry_model_create": (c_int32, [POINTER(ModelOptions), POINTER(c_void_p), POINTER(Error)]),
    "mimicry_model_score": (c_double, [c_void_p, c_char_p, c_uint32, c_char]),
    "mimicry_model_peptide": (c_char_p, [c_void_p]),
    "mimicry_model_remarks": (c_char_p, [c_void_p]),
    "mimicry_model_free": (None, [c_void_p]),
    "mimicry_queries_open": (
        c_int32,
        [c_char_p, POINTER(ReadOptions), POINTER(c_void_p), POINTER(Error)],
    ),
    "mimicry_queries_from": (
        c_int32,
        [
            POINTER(Query),
            c_size_t,
            c_size_t,
            POINTER(ReadOptions),
            POINTER(c_void_p),
            POINTER(Error),
        ],
    ),
    "mimicry_queries_table": (
        c_int32,
        [POINTER(ArrowArrayStream), POINTER(ReadOptions), POINTER(c_void_p), POINTER(Error)],
    ),
    "mimicry_queries_next": (
        c_int32,
        [
            c_void_p,
            c_size_t,
            POINTER(POINTER(Query)),
            POINTER(c_size_t),
            POINTER(c_size_t),
            POINTER(Error),
        ],
    ),
    "mimicry_queries_columns": (c_char_p, [c_void_p]),
    "mimicry_queries_cells": (POINTER(c_char_p), [c_void_p, c_size_t, POINTER(c_size_t)]),
    "mimicry_queries_close": (None, [c_void_p]),
    "mimicry_genes_create": (
        c_int32,
        [POINTER(c_char_p), c_size_t, POINTER(c_void_p), POINTER(Error)],
    ),
    "mimicry_genes_read": (c_int32, [c_char_p, POINTER(c_void_p), POINTER(Error)]),
    "mimicry_genes_join": (c_int32, [c_void_p, c_void_p, POINTER(c_void_p), POINTER(Error)]),
    "mimicry_genes_has": (c_int, [c_void_p, c_char_p]),
    "mimicry_genes_free": (None, [c_void_p]),
    "mimicry_annotations_create": (c_int32, [POINTER(c_void_p), POINTER(Error)]),
    "mimicry_annotations_add": (c_int32, [c_void_p, c_int32, c_char_p, POINTER(Error)]),
    "mimicry_annotations_table": (
        c_int32,
        [c_void_p, c_int32, POINTER(c_char_p), c_size_t, POINTER(ArrowArrayStream), POINTER(Error)],
    ),
    "mimicry_annotations_free": (None, [c_void_p]),
    "mimicry_search_each": (
        c_int32,
        [
            c_void_p,
            POINTER(c_char_p),
            c_size_t,
            POINTER(SearchOptions),
            HitsFn,
            c_void_p,
            POINTER(Error),
        ],
    ),
    "mimicry_search_count": (
        c_int32,
        [
            c_void_p,
            POINTER(c_char_p),
            c_size_t,
            POINTER(SearchOptions),
            POINTER(c_uint64),
            c_uint32,
            POINTER(Error),
        ],
    ),
    "mimicry_search": (
        c_int32,
        [c_void_p, c_void_p, POINTER(SearchOptions), POINTER(ArrowArrayStream), POINTER(Error)],
    ),
    "mimicry_explain": (
        c_int32,
        [c_void_p, c_void_p, POINTER(SearchOptions), POINTER(ArrowArrayStream), POINTER(Error)],
    ),
    "mimicry_evalue": (c_double, [c_void_p, c_void_p, c_char_p, c_int32, c_double]),
    "mimicry_adjust_p_values": (
        c_int32,
        [POINTER(c_double), c_size_t, POINTER(c_double), POINTER(Error)],
    ),
    "mimicry_shared": (
        c_int32,
        [c_void_p, c_void_p, POINTER(SharedOptions), POINTER(ArrowArrayStream), POINTER(Error)],
    ),
    "mimicry_along": (
        c_int32,
        [c_void_p, c_void_p, POINTER(AlongOptions), POINTER(ArrowArrayStream), POINTER(Error)],
    ),
    "mimicry_screen": (
        c_int32,
        [
            c_void_p,
            c_void_p,
            POINTER(ScreenOptions),
            POINTER(ArrowArrayStream),
            POINTER(ArrowArrayStream),
            POINTER(Error),
        ],
    ),
    "mimicry_scorer_create": (c_int32, [POINTER(ScoreOptions), POINTER(c_void_p), POINTER(Error)]),
    "mimicry_scorer_pair": (
        c_int32,
        [c_void_p, c_char_p, c_char_p, POINTER(c_double), POINTER(Error)],
    ),
    "mimicry_scorer_table": (
        c_int32,
        [c_void_p, c_void_p, c_void_p, POINTER(ArrowArrayStream), POINTER(Error)],
    ),
    "mimicry_scorer_free": (None, [c_void_p]),
    "mimicry_report": (
        c_int32,
        [
            POINTER(ArrowArrayStream),
            POINTER(ArrowArrayStream),
            POINTER(ReportOptions),
            WriteFn,
            c_void_p,
            POINTER(Error),
        ],
    ),
}
