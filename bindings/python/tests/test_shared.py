"""Shared segments, profiles along sequences, and distinct self-peptides."""

from __future__ import annotations

import subprocess
from collections import defaultdict

import mimicry
import pytest


def sequences_of(index: mimicry.Index) -> dict[str, str]:
    """Pieces of records, one with a changed residue, and one that is foreign."""
    piece = index.residues(0, 20, 60)
    changed = piece[:20] + ("A" if piece[20] != "A" else "G") + piece[21:]
    return {"piece": piece, "changed": changed, "foreign": "WCWCWCWCWCWCWC"}


def printed(command: list[str], *words: str) -> list[list[str]]:
    done = subprocess.run(
        [*command, "shared", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return [line.split("\t") for line in done.stdout.splitlines()[1:]]


def test_segments_as_command(
    index: mimicry.Index, index_file: str, command: list[str]
) -> None:
    sequences = sequences_of(index)
    words = [word for s in sequences.values() for word in ("-e", s)]
    segments = index.shared(list(sequences.values()), min_length=6)
    rows = printed(command, "--min-length", "6", index_file, *words)
    assert rows == [
        [
            s.query_id,
            s.segment,
            str(len(s.segment)),
            str(s.query_start + 1),
            str(s.query_end),
            s.accession,
            s.gene,
            str(s.start + 1),
            str(s.end),
        ]
        for s in segments
    ]
    whole = [s for s in segments if s.number == 0 and s.record == 0 and s.start == 20]
    assert [s.segment for s in whole] == [sequences["piece"]]
    assert {s.number for s in segments} == {0, 1}
    for s in segments:
        assert index.residues(s.record, s.start, s.end) == s.segment
    named = index.shared(sequences, min_length=6)
    assert {s.query_id for s in named} == {"piece", "changed"}
    around = index.shared(sequences, min_length=6, changes=[(0, 40), (20, 21), (0, 14)])
    assert [s for s in around if s.number == 0] == [s for s in named if s.number == 0]
    assert all(s.query_start <= 20 < s.query_end for s in around if s.number == 1)
    gene = index[0].gene
    assert {s.gene for s in index.shared(sequences, only_genes=[gene])} == {gene}
    with pytest.raises(mimicry.ArgumentError):
        index.shared(sequences, changes=[(0, 1)])
    with pytest.raises(mimicry.ArgumentError):
        index.shared(sequences, min_length=0)


def test_profile_as_command(index: mimicry.Index, index_file: str, command: list[str]) -> None:
    sequences = sequences_of(index)
    positions = index.shared_profile(sequences, window=9)
    words = [word for s in sequences.values() for word in ("-e", s)]
    rows = printed(command, "--profile", index_file, *words)
    assert len(rows) == len(positions) == sum(map(len, sequences.values()))
    for row, p in zip(rows, positions):
        assert row[1] == str(p.position + 1)
        assert row[3:5] == [str(p.longest), str(p.covering)]
        assert row[6] == ("" if p.mismatches is None else str(p.mismatches))
        if p.nearest_record is not None and p.nearest_start is not None:
            end = p.nearest_start + p.window
            assert row[7] == index.residues(p.nearest_record, p.nearest_start, end)
    none = index.shared_profile("WCWCWCWCWC", window=0)
    assert {p.mismatches for p in none} == {None}


def test_groups(index: mimicry.Index) -> None:
    hits = index.search(["EVDPIGHLY", "KVAELVHFL"], max_mismatches=5)
    groups = hits.groups()
    by_letters: dict[tuple[int, str], set[int]] = defaultdict(set)
    for hit, group in zip(hits, groups):
        by_letters[hit.number, hit.match].add(group)
    assert all(len(found) == 1 for found in by_letters.values())
    assert len(by_letters) == len(set(groups)) < len(hits)
    assert groups[0] == 0 and max(groups) == len(by_letters) - 1
    part = hits[5:20]
    assert len(part.groups()) == 15 and part.groups()[0] == 0
    with pytest.raises(mimicry.ArgumentError):
        index.search_epitopes("E26, G29").groups()


def test_cancelled(index: mimicry.Index) -> None:
    sequences = sequences_of(index)
    with pytest.raises(mimicry.CancelledError):
        index.shared_profile([*sequences.values()] * 50, progress=lambda done, total: True)
