"""Columns of lists in tables of others: arrays where rows are alike, else lists of items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Optional

from .errors import ContractError

if TYPE_CHECKING:
    import numpy as np

    from .results import Array

__all__ = ["as_array", "is_awkward", "is_records"]


def is_awkward(value: Any) -> bool:
    """Whether it is of awkward, which is not imported for this."""
    return type(value).__module__.split(".")[0] == "awkward"


def is_records(value: Any) -> bool:
    """Whether it is an awkward array with a record in each row: a table."""
    return is_awkward(value) and value.ndim == 1 and bool(value.fields)


def as_array(name: str, value: Any, declared: Optional[Array]) -> Any:
    """An array for a column of lists, of which each row may be long as it likes; else the value.

    Args:
        name: Of the input or feature, for messages.
        value: A column of a table, an array, or anything else.
        declared: The input; `None` for a feature.

    Raises:
        faircat.ContractError: Rows of different lengths, which need awkward.
    """
    if is_awkward(value):
        dense = _dense_of_awkward(value, declared)
        return value if dense is None else dense
    rows = _rows(value)
    if rows is None:
        return value
    dense = _dense(rows)
    if dense is not None and (declared is None or _fits(dense, declared)):
        return dense
    try:
        import awkward
    except ImportError as problem:
        if dense is not None:
            return dense
        raise ContractError.of(
            "input-contract", f"`{name}` has lists of different lengths", "pip install awkward"
        ) from problem
    return awkward.Array(rows)


def _rows(value: Any) -> Optional[Sequence[Any]]:
    """The rows of a column of lists, of arrays or of records; `None` of anything else."""
    library = type(value).__module__.split(".")[0]
    if library == "pyarrow" and hasattr(value, "to_pylist"):
        import pyarrow

        nested = pyarrow.types.is_nested(value.type)
        return [_plain(it) for it in value.to_pylist()] if nested else None
    if library == "polars" and hasattr(value, "to_list"):
        return [_plain(it) for it in value.to_list()] if value.dtype.is_nested() else None
    # A column of pandas that Arrow holds has a type of its own.
    if library != "pandas" and str(getattr(value, "dtype", "")) != "object":
        return None
    if getattr(value, "ndim", 0) != 1 or not len(value):
        return None
    rows = value.tolist()
    first = next((it for it in rows if it is not None), None)
    is_list = isinstance(first, (list, tuple, dict)) or getattr(first, "ndim", 0) > 0
    return [_plain(it) for it in rows] if is_list else None


def _plain(row: Any) -> Any:
    """Arrays of arrays, as readers of Parquet give them, as lists of lists."""
    if str(getattr(row, "dtype", "")) == "object":
        return [_plain(it) for it in row]
    return row.tolist() if hasattr(row, "tolist") else row


def _dense(rows: Sequence[Any]) -> Optional[np.ndarray[Any, Any]]:
    """One array of all rows, if they are alike and hold numbers."""
    import numpy as np

    try:
        found = np.array(rows)
    except ValueError:
        return None
    return None if found.dtype.kind not in "biuf" else found


def _dense_of_awkward(value: Any, declared: Optional[Array]) -> Optional[np.ndarray[Any, Any]]:
    """Lists of which all are as long as the record's one axis of an item."""
    import awkward
    import numpy as np

    if value.fields or value.ndim != 2 or declared is None or len(declared.shape) != 2:
        return None
    if not awkward.all(awkward.num(value, axis=1) == (_size(declared.shape[1]) or -1)):
        return None
    try:
        return np.asarray(awkward.to_numpy(value, allow_missing=False))
    except ValueError:
        return None


def _fits(found: np.ndarray[Any, Any], declared: Array) -> bool:
    """Whether its axes are those of the record, as far as these have sizes."""
    pairs = zip(found.shape[1:], declared.shape[1:])
    same = all(_size(wanted) in (None, has) for has, wanted in pairs)
    return found.ndim == len(declared.shape) and same


def _size(axis: str) -> Optional[int]:
    """The size of an axis; `None` where it varies."""
    return int(axis) if axis.isdigit() else None
