"""Inputs and truths as arrays, with the names that they bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np

from .errors import refused

#: What is to be done.
NUMBERS = "give an array or a frame of numbers; encode texts and times as numbers before"
NAME_CLASSES = "give numbers; for a network that tells classes, name them in `classes`"


@dataclass(frozen=True)
class Table:
    """Inputs `[items, ...]` in float32, and the names of what stands along the last axis.

    Attributes:
        columns: Names that the data themselves bring, as frames do.
        notes: What float32 does not hold of them.
    """

    values: np.ndarray[Any, np.dtype[np.float32]]
    features: list[str]
    columns: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def table(data: Any, features: Optional[Sequence[str]], what: str) -> Table:
    """Inputs of an array, a frame or a tensor.

    Raises:
        RecordingError: No rows, texts, complex numbers, or values that are not finite in float32.
    """
    # A list may be empty, and a frame has no truth.
    columns = [str(it) for it in getattr(data, "columns", [])]
    names = columns if features is None or not len(features) else [str(it) for it in features]
    values = single(numbers(data, what), what)
    if values.ndim < 2 or not len(values):
        raise refused(f"`{what}` has the shape {values.shape}", "give rows of features")
    if not np.isfinite(values).all():
        row = int(np.argwhere(~np.isfinite(values))[0][0])
        raise refused(
            f"`{what}` is not finite in row {row}, and a record's inputs are finite numbers",
            "leave such rows out, or fill them before and fit the model to that: an imputer, or "
            "trees that take NaN, are no help inside of what is recorded",
        )
    if names and len(names) != values.shape[-1]:
        raise refused(
            f"{len(names)} names for {values.shape[-1]} features of `{what}`",
            "name each feature once, in the order of the columns",
        )
    if len(set(names)) != len(names):
        raise refused(f"two features of `{what}` have the same name", "give each a name of its own")
    return Table(values, names, columns, rounded(data, what))


def tested(inputs: Any, features: Optional[Sequence[str]], trained: Table) -> Table:
    """The inputs of the control set, which are as those of training.

    Raises:
        RecordingError: Other columns, another order of them, or what `table` refuses.
    """
    checked = table(inputs, features, "test")
    if checked.values.shape[1:] != trained.values.shape[1:]:
        raise refused(
            f"`test` has items of {checked.values.shape[1:]}, `x` of {trained.values.shape[1:]}",
            "give both the same features",
        )
    pairs = zip(checked.columns, trained.columns)
    apart = next(((one, other) for one, other in pairs if one != other), None)
    if apart is not None:
        raise refused(
            f"`test` has the column `{apart[0]}` where `x` has `{apart[1]}`",
            "give both the same columns in the same order",
        )
    return checked


def numbers(data: Any, what: str) -> np.ndarray[Any, Any]:
    """Data as an array of NumPy.

    Raises:
        RecordingError: Something is masked, or a library gives no array of its data.
    """
    try:
        found = np.asarray(detached(data))
    except (TypeError, ValueError, RuntimeError) as error:
        raise refused(f"`{what}` does not hold numbers alone: {error}", NUMBERS) from error
    if np.ma.isMaskedArray(data) and np.ma.is_masked(data):
        raise refused(f"`{what}` has masked values", "leave such rows out, or fill them")
    if found.dtype.kind == "c":
        raise refused(
            f"`{what}` holds complex numbers", "give real and imaginary parts as two features"
        )
    return found


def single(values: np.ndarray[Any, Any], what: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Numbers in single precision; those too large for it become infinite."""
    if values.dtype.kind not in "biufO":
        raise refused(f"`{what}` does not hold numbers alone, but {values.dtype}", NUMBERS)
    try:
        with np.errstate(over="ignore"):
            return values.astype(np.float32)
    except (TypeError, ValueError, OverflowError) as error:
        raise refused(f"`{what}` does not hold numbers alone: {error}", NUMBERS) from error


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
        raise refused(
            f"`{what}` has the shape {values.shape}, for {items} rows of inputs",
            "give each row its truth",
        )
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise refused(f"`{what}` holds what is not finite", "leave such rows out")
    return values


def targets(data: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Truths of a regression in double precision.

    Raises:
        RecordingError: They are no numbers, or whole ones that double precision has not.
    """
    if data.dtype.kind not in "biufO":
        raise refused(f"the truths are {data.dtype}, and the model gives numbers", NAME_CLASSES)
    try:
        values = data.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise refused(f"the truths are not numbers alone: {error}", NAME_CLASSES) from error
    if data.dtype.kind in "iu" and any(int(a) != b for a, b in zip(values.flat, data.flat)):
        raise refused(
            "a whole number beyond 2**53 is among the truths", "claims are computed up to there"
        )
    return values


def labels(
    data: np.ndarray[Any, Any], classes: Sequence[Any], are_named: bool
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The place of each label among the classes, where 1 and 1.0 are one label, and "1" another.

    Args:
        data: Labels `[items]`; of classes that are named also their places, or a 1 at the class
            of each item, `[items, classes]`.
        classes: As the estimator knows them, or as somebody named them.
        are_named: Somebody did: what was trained knows places only.

    Raises:
        RecordingError: A label that is no class.
    """
    if data.ndim == 2:
        return of_one_hot(data, len(classes), are_named)
    places = {it.item() if hasattr(it, "item") else it: place for place, it in enumerate(classes)}
    found = [places.get(it) for it in data.tolist()]
    if None not in found:
        return np.array(found, dtype=np.int64)
    if are_named and not any(it is not None for it in found) and are_places(data, len(classes)):
        return data.astype(np.int64)
    strange = data.tolist()[found.index(None)]
    raise refused(
        f"the test data have the class {strange!r}, which the model does not know; it has "
        + ", ".join(map(repr, places)),
        "give labels as the model was fitted to",
    )


def are_places(data: np.ndarray[Any, Any], classes: int) -> bool:
    """Whether all are whole numbers that count classes from 0."""
    if data.dtype.kind not in "biuf":
        return False
    return bool(((data >= 0) & (data < classes) & (data == np.trunc(data))).all())


def of_one_hot(
    data: np.ndarray[Any, Any], classes: int, are_named: bool
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The place of the 1 in each row.

    Raises:
        RecordingError: Rows that say several classes, or none.
    """
    is_one_hot = data.dtype.kind in "biuf" and bool(
        np.isin(data, (0, 1)).all() and (data.sum(axis=1) == 1).all()
    )
    if not is_one_hot or not are_named or data.shape[1] != classes:
        raise refused(
            f"the truths have the shape {data.shape}, and a record's item has one class",
            "give one label for each item; of several labels, record one model for each",
        )
    places: np.ndarray[Any, np.dtype[np.int64]] = np.argmax(data, axis=1).astype(np.int64)
    return places
