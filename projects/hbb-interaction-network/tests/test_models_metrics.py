"""Figures of merit against worked examples and against an independent library."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn import metrics as independent

from src.models.metrics import (
    METRICS,
    accuracy,
    evaluate,
    log_loss,
    passing_interval,
    passing_limit,
    rejection_at,
    roc_auc,
    tolerances,
    uncertainties,
    upper_limit,
)


def sample(jets: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, jets)
    scores = 1 / (1 + np.exp(-rng.normal(2.0 * labels - 1.0, 1.2)))
    return scores.astype(np.float32), labels


def test_auc_accuracy_and_loss_agree_with_scikit_learn() -> None:
    scores, labels = sample(500, seed=1)
    tied = np.round(scores, 1)
    assert roc_auc(scores, labels) == pytest.approx(independent.roc_auc_score(labels, scores))
    assert roc_auc(tied, labels) == pytest.approx(independent.roc_auc_score(labels, tied))
    assert accuracy(scores, labels) == independent.accuracy_score(labels, scores > 0.5)
    assert log_loss(scores, labels) == pytest.approx(
        independent.log_loss(labels, scores.astype(np.float64)), rel=1e-6
    )


def test_log_loss_of_a_certain_error_is_finite() -> None:
    assert log_loss(np.array([0.0, 1.0], np.float32), np.array([1, 0])) == pytest.approx(
        23 * math.log(2)
    )


def test_rejection_of_a_worked_example() -> None:
    """The cut at half of four signal jets is 0.8; one of six background jets reaches it."""
    scores = np.array([0.9, 0.8, 0.4, 0.3, 0.8, 0.7, 0.2, 0.1, 0.1, 0.1])
    labels = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    assert rejection_at(0.5)(scores, labels) == 6.0
    assert rejection_at(0.6)(scores, labels) == 3.0
    assert rejection_at(0.25)(scores, labels) == math.inf


def test_interval_of_a_count_is_that_of_clopper_and_pearson() -> None:
    """10 of 100 at 95%: Clopper and Pearson give 4.9% to 17.6%."""
    assert upper_limit(10, 100, 0.975) == pytest.approx(17.62, abs=0.01)
    low, high = passing_interval(39, 20_000)
    assert 39 - low == pytest.approx(6.2, abs=0.1) and high - 39 == pytest.approx(7.3, abs=0.1)
    assert passing_limit(0, 20_000) == pytest.approx(3.0, abs=0.01)
    assert passing_limit(5, 5) == 5.0


def test_bootstrap_gives_the_binomial_error_of_accuracy() -> None:
    scores, labels = sample(2000, seed=2)
    found = uncertainties(scores, labels, seed=3)
    share = accuracy(scores, labels)
    expected = math.sqrt(share * (1 - share) / 2000)
    assert found["accuracy"] == pytest.approx(expected, rel=0.2)
    assert found == uncertainties(scores, labels, seed=3)


def test_an_infinite_rejection_has_no_uncertainty() -> None:
    scores, labels = np.array([0.9, 0.8, 0.1, 0.2]), np.array([1, 1, 0, 0])
    found = uncertainties(scores, labels, seed=1)
    assert found["background rejection at 50 % signal efficiency"] is None


def test_no_shift_of_the_scores_leaves_the_tolerance() -> None:
    scores, labels = sample(400, seed=4)
    shift = 1e-3
    limits = tolerances(scores, labels, shift)
    nominal = evaluate(scores.astype(np.float64), labels)
    rng = np.random.default_rng(5)
    for _ in range(50):
        moved = np.clip(scores + rng.uniform(-shift, shift, len(scores)), 0, 1)
        for name, value in evaluate(moved, labels).items():
            assert abs(value - nominal[name]) <= limits[name] * (1 + 1e-6) + 1e-12, name
    assert set(limits) == set(METRICS)
