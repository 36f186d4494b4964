"""What a model asks of data, and how awkward arrays become exactly that.

The rules are those of `faircat run`: items in the record's order, the longer lists cut and the
shorter filled up, units as the record has them, no number that the element type cannot hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional, Union

import awkward as ak
import numpy as np
from numpy.typing import NDArray

from ._units import factor

#: An array of awkward or NumPy with rows along its first axis, or features by name.
Array = Union[Any, Mapping[str, Any]]

_LARGEST_EXACT = 2**53
_MOST_ELEMENTS = 2**27


class ContractError(ValueError):
    """Data are not what the record asks for."""


@dataclass(frozen=True)
class Feature:
    """A quantity along the feature axis."""

    name: str
    unit: Optional[str] = None


@dataclass(frozen=True)
class Items:
    """How lists of items fill an axis of fixed size."""

    fill: float
    cut: bool
    order_by: Optional[str] = None
    descending: bool = True


@dataclass(frozen=True)
class Input:
    """An array that the model takes; a size that varies is `None`."""

    name: str
    dtype: str
    shape: tuple[Optional[int], ...]
    features: tuple[Feature, ...] = ()
    items: Optional[Items] = None
    non_finite: bool = False

    @property
    def feature_axis(self) -> Optional[int]:
        count = len(self.features)
        axes = (axis for axis in range(1, len(self.shape)) if self.shape[axis] == count)
        return next(axes, None) if count else None

    @property
    def item_axis(self) -> Optional[int]:
        feature_axis = self.feature_axis
        return 3 - feature_axis if feature_axis and len(self.shape) == 3 else None


@dataclass(frozen=True)
class Output:
    """An array that the model gives."""

    name: str
    dtype: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contract:
    """What a model takes and gives; `batch` is the number of rows that it takes, if fixed."""

    model: str
    sha256: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    batch: Optional[int] = None


@dataclass(frozen=True)
class Data:
    """How the data of a user are named and measured, by the record's names of features."""

    branches: Mapping[str, str]
    units: Mapping[str, str]

    def check(self, contract: Contract) -> None:
        """Refuse names that the record does not have, and units that lead to none of its own."""
        features = {it.name: it for of_one in contract.inputs for it in of_one.features}
        for name in (*self.branches, *self.units):
            if name not in features:
                raise ContractError(f"there is no feature `{name}`")
        for name, has in self.units.items():
            wanted = features[name].unit
            if wanted is None:
                raise ContractError(f"the record states no unit of `{name}`")
            if factor(has, wanted) is None:
                raise ContractError(f"`{name}` is in {has}, but the model takes {wanted}")


def prepared(declared: Input, given: Array, data: Data) -> NDArray[Any]:
    """The array that the model takes: of the declared type and shape, for any number of rows."""
    columns = _columns(declared, given, data)
    found = _of_dense(declared, given) if columns is None else _of_columns(declared, columns)
    array = _typed(declared, found)
    if not declared.non_finite and array.dtype.kind == "f" and not np.isfinite(array).all():
        row = int(np.argwhere(~np.isfinite(array))[0][0])
        raise ContractError(
            f"row {row} of `{declared.name}` has NaN or an infinity; the model takes finite numbers"
        )
    return np.ascontiguousarray(array)


def _columns(declared: Input, given: Array, data: Data) -> Optional[list[Any]]:
    """Of each feature its values, in the record's order and unit; `None` where none is named."""
    is_mapping = isinstance(given, Mapping)
    fields = list(given) if is_mapping else _fields(given)
    if not fields:
        if any(it.name in data.units for it in declared.features):
            raise ContractError(f"`{declared.name}` names no features, so units mean nothing")
        return None
    if not declared.features:
        raise ContractError(f"`{declared.name}` names features, but the record does not")
    columns = []
    for feature in declared.features:
        branch = data.branches.get(feature.name, feature.name)
        if branch not in fields:
            raise ContractError(f"`{declared.name}` has no branch `{branch}`; it has {fields}")
        values = given[branch]
        has = data.units.get(feature.name)
        scale = factor(has, feature.unit) if has and feature.unit else None
        columns.append(values if scale in (None, 1.0) else values * scale)
    return columns


def _fields(given: Any) -> list[str]:
    if isinstance(given, ak.Array):
        return list(ak.fields(given))
    return list(getattr(getattr(given, "dtype", None), "names", None) or ())


def _of_columns(declared: Input, columns: list[Any]) -> NDArray[Any]:
    arrays = [it if isinstance(it, ak.Array) else ak.Array(it) for it in columns]
    depths = {it.ndim for it in arrays}
    if depths == {1}:
        flat = [_numbers(declared, it) for it in arrays]
        return _arranged(declared, np.stack(flat, axis=1))
    if depths != {2}:
        raise ContractError(f"features of `{declared.name}` are lists of different depths")
    counts = _numbers(declared, ak.num(arrays[0], axis=1)).astype(np.int64)
    for feature, array in zip(declared.features, arrays):
        if not np.array_equal(counts, _numbers(declared, ak.num(array, axis=1))):
            first = declared.features[0].name
            raise ContractError(f"`{feature.name}` has not as many items in each row as `{first}`")
    flat = [_numbers(declared, ak.flatten(it, axis=1)) for it in arrays]
    return _filled(declared, counts, np.stack(flat, axis=1), is_ordered=True)


def _numbers(declared: Input, array: Any) -> NDArray[np.float64]:
    """The numbers in double precision, which must hold them."""
    try:
        values = ak.to_numpy(array, allow_missing=False)
    except (ValueError, TypeError) as problem:
        message = f"`{declared.name}` is no array of numbers without gaps: {problem}"
        raise ContractError(message) from problem
    if values.dtype.kind not in "biuf" or values.dtype.itemsize > 8 or values.ndim != 1:
        raise ContractError(f"`{declared.name}` holds {values.dtype}, not one real number each")
    if values.dtype.kind in "iu" and values.size:
        largest = max(abs(int(values.min())), abs(int(values.max())))
        if largest > _LARGEST_EXACT:
            raise ContractError(f"`{declared.name}` has an integer beyond 2**53")
    return np.asarray(values, dtype=np.float64)


def _filled(
    declared: Input, counts: NDArray[np.int64], items: NDArray[np.float64], is_ordered: bool
) -> NDArray[np.float64]:
    """Lists of items, all in one array, as the array of the declared shape."""
    if declared.item_axis is None:
        if (counts != 1).any():
            raise ContractError(f"`{declared.name}` takes one item in each row")
        return _arranged(declared, items)
    longest = int(counts.max()) if counts.size else 0
    size = declared.shape[declared.item_axis]
    size = longest if size is None else size
    _check_counts(declared, counts, size)
    if len(counts) * max(size, longest) * len(declared.features) > _MOST_ELEMENTS:
        raise ContractError(f"`{declared.name}` would be too large; give fewer rows at once")
    fill = declared.items.fill if declared.items else 0.0
    padded = np.full((len(counts), max(size, longest), len(declared.features)), fill)
    is_there = np.arange(padded.shape[1]) < counts[:, None]
    padded[is_there] = items
    if is_ordered:
        _order(declared, padded, is_there, counts != size)
    padded = padded[:, :size]
    return np.moveaxis(padded, 1, declared.item_axis)


def _check_counts(declared: Input, counts: NDArray[np.int64], size: int) -> None:
    items = declared.items
    if items is None and (counts != size).any():
        row = int(np.argmax(counts != size))
        raise ContractError(
            f"row {row} of `{declared.name}` has {counts[row]} items; the model takes {size}, and "
            "its record does not say how to fill up or cut"
        )
    if items is not None and not items.cut and (counts > size).any():
        row = int(np.argmax(counts > size))
        raise ContractError(
            f"row {row} of `{declared.name}` has {counts[row]} items; the model takes {size}, and "
            "its record does not allow to leave any out"
        )


def _order(
    declared: Input, padded: NDArray[np.float64], is_there: NDArray[Any], which: NDArray[Any]
) -> None:
    """Bring the items of these rows into the record's order; equal ones stay as they are."""
    if declared.items is None or declared.items.order_by is None or not which.any():
        return
    names = [it.name for it in declared.features]
    if declared.items.order_by not in names:
        raise ContractError(f"`{declared.items.order_by}`, which orders items, is no feature")
    keys = padded[which, :, names.index(declared.items.order_by)]
    if np.isnan(keys[is_there[which]]).any():
        raise ContractError(f"items of `{declared.name}` are ordered by NaN")
    negative = np.signbit(keys)
    if declared.items.descending:
        keys = -keys
    else:
        negative = ~negative
    # The last key counts most: first what is there, then by value, with -0 below 0.
    order = np.lexsort((negative, keys, ~is_there[which]), axis=-1)
    padded[which] = np.take_along_axis(padded[which], order[:, :, None], axis=1)


def _of_dense(declared: Input, given: Any) -> NDArray[Any]:
    """An array without names, whose features stand in the record's order."""
    if isinstance(given, ak.Array):
        try:
            given = ak.to_numpy(given, allow_missing=False)
        except (ValueError, TypeError) as problem:
            message = f"`{declared.name}` is no array of equal rows; name its features: {problem}"
            raise ContractError(message) from problem
    if isinstance(given, np.ma.MaskedArray) and np.ma.is_masked(given):
        raise ContractError(f"`{declared.name}` has masked values, which stand for no number")
    array = np.asarray(given)
    if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
        raise ContractError(f"`{declared.name}` holds {array.dtype}, not real numbers")
    return _arranged(declared, array)


def _arranged(declared: Input, array: NDArray[Any]) -> NDArray[Any]:
    """The array in the declared shape: as it is, as flat rows, or with items cut or filled up."""
    wanted = declared.shape
    fits = len(array.shape) == len(wanted) and all(
        size in (None, has) for size, has in zip(wanted[1:], array.shape[1:])
    )
    if fits:
        return array
    fixed = [size for size in wanted[1:] if size is not None]
    if len(fixed) == len(wanted) - 1 and array.ndim and array.shape[0]:
        without_ones = [it for it in array.shape[1:] if it != 1]
        is_flat = array.ndim == 2 and array.shape[1] == int(np.prod(fixed))
        if is_flat or without_ones == [it for it in fixed if it != 1]:
            return array.reshape(-1, *fixed)
    axis = declared.item_axis
    if axis is not None and array.ndim == 3 and array.shape[3 - axis] == len(declared.features):
        by_item = array if axis == 1 else array.transpose(0, 2, 1)
        counts = np.full(len(by_item), by_item.shape[1], dtype=np.int64)
        items = by_item.reshape(-1, len(declared.features)).astype(np.float64)
        return _filled(declared, counts, items, is_ordered=False)
    shown = ", ".join("any" if it is None else str(it) for it in wanted)
    raise ContractError(f"`{declared.name}` must have the shape [{shown}], not {array.shape}")


def _typed(declared: Input, array: NDArray[Any]) -> NDArray[Any]:
    """The numbers in the declared element type; what it cannot hold is refused."""
    wanted = np.dtype(declared.dtype)
    if array.dtype == wanted:
        return array
    with np.errstate(over="ignore", invalid="ignore"):
        found = array.astype(wanted)
    if wanted.kind == "f":
        bad = np.isinf(found) & np.isfinite(array)
    elif wanted.kind == "b":
        bad = (array != 0) & (array != 1)
    else:
        bad = _inexact(array, wanted)
    if bad.any():
        row = int(np.argwhere(bad)[0][0])
        raise ContractError(
            f"row {row} of `{declared.name}` has a number that {declared.dtype} cannot hold"
        )
    return found


def _inexact(array: NDArray[Any], wanted: np.dtype[Any]) -> NDArray[Any]:
    """Where numbers are no integers of the type."""
    if array.dtype.kind == "b":
        return np.zeros(array.shape, dtype=bool)
    least, most = int(np.iinfo(wanted).min), int(np.iinfo(wanted).max)
    if array.dtype.kind in "iu":
        low = array < max(least, int(np.iinfo(array.dtype).min))
        high = array > min(most, int(np.iinfo(array.dtype).max))
        return np.asarray(low | high)
    # In double precision 2**63 - 1 is 2**63, which is too large.
    inside = (array >= float(least)) & (array < float(most + 1))
    return np.asarray(~inside | (array != np.floor(array)))
