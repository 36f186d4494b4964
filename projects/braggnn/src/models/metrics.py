"""How far predicted positions lie from the reference: the figures of Ravi et al., in pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BOOTSTRAP_SAMPLES = 400
BOOTSTRAP_SEED = 1

QUANTILES = {
    "Euclidean error, 50 % quantile": 0.5,
    "Euclidean error, 75 % quantile": 0.75,
    "Euclidean error, 95 % quantile": 0.95,
}
MEAN = "mean Euclidean error"
DEVIATION = "standard deviation of the Euclidean error"


def euclidean_errors(
    predicted: NDArray[np.floating], reference: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Distances [n] between positions [n, 2], in the unit of the positions."""
    difference = predicted.astype(np.float64) - reference.astype(np.float64)
    return np.hypot(difference[:, 0], difference[:, 1])


def summary(errors: NDArray[np.float64]) -> dict[str, float]:
    """Metrics by name: quantiles with linear interpolation, mean, population deviation."""
    values = np.quantile(errors, list(QUANTILES.values()))
    figures = dict(zip(QUANTILES, map(float, values), strict=True))
    return figures | {MEAN: float(errors.mean()), DEVIATION: float(errors.std())}


def uncertainties(errors: NDArray[np.float64]) -> dict[str, float]:
    """One standard deviation of each metric by bootstrap, with a fixed seed."""
    rng = np.random.default_rng(BOOTSTRAP_SEED)
    draws = [
        summary(errors[rng.integers(0, len(errors), len(errors))]) for _ in range(BOOTSTRAP_SAMPLES)
    ]
    return {name: float(np.std([draw[name] for draw in draws], ddof=1)) for name in draws[0]}
