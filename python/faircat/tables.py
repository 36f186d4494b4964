"""What a search found, as a table."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, overload

from ._optional import needed
from ._shown import plain

__all__ = ["Table"]

_MOST_ROWS_SHOWN = 50


class Table(Sequence[dict[str, Any]]):
    """Works as rows: dictionaries that notebooks show, and of which data frames are made."""

    _shown_columns: tuple[str, ...] = ("slug", "title", "tasks", "license", "version", "date")
    _noun = "work"

    #: How many of the columns a terminal shows.
    _printed = 2

    def __init__(self, rows: Sequence[dict[str, Any]], columns: Sequence[str] = ()) -> None:
        self._rows = list(rows)
        # A search that found nothing has the columns of one that found something.
        self._columns = list(columns)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Table: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | Table:
        return (
            type(self)(self._rows[index], self._columns)
            if isinstance(index, slice)
            else self._rows[index]
        )

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)

    @property
    def columns(self) -> list[str]:
        """Names of all columns."""
        # Most rows have the same names.
        kinds = dict.fromkeys(map(tuple, self._rows))
        return list(dict.fromkeys([*self._columns, *chain.from_iterable(kinds)]))

    def to_pandas(self) -> Any:
        """A `pandas.DataFrame`; lists stay lists."""
        pd = needed("pandas", "a data frame")
        return pd.DataFrame(self._rows, columns=self.columns)

    def to_polars(self) -> Any:
        """A `polars.DataFrame`, by way of pyarrow; lists stay lists."""
        pl = needed("polars", "a data frame of polars")
        return pl.from_arrow(self.to_arrow())

    def to_arrow(self) -> Any:
        """A `pyarrow.Table`."""
        pa = needed("pyarrow", "a table of Arrow")
        return pa.table({name: [row.get(name) for row in self._rows] for name in self.columns})

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Let any library that reads Arrow take the table; needs pyarrow."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _shown(self) -> list[tuple[str, ...]]:
        columns = self._shown_columns
        return [
            tuple(_text(row.get(name)) for name in columns) for row in self._rows[:_MOST_ROWS_SHOWN]
        ]

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in self._shown_columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self._shown()
        )
        return (
            f"<table><caption>{self._size()}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )

    def __repr__(self) -> str:
        lines = [" | ".join(row[: self._printed]) for row in self._shown()]
        return "\n".join([self._size(), *lines])

    def _size(self) -> str:
        more = len(self) - _MOST_ROWS_SHOWN
        rest = f", the first {_MOST_ROWS_SHOWN} are shown" if more > 0 else ""
        return f"{len(self)} {self._noun}{'' if len(self) == 1 else 's'}{rest}"


def _text(value: Any) -> str:
    if isinstance(value, list):
        return plain(", ".join(map(str, value)))
    return "" if value is None else plain(str(value))
