"""Segments and positions along sequences are what the command prints."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import mimicry

EBV = str(Path(os.environ["MIMICRY_ROOT"]) / "data" / "ebv_sample.fasta.gz")
CANDIDATES = str(Path(os.environ["MIMICRY_ROOT"]) / "data" / "candidates.tsv")


def printed(command: list[str], *words: str) -> str:
    done = subprocess.run([*command, *words], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def test_as_the_command(index: mimicry.Index, index_file: str, command: list[str]) -> None:
    shared = printed(command, "shared", "--min-length", "6", index_file, EBV)
    assert index.shared(EBV, min_length=6).to_tsv() == shared
    changed = printed(command, "shared", "--changed", "--min-length", "4", index_file, CANDIDATES)
    assert index.shared(CANDIDATES, min_length=4, changed=True).to_tsv() == changed
    sequence = "SSSAAELVHFLSSS"
    for window in (9, 5, 0):
        words = ["--profile", "--window", str(window), "-e", sequence]
        wanted = printed(command, "shared", *words, index_file)
        assert index.along(sequence, window=window).to_tsv() == wanted


def test_what_is_found(index: mimicry.Index) -> None:
    segments = index.shared({"mutant": "SSSAAELVHFLSSS"}, min_length=9)
    assert segments["segment"] == ["SAAELVHFL"] and segments["query_start"] == [3]
    assert index.shared("SSSAAELVHFLSSS", min_length=9, exclude_genes=["EPS8L2"])["gene"] == []
    along = index.along("SSSAAELVHFLSSS")
    assert (along["longest"][2], along["mismatches"][2]) == (9, 0)
    assert along["mismatches"][-1] is None  # no window begins there
