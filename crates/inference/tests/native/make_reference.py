"""Reference outputs of the published form of the interaction network, by ONNX Runtime.

Writes beside this file `small.onnx`, a network of a few hundred parameters in the published form
(Moreno et al., arXiv:1909.12285, section IV, with one-hot matrices), and `reference.json`, the
outputs of that network and of one of the published sizes. Weights and jets come from a counter,
as in `../support/mod.rs`. PyTorch computes every output once more, as a check of the graph.

    pip install numpy onnx onnxruntime torch && python make_reference.py
"""

import itertools
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
MASK = (1 << 64) - 1
Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Sizes:
    """Sizes that determine an interaction network."""

    tracks: int
    track_features: int
    vertices: int
    vertex_features: int
    hidden: int
    effects: int
    objects: int
    classes: int


BASELINE = Sizes(60, 30, 5, 14, 60, 20, 24, 2)
SMALL = Sizes(7, 5, 3, 4, 9, 3, 4, 2)


class Generator:
    """SplitMix64 (Steele, Lea and Flood, 2014)."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def next(self) -> int:
        """The next 64 bits."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def symmetric(self, count: int) -> np.ndarray:
        """`count` float32 values from -1 to 1."""
        values = [(self.next() >> 40) / 8_388_608.0 - 1.0 for _ in range(count)]
        return np.array(values, dtype=np.float32)

    def below(self, bound: int) -> int:
        """An integer from 0 to `bound` - 1."""
        return (self.next() >> 32) % bound


def state_dict(sizes: Sizes, seed: int) -> Arrays:
    """Weights and biases by their published names, [outputs, inputs] and [outputs]."""
    p, s, h, e = sizes.track_features, sizes.vertex_features, sizes.hidden, sizes.effects
    layers = [
        ("fr1", h, 2 * p), ("fr2", h, h), ("fr3", e, h),
        ("fr1_pv", h, p + s), ("fr2_pv", h, h), ("fr3_pv", e, h),
        ("fo1", h, p + 2 * e), ("fo2", h, h), ("fo3", sizes.objects, h),
        ("fc_fixed", sizes.classes, sizes.objects),
    ]  # fmt: skip
    generator = Generator(seed)
    state: Arrays = {}
    for name, outputs, inputs in layers:
        # What follows a sum over the tracks is made small, so that logits are of order 1.
        summed = sizes.tracks if name in ("fo1", "fc_fixed") else 1
        scale = np.sqrt(np.float32(3.0) / np.float32(inputs)) / np.float32(summed)
        weights = generator.symmetric(outputs * inputs) * scale
        state[f"{name}.weight"] = weights.reshape(outputs, inputs)
        state[f"{name}.bias"] = generator.symmetric(outputs) * np.float32(0.25)
    return state


def padded(generator: Generator, counts: list[int], features: int, places: int) -> np.ndarray:
    """[items, features, places], where item i has counts[i] places with values, then zeros."""
    values = np.zeros((len(counts), features, places), dtype=np.float32)
    for item, count in enumerate(counts):
        for feature in range(features):
            values[item, feature, :count] = generator.symmetric(count)
    return values


def jets(sizes: Sizes, items: int, seed: int) -> list[np.ndarray]:
    """Jets with 0 to 48 tracks (at most `sizes.tracks`) and 0 to 2 vertices."""
    generator = Generator(seed)
    tracks = [sum(generator.below(9) for _ in range(6)) for _ in range(items)]
    tracks = [min(count, sizes.tracks) for count in tracks]
    vertices = [generator.below(3) for _ in range(items)]
    return [
        padded(generator, tracks, sizes.track_features, sizes.tracks),
        padded(generator, vertices, sizes.vertex_features, sizes.vertices),
    ]


def incidence(sizes: Sizes) -> Arrays:
    """One-hot matrices int8 [items, edges] of receivers and senders."""
    pairs = list(itertools.permutations(range(sizes.tracks), 2))
    mixed = list(itertools.product(range(sizes.tracks), range(sizes.vertices)))

    def one_hot(rows: list[int], count: int) -> np.ndarray:
        return np.eye(count, dtype=np.int8)[:, rows]

    return {
        "Rr": one_hot([i for i, _ in pairs], sizes.tracks),
        "Rs": one_hot([j for _, j in pairs], sizes.tracks),
        "Rk": one_hot([i for i, _ in mixed], sizes.tracks),
        "Rv": one_hot([v for _, v in mixed], sizes.vertices),
    }


class Graph:
    """Nodes of an ONNX graph, added one by one."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []

    def add(self, operator: str, inputs: list[str], output: str, **attributes: object) -> str:
        """Adds a node and returns the name of its output."""
        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def dense(self, name: str, value: str) -> str:
        """W x + b on the last axis."""
        weight = self.add("Transpose", [f"{name}.weight"], f"{name}.transposed", perm=[1, 0])
        product = self.add("MatMul", [value, weight], f"{name}.product")
        return self.add("Add", [product, f"{name}.bias"], f"{name}.sum")

    def mlp(self, names: list[str], parts: list[str]) -> str:
        """Three layers with ReLU on [batch, features, n]; returns [batch, n, outputs]."""
        joined = self.add("Concat", parts, f"{names[0]}.joined", axis=1)
        value = self.add("Transpose", [joined], f"{names[0]}.rows", perm=[0, 2, 1])
        for name in names:
            value = self.add("Relu", [self.dense(name, value)], f"{name}.relu")
        return value

    def effects(self, suffix: str, receiver: str, sender: str, senders: str) -> str:
        """Effects summed over the edges of each receiver, [batch, effects, tracks]."""
        for name in (receiver, sender):
            self.add("Cast", [name], f"{name}.float", to=TensorProto.FLOAT)
        ends = [
            self.add("MatMul", ["tracks", f"{receiver}.float"], f"{receiver}.ends"),
            self.add("MatMul", [senders, f"{sender}.float"], f"{sender}.ends"),
        ]
        effects = self.mlp([f"{name}{suffix}" for name in ("fr1", "fr2", "fr3")], ends)
        columns = self.add("Transpose", [effects], f"effects{suffix}", perm=[0, 2, 1])
        back = self.add("Transpose", [f"{receiver}.float"], f"{receiver}.back", perm=[1, 0])
        return self.add("MatMul", [columns, back], f"sums{suffix}")


def published_form(sizes: Sizes, state: Arrays) -> onnx.ModelProto:
    """The network in the published form, opset 17."""
    graph = Graph()
    near = graph.effects("", "Rr", "Rs", "tracks")
    far = graph.effects("_pv", "Rk", "Rv", "vertices")
    objects = graph.mlp(["fo1", "fo2", "fo3"], ["tracks", near, far])
    total = graph.add("ReduceSum", [objects, "axes"], "total", keepdims=0)
    graph.add("Identity", [graph.dense("fc_fixed", total)], "logits")
    graph.add("Softmax", ["logits"], "probabilities", axis=1)
    arrays = state | incidence(sizes) | {"axes": np.array([1], dtype=np.int64)}

    def port(name: str, *shape: int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *shape])

    proto = helper.make_graph(
        graph.nodes,
        "interaction-network",
        [
            port("tracks", sizes.track_features, sizes.tracks),
            port("vertices", sizes.vertex_features, sizes.vertices),
        ],
        [port("logits", sizes.classes), port("probabilities", sizes.classes)],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    model = helper.make_model(
        proto, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="faircat"
    )
    metadata = {"architecture": "interaction-network", "form": "published"}
    helper.set_model_props(model, metadata)
    onnx.checker.check_model(model, full_check=True)
    return model


def by_pytorch(sizes: Sizes, state: Arrays, inputs: list[np.ndarray]) -> np.ndarray:
    """Logits [items, classes] by PyTorch in float64."""
    tracks, vertices = (torch.from_numpy(it).double() for it in inputs)
    one_hot = {key: torch.from_numpy(it).double() for key, it in incidence(sizes).items()}
    weights = {key: torch.from_numpy(it).double() for key, it in state.items()}

    def layer(name: str, value: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.linear(value, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def mlp(names: list[str], parts: list[torch.Tensor]) -> torch.Tensor:
        value = torch.cat(parts, 1).transpose(1, 2)
        for name in names:
            value = torch.relu(layer(name, value))
        return value.transpose(1, 2)

    near = mlp(["fr1", "fr2", "fr3"], [tracks @ one_hot["Rr"], tracks @ one_hot["Rs"]])
    far = mlp(["fr1_pv", "fr2_pv", "fr3_pv"], [tracks @ one_hot["Rk"], vertices @ one_hot["Rv"]])
    parts = [tracks, near @ one_hot["Rr"].T, far @ one_hot["Rk"].T]
    return layer("fc_fixed", mlp(["fo1", "fo2", "fo3"], parts).sum(2)).numpy()


def reference(sizes: Sizes, items: int) -> tuple[onnx.ModelProto, dict[str, object]]:
    """The network with seed 1 and its outputs on jets with seed 2."""
    state, inputs = state_dict(sizes, 1), jets(sizes, items, 2)
    model = published_form(sizes, state)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    logits, probabilities = session.run(
        ["logits", "probabilities"], {"tracks": inputs[0], "vertices": inputs[1]}
    )
    exact = by_pytorch(sizes, state, inputs)
    difference = float(np.abs(logits - exact).max())
    print(f"{sizes}: ONNX Runtime and PyTorch in float64 differ by {difference:.1e}")
    assert difference < 1e-5
    outputs = {"logits": logits, "probabilities": probabilities}
    return model, {
        name: [float(f"{value:.9g}") for value in values.ravel()]
        for name, values in outputs.items()
    }


def main() -> None:
    """Writes both files."""
    small, small_outputs = reference(SMALL, 12)
    (HERE / "small.onnx").write_bytes(small.SerializeToString())
    _, baseline_outputs = reference(BASELINE, 12)
    outputs = {"small": small_outputs, "baseline": baseline_outputs}
    (HERE / "reference.json").write_text(json.dumps(outputs, indent=1) + "\n")


if __name__ == "__main__":
    main()
