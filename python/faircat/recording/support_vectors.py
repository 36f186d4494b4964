"""Scores of support vector machines that give no probabilities, as `CalibratedClassifierCV` takes.

ONNX says of `SVMClassifier` only loosely what it gives without probabilities, and engines differ.
Source: Chang and Lin, ACM Trans. Intell. Syst. Technol. 2 (2011) 27, sections 2 and 7; of several
classes scikit-learn's `_ovr_decision_function`.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from .graph import DOUBLE, FLOAT, Graph

KERNELS = ("linear", "poly", "rbf", "sigmoid")

Matrix = np.ndarray[Any, np.dtype[np.float64]]


def support_vectors(scope: Any, operator: Any, container: Any) -> None:
    """An `SVC` or `NuSVC`: with probabilities as skl2onnx converts it, else what it decides by."""
    from skl2onnx.operator_converters.support_vector_machines import convert_sklearn_svm_classifier

    model = operator.raw_operator
    if not _is_told(model):
        convert_sklearn_svm_classifier(scope, operator, container)
        return
    graph = Graph(scope, container)
    x = graph.together([it.full_name for it in operator.inputs])
    near = _nearness(graph, model, graph.node("Cast", x, to=DOUBLE))
    scores = _of_two if len(model.classes_) == 2 else _of_several
    found = graph.node("Cast", scores(graph, model, near), to=FLOAT)
    label, values = (it.full_name for it in operator.outputs)
    graph.add("ArgMax", [found], [label], axis=1, keepdims=0)
    graph.is_output(found, values)


def _is_told(model: Any) -> bool:
    """Whether it has scores that are told here."""
    is_known = model.kernel in KERNELS and isinstance(model.support_vectors_, np.ndarray)
    is_of_each = len(model.classes_) == 2 or model.decision_function_shape == "ovr"
    # `probA_` itself warns of what will be removed.
    return is_known and is_of_each and not len(model._probA)


def _nearness(graph: Graph, model: Any, x: str) -> str:
    """How near each row is to each support vector, `[items, vectors]`."""
    vectors = np.asarray(model.support_vectors_, dtype=np.float64)
    products = graph.node("MatMul", x, graph.double(vectors.T))
    if model.kernel == "linear":
        return products
    gamma = float(model._gamma)
    if model.kernel == "rbf":
        lengths = graph.node("ReduceSum", graph.node("Mul", x, x), graph.whole([1]), keepdims=1)
        both = graph.node("Add", lengths, graph.double((vectors**2).sum(axis=1)[None]))
        squares = graph.node("Sub", both, graph.node("Mul", products, graph.double([2.0])))
        return graph.node("Exp", graph.node("Mul", squares, graph.double([-gamma])))
    scaled = graph.node("Mul", products, graph.double([gamma]))
    moved = graph.node("Add", scaled, graph.double([float(model.coef0)]))
    if model.kernel == "sigmoid":
        return graph.node("Tanh", moved)
    return graph.node("Pow", moved, graph.double([float(model.degree)]))


def _of_two(graph: Graph, model: Any, near: str) -> str:
    """The score, which speaks for the second class, with its opposite before it."""
    weights = np.asarray(model.dual_coef_, dtype=np.float64).T
    score = graph.node("MatMul", near, graph.double(weights))
    score = graph.node("Add", score, graph.double(model.intercept_))
    return graph.node("Concat", graph.node("Neg", score), score, axis=1)


def _of_several(graph: Graph, model: Any, near: str) -> str:
    """Votes for each class, and below 1/3 by how much its pairs were won."""
    first, second = _sides(len(model.classes_))
    scores = graph.node("MatMul", near, graph.double(_weights(model)))
    scores = graph.node("Add", scores, graph.double(model.intercept_))
    is_lost = graph.node("Cast", graph.node("Less", scores, graph.double([0.0])), to=DOUBLE)
    moved = graph.node("MatMul", is_lost, graph.double(second - first))
    votes = graph.node("Add", moved, graph.double(first.sum(axis=0)))
    whole = graph.node("MatMul", scores, graph.double(first - second))
    above = graph.node("Add", graph.node("Abs", whole), graph.double([1.0]))
    share = graph.node("Div", whole, graph.node("Mul", above, graph.double([3.0])))
    return graph.node("Add", votes, share)


def _sides(classes: int) -> tuple[Matrix, Matrix]:
    """A 1 at the first, and at the second class of each pair, `[pairs, classes]`."""
    pairs = np.array(list(combinations(range(classes), 2)))
    return np.eye(classes)[pairs[:, 0]], np.eye(classes)[pairs[:, 1]]


def _weights(model: Any) -> Matrix:
    """What each support vector counts in each pair of classes, `[vectors, pairs]`."""
    given = np.asarray(model.dual_coef_, dtype=np.float64)
    of = np.repeat(np.arange(len(model.n_support_)), model.n_support_)
    columns = [
        np.where(of == one, given[other - 1], np.where(of == other, given[one], 0.0))
        for one, other in combinations(range(len(model.n_support_)), 2)
    ]
    return np.stack(columns, axis=1)
