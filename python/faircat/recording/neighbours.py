"""Nearest neighbours in operators of every engine: skl2onnx 1.20 measures distances by `Scan`."""

from __future__ import annotations

from typing import Any

import numpy as np

from .errors import refused
from .graph import DOUBLE, FLOAT, Graph

#: Squared distance, as a share of squared lengths, below which single precision sees one point.
SAME = 1e-14


def neighbours(scope: Any, operator: Any, container: Any) -> None:
    """The mean of what the nearest training items are, each alike or by its distance.

    Distances are those of double precision, in which scikit-learn has them too.

    Raises:
        RecordingError: Another distance than the Euclidean one, or weights by a function.
    """
    model = operator.raw_operator
    refuse_others(model)
    graph = Graph(scope, container)
    points = np.asarray(model._fit_X, dtype=np.float64)
    x = graph.together([it.full_name for it in operator.inputs])
    x = graph.node("Cast", x, to=DOUBLE)
    lengths = graph.node("Mul", x, x)
    lengths = graph.node("ReduceSum", lengths, graph.whole([1]), keepdims=1)
    both = graph.node("Add", lengths, graph.double((points**2).sum(axis=1)[None]))
    products = graph.node("MatMul", x, graph.double(points.T))
    twice = graph.node("Mul", products, graph.double(np.array([2.0])))
    squares = graph.node("Sub", both, twice)
    is_same = graph.node("LessOrEqual", squares, graph.node("Mul", both, graph.double([SAME])))
    squares = graph.node("Where", is_same, graph.double([0.0]), squares)
    nearest, places = graph.nodes("TopK", 2, squares, graph.whole([model.n_neighbors]), largest=0)
    known = graph.node("Gather", graph.double(truths(model)), places, axis=0)
    if model.weights == "uniform":
        found = graph.node("ReduceMean", known, axes=[1], keepdims=0)
    else:
        found = weighted(graph, graph.node("Sqrt", nearest), known)
    _answer(graph, operator, graph.node("Cast", found, to=FLOAT))


def refuse_others(model: Any) -> None:
    """What is not told of in operators here."""
    name = type(model).__name__
    if model.effective_metric_ != "euclidean":
        raise refused(
            f"a {name} by the distance {model.effective_metric_!r} is not converted",
            "use 'euclidean'",
        )
    if model.weights not in ("uniform", "distance"):
        raise refused(
            f"a {name} whose weights are a function is not converted",
            "use 'uniform' or 'distance'",
        )
    if not isinstance(model._fit_X, np.ndarray):
        raise refused(f"a {name} of sparse data is not converted", "fit it to an array")


def truths(model: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Of each training item its values, or 1 at its class: `[items, values]`."""
    y: np.ndarray[Any, np.dtype[np.float64]] = np.asarray(model._y)
    if hasattr(model, "classes_"):
        y = np.eye(len(model.classes_))[np.asarray(model._y).ravel()]
    return y.reshape(len(y), -1).astype(np.float64)


def weighted(graph: Graph, distances: str, known: str) -> str:
    """A mean by 1/distance; at the place of training items, the mean of these alone."""
    zero = graph.node("Equal", distances, graph.double([0.0]))
    at = graph.node("Cast", zero, to=DOUBLE)
    any_at = graph.node("ReduceMax", at, axes=[1], keepdims=1)
    some = graph.node("Greater", any_at, graph.double([0.5]))
    apart = graph.node("Where", zero, graph.double([1.0]), distances)
    weights = graph.node("Where", some, at, graph.node("Reciprocal", apart))
    column = graph.node("Unsqueeze", weights, graph.whole([2]))
    total = graph.node("ReduceSum", graph.node("Mul", column, known), graph.whole([1]), keepdims=0)
    return graph.node("Div", total, graph.node("ReduceSum", weights, graph.whole([1]), keepdims=1))


def _answer(graph: Graph, operator: Any, found: str) -> None:
    """Probabilities with the labels that nobody asks for, or values."""
    outputs = [it.full_name for it in operator.outputs]
    if len(outputs) == 2:
        graph.add("ArgMax", [found], outputs[:1], axis=1, keepdims=0)
    graph.is_output(found, outputs[-1])
