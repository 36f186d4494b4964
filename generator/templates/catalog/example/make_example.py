"""Makes the files of this catalogue's example: showers, a classifier in ONNX, its control set.

    python3 -m pip install numpy onnx
    python3 make_example.py

Photons and charged pions of 5 to 50 GeV meet a calorimeter of four layers. A shower's mean profile
along its depth t, in radiation lengths, is the gamma distribution dE/dt = E b (bt)^(a-1) exp(-bt) /
Gamma(a) (Particle Data Group, Review of Particle Physics, "Passage of particles through matter",
electromagnetic cascades). All else is a toy: parameters that vary from shower to shower, a pion that
begins where it first meets a nucleus and loses a part of its energy unseen, and layers that measure
with a resolution of 20 % / sqrt(E / GeV). The numbers mean nothing for a real detector.
"""

import csv
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

CATALOG = Path(__file__).resolve().parents[1] / "catalog"
MODEL = CATALOG / "models" / "shower-classifier"
DATA = CATALOG / "datasets" / "simulated-showers"

SEED = 7
TRAINING, TEST = 2000, 500
EDGES = np.array([0.0, 4.0, 9.0, 15.0, 25.0])  # of the layers, in radiation lengths
CLASSES = ["photon", "pion"]


def simulate(count, random):
    """Energies in the four layers in GeV, [n, 4], and classes, [n], of up to `count` showers."""
    label = random.integers(0, 2, count)
    pion = label == 1
    energy = random.uniform(5, 50, count)
    shape = np.where(pion, random.uniform(2, 5, count), 1 + 0.5 * (np.log(energy / 0.0095) - 0.5))
    shape *= random.normal(1, 0.1, count).clip(0.7, 1.3)
    rate = np.where(pion, 0.25, 0.5) * random.normal(1, 0.1, count).clip(0.7, 1.3)
    begin = np.where(pion, random.exponential(6, count), 0)
    seen = energy * np.where(pion, random.uniform(0.5, 1, count), 1)
    # The integral of the profile over each layer, by the middles of 1,000 slices.
    slices = np.linspace(0, EDGES[-1], 1001)
    middle = (slices[:-1] + slices[1:]) / 2
    depth = (rate[:, None] * (middle - begin[:, None])).clip(1e-12)
    profile = depth ** (shape[:, None] - 1) * np.exp(-depth)
    profile[middle < begin[:, None]] = 0
    # Beyond the last layer too: what leaks out is part of the whole.
    far = np.linspace(0, 200, 8001)
    far = (far[:-1] + far[1:]) / 2
    whole = (rate[:, None] * far) ** (shape[:, None] - 1) * np.exp(-rate[:, None] * far)
    profile *= (25 / 1000) / (whole.sum(axis=1) * (200 / 8000))[:, None]
    layer = np.digitize(middle, EDGES[1:-1])
    true = np.stack([profile[:, layer == i].sum(axis=1) for i in range(4)], axis=1)
    true *= seen[:, None]
    measured = true + 0.2 * np.sqrt(true) * random.standard_normal(true.shape)
    measured = measured.clip(0).round(3)
    # What leaves less than 1 GeV is not triggered on.
    kept = measured.sum(axis=1) >= 1
    return measured[kept], label[kept]


def features(energies):
    """The share of each layer, [n, 4]."""
    return (energies / energies.sum(axis=1, keepdims=True)).astype(np.float32)


def fit(x, label, steps=4000, rate=4.0):
    """Weights [4] and bias of a logistic regression, by gradient descent."""
    weights, bias = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        error = 1 / (1 + np.exp(-(x @ weights + bias))) - label
        weights -= rate * x.T @ error / len(x)
        bias -= rate * error.mean()
    return weights, bias


def network(weights, bias):
    """The regression as ONNX: shares [batch, 4] to probabilities [batch, 2]."""
    matrix = np.stack([np.zeros(4), weights], axis=1).astype(np.float32)
    offset = np.array([0, bias], dtype=np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Gemm", ["shares", "weights", "bias"], ["logits"]),
            helper.make_node("Softmax", ["logits"], ["probabilities"], axis=-1),
        ],
        "shower-classifier",
        [helper.make_tensor_value_info("shares", TensorProto.FLOAT, ["batch", 4])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", 2])],
        [
            onnx.numpy_helper.from_array(matrix, "weights"),
            onnx.numpy_helper.from_array(offset, "bias"),
        ],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="faircat")
    onnx.checker.check_model(model)
    return model


def answers(x, weights, bias):
    score = x.astype(np.float64) @ weights.astype(np.float32) + np.float32(bias)
    pion = 1 / (1 + np.exp(-score))
    return np.stack([1 - pion, pion], axis=1).astype(np.float32)


def roc_auc(score, label):
    """The share of pairs of a pion and a photon in which the pion has the larger score."""
    pairs = score[label == 1][:, None] - score[label == 0][None, :]
    return ((pairs > 0) + 0.5 * (pairs == 0)).mean()


def main():
    random = np.random.default_rng(SEED)
    energies, label = simulate(2 * (TRAINING + TEST), random)
    energies, label = energies[: TRAINING + TEST], label[: TRAINING + TEST]
    with open(DATA / "showers.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([f"layer_{i}" for i in range(1, 5)] + ["class", "split"])
        for index, (layers, kind) in enumerate(zip(energies, label)):
            split = "training" if index < TRAINING else "test"
            rows.writerow([f"{value:.3f}" for value in layers] + [CLASSES[kind], split])
    x = features(energies)
    weights, bias = fit(x[:TRAINING], label[:TRAINING])
    onnx.save(network(weights, bias), MODEL / "model.onnx")
    test, truth = x[TRAINING:], label[TRAINING:]
    probabilities = answers(test, weights, bias)
    np.savez(
        MODEL / "control-set.npz",
        shares=test,
        label=truth.astype(np.int64),
        reference_probabilities=probabilities,
    )
    accuracy = (probabilities.argmax(axis=1) == truth).mean()
    print(f"accuracy {accuracy:.4f}, ROC AUC {roc_auc(probabilities[:, 1], truth):.5f}")


if __name__ == "__main__":
    main()
