"""Tables: what a search, a screen or a score gives."""

from __future__ import annotations

import io
import operator
import os
from collections import namedtuple
from collections.abc import Iterator
from ctypes import byref
from typing import Any, Callable, overload

from . import _declarations as c
from . import _plots
from ._arrow import Batch, Column, new_stream, next_batch, read_schema, stream_of
from ._calls import Call, Progress, Watch, on_bytes
from ._html import FIRST_ROWS, html_table
from ._kept import shown
from ._library import PathLike, checked, choose, names

#: Opens the table's stream anew, into an empty one, with the callbacks of a call.
Open = Callable[[Call, c.ArrowArrayStream], object]


def _new_row_type(columns: list[Column]) -> Any:
    # Columns of the caller's own may have names that no field has: these go by number.
    names = [one.name for one in columns]
    return namedtuple("Row", names, rename=True)


class Rows:
    """Some rows of a table: a sequence of named tuples, and its columns."""

    def __init__(self, table: Table, batches: list[Batch]) -> None:
        self._table = table
        self._batches = batches

    def __len__(self) -> int:
        return sum(len(batch) for batch in self._batches)

    def column(self, name: str) -> list[Any]:
        """The values of a column: int, float or str, None where nothing is known."""
        number, form = self._table._place(name)
        return [value for batch in self._batches for value in batch.values(number, form)]

    def __iter__(self) -> Iterator[Any]:
        make = self._table._row_type._make
        for batch in self._batches:
            columns = [batch.values(i, one.format) for i, one in enumerate(self._table.columns)]
            yield from map(make, zip(*columns))

    def __repr__(self) -> str:
        return shown(self._table._schema, self._batches)


class Table:
    """A result: rows with names, types and descriptions, computed when they are asked for.

    `len`, `table[i]`, `table["column"]`, slices and iteration compute the whole table once and keep
    it, in the library's compact form. `batches()` gives the rows block by block and keeps nothing,
    for results larger than memory. Whatever takes Arrow data takes a table as it is, also block by
    block: `polars.DataFrame(table)`, `pyarrow.table(table)`, DuckDB by the name of the variable;
    each time it is computed anew. Positions count from 1 and include the last residue, as in the
    tables that the command prints.
    """

    def __init__(
        self,
        open_stream: Open,
        progress: Progress | None = None,
        fresh: tuple[Call, Any] | None = None,
    ) -> None:
        self._open = open_stream
        self._progress = progress
        self._kept: list[Batch] | None = None
        self._cache: dict[str, list[Any]] = {}
        self._columns: list[Column] | None = None
        self._row: Any = None
        # Begun now, so that bad arguments are told of at once.
        self._fresh: tuple[Call, Any] | None = fresh or self._start()
        self._call = self._fresh[0]
        self._schema = read_schema(stream_of(self._fresh[1]))

    # ---- columns: what other libraries read themselves is not read here ----

    # Not by functools.cached_property: before Python 3.12 it has a lock, for which a process waits
    # forever that was forked while another thread held it.

    @property
    def columns(self) -> list[Column]:
        """The columns, in order."""
        if self._columns is None:
            self._columns = self._schema.columns()
        return self._columns

    @property
    def _places(self) -> dict[str, int]:
        return {one.name: i for i, one in enumerate(self.columns)}

    @property
    def _row_type(self) -> Any:
        if self._row is None:
            self._row = _new_row_type(self.columns)
        return self._row

    # ---- streams ----

    def _start(self, asked: bool = True) -> tuple[Call, Any]:
        call, capsule = Call(self._progress, asked), new_stream()
        with Watch(call):
            self._open(call, stream_of(capsule))
        return call, capsule

    def _take(self) -> tuple[Call, Any]:
        """A stream that nothing was read of, and its call."""
        fresh, self._fresh = self._fresh, None
        return fresh or self._start()

    def _hand_over(self, read: Callable[[Any], Any]) -> Any:
        """What a function of another library makes of the table; signals end that too."""
        call, capsule = self._take()
        with Watch(call):
            return read(_Stream(capsule))

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        """The table as an Arrow C stream, in a capsule. requested_schema is passed over.

        While another library reads it, no progress is asked and signals wait for its end, but for
        queries that can be read only once; `to_arrow`, `to_pandas` and `to_polars` heed them.
        """
        # The call has to live as long as the table.
        self._call, capsule = self._take() if self._call.once else self._start(asked=False)
        return capsule

    # ---- reading ----

    def batches(self) -> Iterator[Rows]:
        """The rows, a block at a time: len(block), iteration, block.column(name)."""
        call, capsule = self._take()
        stream = stream_of(capsule)
        while True:
            with Watch(call):
                batch = next_batch(stream)
            if batch is None:
                return
            yield Rows(self, [batch])

    def _read(self) -> Rows:
        if self._kept is None:
            self._kept = [batch for rows in self.batches() for batch in rows._batches]
        return Rows(self, self._kept)

    def _place(self, name: str) -> tuple[int, str]:
        places = self._places
        if name not in places:
            raise KeyError(f"no column {name!r}: there are {', '.join(places)}")
        number = places[name]
        return number, self.columns[number].format

    def __len__(self) -> int:
        return len(self._read())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read())

    @overload
    def __getitem__(self, key: str) -> list[Any]: ...

    @overload
    def __getitem__(self, key: slice) -> list[Any]: ...

    @overload
    def __getitem__(self, key: int) -> Any: ...

    def __getitem__(self, key: str | slice | int) -> Any:
        """A column by its name, as a list; a row by its number; rows by a slice."""
        if isinstance(key, str):
            if key not in self._cache:
                self._cache[key] = self._read().column(key)
            return self._cache[key]
        columns = [self[one.name] for one in self.columns]
        if isinstance(key, slice):
            return list(map(self._row_type._make, zip(*(column[key] for column in columns))))
        number = operator.index(key)
        if not -len(self) <= number < len(self):
            raise IndexError(f"row {number} of {len(self)}")
        return self._row_type._make(column[number] for column in columns)

    def __repr__(self) -> str:
        """The first rows, as the command shows them on a terminal."""
        if self._kept is None and self._call.once:
            # They are left to whoever reads them.
            return f"<table of {len(self.columns)} columns, of queries that can be read once>"
        return repr(self._read())

    def _repr_html_(self) -> str:
        """The first rows, as notebooks show them; titles say what the columns are."""
        return html_table(self.columns, self[:FIRST_ROWS], len(self))

    def plot(self, x: str, *columns: str, axes: Any = None) -> Any:
        """Columns drawn over another by matplotlib, in its axes or new ones, which it returns."""
        return _plots.lines(self, x, columns, axes)

    def logo(self, column: str, *, axes: Any = None) -> Any:
        """A sequence logo of a column of peptides, those of the commonest length, each once."""
        return _plots.logo(self, column, axes)

    # ---- other forms ----

    def to_dict(self) -> dict[str, list[Any]]:
        """The columns by name."""
        return {one.name: self[one.name] for one in self.columns}

    def to_pandas(self) -> Any:
        """A pandas data frame. Whole numbers that are not known make a column of floats."""
        import pandas

        if self._kept is None:
            try:
                import pyarrow
            except ImportError:
                pass
            else:
                return self._hand_over(pyarrow.table).to_pandas()
        return pandas.DataFrame({name: _series(self, name) for name in self._places})

    def to_polars(self) -> Any:
        """A polars data frame."""
        import polars

        return self._hand_over(polars.DataFrame)

    def to_arrow(self) -> Any:
        """A pyarrow table."""
        import pyarrow

        return self._hand_over(pyarrow.table)

    def write(self, file: PathLike | io.IOBase, format: str = "tsv") -> None:
        """Writes the table as the command does, to a path or a binary file.

        format: tsv, csv, jsonl, or of hits blast6 or pepmatch.
        """
        number = choose(format, names(c.NAMES_FORMATS, 1), "format")
        if isinstance(file, (str, os.PathLike)):
            with open(file, "wb") as opened:
                self._write(opened.write, number)
        else:
            self._write(file.write, number)

    def _write(self, sink: Callable[[bytes], object], format: int) -> None:
        call, capsule = self._take()
        call.sink = sink
        options = c.WriteOptions(format=format)
        stream = byref(stream_of(capsule))
        with Watch(call):
            checked("mimicry_table_write", stream, byref(options), on_bytes, call.number, None)

    def _text(self, format: str) -> str:
        pieces: list[bytes] = []
        self._write(pieces.append, choose(format, names(c.NAMES_FORMATS, 1), "format"))
        return b"".join(pieces).decode("utf-8", "replace")

    def to_tsv(self) -> str:
        """The table as the command prints it, tab-separated."""
        return self._text("tsv")

    def to_csv(self) -> str:
        """The table, comma-separated."""
        return self._text("csv")

    def to_jsonl(self) -> str:
        """The table, a JSON object a line."""
        return self._text("jsonl")


class _Stream:
    """A stream as other libraries take it."""

    def __init__(self, capsule: Any) -> None:
        self._capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        return self._capsule


def _series(table: Table, name: str) -> Any:
    """A column as pandas has it."""
    import pandas

    _, form = table._place(name)
    values = table[name]
    if form == "u":
        return pandas.Series(values, dtype=object)
    whole = form == "l" and None not in values
    return pandas.Series(values, dtype="int64" if whole else "float64")
