"""Reference relevances of the interaction network by LRP-γ, in float64.

Writes beside this file `reference.json`: for a small network and a few jets, each jet's logit, its
relevances and the part of the biases, for both classes and several γ. Weights and jets come from a
counter, as in `../support/mod.rs`. The rule is applied as it is written (Montavon et al., 2019,
section 10.2.1; Duarte et al., 2023, equations 5 and 6): edge by edge over all places with padding,
with the one-hot receiver and sender matrices, every contribution and every denominator spelled out.
For γ = 0 PyTorch's gradient × input must give the same.

    pip install numpy onnx onnxruntime torch && python make_relevance.py
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "native"))

from make_reference import (  # noqa: E402
    SMALL,
    Arrays,
    Generator,
    Sizes,
    incidence,
    padded,
    state_dict,
)

GAMMAS = [0.0, 0.25, 2.0]
#: Tracks and vertices of each jet that are not padding.
TRACKS = [0, 1, 3, 5, 6, 7]
VERTICES = [1, 0, 2, 3, 0, 1]


@dataclass
class Layer:
    """A dense layer on rows [rows, inputs], and what it absorbs in its bias."""

    weight: np.ndarray
    bias: np.ndarray
    gamma: float
    absorbed: float = 0.0

    def forward(self, rows: np.ndarray) -> np.ndarray:
        """Sums before the activation, [rows, outputs]."""
        return rows @ self.weight.T + self.bias

    def backward(self, rows: np.ndarray, relevance: np.ndarray) -> np.ndarray:
        """Relevance [rows, inputs] of the inputs from that of the outputs, [rows, outputs].

        An output below 0 favours negative contributions; only the classifier has such, as ReLU
        leaves no relevance on others.
        """
        ones = np.ones((len(rows), 1))
        with_bias = np.concatenate([self.weight, self.bias[:, None]], axis=1)
        contributions = np.concatenate([rows, ones], axis=1)[:, None, :] * with_bias[None]
        sign = np.where(contributions.sum(2, keepdims=True) < 0, -1.0, 1.0)
        counted = contributions + self.gamma * np.where(sign * contributions > 0, contributions, 0)
        denominator = counted.sum(2)
        share = np.divide(
            relevance, denominator, out=np.zeros_like(relevance), where=relevance != 0
        )
        given = (counted * share[:, :, None]).sum(1)
        self.absorbed += given[:, -1].sum()
        return given[:, :-1]


def relu(values: np.ndarray) -> np.ndarray:
    """max(0, values)."""
    return np.maximum(values, 0)


def in_proportion(terms: np.ndarray, which: np.ndarray, relevance: np.ndarray) -> np.ndarray:
    """Equations 5 and 6: terms [edges, k] of sums [nodes, k] over the edges of `which`."""
    sums = which @ terms
    ratio = np.divide(relevance, sums, out=np.zeros_like(sums), where=sums != 0)
    return terms * (which.T @ ratio)


class Mlp:
    """Three layers with ReLU that remember their last input."""

    def __init__(self, state: Arrays, names: list[str], gamma: float) -> None:
        self.layers = [layer(state, name, gamma) for name in names]
        self.inputs: list[np.ndarray] = []

    def forward(self, rows: np.ndarray) -> np.ndarray:
        """Outputs [rows, outputs]."""
        self.inputs = []
        for it in self.layers:
            self.inputs.append(rows)
            rows = relu(it.forward(rows))
        return rows

    def backward(self, relevance: np.ndarray) -> np.ndarray:
        """Relevance of the inputs of the last call."""
        for it, rows in zip(reversed(self.layers), reversed(self.inputs), strict=True):
            relevance = it.backward(rows, relevance)
        return relevance


def layer(state: Arrays, name: str, gamma: float) -> Layer:
    """The layer `name` in float64."""
    weight, bias = (state[f"{name}.{it}"].astype(np.float64) for it in ("weight", "bias"))
    return Layer(weight, bias, gamma)


def relevance(
    sizes: Sizes, state: Arrays, tracks: np.ndarray, vertices: np.ndarray, which: int, gamma: float
) -> dict[str, object]:
    """Relevances of one jet, whose inputs are [features, places]."""
    one_hot = {key: it.astype(np.float64) for key, it in incidence(sizes).items()}
    near = Mlp(state, ["fr1", "fr2", "fr3"], gamma)
    far = Mlp(state, ["fr1_pv", "fr2_pv", "fr3_pv"], gamma)
    objects = Mlp(state, ["fo1", "fo2", "fo3"], gamma)
    classifier = layer(state, "fc_fixed", gamma)
    x, y = tracks.T.astype(np.float64), vertices.T.astype(np.float64)
    receivers, senders = one_hot["Rr"], one_hot["Rs"]
    track_ends, vertex_ends = one_hot["Rk"], one_hot["Rv"]

    effects = near.forward(np.concatenate([receivers.T @ x, senders.T @ x], axis=1))
    far_effects = far.forward(np.concatenate([track_ends.T @ x, vertex_ends.T @ y], axis=1))
    outputs = objects.forward(
        np.concatenate([x, receivers @ effects, track_ends @ far_effects], axis=1)
    )
    every = np.ones((1, sizes.tracks))
    logits = classifier.forward(every @ outputs)

    start = np.zeros_like(logits)
    start[0, which] = logits[0, which]
    of_outputs = in_proportion(outputs, every, classifier.backward(every @ outputs, start))
    of_inputs = objects.backward(of_outputs)
    p, e = sizes.track_features, sizes.effects
    of_near = near.backward(in_proportion(effects, receivers, of_inputs[:, p : p + e]))
    of_far = far.backward(in_proportion(far_effects, track_ends, of_inputs[:, p + e :]))
    of_tracks = of_inputs[:, :p] + receivers @ of_near[:, :p] + senders @ of_near[:, p:]
    of_tracks += track_ends @ of_far[:, :p]
    of_vertices = vertex_ends @ of_far[:, p:]
    layers = [*near.layers, *far.layers, *objects.layers, classifier]
    bias = sum(it.absorbed for it in layers)
    logit = logits[0, which]
    error = abs(of_tracks.sum() + of_vertices.sum() + bias - logit)
    assert error < 1e-9, error
    return {"logit": logit, "tracks": of_tracks.T, "vertices": of_vertices.T, "bias": bias}


def gradient_times_input(
    sizes: Sizes, state: Arrays, tracks: np.ndarray, vertices: np.ndarray, which: int
) -> list[np.ndarray]:
    """Of one jet, by PyTorch."""
    x, y = (torch.from_numpy(it).double().requires_grad_() for it in (tracks, vertices))
    by_pytorch(sizes, state, x, y)[which].backward()
    return [(it * it.grad).detach().numpy() for it in (x, y)]


def by_pytorch(
    sizes: Sizes, state: Arrays, tracks: torch.Tensor, vertices: torch.Tensor
) -> torch.Tensor:
    """Logits of one jet."""
    one_hot = {key: torch.from_numpy(it).double() for key, it in incidence(sizes).items()}
    weights = {key: torch.from_numpy(it).double() for key, it in state.items()}

    def dense(name: str, rows: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.linear(rows, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def mlp(names: list[str], parts: list[torch.Tensor]) -> torch.Tensor:
        rows = torch.cat(parts).T
        for name in names:
            rows = torch.relu(dense(name, rows))
        return rows.T

    near = mlp(["fr1", "fr2", "fr3"], [tracks @ one_hot["Rr"], tracks @ one_hot["Rs"]])
    far = mlp(["fr1_pv", "fr2_pv", "fr3_pv"], [tracks @ one_hot["Rk"], vertices @ one_hot["Rv"]])
    parts = [tracks, near @ one_hot["Rr"].T, far @ one_hot["Rk"].T]
    return dense("fc_fixed", mlp(["fo1", "fo2", "fo3"], parts).sum(1))


def short(value: object) -> object:
    """For the file: nine digits, as float32 needs."""
    if isinstance(value, np.ndarray):
        return [short(it) for it in value.ravel()]
    return float(f"{value:.9g}")


def main() -> None:
    """Writes the file."""
    state = state_dict(SMALL, 6)
    for name in ("fo1.weight", "fc_fixed.weight"):
        # Logits of some size, most of which the tracks make.
        state[name] *= np.float32(SMALL.tracks)
    generator = Generator(2)
    tracks = padded(generator, TRACKS, SMALL.track_features, SMALL.tracks)
    vertices = padded(generator, VERTICES, SMALL.vertex_features, SMALL.vertices)
    cases = []
    for item in range(len(TRACKS)):
        for which in range(SMALL.classes):
            inputs = (SMALL, state, tracks[item], vertices[item], which)
            exact = gradient_times_input(*inputs)
            for gamma in GAMMAS:
                found = relevance(*inputs, gamma)
                if gamma == 0:
                    np.testing.assert_allclose(found["tracks"], exact[0], atol=1e-12)
                    np.testing.assert_allclose(found["vertices"], exact[1], atol=1e-12)
                values = {name: short(value) for name, value in found.items()}
                cases.append({"item": item, "class": which, "gamma": gamma} | values)
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "reference.json").write_text(f"[\n{lines}\n]\n")
    negative = sum(case["logit"] < 0 for case in cases)
    print(f"{len(cases)} cases, {negative} with a negative logit")


if __name__ == "__main__":
    main()
