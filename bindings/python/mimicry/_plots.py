"""Plots of tables by matplotlib, where it is installed. They know no column by name."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from ._errors import ArgumentError

if TYPE_CHECKING:
    from .table import Table

_NUMBERED = re.compile(r"(.+)_([0-9]+)")
_MOST_ROWS = 60  # of a heat strip, so that their names can be read
_AMINO_ACIDS = 20


def _axes(axes: Any, size: tuple[float, float]) -> Any:
    if axes is not None:
        return axes
    try:
        from matplotlib import pyplot
    except ImportError:
        raise ImportError("plots need matplotlib: pip install matplotlib") from None
    return pyplot.subplots(figsize=size, layout="constrained")[1]


def lines(table: Table, x: str, columns: tuple[str, ...], axes: Any) -> Any:
    """Columns over another; gaps where nothing is known."""
    if not columns:
        raise ArgumentError("plot: name a column to draw over the first")
    numbers = [[math.nan if v is None else v for v in table[name]] for name in (x, *columns)]
    for name, values in zip((x, *columns), numbers):
        if any(isinstance(value, str) for value in values):
            raise ArgumentError(f"plot: column {name!r} is text")
    drawn = _axes(axes, (8, 3))
    for name, values in zip(columns, numbers[1:]):
        drawn.plot(numbers[0], values, label=name, drawstyle="steps-post")
    drawn.set_xlabel(x)
    drawn.legend()
    return drawn


def _strip(table: Table) -> list[tuple[int, str]]:
    """The first columns that are numbered from 0: (number, name)."""
    for first in table.columns:
        found = _NUMBERED.fullmatch(first.name)
        if found is not None and found[2] == "0":
            names = {one.name for one in table.columns}
            strip: list[tuple[int, str]] = []
            while (name := f"{found[1]}_{len(strip)}") in names:
                strip.append((len(strip), name))
            return strip
    raise ArgumentError("plot: this table has no columns of counts")


def heat_strip(table: Table, axes: Any) -> Any:
    """Counts by number of mismatches, a row of squares for each row of the table."""
    strip = _strip(table)
    labels = [str(label) for label in table[table.columns[0].name][:_MOST_ROWS]]
    counts = [table[name][:_MOST_ROWS] for _, name in strip]
    drawn = _axes(axes, (1.5 + 0.7 * len(strip), 1 + 0.3 * len(labels)))
    shades = [[math.log1p(column[i] or 0) for column in counts] for i in range(len(labels))]
    drawn.imshow(
        shades, cmap="Blues", aspect="auto", vmax=2 * max(map(max, shades), default=1) or 1
    )
    for i in range(len(labels)):
        for k, column in enumerate(counts):
            drawn.text(k, i, "?" if column[i] is None else column[i], ha="center", va="center")
    drawn.set_xticks(range(len(strip)), [str(number) for number, _ in strip])
    drawn.set_yticks(range(len(labels)), labels)
    drawn.set_xlabel("number of mismatches")
    return drawn


def logo(table: Table, column: str, axes: Any) -> Any:
    """A sequence logo of the distinct peptides of a column, of those of the commonest length."""
    peptides = sorted({value for value in table[column] if value})
    if not all(isinstance(peptide, str) for peptide in peptides):
        raise ArgumentError(f"logo: column {column!r} is no text")
    if not peptides:
        raise ArgumentError(f"logo: column {column!r} has no peptides")
    length = Counter(map(len, peptides)).most_common(1)[0][0]
    same = [peptide for peptide in peptides if len(peptide) == length]
    drawn = _axes(axes, (1 + 0.5 * length, 3))
    for i in range(length):
        shares = {a: n / len(same) for a, n in Counter(p[i] for p in same).items()}
        entropy = -sum(share * math.log2(share) for share in shares.values())
        information, bottom = math.log2(_AMINO_ACIDS) - entropy, 0.0
        for letter, share in sorted(shares.items(), key=lambda one: (one[1], one[0])):
            height = share * max(information, 0.0)
            drawn.bar(i + 1, height, 0.95, bottom, color=f"C{ord(letter) % 10}")
            if height > 0.12:
                drawn.text(i + 1, bottom + height / 2, letter, ha="center", va="center")
            bottom += height
    drawn.set_xticks(range(1, length + 1))
    drawn.set_xlabel("residue of the peptide")
    drawn.set_ylabel("bits")
    return drawn
