"""Figures of a classifier, with their uncertainties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from src.models.network import Floats, log_loss

BOOTSTRAP_SAMPLES, BOOTSTRAP_SEED = 200, 1


def accuracy(found: Floats, label: NDArray[np.int64]) -> float:
    """Share of digits whose most probable class is theirs."""
    return float((found.argmax(axis=1) == label).mean())


def macro_f1(found: Floats, label: NDArray[np.int64]) -> float:
    """Mean of the F1 scores of the classes."""
    return float(f1_score(label, found.argmax(axis=1), average="macro"))


def roc_auc(found: Floats, label: NDArray[np.int64]) -> float:
    """Mean of the areas under the ROC curves of each class against all others."""
    return float(roc_auc_score(label, found, multi_class="ovr", average="macro"))


METRICS = {
    "accuracy": accuracy,
    "macro F1": macro_f1,
    "ROC AUC (ovr, macro)": roc_auc,
    "log loss": log_loss,
}


def evaluate(found: NDArray[np.floating], label: NDArray[np.int64]) -> dict[str, float]:
    """Every metric of probabilities [n, 10]."""
    exact = found.astype(np.float64)
    # In single precision the ten do not quite add up to one.
    exact /= exact.sum(axis=1, keepdims=True)
    return {name: metric(exact, label) for name, metric in METRICS.items()}


def uncertainties(found: NDArray[np.floating], label: NDArray[np.int64]) -> dict[str, float]:
    """One standard deviation of each metric: digits are drawn again, class by class."""
    random = np.random.default_rng(BOOTSTRAP_SEED)
    classes = [np.flatnonzero(label == each) for each in np.unique(label)]
    draws = []
    for _ in range(BOOTSTRAP_SAMPLES):
        drawn = np.concatenate([random.choice(items, len(items)) for items in classes])
        draws.append(evaluate(found[drawn], label[drawn]))
    return {name: float(np.std([draw[name] for draw in draws], ddof=1)) for name in METRICS}
