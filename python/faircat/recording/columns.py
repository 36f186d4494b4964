"""Columns by name: estimators are fitted to frames, and ONNX has places only."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from .tables import Table


def as_fitted(model: Any, test: Table) -> Any:
    """The inputs as the estimator was fitted to them: a frame where it knows names of columns."""
    names = getattr(model, "feature_names_in_", None)
    # LightGBM makes up names where it had none.
    if names is None or list(names) == [f"Column_{place}" for place in range(len(names))]:
        return test.values
    import pandas as pd

    return pd.DataFrame(test.values, columns=test.columns or list(names))


def with_places(model: Any) -> Any:
    """The model, or a copy of it in which columns are known by place, as skl2onnx takes them."""
    if not any(_is_by_name(it) or _has_booster(it) for it in _held(model, set())):
        return model
    copied = copy.deepcopy(model)
    for part in _held(copied, set()):
        if _has_booster(part):
            part.get_booster().feature_names = None
        if _is_by_name(part):
            known = list(part.feature_names_in_)
            part.transformers_ = [
                (name, step, _places(columns, known)) for name, step, columns in part.transformers_
            ]
    return copied


def _is_by_name(part: Any) -> bool:
    """Whether it is a `ColumnTransformer` that was fitted to names."""
    return hasattr(part, "transformers_") and hasattr(part, "feature_names_in_")


def _has_booster(part: Any) -> bool:
    """Whether it is a fitted estimator of XGBoost, whose trees have names of columns."""
    return hasattr(part, "get_booster") and hasattr(part, "n_features_in_")


def _places(columns: Any, names: Sequence[str]) -> Any:
    """Where the columns stand that are chosen by name, in any way of scikit-learn's."""
    if isinstance(columns, str):
        return [names.index(columns)]
    if isinstance(columns, slice):
        return _places_of_slice(columns, names)
    chosen = np.asarray(columns)
    if chosen.dtype == bool:
        return [int(place) for place in np.flatnonzero(chosen)]
    return [names.index(it) if isinstance(it, str) else it for it in chosen.tolist()]


def _places_of_slice(columns: slice, names: Sequence[str]) -> list[int]:
    """Places of a slice; one of names has its last one too."""
    begin, end = columns.start, columns.stop
    begin = names.index(begin) if isinstance(begin, str) else begin
    end = names.index(end) + 1 if isinstance(end, str) else end
    return list(range(len(names)))[begin : end : columns.step]


def _held(part: Any, seen: set[int]) -> Iterator[Any]:
    """A fitted estimator, and all that it holds."""
    if id(part) in seen:
        return
    seen.add(id(part))
    if isinstance(part, dict):
        inner: Any = part.values()
    elif isinstance(part, (list, tuple)):
        inner = part
    elif hasattr(part, "get_params") and not isinstance(part, type):
        yield part
        inner = vars(part).values()
    else:
        return
    for it in inner:
        yield from _held(it, seen)
