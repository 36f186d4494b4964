from __future__ import annotations

from pathlib import Path

import numpy as np

from src.data.simulate import Showers
from src.models.export import FILE, TOLERANCE, read_weights, run_onnx
from src.models.metrics import evaluate, roc_auc, uncertainties
from src.models.network import (
    gradients,
    log_loss,
    probabilities,
    random_parameters,
    with_scaling,
)
from src.models.train_model import Settings, train


def test_gradients_are_the_slopes_of_the_loss() -> None:
    random = np.random.default_rng(1)
    parameters = random_parameters(4, 5, 2, random)
    x, label = random.normal(size=(20, 4)), random.integers(0, 2, 20)
    slopes = gradients(parameters, x, label)
    for array, slope in zip(parameters.arrays(), slopes, strict=True):
        for index in np.ndindex(array.shape):
            kept, losses = array[index], []
            for step in (-1e-6, 1e-6):
                array[index] = kept + step
                losses.append(log_loss(probabilities(parameters, x), label))
            array[index] = kept
            assert abs((losses[1] - losses[0]) / 2e-6 - slope[index]) < 1e-6


def test_scaling_becomes_part_of_the_network() -> None:
    random = np.random.default_rng(2)
    parameters, x = random_parameters(4, 5, 2, random), random.uniform(0, 50, (10, 4))
    mean, width = x.mean(axis=0), x.std(axis=0)
    np.testing.assert_allclose(
        probabilities(with_scaling(parameters, mean, width), x),
        probabilities(parameters, (x - mean) / width),
    )


def test_training_lowers_the_loss_and_can_be_repeated(splits: dict[str, Showers]) -> None:
    settings = Settings(hidden=8, epochs=5, batch_size=50, learning_rate=0.01, seed=1)
    runs = [train(splits["train"], splits["validation"], settings) for _ in range(2)]
    history = runs[0][1]
    assert history[-1]["training_loss"] < history[0]["training_loss"] < np.log(2)
    assert history == runs[1][1]


def test_onnx_answers_as_numpy_does(run: Path, splits: dict[str, Showers]) -> None:
    energies = splits["test"].energies
    expected = probabilities(read_weights(run / "models"), energies)
    assert np.abs(run_onnx(run / "models" / FILE, energies) - expected).max() < TOLERANCE


def test_metrics_are_those_of_a_count_by_hand() -> None:
    label = np.array([0, 0, 1, 1, 1])
    pion = np.array([0.1, 0.6, 0.6, 0.9, 0.2])
    found = np.stack([1 - pion, pion], axis=1)
    # Of six pairs, three are in order, one is equal, and two are not.
    pairs = [(1.0 if p > n else 0.5 if p == n else 0.0) for p in pion[2:] for n in pion[:2]]
    assert roc_auc(found, label) == np.mean(pairs)
    assert evaluate(found, label)["accuracy"] == 3 / 5
    expected = -np.log([0.9, 0.4, 0.6, 0.9, 0.2]).mean()
    assert abs(evaluate(found, label)["log loss"] - expected) < 1e-12


def test_an_uncertainty_is_that_of_a_share() -> None:
    random = np.random.default_rng(3)
    label = np.repeat([0, 1], 500)
    right = random.random(1000) < 0.9
    pion = np.where(right == (label == 1), 0.9, 0.1)
    spread = uncertainties(np.stack([1 - pion, pion], axis=1), label)
    assert abs(spread["accuracy"] / np.sqrt(0.9 * 0.1 / 1000) - 1) < 0.2
