"""Inputs and truths as arrays, with the names that they bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np

from .errors import RecordingError


@dataclass(frozen=True)
class Table:
    """Inputs `[items, ...]` in float32, and the names of what stands along the last axis.

    Attributes:
        notes: What float32 does not hold of them.
    """

    values: np.ndarray[Any, np.dtype[np.float32]]
    features: list[str]
    notes: list[str] = field(default_factory=list)


def table(data: Any, features: Optional[Sequence[str]], what: str) -> Table:
    """Inputs of an array, a frame or a tensor.

    Raises:
        RecordingError: No rows, texts, complex numbers, or values that are not finite in float32.
    """
    # A list may be empty, and a frame has no truth.
    named = features if features is not None and len(features) else getattr(data, "columns", [])
    names = [str(it) for it in named]
    values = single(numbers(data, what), what)
    if values.ndim < 2 or not len(values):
        raise RecordingError(f"`{what}` has the shape {values.shape}: give rows of features")
    if not np.isfinite(values).all():
        row = int(np.argwhere(~np.isfinite(values))[0][0])
        raise RecordingError(
            f"`{what}` is not finite in row {row}: leave such rows out, or put an imputer before it"
        )
    if names and len(names) != values.shape[-1]:
        raise RecordingError(f"{len(names)} names for {values.shape[-1]} features of `{what}`")
    if len(set(names)) != len(names):
        raise RecordingError(f"two features of `{what}` have the same name")
    return Table(values, names, rounded(data, what))


def numbers(data: Any, what: str) -> np.ndarray[Any, Any]:
    """Data as an array of NumPy.

    Raises:
        RecordingError: Something is masked, or a library gives no array of its data.
    """
    try:
        found = np.asarray(detached(data))
    except (TypeError, ValueError, RuntimeError) as error:
        raise RecordingError(f"`{what}` does not hold numbers alone: {error}") from error
    if np.ma.isMaskedArray(data) and np.ma.is_masked(data):
        raise RecordingError(f"`{what}` has masked values: leave such rows out, or fill them")
    if found.dtype.kind == "c":
        raise RecordingError(
            f"`{what}` holds complex numbers: give real and imaginary parts as two features"
        )
    return found


def single(values: np.ndarray[Any, Any], what: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Numbers in single precision; those too large for it become infinite."""
    if values.dtype.kind not in "biufO":
        raise RecordingError(f"`{what}` does not hold numbers alone, but {values.dtype}")
    try:
        with np.errstate(over="ignore"):
            return values.astype(np.float32)
    except (TypeError, ValueError, OverflowError) as error:
        raise RecordingError(f"`{what}` does not hold numbers alone: {error}") from error


def rounded(data: Any, what: str) -> list[str]:
    """Says of whole numbers that float32 makes others of them: counts, times, identifiers.

    A fraction is rounded in any precision, and nobody is surprised. Columns of a frame are looked
    at one by one, as those of several types are rounded together before.
    """
    if hasattr(data, "columns"):
        parts = {f"`{it}` of `{what}`": data[it] for it in data.columns}
    else:
        parts = {f"`{what}`": data}
    changed = {name: changed_by_float32(numbers(part, what)) for name, part in parts.items()}
    return [
        f"{name} has {count} whole numbers beyond 2**24 that are rounded to float32, the type of "
        "the model's input: give what matters of them as a feature of its own"
        for name, count in changed.items()
        if count
    ]


def changed_by_float32(values: np.ndarray[Any, Any]) -> int:
    """How many whole numbers float32 has not."""
    if values.dtype.kind == "O":
        return sum(int(np.float32(it)) != it for it in values.flat if isinstance(it, int))
    if values.dtype.kind == "f" and values.dtype.itemsize > 4:
        large = values[(np.abs(values) > 2**24) & (values == np.trunc(values))]
        return int((large.astype(np.float32) != large).sum())
    if values.dtype.kind not in "iu":
        return 0
    sizes = values if values.dtype.kind == "u" else np.abs(values.astype(np.int64))
    large = sizes.astype(np.uint64)[sizes.astype(np.uint64) > 2**24]
    # From the first binary digit that is set to the last there must be no more than 24.
    return int((large // (large & (~large + np.uint64(1))) > 2**24).sum())


def detached(data: Any) -> Any:
    """A tensor of PyTorch without its history; anything else as it is."""
    if not hasattr(data, "detach"):
        return data
    tensor = data.detach().cpu()
    return (tensor.float() if str(tensor.dtype) == "torch.bfloat16" else tensor).numpy()


def truths(data: Any, items: int, what: str) -> np.ndarray[Any, Any]:
    """Truths `[items]` or `[items, values]`, as they are.

    Raises:
        RecordingError: Another number of them than of inputs, or numbers that are not finite.
    """
    values = numbers(data, what)
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim not in (1, 2) or len(values) != items:
        raise RecordingError(f"`{what}` has the shape {values.shape}, for {items} rows of inputs")
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise RecordingError(f"`{what}` holds what is not finite")
    return values


def targets(data: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Truths of a regression in double precision.

    Raises:
        RecordingError: They are no numbers, or whole ones that double precision has not.
    """
    if data.dtype.kind not in "biufO":
        raise RecordingError(f"the truths are {data.dtype}, and the model gives numbers")
    try:
        values = data.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise RecordingError(f"the truths are not numbers alone: {error}") from error
    if data.dtype.kind in "iu" and any(int(a) != b for a, b in zip(values.flat, data.flat)):
        raise RecordingError("a whole number beyond 2**53 is among the truths")
    return values


def labels(data: np.ndarray[Any, Any], classes: Sequence[Any]) -> np.ndarray[Any, Any]:
    """The place of each label among the classes; a whole number that is no name is the place.

    Raises:
        RecordingError: A label that is no class.
    """
    places = {str(it): place for place, it in enumerate(classes)}
    strange = sorted({str(it) for it in data} - set(places))
    are_places = data.dtype.kind in "iu" and not {str(it) for it in data} & set(places)
    if are_places and data.min() >= 0 and data.max() < len(classes):
        return data.astype(np.int64)
    if strange:
        raise RecordingError(
            f"the test data have the class {strange[0]!r}, which the model does not know; it has "
            + ", ".join(map(repr, places))
        )
    return np.array([places[str(it)] for it in data], dtype=np.int64)
