"""The network, its training, its export and its figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from src.data.digits import Digits
from src.models import train_model
from src.models.export import FILE, TOLERANCE, read_weights, run_onnx
from src.models.metrics import evaluate, uncertainties
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
    parameters = random_parameters(4, 5, 3, random)
    x, label = random.normal(size=(20, 4)), random.integers(0, 3, 20)
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
    parameters, x = random_parameters(4, 5, 3, random), random.integers(0, 17, (10, 4))
    np.testing.assert_allclose(
        probabilities(with_scaling(parameters, 16), x), probabilities(parameters, x / 16)
    )


def test_training_lowers_the_loss_and_can_be_repeated(splits: dict[str, Digits]) -> None:
    settings = Settings(hidden=8, epochs=3, batch_size=50, learning_rate=0.01, seed=1)
    runs = [train(splits["train"], splits["validation"], settings) for _ in range(2)]
    history = runs[0][1]
    assert history[-1]["training_loss"] < history[0]["training_loss"] < np.log(10)
    assert history == runs[1][1]


def test_numbers_of_the_command_line_replace_those_of_the_settings(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--data", str(data), "--out", str(tmp_path)]
    assert train_model.main([*options, "--epochs", "2", "--seed", "3"]) == 0
    assert '"epochs": 2' in (tmp_path / train_model.REPORT).read_text(encoding="utf-8")
    assert train_model.main([*options, "--epochs", "0"]) == 2
    assert "at least one epoch" in capsys.readouterr().err


def test_onnx_answers_as_numpy_does(run: Path, splits: dict[str, Digits]) -> None:
    pixels = splits["test"].pixels
    expected = probabilities(read_weights(run), pixels)
    assert np.abs(run_onnx(run / FILE, pixels) - expected).max() < TOLERANCE


def test_metrics_are_those_of_a_count_by_hand() -> None:
    label = np.array([0, 0, 1, 2])
    found = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.2, 0.7, 0.1], [0.1, 0.1, 0.8]])
    values = evaluate(found, label)
    assert values["accuracy"] == 3 / 4
    assert values["macro F1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    # Of class 0 the 0.1 stands below 0.2 and beside 0.1; of class 1 the 0.7 below 0.8.
    assert values["ROC AUC (ovr, macro)"] == pytest.approx((2.5 / 4 + 2 / 3 + 1) / 3)
    assert values["log loss"] == pytest.approx(-np.log([0.8, 0.1, 0.7, 0.8]).mean())


def test_an_uncertainty_is_that_of_a_share() -> None:
    random = np.random.default_rng(3)
    label = np.repeat([0, 1, 2], 300)
    right = random.random(900) < 0.9
    found = np.full((900, 3), 0.05)
    found[np.arange(900), np.where(right, label, (label + 1) % 3)] = 0.9
    spread = uncertainties(found, label)
    assert abs(spread["accuracy"] / np.sqrt(0.9 * 0.1 / 900) - 1) < 0.2
