"""Estimators and pipelines of scikit-learn and its kind, by skl2onnx without ZipMap."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from .columns import as_fitted, with_places
from .converters import BOOSTED, library, own, parts, register
from .errors import RecordingError, refused
from .exported import OPSETS, Exported
from .graphs import keep_outputs, named, with_votes
from .tables import Table

INPUT = "x"
#: Place of the class that `predict` gives, where that is not the one of the largest probability.
PREDICTED = "predicted_class"


def of_sklearn(model: Any, test: Table) -> Exported:
    """A fitted estimator with its probabilities, or what it predicts.

    Raises:
        RecordingError: An estimator that is not fitted, takes other features, or is not exported.
    """
    try:
        import onnx
        import skl2onnx
        import sklearn
        from skl2onnx.common.data_types import FloatTensorType
    except ImportError as error:
        raise refused(f"{error.name} is missing", "pip install skl2onnx") from error
    is_classifier = sklearn.base.is_classifier(model)
    if is_classifier and not hasattr(model, "predict_proba"):
        raise refused(
            f"{type(model).__name__} gives no probabilities", "wrap it in CalibratedClassifierCV"
        )
    values = test.values
    boosted = register(model)
    try:
        rows = as_fitted(model, test)
        said = model.predict(rows)
        if is_classifier and np.ndim(said) != 1:
            raise refused(
                f"{type(model).__name__} gives each item {np.shape(said)[1]} labels, and a "
                "record's item has one class",
                "fit and record one estimator for each label",
            )
        found = model.predict_proba(rows) if is_classifier else said
        graph = skl2onnx.convert_sklearn(
            with_places(model),
            initial_types=[(INPUT, FloatTensorType([None, values.shape[1]]))],
            options={"zipmap": False} if is_classifier else None,
            target_opset=OPSETS,
            custom_conversion_functions=own(),
        )
    except RecordingError:
        raise
    except Exception as error:
        words = " ".join(str(error).split())[:300]
        raise refused(
            f"scikit-learn or skl2onnx: {words}",
            "give a fitted estimator, data as it was fitted to, and steps that skl2onnx converts",
        ) from error
    output = "probabilities" if is_classifier else "prediction"
    # Labels mostly follow from probabilities, and may be texts, which are no tensor.
    graph = keep_outputs(graph, [graph.graph.output[-1].name])
    found = np.asarray(found, dtype=np.float32).reshape(len(values), -1)
    graph = named(graph, INPUT, output, found.shape[1:])
    if type(last_step(model)).__name__ == "LinearDiscriminantAnalysis" and found.shape[1] == 2:
        _with_logistic(graph)
    note = predicted_otherwise(model, found, said) if is_classifier else ""
    references = {output: found}
    if note and _goes_by_votes(model) and with_votes(graph, PREDICTED):
        references[PREDICTED] = np.searchsorted(model.classes_, said).astype(np.int64)
        note = ""
    onnx.checker.check_model(graph)
    return Exported(
        onnx=graph,
        framework=framework(model),
        architecture=steps(model),
        references=references,
        classes=list(model.classes_) if is_classifier else [],
        software={
            "scikit-learn": sklearn.__version__,
            **boosted,
            "skl2onnx": skl2onnx.__version__,
            "onnx": onnx.__version__,
            "numpy": np.__version__,
        },
        hyperparameters=chosen(model),
        notes=[note] if note else [],
    )


def predicted_otherwise(model: Any, found: Any, said: Any) -> str:
    """Says where `predict` does not go by the largest probability; empty where it does."""
    apart = int((np.asarray(model.classes_)[found.argmax(axis=1)] != np.asarray(said)).sum())
    if not apart:
        return ""
    return (
        f"`predict` of {type(last_step(model)).__name__} gives another class than that of the "
        f"largest probability for {apart} of {len(said)} items; claims are of the latter"
    )


def _goes_by_votes(model: Any) -> bool:
    """Whether no support vector machine breaks ties of votes, of which two classes have none."""
    is_tied = any(getattr(part, "break_ties", False) for part in parts(model))
    return len(model.classes_) == 2 or not is_tied


def _with_logistic(graph: Any) -> None:
    """Of two classes the score is a logit; skl2onnx 1.20 takes a softmax of both signs."""
    for node in graph.graph.node:
        for attribute in node.attribute:
            if node.op_type == "LinearClassifier" and attribute.name == "post_transform":
                attribute.s = b"LOGISTIC"


def last_step(model: Any) -> Any:
    """The estimator at the end of a pipeline, or the one there is."""
    return model.steps[-1][1] if hasattr(model, "steps") else model


def framework(model: Any) -> str:
    """Whose the estimator at the end is."""
    name = library(last_step(model))
    return BOOSTED[name][0] if name in BOOSTED else "scikit-learn"


def steps(model: Any) -> str:
    """Names of an estimator, or of those of a pipeline in turn."""
    parts = [step for _, step in getattr(model, "steps", [])] or [model]
    return ", ".join(type(part).__name__ for part in parts)


def chosen(model: Any) -> dict[str, str]:
    """Parameters that are plain values, and not those that scikit-learn takes by itself."""
    last = last_step(model)
    usual = {name: it.default for name, it in signature_of(type(last)).items()}
    found = {}
    for name, value in sorted(last.get_params(deep=False).items()):
        if isinstance(value, (bool, int, float, str, tuple)) and value != usual.get(name):
            found[name] = value if isinstance(value, str) else json.dumps(value)
    return found


def signature_of(kind: type) -> Any:
    """Parameters of a class."""
    import inspect

    return inspect.signature(kind).parameters
