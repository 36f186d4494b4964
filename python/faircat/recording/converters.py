"""Estimators that skl2onnx does not convert, or not to what the default engine computes."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

from .errors import refused
from .neighbours import neighbours
from .one_hot import one_hot
from .scaling import scaled
from .support_vectors import support_vectors
from .thresholds import Rounding
from .voting import voting

Converter = Callable[[Any, Any, Any], None]

#: Libraries that speak scikit-learn's language: their name, their estimators, and where onnxmltools
#: converts these.
BOOSTED = {
    "xgboost": (
        "XGBoost",
        ("XGBClassifier", "XGBRegressor", "XGBRFClassifier", "XGBRFRegressor"),
        ("onnxmltools.convert.xgboost.operator_converters.XGBoost", "convert_xgboost"),
    ),
    "lightgbm": (
        "LightGBM",
        ("LGBMClassifier", "LGBMRegressor"),
        ("onnxmltools.convert.lightgbm.operator_converters.LightGbm", "convert_lightgbm"),
    ),
}
CLASSIFIER_OPTIONS = {"nocl": [True, False], "zipmap": [True, False, "columns"]}


def own() -> dict[type, Converter]:
    """Converters in place of skl2onnx's."""
    from sklearn.ensemble import VotingClassifier
    from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    from sklearn.svm import SVC, NuSVC

    return {
        KNeighborsClassifier: neighbours,
        KNeighborsRegressor: neighbours,
        NuSVC: support_vectors,
        OneHotEncoder: one_hot,
        SVC: support_vectors,
        StandardScaler: scaled,
        VotingClassifier: voting,
    }


def library(step: Any) -> str:
    """The package that an estimator is of."""
    return type(step).__module__.split(".")[0]


def parts(model: Any) -> Iterator[Any]:
    """An estimator, and those that it holds."""
    yield model
    held = model.get_params(deep=False).values() if hasattr(model, "get_params") else ()
    for value in held:
        found = value if isinstance(value, (list, tuple)) else [value]
        for it in found:
            inner = it[1] if isinstance(it, tuple) and len(it) > 1 else it
            if hasattr(inner, "get_params") and not isinstance(inner, type):
                yield from parts(inner)


def register(model: Any) -> dict[str, str]:
    """Tell skl2onnx of the boosted trees in a model; versions of what converts them.

    Raises:
        RecordingError: onnxmltools is missing, or has nothing for this estimator.
    """
    versions: dict[str, str] = {}
    for part in parts(model):
        name = library(part)
        if name in BOOSTED:
            _register(type(part), *BOOSTED[name])
            for package in (name, "onnxmltools"):
                versions[package] = importlib.import_module(package).__version__
    return versions


def _register(kind: type, title: str, known: tuple[str, ...], place: tuple[str, str]) -> None:
    import skl2onnx
    from skl2onnx.common import shape_calculator

    if kind.__name__ not in known:
        raise refused(
            f"a {kind.__name__} of {title} is not converted", f"use one of {', '.join(known)}"
        )
    try:
        convert = getattr(importlib.import_module(place[0]), place[1])
    except ImportError as error:
        raise refused(f"{error.name} is missing", "pip install onnxmltools") from error
    is_classifier = kind.__name__.endswith("Classifier")
    prefix = {"XGBoost": "XGBoost", "LightGBM": "LightGbm"}[title]
    shapes = "classifier" if is_classifier else "regressor"
    skl2onnx.update_registered_converter(
        kind,
        prefix + kind.__name__,
        getattr(shape_calculator, f"calculate_linear_{shapes}_output_shapes"),
        lambda scope, operator, container: convert(scope, operator, Rounding(container)),
        options=CLASSIFIER_OPTIONS if is_classifier else {"split": None},
    )
