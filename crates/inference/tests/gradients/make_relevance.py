"""Reference relevances by captum's `LRP` in float64, with its `EpsilonRule` and `GammaRule`.

Writes beside this file three small networks as ONNX (`layers.onnx`, `images.onnx`,
`normalised.onnx`) and `relevance.json`: for each, an item, and for each value of the target and
each rule the relevance of the inputs (Bach et al., 2015; Montavon et al., 2019, section 10.2).
Weights come from a seed and are float32.

captum's γ counts positive weights once more and leaves biases as they are; the sum of Montavon et
al. begins with the bias, which `WithBias` counts as they do. The networks are rectified and their
items positive, so that the sign of a weight is that of its contribution, and γ is compared for
values that are positive. captum has no γ for layers that are normalised: of those ε is compared.

    pip install captum numpy onnx torch && python make_relevance.py
"""

from __future__ import annotations

import json
import warnings

import numpy as np
import torch
from captum.attr import LRP
from captum.attr._utils.custom_modules import Addition_Module
from captum.attr._utils.lrp_rules import EpsilonRule, GammaRule, PropagationRule
from make_gradients import HERE, Weights, doubles, node, weights, write
from onnx.reference import ReferenceEvaluator
from torch import nn

EPSILON = 0.25
GAMMA = 0.5


class WithBias(GammaRule):
    """The rule LRP-γ with the bias in its sums."""

    def _manipulate_weights(self, module: nn.Module, inputs: tuple, outputs: torch.Tensor) -> None:
        super()._manipulate_weights(module, inputs, outputs)
        if getattr(module, "bias", None) is not None:
            module.bias.data = module.bias.data + self.gamma * module.bias.data.clamp(min=0)


def linear(weight: torch.Tensor, bias: torch.Tensor) -> nn.Linear:
    """A dense layer with these weights."""
    layer = nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
    layer.weight.data, layer.bias.data = weight.clone(), bias.clone()
    return layer


def convolution(weight: torch.Tensor, bias: torch.Tensor, **how: int) -> nn.Conv2d:
    """A convolution with these weights."""
    outputs, inputs, *size = weight.shape
    inputs *= how.get("groups", 1)
    layer = nn.Conv2d(inputs, outputs, tuple(size), dtype=torch.float64, **how)
    layer.weight.data, layer.bias.data = weight.clone(), bias.clone()
    return layer


class Layers(nn.Module):
    """Dense layers as Gemm and as MatMul and Add."""

    shape = (4,)

    def __init__(self) -> None:
        super().__init__()
        w = weights(21, {"a": (6, 4), "b": (6,), "c": (6, 5), "d": (5,), "e": (5, 3), "f": (3,)})
        self.weights, t = w, doubles(w)
        self.nodes = [
            node("Gemm", ["x", "a", "b"], ["first"], transB=1),
            node("Relu", ["first"], ["active"]),
            node("MatMul", ["active", "c"], ["second"]),
            node("Add", ["d", "second"], ["added"]),
            node("Relu", ["added"], ["rectified"]),
            node("Gemm", ["rectified", "e", "f"], ["logits"], alpha=-0.5),
            node("Softmax", ["logits"], ["y"]),
        ]
        self.first, self.second = linear(t["a"], t["b"]), linear(t["c"].T, t["d"])
        self.last = linear(-0.5 * t["e"].T, t["f"])
        self.active, self.rectified = nn.ReLU(), nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The logits."""
        return self.last(self.rectified(self.second(self.active(self.first(x)))))


class Images(nn.Module):
    """Convolutions, the second in groups and led past by what it is of."""

    shape = (2, 6, 5)

    def __init__(self) -> None:
        super().__init__()
        shapes = {"a": (4, 2, 3, 3), "b": (4,), "c": (4, 2, 3, 3), "d": (4,)}
        w = weights(22, shapes | {"e": (3, 4), "f": (3,)})
        self.weights, t = w, doubles(w)
        self.nodes = [
            node("Conv", ["x", "a", "b"], ["first"], pads=[1, 1, 1, 1], kernel_shape=[3, 3]),
            node("Relu", ["first"], ["active"]),
            node("MaxPool", ["active"], ["largest"], kernel_shape=[2, 2], strides=[2, 2]),
            node("Conv", ["largest", "c", "d"], ["second"], group=2, pads=[1] * 4),
            node("Relu", ["second"], ["rectified"]),
            node("Add", ["rectified", "largest"], ["past"]),
            node("GlobalAveragePool", ["past"], ["mean_of_all"]),
            node("Flatten", ["mean_of_all"], ["flat"]),
            node("Gemm", ["flat", "e", "f"], ["logits"], transB=1),
            node("Softmax", ["logits"], ["y"]),
        ]
        self.first = convolution(t["a"], t["b"], padding=1)
        self.second = convolution(t["c"], t["d"], padding=1, groups=2)
        self.largest, self.mean = nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1)
        self.past, self.last = Addition_Module(), linear(t["e"], t["f"])
        self.active, self.rectified = nn.ReLU(), nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The logits."""
        x = self.largest(self.active(self.first(x)))
        x = self.past(self.rectified(self.second(x)), x)
        return self.last(torch.flatten(self.mean(x), 1))


class Normalised(nn.Module):
    """A convolution with its channels normalised."""

    shape = (2, 5, 5)

    def __init__(self) -> None:
        super().__init__()
        shapes = {"a": (4, 2, 3, 3), "b": (4,), "scale": (4,), "shift": (4,), "mean": (4,)}
        w = weights(23, shapes | {"variance": (4,), "e": (3, 4), "f": (3,)})
        w["variance"] = np.abs(w["variance"]) + np.float32(0.5)
        self.weights, t = w, doubles(w)
        normal = ["first", "scale", "shift", "mean", "variance"]
        self.nodes = [
            node("Conv", ["x", "a", "b"], ["first"], strides=[2, 2], kernel_shape=[3, 3]),
            node("BatchNormalization", normal, ["normal"]),
            node("Relu", ["normal"], ["active"]),
            node("GlobalAveragePool", ["active"], ["mean_of_all"]),
            node("Flatten", ["mean_of_all"], ["flat"]),
            node("Gemm", ["flat", "e", "f"], ["logits"], transB=1),
            node("Softmax", ["logits"], ["y"]),
        ]
        self.first = convolution(t["a"], t["b"], stride=2)
        self.normal = nn.BatchNorm2d(4, eps=float(np.float32(1e-5)), dtype=torch.float64)
        self.normal.weight.data, self.normal.bias.data = t["scale"].clone(), t["shift"].clone()
        self.normal.running_mean, self.normal.running_var = t["mean"], t["variance"]
        self.active, self.mean = nn.ReLU(), nn.AdaptiveAvgPool2d(1)
        self.last = linear(t["e"], t["f"])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The logits."""
        x = self.active(self.normal(self.first(x)))
        return self.last(torch.flatten(self.mean(x), 1))


def relevance(network: nn.Module, item: torch.Tensor, place: int, gamma: float) -> list[float]:
    """That of the inputs by captum; by LRP-ε where `gamma` is 0."""

    def rule(module: nn.Module) -> PropagationRule:
        has_weights = isinstance(module, nn.Linear | nn.Conv2d)
        if gamma > 0:
            return WithBias(gamma) if has_weights else EpsilonRule()
        # The largest of a window is not divided by anything.
        return EpsilonRule() if isinstance(module, nn.MaxPool2d) else EpsilonRule(EPSILON)

    for module in network.children():
        if not isinstance(module, nn.ReLU):
            module.rule = rule(module)
    found = LRP(network).attribute(item.clone().requires_grad_(), target=place)
    return found.flatten().tolist()


def main() -> None:
    """Writes the files."""
    warnings.filterwarnings("ignore")
    reference = {"epsilon": EPSILON, "gamma": GAMMA}
    for seed, (name, build) in enumerate(
        {"layers": Layers, "images": Images, "normalised": Normalised}.items()
    ):
        network = build().eval()
        random = np.random.default_rng(30 + seed)
        item = np.abs(random.normal(size=(1, *network.shape))).astype(np.float32)
        item = torch.from_numpy(item).double()
        initializers: Weights = network.weights
        model = write(name, network.nodes, initializers, list(network.shape), 3)
        given = ReferenceEvaluator(model).run(None, {"x": item.numpy().astype(np.float32)})[0]
        logits = network(item).detach()
        np.testing.assert_allclose(given, torch.softmax(logits, 1).numpy(), rtol=1e-5)
        cases = []
        for place in range(3):
            case = {"place": place, "value": float(logits[0, place])}
            case["epsilon"] = relevance(network, item, place, 0)
            if case["value"] > 0 and name != "normalised":
                case["gamma"] = relevance(network, item, place, GAMMA)
            cases.append(case)
        shape = {"shape": [1, *network.shape], "item": item.flatten().tolist()}
        reference[name] = shape | {"cases": cases}
        for case in cases:
            sums = {rule: sum(case[rule]) for rule in ("epsilon", "gamma") if rule in case}
            print(name, case["place"], case["value"], sums)
    (HERE / "relevance.json").write_text(json.dumps(reference) + "\n")


if __name__ == "__main__":
    main()
