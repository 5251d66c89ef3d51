"""The first rows of a table as HTML, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from ._arrow import Column

FIRST_ROWS = 10  # that are shown
_FIRST_COLUMNS = 12
_LONGEST = 40  # characters of a cell


def _cell(value: Any) -> str:
    if value is None:
        return '<td style="color: gray">unknown</td>'
    shown = f"{value:.4g}" if isinstance(value, float) else str(value)
    if len(shown) <= _LONGEST:
        return f"<td>{escape(shown)}</td>"
    return f'<td title="{escape(shown[:1000])}">{escape(shown[: _LONGEST - 1])}…</td>'


def _heading(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    return f'<th title="{escape(column.description + unit)}">{escape(column.name)}</th>'


def html_table(columns: Sequence[Column], rows: Iterable[Sequence[Any]], total: int) -> str:
    """The table; `rows` are the first ones of `total`."""
    shown = columns[:_FIRST_COLUMNS]
    head = "".join(map(_heading, shown))
    body = "".join(f"<tr>{''.join(map(_cell, row[: len(shown)]))}</tr>" for row in rows)
    said = f"{total} rows of {len(columns)} columns"
    if total > FIRST_ROWS or len(columns) > _FIRST_COLUMNS:
        said += f"; shown are the first {min(total, FIRST_ROWS)} and {len(shown)}"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{said}</p>"
