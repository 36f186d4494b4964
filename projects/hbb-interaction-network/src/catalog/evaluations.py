"""The claims of a record: metrics on the test set, and those that the control set recomputes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..models.metrics import evaluate, tolerances, uncertainties
from .writing import significant

DATASET = "datasets/hbb-jets-pythia"
#: Largest difference of an output from the reference that still agrees.
OUTPUT_TOLERANCE = 1e-5
#: No tolerance of a metric is below this: sums over jets are rounded too.
SMALLEST_TOLERANCE = 1e-6
BOOTSTRAP_SEED = 2023


def of_test(run: dict[str, Any]) -> list[dict[str, Any]]:
    """Evaluations on the whole test set, from the run's own file."""
    test = run["test"]
    jets = sum(run["jets"]["test"].values())
    return [
        {
            "metric": name,
            **with_uncertainty(found["value"], found["uncertainty"]),
            "dataset": DATASET,
            "split": "test",
            "method": f"All {jets:,} test jets; uncertainty: {test['uncertainty']}.",
            "date": run["date"],
        }
        for name, found in test["metrics"].items()
        if math.isfinite(found["value"])
    ]


def of_control_set(
    probabilities: np.ndarray, labels: np.ndarray, date: str
) -> list[dict[str, Any]]:
    """Evaluations on the control set from the reference probabilities [n, 2].

    Each carries the largest change that outputs within `OUTPUT_TOLERANCE` can make as tolerance.
    """
    scores = probabilities[:, 1]
    spread = uncertainties(scores, labels, BOOTSTRAP_SEED)
    # Both the claimed outputs and the recomputed ones may be off, hence twice.
    moves = tolerances(scores, labels, 2 * OUTPUT_TOLERANCE)
    return [
        {
            "metric": name,
            "value": value,
            **({"uncertainty": significant(spread[name], 2)} if spread[name] is not None else {}),
            "tolerance": max(SMALLEST_TOLERANCE, significant(1.01 * moves[name], 2)),
            "dataset": DATASET,
            "split": "test",
            "condition": "control set",
            "control_set": True,
            "method": f"The {len(labels):,} jets of the control set, half of each class.",
            "date": date,
        }
        for name, value in evaluate(scores, labels).items()
        if math.isfinite(value) and math.isfinite(moves[name])
    ]


def with_uncertainty(value: float, uncertainty: float | None) -> dict[str, float]:
    """An uncertainty with two digits, and the value with one digit more than that reaches."""
    if not uncertainty:
        return {"value": significant(value, 6)}
    places = 2 - math.floor(math.log10(uncertainty))
    return {"value": round(value, places), "uncertainty": significant(uncertainty, 2)}
