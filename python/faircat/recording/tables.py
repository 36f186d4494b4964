"""Inputs and truths as arrays, with the names that they bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from .errors import RecordingError


@dataclass(frozen=True)
class Table:
    """Inputs `[items, ...]` in float32, and the names of what stands along the last axis."""

    values: np.ndarray[Any, np.dtype[np.float32]]
    features: list[str]


def table(data: Any, features: Optional[Sequence[str]], what: str) -> Table:
    """Inputs of an array, a frame or a tensor.

    Raises:
        RecordingError: No rows, texts, or values that are not finite.
    """
    names = [str(it) for it in features or getattr(data, "columns", [])]
    try:
        values = np.asarray(detached(data), dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise RecordingError(f"`{what}` does not hold numbers alone: {error}") from error
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
    return Table(values, names)


def detached(data: Any) -> Any:
    """A tensor of PyTorch without its history; anything else as it is."""
    return data.detach().cpu().numpy() if hasattr(data, "detach") else data


def truths(data: Any, items: int, what: str) -> np.ndarray[Any, Any]:
    """Truths `[items]` or `[items, values]`, as they are.

    Raises:
        RecordingError: Another number of them than of inputs, or numbers that are not finite.
    """
    values = np.asarray(detached(data))
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim not in (1, 2) or len(values) != items:
        raise RecordingError(f"`{what}` has the shape {values.shape}, for {items} rows of inputs")
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise RecordingError(f"`{what}` holds what is not finite")
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
