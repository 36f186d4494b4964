"""Evaluations: their values and uncertainties are what the program computes of the model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

OF_TWO = (
    "accuracy", "F1", "ROC AUC", "average precision", "log loss", "Brier score",
    "expected calibration error (15 bins)",
)  # fmt: skip
OF_SEVERAL = (
    "accuracy", "balanced accuracy", "macro F1", "ROC AUC (ovr, macro)", "log loss", "Brier score",
    "expected calibration error (15 bins)",
)  # fmt: skip
OF_VALUES = ("mean absolute error", "root mean squared error", "R²", "median absolute error")

#: Share of a value by which engines differ, and the value below which it does not shrink.
ROUNDING, SMALLEST = 1e-5, 0.1


def usual(classes: int) -> tuple[str, ...]:
    """The metrics that are claimed where nobody names others."""
    if classes == 0:
        return OF_VALUES
    return OF_TWO if classes == 2 else OF_SEVERAL


def asked(metrics: Iterable[str], of: dict[str, Any]) -> list[dict[str, Any]]:
    """Evaluations that wait for their values."""
    return [
        {"metric": name, "value": 0.0, "tolerance": 0.0, **of, "control_set": True}
        for name in metrics
    ]


def answered(
    folder: Path, of: dict[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, str], float]:
    """Evaluations with values, why others have none, and the largest difference of an output."""
    evidence = json.loads((folder / "evidence" / "verification.json").read_text(encoding="utf-8"))
    found, without = [], {}
    run = evidence["runs"][0]
    for metric in run["metrics"]:
        value = metric["recomputed"]
        if value is None:
            without[metric["metric"]] = metric["reason"]
            continue
        spread = metric["uncertainty"]
        # What is added makes a loss that is none 0, which it is, where it was -0.
        claim: dict[str, Any] = {"metric": metric["metric"], "value": value + 0.0}
        if spread is not None:
            claim["uncertainty"] = spread
        claim["tolerance"] = max(ROUNDING * max(abs(value), SMALLEST), 0.1 * (spread or 0.0))
        found.append({**claim, **of, "control_set": True})
    apart = [it["largest_difference"] for it in run["outputs"]]
    return found, without, max((it for it in apart if it is not None), default=0.0)


def was_run(folder: Path) -> bool:
    """Whether the program took the record, and has evidence of it."""
    return (folder / "evidence" / "verification.json").is_file()


def failure(folder: Path) -> str:
    """Why the engine did not run the model; empty where it did."""
    path = folder / "evidence" / "verification.json"
    evidence = json.loads(path.read_text(encoding="utf-8"))
    runs = evidence["runs"]
    if not runs:
        return "; ".join(evidence["reasons"]) or "no engine runs it"
    return str(runs[0]["failure"] or "")
