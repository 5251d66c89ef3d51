"""The public header's structures and constants, as ctypes has them.

A test compares sizes and offsets with those of the C compiler.
"""

from __future__ import annotations

import ctypes
from ctypes import c_char, c_char_p, c_double, c_int32, c_size_t, c_uint32, c_uint64, c_void_p

# int (*)(void *data, uint64_t done, uint64_t total)
ProgressFunction = ctypes.CFUNCTYPE(ctypes.c_int, c_void_p, c_uint64, c_uint64)

OPEN_VERIFY = 1
OPEN_FASTA = 2
MODEL_UO_AS_CK = 1
READ_PEPTIDES = 1
READ_EPITOPES = 2
MAX_PEPTIDE = 1024
MAX_INDELS = 8
MAX_EPITOPE = 255

MAX_MISMATCHES = 1
MIN_SCORE = 2
MIN_SIMILARITY = 3
MAX_PENALTY = 4
MAX_EVALUE = 5

SCREEN_MISMATCHES = 3
LEFT_OUT_WILDTYPE = 1
LEFT_OUT_OWN_GENE = 2
LEFT_OUT_PARALOG = 3
LEFT_OUT_GENES = 4
LEFT_OUT_REASONS = 5
SOURCE_UNKNOWN = 0
SOURCE_ABSENT = 1
SOURCE_FOUND = 2
NO = 0
YES = 1
UNKNOWN = -1

TEXT_TISSUES = 1
TEXT_VITAL = 2
TEXT_ORGANS = 3

INSTRUCTIONS = {"auto": 0, "portable": 1, "avx2": 2, "avx512": 3}


class Sized(ctypes.Structure):
    """A structure that begins with its size, so that it can grow in later versions."""

    def __init__(self) -> None:
        super().__init__()
        self.size = ctypes.sizeof(type(self))


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


class BuildOptions(Sized):
    """mimicry0_build_options"""

    _fields_ = (
        ("size", c_size_t),
        ("suffix_width", c_int32),
        ("reserved", c_int32),
        ("progress", ProgressFunction),
        ("progress_data", c_void_p),
    )


class IndexInfo(Sized):
    """mimicry0_index_info"""

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
    )


class Source(Sized):
    """mimicry0_source"""

    _fields_ = (
        ("size", c_size_t),
        ("name", c_char_p),
        ("bytes", c_uint64),
        ("crc32", c_uint32),
        ("reserved", c_uint32),
    )


class Record(Sized):
    """mimicry0_record"""

    _fields_ = (
        ("size", c_size_t),
        ("accession", c_char_p),
        ("gene", c_char_p),
        ("description", c_char_p),
        ("length", c_uint64),
        ("taxon", c_int32),
        ("reserved", c_int32),
    )


class SearchOptions(Sized):
    """mimicry0_search_options"""

    _fields_ = (
        ("size", c_size_t),
        ("model", c_void_p),
        ("threshold_kind", c_int32),
        ("threads", c_int32),
        ("threshold", c_double),
        ("top", c_uint64),
        ("window_min", c_uint32),
        ("window_max", c_uint32),
        ("plan", c_int32),
        ("instructions", c_int32),
        ("progress", ProgressFunction),
        ("progress_data", c_void_p),
        ("max_indels", c_uint32),
        ("reserved", c_uint32),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
    )


class Hit(ctypes.Structure):
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


class Explanation(ctypes.Structure):
    """mimicry0_explanation"""

    _fields_ = (
        ("query", c_uint64),
        ("query_start", c_uint64),
        ("length", c_uint32),
        ("plan", c_int32),
        ("look_ups_ns", c_double),
        ("planes_ns", c_double),
        ("lanes_ns", c_double),
    )


class EpitopeOptions(Sized):
    """mimicry0_epitope_options"""

    _fields_ = (
        ("size", c_size_t),
        ("model", c_void_p),
        ("max_mismatches", c_uint32),
        ("fixed_positions", c_int32),
        ("threads", c_int32),
        ("reserved", c_int32),
        ("progress", ProgressFunction),
        ("progress_data", c_void_p),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
    )


class ScorerOptions(Sized):
    """mimicry0_scorer_options"""

    _fields_ = (
        ("size", c_size_t),
        ("model", c_void_p),
        ("weights", ctypes.POINTER(c_double)),
        ("n_weights", c_size_t),
        ("parameters", c_char_p),
    )


class PartitionOptions(Sized):
    """mimicry0_partition_options"""

    _fields_ = (
        ("size", c_size_t),
        ("model", c_void_p),
        ("a", c_double),
        ("k", c_double),
        ("gap_open", c_int32),
        ("gap_extend", c_int32),
        ("threads", c_int32),
        ("instructions", c_int32),
        ("progress", ProgressFunction),
        ("progress_data", c_void_p),
    )


class Candidate(ctypes.Structure):
    """mimicry0_candidate"""

    _fields_ = (
        ("id", c_char_p),
        ("peptide", c_char_p),
        ("wildtype", c_char_p),
        ("gene", c_char_p),
        ("accession", c_char_p),
        ("line", c_uint64),
        ("change_start", c_uint32),
        ("change_end", c_uint32),
        ("is_sequence", c_uint32),
        ("reserved", c_uint32),
    )


class ExpressionSummary(Sized):
    """mimicry0_expression_summary"""

    _fields_ = (
        ("size", c_size_t),
        ("known", c_int32),
        ("reserved", c_int32),
        ("highest", c_double),
        ("tissue", c_size_t),
        ("count", c_size_t),
    )


class Binder(ctypes.Structure):
    """mimicry0_binder"""

    _fields_ = (("allele", c_char_p), ("rank", c_double))


class Segment(ctypes.Structure):
    """mimicry0_segment"""

    _fields_ = (
        ("query", c_uint64),
        ("query_start", c_uint64),
        ("record", c_uint64),
        ("start", c_uint64),
        ("length", c_uint64),
    )


class SharedOptions(Sized):
    """mimicry0_shared_options"""

    _fields_ = (
        ("size", c_size_t),
        ("min_length", c_uint64),
        ("change_starts", ctypes.POINTER(c_uint32)),
        ("change_ends", ctypes.POINTER(c_uint32)),
        ("threads", c_int32),
        ("reserved", c_int32),
        ("progress", ProgressFunction),
        ("progress_data", c_void_p),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
    )


class SharedPosition(ctypes.Structure):
    """mimicry0_shared_position"""

    _fields_ = (
        ("query", c_uint64),
        ("position", c_uint64),
        ("longest", c_uint64),
        ("covering", c_uint64),
        ("shared_record", c_uint64),
        ("shared_start", c_uint64),
        ("nearest_record", c_uint64),
        ("nearest_start", c_uint64),
        ("window", c_uint32),
        ("mismatches", c_uint32),
    )


class SharedProfileOptions(Sized):
    """mimicry0_shared_profile_options"""

    _fields_ = (
        ("size", c_size_t),
        ("window", c_uint32),
        ("threads", c_int32),
        ("progress", ProgressFunction),
        ("progress_data", c_void_p),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
    )


# int (*)(void *data, const mimicry_hit *hits, size_t count, size_t stride); segments and positions
# come the same way.
HitsFunction = ctypes.CFUNCTYPE(ctypes.c_int, c_void_p, c_void_p, c_size_t, c_size_t)
# int (*)(void *data, const mimicry0_explanation *explanation)
ExplainFunction = ctypes.CFUNCTYPE(ctypes.c_int, c_void_p, ctypes.POINTER(Explanation))


class Names(ctypes.Structure):
    """mimicry0_names"""

    _fields_ = (("names", ctypes.POINTER(c_char_p)), ("count", c_size_t))


class ScreenRow(ctypes.Structure):
    """mimicry0_screen_row"""

    _fields_ = (
        ("candidate", c_uint64),
        ("windows", c_uint64),
        ("nearest", ctypes.POINTER(Hit)),
        ("best", ctypes.POINTER(Hit)),
        ("evalue", c_double),
        ("dissimilarity", c_double),
        ("self", c_uint64 * (SCREEN_MISMATCHES + 1)),
        ("left_out", c_uint64 * LEFT_OUT_REASONS),
        ("peptides", Names),
        ("genes", Names),
        ("unnamed", c_uint64),
        ("unknown_genes", Names),
        ("tissues", Names),
        ("vital", Names),
        ("organs", Names),
        ("expression", c_double),
        ("is_vital", c_int32),
        ("source", c_int32),
        ("binders", c_uint64),
        ("binder", c_char_p),
        ("binder_allele", c_char_p),
        ("binder_rank", c_double),
    )


class ScreenOptions(Sized):
    """mimicry0_screen_options"""

    _fields_ = (
        ("size", c_size_t),
        ("model", c_void_p),
        ("window_min", c_uint32),
        ("window_max", c_uint32),
        ("exclude_wildtype", c_int32),
        ("exclude_own_gene", c_int32),
        ("exclude_paralogs", c_double),
        ("only_genes", c_void_p),
        ("exclude_genes", c_void_p),
        ("expression", c_void_p),
        ("organs", c_void_p),
        ("min_expression", c_double),
        ("binders", c_void_p),
        ("dissimilarity", c_int32),
        ("threads", c_int32),
        ("plan", c_int32),
        ("instructions", c_int32),
        ("each_hit", HitsFunction),
        ("hit_data", c_void_p),
        ("progress", ProgressFunction),
        ("progress_data", c_void_p),
    )


# int (*)(void *data, const mimicry0_screen_row *row, size_t size)
ScreenFunction = ctypes.CFUNCTYPE(ctypes.c_int, c_void_p, ctypes.POINTER(ScreenRow), c_size_t)

# The name in the header of every structure above.
STRUCTURES: dict[str, type[ctypes.Structure]] = {
    "mimicry_error": Error,
    "mimicry0_build_options": BuildOptions,
    "mimicry0_index_info": IndexInfo,
    "mimicry0_source": Source,
    "mimicry0_record": Record,
    "mimicry0_search_options": SearchOptions,
    "mimicry_hit": Hit,
    "mimicry0_explanation": Explanation,
    "mimicry0_epitope_options": EpitopeOptions,
    "mimicry0_scorer_options": ScorerOptions,
    "mimicry0_partition_options": PartitionOptions,
    "mimicry0_candidate": Candidate,
    "mimicry0_expression_summary": ExpressionSummary,
    "mimicry0_binder": Binder,
    "mimicry0_segment": Segment,
    "mimicry0_shared_options": SharedOptions,
    "mimicry0_shared_position": SharedPosition,
    "mimicry0_shared_profile_options": SharedProfileOptions,
    "mimicry0_names": Names,
    "mimicry0_screen_row": ScreenRow,
    "mimicry0_screen_options": ScreenOptions,
}
