"""Finds and loads the shared library, checks its version, and declares its functions."""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import os
import re
from collections.abc import Iterable
from ctypes import (
    POINTER,
    c_char,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_size_t,
    c_uint32,
    c_uint64,
)
from ctypes import c_void_p as handle
from pathlib import Path
from typing import Any, Optional

from . import _structs as c
from ._errors import LibraryError, error_of_status
from ._version import __version__

#: The folder of the package into which the build puts the library and the command.
CARRIED = Path(__file__).resolve().parent / "carried"

_strings = POINTER(c_char_p)
_doubles = POINTER(c_double)
_error = POINTER(c.Error)
_out = POINTER(handle)

# What each function returns, and takes.
PROTOTYPES: dict[str, tuple[Any, list[Any]]] = {
    "mimicry_version": (c_char_p, []),
    "mimicry_status_name": (c_char_p, [c_int32]),
    # index
    "mimicry0_build_options_init": (None, [POINTER(c.BuildOptions), c_size_t]),
    "mimicry0_index_build": (
        c_int32,
        [_strings, c_size_t, POINTER(c.BuildOptions), _out, _error],
    ),
    "mimicry_index_save": (c_int32, [handle, c_char_p, _error]),
    "mimicry_index_open": (c_int32, [c_char_p, c_uint32, _out, _error]),
    "mimicry_index_verify": (c_int32, [c_char_p, _error]),
    "mimicry_index_close": (None, [handle]),
    "mimicry0_index_get_info": (c_int32, [handle, POINTER(c.IndexInfo), _error]),
    "mimicry0_index_get_source": (c_int32, [handle, c_uint64, POINTER(c.Source), _error]),
    "mimicry0_index_get_record": (c_int32, [handle, c_uint64, POINTER(c.Record), _error]),
    "mimicry0_index_get_residues": (c_uint64, [handle, c_uint64, c_uint64, c_uint64, c_char_p]),
    # models
    "mimicry0_model_matrix": (c_int32, [c_char_p, c_uint32, _out, _error]),
    "mimicry0_model_name": (c_char_p, [c_size_t]),
    "mimicry0_model_score": (c_double, [handle, c_char, c_char]),
    "mimicry0_model_weighted": (c_int32, [handle, _doubles, c_size_t, _out, _error]),
    "mimicry0_model_preset": (c_int32, [handle, c_char_p, _out, _error]),
    "mimicry0_model_motif": (c_int32, [c_char_p, _out, _error]),
    "mimicry0_model_profile": (c_int32, [c_char_p, _out, _error]),
    "mimicry0_model_distance": (c_int32, [c_char_p, _doubles, c_size_t, _out, _error]),
    "mimicry0_model_consensus": (c_char_p, [handle]),
    "mimicry_model_free": (None, [handle]),
    # sequences and tables
    "mimicry0_sequences_read": (c_int32, [c_char_p, c_uint32, _out, _error]),
    "mimicry0_sequences_count": (c_uint64, [handle]),
    "mimicry0_sequences_letters": (_strings, [handle]),
    "mimicry0_sequences_ids": (_strings, [handle]),
    "mimicry0_sequences_free": (None, [handle]),
    "mimicry0_table_read": (c_int32, [c_char_p, _out, _error]),
    "mimicry0_table_name": (c_char_p, [handle]),
    "mimicry0_table_row": (_strings, [handle, c_uint64, POINTER(c_size_t), POINTER(c_uint64)]),
    "mimicry0_table_free": (None, [handle]),
    # search
    "mimicry0_search_options_init": (None, [POINTER(c.SearchOptions), c_size_t]),
    "mimicry0_search": (
        c_int32,
        [handle, _strings, c_size_t, POINTER(c.SearchOptions), _out, _error],
    ),
    "mimicry0_hits_data": (handle, [handle, POINTER(c_size_t), POINTER(c_size_t)]),
    "mimicry0_hits_free": (None, [handle]),
    "mimicry0_search_each": (
        c_int32,
        [handle, _strings, c_size_t, POINTER(c.SearchOptions), c.HitsFunction, handle, _error],
    ),
    "mimicry0_search_count": (
        c_int32,
        [
            handle,
            _strings,
            c_size_t,
            POINTER(c.SearchOptions),
            POINTER(c_uint64),
            c_uint32,
            _error,
        ],
    ),
    "mimicry0_search_explain": (
        c_int32,
        [handle, _strings, c_size_t, POINTER(c.SearchOptions), c.ExplainFunction, handle, _error],
    ),
    "mimicry0_plan_name": (c_char_p, [c_int32]),
    "mimicry0_edits_text": (
        c_int32,
        [
            c_char_p,
            c_char_p,
            c_uint32,
            c_uint32,
            c_char_p,
            c_size_t,
            POINTER(c_size_t),
            _error,
        ],
    ),
    "mimicry0_hits_group": (
        c_int32,
        [handle, handle, c_size_t, c_size_t, POINTER(c_uint64), POINTER(c_uint64), _error],
    ),
    # shared segments
    "mimicry0_shared_options_init": (None, [POINTER(c.SharedOptions), c_size_t]),
    "mimicry0_shared": (
        c_int32,
        [handle, _strings, c_size_t, POINTER(c.SharedOptions), c.HitsFunction, handle, _error],
    ),
    "mimicry0_shared_profile_options_init": (None, [POINTER(c.SharedProfileOptions), c_size_t]),
    "mimicry0_shared_profile": (
        c_int32,
        [
            handle,
            _strings,
            c_size_t,
            POINTER(c.SharedProfileOptions),
            c.HitsFunction,
            handle,
            _error,
        ],
    ),
    # genes and candidates
    "mimicry_genes_create": (c_int32, [_strings, c_size_t, _out, _error]),
    "mimicry_genes_read": (c_int32, [c_char_p, _out, _error]),
    "mimicry0_genes_count": (c_size_t, [handle]),
    "mimicry0_genes_name": (c_char_p, [handle, c_size_t]),
    "mimicry_genes_has": (c_int, [handle, c_char_p]),
    "mimicry_genes_free": (None, [handle]),
    "mimicry0_candidates_open": (c_int32, [c_char_p, _out, _error]),
    "mimicry0_candidates_next": (
        c_int32,
        [handle, c_size_t, _out, POINTER(c_size_t), POINTER(c_size_t), _error],
    ),
    "mimicry0_candidates_columns": (c_char_p, [handle]),
    "mimicry0_candidates_close": (None, [handle]),
    # tissues
    "mimicry0_expression_read": (c_int32, [c_char_p, _out, _error]),
    "mimicry0_expression_tissues": (c_size_t, [handle]),
    "mimicry0_expression_tissue": (c_char_p, [handle, c_size_t]),
    "mimicry0_expression_levels": (_doubles, [handle, c_char_p]),
    "mimicry0_expression_summarize": (
        c_int32,
        [handle, c_char_p, c_double, POINTER(c.ExpressionSummary), POINTER(c_size_t), _error],
    ),
    "mimicry0_expression_text": (
        c_int32,
        [
            handle,
            handle,
            c_char_p,
            c_double,
            c_int32,
            c_char_p,
            c_size_t,
            POINTER(c_size_t),
            _error,
        ],
    ),
    "mimicry0_expression_free": (None, [handle]),
    "mimicry0_organs_read": (c_int32, [c_char_p, _out, _error]),
    "mimicry0_organs_system": (c_char_p, [handle, c_char_p]),
    "mimicry0_organs_is_vital": (c_int, [handle, c_char_p]),
    "mimicry0_organs_free": (None, [handle]),
    "mimicry0_binders_read": (c_int32, [c_char_p, _out, _error]),
    "mimicry0_binders_find": (handle, [handle, c_char_p, POINTER(c_size_t), POINTER(c_size_t)]),
    "mimicry0_binders_free": (None, [handle]),
    # discontinuous epitopes
    "mimicry0_epitope_options_init": (None, [POINTER(c.EpitopeOptions), c_size_t]),
    "mimicry0_search_epitopes": (
        c_int32,
        [handle, _strings, c_size_t, POINTER(c.EpitopeOptions), _out, _error],
    ),
    "mimicry0_epitope_text": (
        c_int32,
        [handle, c_char_p, handle, c_char_p, c_size_t, POINTER(c_size_t), _error],
    ),
    # significance
    "mimicry0_significance_create": (c_int32, [handle, POINTER(c.SearchOptions), _out, _error]),
    "mimicry0_significance_hits": (
        c_int32,
        [
            handle,
            _strings,
            c_size_t,
            handle,
            c_size_t,
            c_size_t,
            _doubles,
            _doubles,
            _error,
        ],
    ),
    "mimicry0_significance_values": (
        c_int32,
        [handle, c_char_p, _doubles, c_size_t, _doubles, _doubles, _error],
    ),
    "mimicry0_significance_threshold": (c_int32, [handle, c_char_p, c_double, _doubles, _error]),
    "mimicry0_significance_free": (None, [handle]),
    "mimicry_adjust_p_values": (c_int32, [_doubles, c_size_t, _doubles, _error]),
    # screen
    "mimicry0_screen_options_init": (None, [POINTER(c.ScreenOptions), c_size_t]),
    "mimicry0_screen": (
        c_int32,
        [
            handle,
            handle,
            c_size_t,
            c_size_t,
            POINTER(c.ScreenOptions),
            c.ScreenFunction,
            handle,
            _error,
        ],
    ),
    # scores
    "mimicry0_score_name": (c_char_p, [c_int32]),
    "mimicry0_scorer_options_init": (None, [POINTER(c.ScorerOptions), c_size_t]),
    "mimicry0_scorer_create": (c_int32, [c_int32, POINTER(c.ScorerOptions), _out, _error]),
    "mimicry0_scorer_pair": (c_int32, [handle, c_char_p, c_char_p, _doubles, _error]),
    "mimicry0_scorer_free": (None, [handle]),
    "mimicry0_partition_options_init": (None, [POINTER(c.PartitionOptions), c_size_t]),
    "mimicry0_score_partition": (
        c_int32,
        [
            handle,
            _strings,
            c_size_t,
            POINTER(c.PartitionOptions),
            _doubles,
            _doubles,
            _error,
        ],
    ),
    "mimicry0_score_amplitude": (c_double, [c_double, c_double]),
}


def candidates() -> list[str]:
    """Where the library may be; the first place counts.

    The path in MIMICRY_LIBRARY alone, if it is set; else the one that the package carries, else
    one that is installed.
    """
    wanted = os.environ.get("MIMICRY_LIBRARY")
    if wanted:
        return [wanted]
    carried = [str(path) for path in sorted(CARRIED.glob("libmimicry.so.*"))]
    if carried:
        return carried
    installed = ctypes.util.find_library("mimicry")  # takes its time: it starts other programs
    return [installed] if installed else []


def check_version(version: str, path: str) -> None:
    """Refuses a library that this package is not made for.

    The first number has to be the package's, and the second at least the package's. Before 1.0
    the second number has to be the same too, as in the library's SONAME.
    """
    ours, theirs = (
        tuple(int(number) for number in re.findall(r"\d+", text)[:2])
        for text in (__version__, version)
    )
    fits = ours == theirs if ours[0] == 0 else ours[0] == theirs[0] and ours[1] <= theirs[1]
    if not fits:
        wanted = f"{ours[0]}.{ours[1]}" + ("" if ours[0] == 0 else " or later of the same major")
        raise LibraryError(
            f"{path}: this is libmimicry {version}; the Python package {__version__} needs {wanted}"
        )


def load(path: str) -> ctypes.CDLL:
    """Loads the library and declares its functions."""
    try:
        library = ctypes.CDLL(path)
    except OSError as problem:
        raise LibraryError(f"{path}: cannot load libmimicry: {problem}") from None
    try:
        library.mimicry_version.restype = c_char_p
        version = library.mimicry_version().decode()
    except AttributeError:
        raise LibraryError(f"{path}: this is not libmimicry") from None
    check_version(version, path)
    for name, (result, arguments) in PROTOTYPES.items():
        try:
            function = getattr(library, name)
        except AttributeError:
            raise LibraryError(f"{path}: libmimicry {version} has no {name}") from None
        function.restype = result
        function.argtypes = arguments
    return library


def find() -> ctypes.CDLL:
    """Loads the library from the first place that has one."""
    places = candidates()
    if not places:
        raise LibraryError(
            f"libmimicry is not found: none in {CARRIED}, none installed; set MIMICRY_LIBRARY to "
            "its path"
        )
    return load(places[0])


lib = find()


def checked(name: str, *arguments: Any, files: Iterable[str] = ()) -> None:
    """Calls a function whose last argument is an error record; raises what it reports.

    `files`: the paths that the call was given, to name the one that is meant.
    """
    error = c.Error()
    status = getattr(lib, name)(*arguments, ctypes.byref(error))
    if status != 0:
        message = error.message.decode("utf-8", "replace")
        raise error_of_status(status, message, error.line, error.offset, error.system, files)


class Handle:
    """Owns one object of the library and frees it when the last reference to it is gone.

    Whoever uses the object holds a reference, so that it cannot vanish under a search that runs
    in another thread. No locks: a fork at any time leaves a working child.
    """

    # The finalizer is no Python function but the library's own, with its argument, for each
    # object: Python looks for signals at the start of its functions, and would lose the exception
    # of a handler, such as KeyboardInterrupt, in a finalizer.
    __slots__ = ("__del__", "__weakref__", "pointer")

    def __init__(self, free: str) -> None:
        # The library writes into this very place: there is no moment at which an interrupt
        # could lose what was created. All its free functions take NULL too.
        self.pointer = handle()
        self.__del__ = functools.partial(getattr(lib, free), self.pointer)


def text(raw: Optional[bytes]) -> str:
    """A string of the library; bytes that are no UTF-8 are replaced."""
    return "" if raw is None else raw.decode("utf-8", "replace")
