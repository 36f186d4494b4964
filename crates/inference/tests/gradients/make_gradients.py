"""Reference gradients and integrated gradients, by PyTorch's autograd and by captum in float64.

Writes beside this file three small networks as ONNX (`dense.onnx`, `convolution.onnx`,
`residual.onnx`; before their last softmax or sigmoid PyTorch has the same network) and
`reference.json`: for each, an item and a baseline, and for each value of the target the gradient
at the item and the integrated gradients from the baseline to it (Sundararajan et al., 2017,
equation 1) by the midpoint rule. Weights come from a seed and are float32. PyTorch's own sum over the steps and
captum's `IntegratedGradients` must agree, and ONNX's reference implementation with the networks.

    pip install captum numpy onnx torch && python make_gradients.py
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from captum.attr import IntegratedGradients
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from torch.nn import functional

HERE = Path(__file__).parent
STEPS = 32
Weights = dict[str, np.ndarray]
Network = Callable[[torch.Tensor], torch.Tensor]
node = helper.make_node


def weights(seed: int, shapes: dict[str, tuple[int, ...]]) -> Weights:
    """Numbers of order one over the square root of what is added up."""
    random = np.random.default_rng(seed)
    return {
        name: (random.normal(size=shape) / np.sqrt(max(1, np.prod(shape[1:])))).astype(np.float32)
        for name, shape in shapes.items()
    }


def doubles(of: Weights) -> dict[str, torch.Tensor]:
    """The same as tensors of float64."""
    return {name: torch.from_numpy(it).double() for name, it in of.items()}


def dense() -> tuple[list, Weights, list[int], Network]:
    """Layers as Gemm and as MatMul and Add."""
    w = weights(1, {"a": (6, 4), "b": (6,), "c": (6, 5), "d": (5,), "e": (5, 3), "f": (3,)})
    nodes = [
        node("Gemm", ["x", "a", "b"], ["first"], transB=1),
        node("Relu", ["first"], ["active"]),
        node("MatMul", ["active", "c"], ["second"]),
        node("Add", ["second", "d"], ["added"]),
        node("Tanh", ["added"], ["bounded"]),
        node("Gemm", ["bounded", "e", "f"], ["logits"], alpha=0.5),
        node("Softmax", ["logits"], ["y"]),
    ]
    t = doubles(w)

    def network(x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(x @ t["a"].T + t["b"])
        return 0.5 * torch.tanh(x @ t["c"] + t["d"]) @ t["e"] + t["f"]

    return nodes, w, [4], network


def convolution() -> tuple[list, Weights, list[int], Network]:
    """Two convolutions of images, the second in groups, with what stands between them."""
    shapes = {"a": (4, 2, 3, 3), "b": (4,), "scale": (4,), "shift": (4,), "mean": (4,)}
    shapes |= {"variance": (4,), "c": (6, 2, 2, 1), "d": (6,), "e": (2, 6), "f": (2,)}
    w = weights(2, shapes)
    wide = {"pads": [1, 2, 1, 0], "strides": [1, 2], "kernel_shape": [3, 3]}
    high = {"group": 2, "dilations": [2, 1], "kernel_shape": [2, 1]}
    w["variance"] = np.abs(w["variance"]) + np.float32(0.5)
    nodes = [
        node("Conv", ["x", "a", "b"], ["first"], **wide),
        node("BatchNormalization", ["first", "scale", "shift", "mean", "variance"], ["normal"]),
        node("LeakyRelu", ["normal"], ["active"], alpha=0.25),
        node("MaxPool", ["active"], ["largest"], kernel_shape=[2, 2], strides=[1, 1]),
        node("Conv", ["largest", "c", "d"], ["second"], **high),
        node("Elu", ["second"], ["bent"], alpha=0.5),
        node("GlobalAveragePool", ["bent"], ["mean_of_all"]),
        node("Flatten", ["mean_of_all"], ["flat"]),
        node("Gemm", ["flat", "e", "f"], ["logits"], transB=1),
        node("Softmax", ["logits"], ["y"], axis=1),
    ]
    t = doubles(w)
    epsilon = float(np.float32(1e-5))

    def network(x: torch.Tensor) -> torch.Tensor:
        x = functional.conv2d(functional.pad(x, (2, 0, 1, 1)), t["a"], t["b"], stride=(1, 2))
        x = functional.batch_norm(x, t["mean"], t["variance"], t["scale"], t["shift"], eps=epsilon)
        x = functional.max_pool2d(functional.leaky_relu(x, 0.25), 2, stride=1)
        x = functional.conv2d(x, t["c"], t["d"], groups=2, dilation=(2, 1))
        return functional.elu(x, 0.5).mean((2, 3)) @ t["e"].T + t["f"]

    return nodes, w, [2, 5, 6], network


def residual() -> tuple[list, Weights, list[int], Network]:
    """Lists of items, past which two layers are led, with the axes and parts moved about."""
    w = weights(3, {"a": (3, 5), "b": (5,), "c": (5, 5, 3), "d": (5,), "e": (8, 1)})
    numbers = {
        "starts": [0, -1],
        "ends": [2**62, -(2**62)],
        "axes": [1, 2],
        "steps": [2, -1],
        "one": [1],
        "shape": [0, -1],
    }
    constants = {name: np.array(it, dtype=np.int64) for name, it in numbers.items()}
    constants["two"] = np.float32(2)
    nodes = [
        node("Transpose", ["x"], ["rows"], perm=[0, 2, 1]),
        node("MatMul", ["rows", "a"], ["dense"]),
        node("Add", ["dense", "b"], ["added"]),
        node("Transpose", ["added"], ["lists"], perm=[0, 2, 1]),
        node("Sigmoid", ["lists"], ["gate"]),
        node("Mul", ["lists", "gate"], ["bent"]),
        node("Conv", ["bent", "c", "d"], ["convolved"], pads=[1, 1], kernel_shape=[3]),
        node("Relu", ["convolved"], ["active"]),
        node("Add", ["active", "lists"], ["past"]),
        node("Slice", ["past", "starts", "ends", "axes", "steps"], ["some"]),
        node("Concat", ["some", "past"], ["joined"], axis=1),
        node("ReduceMean", ["joined"], ["center"], axes=[1], keepdims=1),
        node("Sub", ["joined", "center"], ["apart"]),
        node("Pow", ["apart", "two"], ["squares"]),
        node("ReduceMean", ["squares"], ["variance"], axes=[1]),
        node("Exp", ["variance"], ["wide"]),
        node("Sqrt", ["wide"], ["deviation"]),
        node("Div", ["apart", "deviation"], ["normal"]),
        node("Softplus", ["normal"], ["positive"]),
        node("ReduceSum", ["positive", "two_axis"], ["sums"], keepdims=0),
        node("Unsqueeze", ["sums", "one"], ["wider"]),
        node("Squeeze", ["wider", "one"], ["narrow"]),
        node("Reshape", ["narrow", "shape"], ["same"]),
        node("MatMul", ["same", "e"], ["logit"]),
        node("Sigmoid", ["logit"], ["y"]),
    ]
    constants["two_axis"] = np.array([2], dtype=np.int64)
    t = doubles(w)

    def network(x: torch.Tensor) -> torch.Tensor:
        lists = (x.transpose(1, 2) @ t["a"] + t["b"]).transpose(1, 2)
        convolved = functional.conv1d(lists * torch.sigmoid(lists), t["c"], t["d"], padding=1)
        past = torch.relu(convolved) + lists
        joined = torch.cat([past[:, ::2].flip(2), past], 1)
        apart = joined - joined.mean(1, keepdim=True)
        normal = apart / (apart**2).mean(1, keepdim=True).exp().sqrt()
        return functional.softplus(normal).sum(2) @ t["e"]

    return nodes, w | constants, [3, 7], network


def write(name: str, nodes: list, initializers: Weights, shape: list[int], classes: int) -> bytes:
    """The network as ONNX."""
    port = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        name,
        [port("x", TensorProto.FLOAT, ["batch", *shape])],
        [port("y", TensorProto.FLOAT, ["batch", classes])],
        [numpy_helper.from_array(np.asarray(it), key) for key, it in initializers.items()],
    )
    opset = helper.make_opsetid("", 17)
    model = helper.make_model(graph, opset_imports=[opset], ir_version=8, producer_name="fixtures")
    onnx.checker.check_model(model, full_check=True)
    (HERE / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
    return model.SerializeToString()


def by_autograd(network: Network, x: torch.Tensor, place: int) -> torch.Tensor:
    """The gradient of one value at `x`."""
    x = x.clone().requires_grad_()
    network(x)[0, place].backward()
    return x.grad


def case(network: Network, item: torch.Tensor, baseline: torch.Tensor, place: int) -> dict:
    """The figures of one value."""
    shares = (torch.arange(STEPS, dtype=torch.float64) + 0.5) / STEPS
    points = [baseline + share * (item - baseline) for share in shares]
    mean = sum(by_autograd(network, point, place) for point in points) / STEPS
    found = (item - baseline) * mean
    captum = IntegratedGradients(network).attribute(
        item, baseline, target=place, n_steps=STEPS, method="riemann_middle"
    )
    torch.testing.assert_close(found, captum, rtol=1e-10, atol=1e-12)
    return {
        "place": place,
        "value": float(network(item)[0, place]),
        "at_baseline": float(network(baseline)[0, place]),
        "gradient": by_autograd(network, item, place).flatten().tolist(),
        "integrated": found.flatten().tolist(),
    }


def main() -> None:
    """Writes the files."""
    reference = {"steps": STEPS}
    for seed, build in enumerate([dense, convolution, residual]):
        nodes, initializers, shape, network = build()
        random = np.random.default_rng(10 + seed)
        item, baseline = (
            torch.from_numpy(random.normal(size=(1, *shape)).astype(np.float32)).double()
            for _ in range(2)
        )
        classes = network(item).shape[1]
        model = write(build.__name__, nodes, initializers, shape, classes)
        given = ReferenceEvaluator(model).run(None, {"x": item.numpy().astype(np.float32)})[0]
        last = torch.sigmoid if classes == 1 else lambda it: torch.softmax(it, 1)
        np.testing.assert_allclose(given, last(network(item)).numpy(), rtol=1e-5)
        reference[build.__name__] = {
            "shape": [1, *shape],
            "item": item.flatten().tolist(),
            "baseline": baseline.flatten().tolist(),
            "cases": [case(network, item, baseline, place) for place in range(classes)],
        }
        for it in reference[build.__name__]["cases"]:
            missed = sum(it["integrated"]) - (it["value"] - it["at_baseline"])
            print(build.__name__, it["place"], f"completeness missed by {missed:.2e}")
    (HERE / "reference.json").write_text(json.dumps(reference) + "\n")


if __name__ == "__main__":
    main()
