"""The interaction network as ONNX graphs, node by node.

Written out instead of traced, so that the initialisers are exactly the published state dict, names
included, and whoever reads the file finds the weights without guessing. Two graphs of one function:

- published: the matrices R_R, R_S, R_K and R_V of the paper pick the ends of every edge;
- factorised: the first layer of the edges is computed per track and per vertex, and broadcast.

Both take `tracks` float32 [batch, P, 60] and `vertices` float32 [batch, S, 5], and give `logits`
and `probabilities` float32 [batch, 2].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ..data.features import CLASSES, MAX_TRACKS, MAX_VERTICES
from .architecture import from_shapes
from .network import interaction_matrices

OPSET = 17
#: The first version of the file format that has operator set 17.
IR_VERSION = 8
FORMS = ("published", "factorised")


@dataclass
class Graph:
    """Nodes so far; `count` numbers the values that have no name of their own."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    count: int = 0

    def add(
        self, operator: str, *inputs: str, name: str | None = None, **attributes: object
    ) -> str:
        """Append a node with one output and return the output's name."""
        self.count += 1
        output = name or f"{operator.lower()}_{self.count}"
        node = helper.make_node(
            operator, list(inputs), [output], name=f"node_{output}", **attributes
        )
        self.nodes.append(node)
        return output

    def constant(self, values: np.ndarray, name: str | None = None) -> str:
        """Append a constant."""
        return self.add("Constant", value=numpy_helper.from_array(values), name=name)

    def linear(self, values: str, layer: str) -> str:
        """values · Wᵀ + b along the last axis."""
        weight = self.add("Transpose", f"{layer}.weight", perm=[1, 0])
        return self.add("Add", self.add("MatMul", values, weight), f"{layer}.bias")

    def layers(self, values: str, *names: str) -> str:
        """Linear layers, each with a ReLU."""
        for layer in names:
            values = self.add("Relu", self.linear(values, layer))
        return values

    def swapped(self, values: str) -> str:
        """The last two of three axes swapped."""
        return self.add("Transpose", values, perm=[0, 2, 1])

    def summed(self, values: str, axis: int) -> str:
        """The sum over one axis, which vanishes."""
        axes = self.constant(np.array([axis], np.int64))
        return self.add("ReduceSum", values, axes, keepdims=0)


def build(state: Mapping[str, np.ndarray], form: str) -> onnx.ModelProto:
    """The network with the weights of `state` (float32, published names) in one of `FORMS`.

    Raises `ValueError` where the state dict is not that of an interaction network.
    """
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; it is one of {', '.join(FORMS)}")
    sizes = from_shapes({key: value.shape for key, value in state.items()})
    graph = Graph()
    states = published(graph) if form == "published" else factorised(graph, sizes["track_features"])
    total = graph.summed(graph.layers(states, "fo1", "fo2", "fo3"), 1)
    weight = graph.add("Transpose", "fc_fixed.weight", perm=[1, 0])
    product = graph.add("MatMul", total, weight)
    graph.add("Add", product, "fc_fixed.bias", name="logits")
    graph.add("Softmax", "logits", name="probabilities", axis=1)
    return model(graph, state, sizes, form)


def published(graph: Graph) -> str:
    """Inputs of f_O [batch, 60, P + 2 D_E] by matrix products over all edges."""
    receivers, senders, track_ends, vertex_ends = (
        graph.add(
            "Cast", graph.constant(matrix.numpy().astype(np.int8), name), to=TensorProto.FLOAT
        )
        for name, matrix in zip(
            ("R_R", "R_S", "R_K", "R_V"),
            interaction_matrices(MAX_TRACKS, MAX_VERTICES),
            strict=True,
        )
    )
    between = edges(graph, ("tracks", receivers), ("tracks", senders), "")
    from_vertices = edges(graph, ("tracks", track_ends), ("vertices", vertex_ends), "_pv")
    sums = [
        graph.add("MatMul", graph.swapped(states), graph.add("Transpose", ends, perm=[1, 0]))
        for states, ends in ((between, receivers), (from_vertices, track_ends))
    ]
    return graph.swapped(graph.add("Concat", "tracks", *sums, axis=1))


def edges(graph: Graph, first: tuple[str, str], second: tuple[str, str], suffix: str) -> str:
    """States [batch, edges, D_E] of edges whose ends are picked from items by matrices."""
    ends = [graph.add("MatMul", items, matrix) for items, matrix in (first, second)]
    pairs = graph.swapped(graph.add("Concat", *ends, axis=1))
    return graph.layers(pairs, *(f"fr{layer}{suffix}" for layer in (1, 2, 3)))


def factorised(graph: Graph, features: int) -> str:
    """Inputs of f_O [batch, 60, P + 2 D_E], the first layer of edges taken apart by its ends."""
    tracks, vertices = graph.swapped("tracks"), graph.swapped("vertices")
    others = (1 - np.eye(MAX_TRACKS, dtype=np.float32)).reshape(1, MAX_TRACKS, MAX_TRACKS, 1)
    between = broadcast_edges(graph, tracks, tracks, "", features)
    between = graph.add("Mul", between, graph.constant(others, "other_tracks"))
    from_vertices = broadcast_edges(graph, tracks, vertices, "_pv", features)
    sums = [graph.summed(states, 2) for states in (between, from_vertices)]
    return graph.add("Concat", tracks, *sums, axis=2)


def broadcast_edges(graph: Graph, tracks: str, senders: str, suffix: str, features: int) -> str:
    """States [batch, tracks, senders, D_E] of the edges from every sender to every track."""
    first = f"fr1{suffix}"
    receiving = graph.add("MatMul", tracks, columns(graph, first, 0, features))
    receiving = graph.add("Add", receiving, f"{first}.bias")
    sending = graph.add("MatMul", senders, columns(graph, first, features, 2**31 - 1))
    pair = [
        graph.add("Unsqueeze", values, graph.constant(np.array([axis], np.int64)))
        for values, axis in ((receiving, 2), (sending, 1))
    ]
    hidden = graph.add("Relu", graph.add("Add", *pair))
    return graph.layers(hidden, f"fr2{suffix}", f"fr3{suffix}")


def columns(graph: Graph, layer: str, start: int, end: int) -> str:
    """Some columns of a layer's weight, transposed: [columns, hidden]."""
    bounds = [graph.constant(np.array([value], np.int64)) for value in (start, end, 1)]
    return graph.add("Transpose", graph.add("Slice", f"{layer}.weight", *bounds), perm=[1, 0])


def model(
    graph: Graph, state: Mapping[str, np.ndarray], sizes: dict[str, int], form: str
) -> onnx.ModelProto:
    """The file's content: graph, weights, inputs, outputs and metadata."""
    tensor = helper.make_tensor_value_info
    whole = helper.make_graph(
        graph.nodes,
        "interaction_network",
        [
            tensor("tracks", TensorProto.FLOAT, ["batch", sizes["track_features"], MAX_TRACKS]),
            tensor(
                "vertices", TensorProto.FLOAT, ["batch", sizes["vertex_features"], MAX_VERTICES]
            ),
        ],
        [
            tensor(name, TensorProto.FLOAT, ["batch", len(CLASSES)])
            for name in ("logits", "probabilities")
        ],
        [numpy_helper.from_array(np.asarray(value), key) for key, value in state.items()],
    )
    file = helper.make_model(
        whole,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="hbb-interaction-network",
    )
    helper.set_model_props(file, {"architecture": "interaction-network", "form": form})
    onnx.checker.check_model(file, full_check=True)
    return file
