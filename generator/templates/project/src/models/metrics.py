"""Figures of a classifier, with their uncertainties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from src.models.network import Floats, log_loss

BOOTSTRAP_SAMPLES, BOOTSTRAP_SEED = 200, 1


def accuracy(found: Floats, label: NDArray[np.int64]) -> float:
    """Share of items whose most probable class is theirs."""
    return float((found.argmax(axis=1) == label).mean())


def roc_auc(found: Floats, label: NDArray[np.int64]) -> float:
    """Share of pairs of one item of each class that the second probability puts in order.

    Pairs of equal probabilities count half.
    """
    scores = found[:, 1]
    order = np.sort(scores[label == 0])
    signal = scores[label == 1]
    below, reached = (np.searchsorted(order, signal, side) for side in ("left", "right"))
    return float((below + reached).sum() / (2 * len(order) * len(signal)))


METRICS = {"accuracy": accuracy, "ROC AUC": roc_auc, "log loss": log_loss}


def evaluate(found: NDArray[np.floating], label: NDArray[np.int64]) -> dict[str, float]:
    """Every metric of probabilities [n, 2]."""
    return {name: metric(found.astype(np.float64), label) for name, metric in METRICS.items()}


def uncertainties(found: NDArray[np.floating], label: NDArray[np.int64]) -> dict[str, float]:
    """One standard deviation of each metric: items are drawn again, class by class."""
    random = np.random.default_rng(BOOTSTRAP_SEED)
    classes = [np.flatnonzero(label == each) for each in np.unique(label)]
    draws = []
    for _ in range(BOOTSTRAP_SAMPLES):
        drawn = np.concatenate([random.choice(items, len(items)) for items in classes])
        draws.append(evaluate(found[drawn], label[drawn]))
    return {name: float(np.std([draw[name] for draw in draws], ddof=1)) for name in METRICS}
