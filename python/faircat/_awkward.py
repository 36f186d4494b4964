"""Awkward arrays as lists of items, which the program fills up or cuts by the record's contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

import awkward as ak
import numpy as np

from .errors import ContractError

_LARGEST_EXACT = 2**53


def items(columns: dict[str, Any], inputs: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The columns, those of lists of one feature each put together by input.

    Args:
        columns: Arrays by name.
        inputs: Names of the features of each input.
    """
    whole = dict(columns)
    for name, features in inputs.items():
        found = {it: columns[it] for it in features if it in columns}
        lists = all(isinstance(it, ak.Array) and it.ndim == 2 for it in found.values())
        if name not in columns and features and len(found) == len(features) and lists:
            whole[name] = ak.zip(found, depth_limit=1)
            for feature in found:
                whole.pop(feature, None)
    return whole


def lists(name: str, array: Any, features: list[str]) -> Optional[tuple[Any, Any, Any]]:
    """How many items each row has, the numbers of all items, and the names of these.

    Args:
        name: Of the input, for messages.
        array: Rows of lists of records (tracks with fields), or of lists of lists of numbers:
            `[row][item][feature]`, or `[row][feature][item]` as some records have it.
        features: Those of the input. Of records that have them all, the others are left out.

    Returns:
        `None` where the rows are no lists of different lengths.
    """
    try:
        if ak.fields(array):
            return _of_records(array, features)
        if array.ndim < 2 or _is_regular(array):
            return None
        return _of_numbers(array, features)
    except (ValueError, TypeError) as error:
        raise ContractError.of(
            "input-contract",
            f"`{name}` is no array of rows of items: {error}",
            "give lists of records, as of `ak.zip`, with a number in each of the record's features",
        ) from error


def _is_regular(array: Any) -> bool:
    return "var" not in str(array.type)


def _of_records(array: Any, features: list[str]) -> tuple[Any, Any, Any]:
    fields = ak.fields(array)
    wanted = features if set(features) <= set(fields) and features else fields
    return _of_columns({it: array[it] for it in wanted})


def _of_columns(columns: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Of each feature its items in each row."""
    names = list(columns)
    counts = [ak.to_numpy(ak.num(it, axis=1), allow_missing=False) for it in columns.values()]
    for name, count in zip(names, counts):
        if not np.array_equal(count, counts[0]):
            raise ValueError(f"`{name}` has not as many items in each row as `{names[0]}`")
    flat = [ak.to_numpy(ak.flatten(it, axis=1), allow_missing=False) for it in columns.values()]
    for name, values in zip(names, flat):
        if values.ndim != 1:
            raise ValueError(f"`{name}` has lists, not a number, for each item")
    return _native(counts[0], np.stack([_exact(it) for it in flat], axis=1), names)


def _of_numbers(array: Any, features: list[str]) -> tuple[Any, Any, Any]:
    """Lists without fields: their numbers stand in the record's order of the features."""
    counts = ak.to_numpy(ak.num(array, axis=1), allow_missing=False)
    if array.ndim > 3:
        raise ValueError(f"its lists are {array.ndim} deep, and at most 3 mean something")
    # Without names that differ, the order is the program's to find out.
    names = features if len(set(features)) == len(features) > 0 else None
    flat = ak.flatten(array, axis=1)
    if array.ndim == 2 or not len(flat):
        width = 1 if array.ndim == 2 and len(flat) else max(len(features), 1)
        items = np.asarray(ak.to_numpy(flat, allow_missing=False)).reshape(len(flat), width)
        return _native(counts, items, names if width == len(features) else None)
    lengths = ak.to_numpy(ak.num(flat, axis=1), allow_missing=False)
    by_item = bool((lengths == len(features)).all())
    by_feature = bool((counts == len(features)).all())
    if names and by_item and by_feature and len(names) > 1:
        raise ValueError(
            f"each row has {len(names)} lists of {len(names)} numbers, which may be items or "
            "features"
        )
    if names and by_feature and not by_item:
        return _of_columns({it: array[:, place] for place, it in enumerate(names)})
    items = np.asarray(ak.to_numpy(flat, allow_missing=False))
    return _native(counts, items.reshape(len(items), -1), names if by_item else None)


def _native(counts: Any, items: Any, features: Optional[list[str]]) -> tuple[Any, Any, Any]:
    return (
        np.require(counts, np.int64, ["C", "A"]),
        np.require(_exact(items), np.float64, ["C", "A"]),
        features,
    )


def _exact(values: Any) -> Any:
    """The numbers in double precision, which must hold them."""
    if values.dtype.kind not in "biuf" or values.dtype.itemsize > 8:
        raise ValueError(f"it holds {values.dtype}, not real numbers of at most 64 bits")
    whole = values.dtype.kind in "iu" and values.dtype.itemsize == 8 and values.size
    if whole and max(abs(int(values.min())), abs(int(values.max()))) > _LARGEST_EXACT:
        raise ValueError("an integer beyond 2**53 stands in it")
    return values.astype(np.float64)
