"""What a network's one output is where it has classes: logits or probabilities, one for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .errors import refused
from .graphs import maker

#: Operators whose values are probabilities.
OF_ONE, OF_ALL = "Sigmoid", "Softmax"

Values = np.ndarray[Any, np.dtype[np.float32]]


def of_classes(graph: Any, found: Values, classes: Sequence[Any]) -> tuple[str, Values]:
    """The output's name, and what it gives, `[items, classes]`; of two classes the graph gets both.

    A network of two classes with one value an item, a logit or a probability of the second class,
    is written with the value of the first class before it: 0, or 1 less the probability.

    Raises:
        RecordingError: It has not a value for each class.
    """
    last = last_operator(graph.graph)
    given = found.shape[1] if found.ndim == 2 else 0
    is_one = given == 1 and len(classes) == 2
    if given != len(classes) and not is_one:
        raise refused(
            f"the network gives values of the shape {list(found.shape[1:])} for an item, and there "
            f"are {len(classes)} `classes`",
            "name as many `classes` as it gives values, or two where it gives one",
        )
    if last == OF_ONE and not is_one:
        raise refused(
            "the network gives each class a probability of its own, and a record's item has one "
            "class",
            "record a network that ends with a softmax or logits, or one network for each label",
        )
    output = "probabilities" if last in (OF_ONE, OF_ALL) else "logits"
    if not is_one:
        return output, found
    _with_first_class(graph, output)
    first = 1 - found if output == "probabilities" else np.zeros_like(found)
    return output, np.concatenate([first, found], axis=1)


def last_operator(graph: Any) -> str:
    """The operator that makes the one output."""
    node = maker(graph)
    return str(node.op_type) if node is not None else ""


def _with_first_class(model: Any, output: str) -> None:
    """Two columns in place of the one."""
    import onnx

    graph, (port,) = model.graph, model.graph.output
    second, port.name = port.name, "of_both_classes"
    constant, node = onnx.numpy_helper.from_array, onnx.helper.make_node
    if output == "probabilities":
        graph.initializer.append(constant(np.array([[1]], np.float32), "certain"))
        graph.node.append(node("Sub", ["certain", second], ["of_first_class"]))
        graph.node.append(node("Concat", ["of_first_class", second], [port.name], axis=1))
        return
    graph.initializer.append(constant(np.array([0, 1, 0, 0], np.int64), "first_class"))
    graph.node.append(node("Pad", [second, "first_class"], [port.name]))
