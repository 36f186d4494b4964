"""Awkward arrays as lists of items, which the program fills up or cuts by the record's contract."""

from __future__ import annotations

from typing import Any, Optional

import awkward as ak
import numpy as np

from .errors import ContractError

_LARGEST_EXACT = 2**53


def lists(name: str, array: Any, features: list[str]) -> Optional[tuple[Any, Any, Any]]:
    """How many items each row has, the numbers of all items, and the names of these.

    Args:
        name: Of the input, for messages.
        array: Rows of lists of records (tracks with fields), or of lists of lists of numbers.
        features: Those of the input. Of records that have them all, the others are left out.

    Returns:
        `None` where the rows are no lists of different lengths.
    """
    try:
        if ak.fields(array):
            return _of_records(array, features)
        if array.ndim < 2 or _is_regular(array):
            return None
        items = np.asarray(ak.to_numpy(ak.flatten(array, axis=1), allow_missing=False))
        counts = ak.to_numpy(ak.num(array, axis=1), allow_missing=False)
        return _native(counts, items.reshape(len(items), -1), None)
    except (ValueError, TypeError) as error:
        message = f"`{name}` is no array of rows of items: {error}"
        raise ContractError.of("input-contract", message) from error


def _is_regular(array: Any) -> bool:
    return "var" not in str(array.type)


def _of_records(array: Any, features: list[str]) -> tuple[Any, Any, Any]:
    fields = ak.fields(array)
    wanted = features if set(features) <= set(fields) and features else fields
    counts = [ak.to_numpy(ak.num(array[it], axis=1), allow_missing=False) for it in wanted]
    for field, count in zip(wanted, counts):
        if not np.array_equal(count, counts[0]):
            raise ValueError(f"`{field}` has not as many items in each row as `{wanted[0]}`")
    columns = [ak.to_numpy(ak.flatten(array[it], axis=1), allow_missing=False) for it in wanted]
    return _native(counts[0], np.stack([_exact(it) for it in columns], axis=1), list(wanted))


def _native(counts: Any, items: Any, features: Optional[list[str]]) -> tuple[Any, Any, Any]:
    return (
        np.require(counts, np.int64, ["C", "A"]),
        np.require(_exact(items), np.float64, ["C", "A"]),
        features,
    )


def _exact(values: Any) -> Any:
    """The numbers in double precision, which must hold them."""
    whole = values.dtype.kind in "iu" and values.dtype.itemsize == 8 and values.size
    if whole and max(abs(int(values.min())), abs(int(values.max()))) > _LARGEST_EXACT:
        raise ValueError("an integer beyond 2**53 stands in it")
    return values.astype(np.float64)
