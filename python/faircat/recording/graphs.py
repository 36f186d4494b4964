"""Changes of an ONNX graph that do not change what it computes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: Operators that hand on what they get.
SILENT = {"Identity", "Cast", "Flatten", "Reshape", "Squeeze", "Unsqueeze"}


def keep_outputs(model: Any, names: list[str]) -> Any:
    """The model with these outputs alone, and the nodes that they need."""
    graph = model.graph
    wanted, kept = set(names), []
    for node in reversed(graph.node):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(node.input)
            for attribute in node.attribute:
                # What a body takes from around it.
                wanted.update(name for inner in attribute.g.node for name in inner.input)
    kept.reverse()
    nodes = [type(node).FromString(node.SerializeToString()) for node in kept]
    outputs = [it for it in graph.output if it.name in names]
    outputs = [type(it).FromString(it.SerializeToString()) for it in outputs]
    weights = [it for it in graph.initializer if it.name in wanted]
    weights = [type(it).FromString(it.SerializeToString()) for it in weights]
    for field, values in (("node", nodes), ("output", outputs), ("initializer", weights)):
        graph.ClearField(field)
        getattr(graph, field).extend(values)
    del graph.value_info[:]
    used = {name for node in graph.node for name in node.input}
    for node in graph.node:
        _number_classes(node, used.union(names))
    return model


def _number_classes(node: Any, used: set[str]) -> None:
    """Classes that nobody asks for by name, by their places: texts are no tensor."""
    if node.domain != "ai.onnx.ml" or node.output[0] in used:
        return
    for attribute in list(node.attribute):
        if attribute.name == "classlabels_strings":
            name = "classlabels_int64s" if node.op_type.startswith("Tree") else "classlabels_ints"
            attribute.name, attribute.type = name, attribute.INTS
            attribute.ints.extend(range(len(attribute.strings)))
            attribute.ClearField("strings")


def maker(graph: Any) -> Any:
    """The node that makes the first output; `None` where none does."""
    made_by = {name: node for node in graph.node for name in node.output}
    node = made_by.get(graph.output[0].name)
    while node is not None and node.op_type in SILENT:
        node = made_by.get(node.input[0])
    return node


def with_votes(model: Any, output: str) -> bool:
    """Give the place of the class that most pairs of classes vote for as another output.

    So labels whoever makes the probabilities of the first output of pairs: support vector
    machines. Their classes become places in the order of these probabilities.

    Returns:
        Whether the probabilities are made so; if not, nothing is changed.
    """
    import onnx

    graph = model.graph
    node = maker(graph)
    if node is None or node.op_type != "SVMClassifier":
        return False
    for attribute in node.attribute:
        if attribute.name == "classlabels_ints":
            count = len(attribute.ints)
            del attribute.ints[:]
            attribute.ints.extend(range(count))
    graph.node.append(onnx.helper.make_node("Identity", [node.output[0]], [output]))
    kind = onnx.TensorProto.INT64
    graph.output.append(onnx.helper.make_tensor_value_info(output, kind, ["batch"]))
    return True


def named(model: Any, source: str, output: str, sizes: Sequence[int]) -> Any:
    """The model with these names of its one input and output, and a free batch.

    `sizes` of an item are those that the output has, whatever its converter declared.
    """
    graph = model.graph
    names = {graph.input[0].name: source, graph.output[0].name: output}
    for node in graph.node:
        for field in (node.input, node.output):
            for place, name in enumerate(field):
                field[place] = names.get(name, name)
    for port in (graph.input[0], graph.output[0]):
        port.name = names[port.name]
        axes = port.type.tensor_type.shape.dim
        axes[0].Clear() if axes else axes.add()
        axes[0].dim_param = "batch"
    del graph.output[0].type.tensor_type.shape.dim[1:]
    for size in sizes:
        graph.output[0].type.tensor_type.shape.dim.add().dim_value = size
    return model
