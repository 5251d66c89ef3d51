"""The plainest search there is, to compare with; it shares nothing with the library."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"


def read_fasta(path: str) -> list[str]:
    """The sequences of a FASTA file, in capitals."""
    opener = gzip.open if path.endswith(".gz") else open
    sequences: list[list[str]] = []
    with opener(path, "rt") as file:
        for line in file:
            if line.startswith(">"):
                sequences.append([])
            else:
                sequences[-1].append(line.strip().upper())
    return ["".join(parts) for parts in sequences]


def read_matrix(path: Path) -> dict[tuple[str, str], float]:
    """A matrix in NCBI's format."""
    lines = [line for line in path.read_text().splitlines() if line and line[0] != "#"]
    columns = lines[0].split()
    rows = (line.split() for line in lines[1:])
    return {
        (row[0], column): float(value) for row in rows for column, value in zip(columns, row[1:])
    }


def windows(proteins: list[str], length: int) -> Iterator[tuple[int, int, str]]:
    """All windows of a length: record, start, letters."""
    for record, letters in enumerate(proteins):
        for start in range(len(letters) - length + 1):
            window = letters[start : start + length]
            if "*" not in window:
                yield record, start, window


def mismatches(a: str, b: str) -> int:
    """Positions that differ; what is no amino acid differs from everything."""
    return sum(x != y or x not in AMINO_ACIDS for x, y in zip(a, b))


def score(matrix: dict[tuple[str, str], float], a: str, b: str) -> float:
    """The sum over positions; what has no row takes the lowest value."""
    lowest = min(matrix.values())
    return sum(matrix.get(pair, lowest) for pair in zip(a, b))
