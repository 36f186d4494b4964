"""The claims of a record: metrics on the test set, and those that the control set recomputes.

A background rejection rests on the background jets that pass. It is claimed only where at least
`ENOUGH` of them do, with the interval of that count; else the description says what it is above.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from record_files.record_yaml import grouped

from ..models.metrics import (
    evaluate,
    passing_interval,
    passing_limit,
    rejection_name,
    tolerances,
    uncertainties,
)
from .writing import significant

DATASET = "datasets/hbb-jets-pythia"
#: Largest difference of an output from the reference that still agrees.
OUTPUT_TOLERANCE = 1e-5
#: No tolerance of a metric is below this: sums over jets are rounded too.
SMALLEST_TOLERANCE = 1e-6
#: Decimal places of a value that is recomputed: those of the smallest tolerance.
PLACES = 6
BOOTSTRAP_SEED = 2023
#: Fewest background jets that must pass for a rejection to be a figure: with 25 the interval of the
#: count still reaches a fifth to either side.
ENOUGH = 25
EFFICIENCIES = (50, 30)


def of_test(run: dict[str, Any]) -> list[dict[str, Any]]:
    """Evaluations on the whole test set, from the run's own file."""
    test = run["test"]
    jets = sum(run["jets"]["test"].values())
    shared = {"dataset": DATASET, "split": "test"}
    rejections = {rejection_name(efficiency): efficiency for efficiency in EFFICIENCIES}
    claims = [
        {
            "metric": name,
            **with_uncertainty(found["value"], found["uncertainty"]),
            **shared,
            "method": f"All {grouped(jets)} test jets; uncertainty: {test['uncertainty']}.",
            "date": run["date"],
        }
        for name, found in test["metrics"].items()
        if name not in rejections
    ]
    return claims + [
        {
            "metric": name,
            "value": round(background(run) / passing(run, efficiency)),
            **shared,
            "method": counted(passing(run, efficiency), background(run)),
            "date": run["date"],
        }
        for name, efficiency in rejections.items()
        if passing(run, efficiency) >= ENOUGH
    ]


def background(run: dict[str, Any]) -> int:
    """Background jets of the test set."""
    return run["jets"]["test"]["QCD"]


def passing(run: dict[str, Any], efficiency: int) -> int:
    """Background jets of the test set that pass where `efficiency` percent of the signal does."""
    return round(background(run) / run["test"]["metrics"][rejection_name(efficiency)]["value"])


def counted(count: int, total: int) -> str:
    """The count behind a rejection, and the interval that it allows."""
    low, high = passing_interval(count, total)
    return (
        f"{grouped(count)} of {grouped(total)} background jets pass; the 68% interval of that "
        f"count (Clopper and Pearson) is a rejection of {total / high:.0f} to {total / low:.0f}."
    )


def rejection_sentence(run: dict[str, Any], efficiency: int) -> str:
    """What the description says of the background that passes, no stronger than its count."""
    count, total = passing(run, efficiency), background(run)
    text = f"Where {efficiency}% of the signal passes, {count} of {grouped(total)} background jets "
    if count >= ENOUGH:
        low, high = passing_interval(count, total)
        return text + (
            f"do: a rejection of {total / count:.0f}, between {total / high:.0f} and "
            f"{total / low:.0f} (68%)."
        )
    limit = significant(total / passing_limit(count, total), 2)
    return text + f"do, too few for a figure: the rejection is above {grouped(round(limit))} (95%)."


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
            "value": round(value, PLACES),
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
        if strong_enough(name, value, int(np.count_nonzero(labels == 0)))
        and math.isfinite(moves[name])
    ]


def strong_enough(name: str, value: float, total: int) -> bool:
    """Whether enough of `total` background jets pass, where the metric is a rejection."""
    is_rejection = name in map(rejection_name, EFFICIENCIES)
    return not is_rejection or round(total / value) >= ENOUGH


def with_uncertainty(value: float, uncertainty: float | None) -> dict[str, float]:
    """An uncertainty with two digits, and the value with one digit more than that reaches."""
    if not uncertainty:
        return {"value": significant(value, 6)}
    places = 2 - math.floor(math.log10(uncertainty))
    return {"value": round(value, places), "uncertainty": significant(uncertainty, 2)}
