"""Figures of merit of a binary classifier, with their statistical uncertainty.

Scores are probabilities of the class 1 (H→bb), labels 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.stats import beta

Metric = Callable[[np.ndarray, np.ndarray], float]

#: Smallest probability that the logarithm of the log loss sees: the spacing of float32 at 1.
SMALLEST = 2.0**-23
#: Resamplings for an uncertainty.
RESAMPLINGS = 200


def accuracy(scores: np.ndarray, labels: np.ndarray) -> float:
    """Share of the jets whose more probable class is the right one."""
    return float(np.mean((scores > 0.5) == (labels == 1)))


def roc_auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """Area under the ROC curve: the chance that a signal jet scores above a background jet.

    Equal scores count one half (Mann and Whitney's U; Fawcett, Pattern Recognit. Lett. 27 (2006)
    861, section 7).
    """
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    signal = labels == 1
    n = int(signal.sum())
    above = ranks[inverse[signal]].sum() - n * (n + 1) / 2
    return float(above / (n * (len(labels) - n)))


def log_loss(scores: np.ndarray, labels: np.ndarray) -> float:
    """Mean negative logarithm of the probability of the true class, in nats."""
    right = np.where(labels == 1, scores, 1.0 - scores.astype(np.float64))
    return float(-np.mean(np.log(np.clip(right, SMALLEST, 1.0))))


def rejection_at(efficiency: float) -> Metric:
    """One over the share of background jets that pass where `efficiency` of the signal passes.

    The cut is the score of the signal jet of rank ⌈efficiency · signal jets⌉, which itself passes.
    Infinite where no background jet passes.
    """

    def rejection(scores: np.ndarray, labels: np.ndarray) -> float:
        signal = np.sort(scores[labels == 1])[::-1]
        background = scores[labels == 0]
        cut = signal[math.ceil(efficiency * len(signal)) - 1]
        passing = int(np.count_nonzero(background >= cut))
        return len(background) / passing if passing else math.inf

    return rejection


def rejection_name(efficiency: int) -> str:
    """Name of the rejection at `efficiency` percent."""
    return f"background rejection at {efficiency} % signal efficiency"


def passing_interval(count: int, total: int) -> tuple[float, float]:
    """Central 68.27% interval of the number of passing jets, given `count` of `total`.

    Clopper and Pearson, Biometrika 26 (1934) 404; count > 0.
    """
    tail = (1 - 0.6827) / 2
    low = beta.ppf(tail, count, total - count + 1)
    return float(total * low), upper_limit(count, total, 1 - tail)


def passing_limit(count: int, total: int) -> float:
    """Upper limit of the number of passing jets at 95% confidence, by the same method."""
    return upper_limit(count, total, 0.95)


def upper_limit(count: int, total: int, confidence: float) -> float:
    """Largest mean count that gives `count` or fewer of `total` with at least 1 − `confidence`."""
    share = 1.0 if count == total else beta.ppf(confidence, count + 1, total - count)
    return float(total * share)


#: Metrics under the names that the records use.
METRICS: dict[str, Metric] = {
    "accuracy": accuracy,
    "ROC AUC": roc_auc,
    "log loss": log_loss,
    rejection_name(50): rejection_at(0.5),
    rejection_name(30): rejection_at(0.3),
}


def evaluate(scores: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """Every metric of `METRICS`."""
    return {name: metric(scores, labels) for name, metric in METRICS.items()}


def uncertainties(scores: np.ndarray, labels: np.ndarray, seed: int) -> dict[str, float | None]:
    """Standard deviation of every metric over `RESAMPLINGS` bootstrap samples.

    None where a resampling gave an infinite value.

    Efron, Ann. Statist. 7 (1979) 1: jets are drawn with replacement, signal and background apart.
    """
    rng = np.random.default_rng(seed)
    classes = [np.flatnonzero(labels == label) for label in (0, 1)]
    values: dict[str, list[float]] = {name: [] for name in METRICS}
    for _ in range(RESAMPLINGS):
        drawn = np.concatenate([rng.choice(jets, len(jets)) for jets in classes])
        for name, value in evaluate(scores[drawn], labels[drawn]).items():
            values[name].append(value)
    return {
        name: float(np.std(found, ddof=1)) if np.isfinite(found).all() else None
        for name, found in values.items()
    }


def tolerances(scores: np.ndarray, labels: np.ndarray, shift: float) -> dict[str, float]:
    """How far each metric can move when every score moves by `shift` at most.

    Each metric grows, or falls, with the scores of signal and the other way with those of
    background, so that the extremes are had by moving the two classes against each other.
    """
    scores = scores.astype(np.float64)
    direction = np.where(labels == 1, shift, -shift)
    nominal = evaluate(scores, labels)
    extremes = [evaluate(np.clip(scores + sign * direction, 0.0, 1.0), labels) for sign in (1, -1)]
    return {name: max(abs(e[name] - nominal[name]) for e in extremes) for name in METRICS}
