"""Figures of the report: `python -m src.visualization.figures`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from src.models.evaluate import CONTROL_SET
from src.models.export import OUTPUT
from src.models.train_model import REPORT
from src.paths import REPORTS, RUN

matplotlib.rcParams["svg.hashsalt"] = "showers"


def draw_losses(history: list[dict[str, float]]) -> Figure:
    """Losses of every epoch."""
    figure = Figure(figsize=(5, 3.5), layout="constrained")
    axes = figure.subplots()
    for name in ("training", "validation"):
        axes.plot([losses[f"{name}_loss"] for losses in history], label=name)
    axes.set(xlabel="epoch", ylabel="log loss")
    axes.legend()
    return figure


def draw_roc(found: NDArray[np.float32], label: NDArray[np.int64]) -> Figure:
    """Share of pions above a probability against that of photons, on the control set."""
    figure = Figure(figsize=(4, 3.5), layout="constrained")
    axes = figure.subplots()
    above = label[np.argsort(-found[:, 1], kind="stable")]
    photons, pions = np.cumsum(above == 0), np.cumsum(above == 1)
    axes.plot(photons / photons[-1], pions / pions[-1])
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.set(xlabel="photons taken for pions", ylabel="pions found", xlim=(0, 1), ylim=(0, 1.01))
    return figure


def draw(run: Path, reports: Path) -> list[Path]:
    """All figures of a run, as SVG."""
    training = json.loads((run / REPORT).read_text(encoding="utf-8"))
    with np.load(run / CONTROL_SET, allow_pickle=False) as arrays:
        drawn = {
            "losses": draw_losses(training["history"]),
            "roc": draw_roc(arrays[f"reference_{OUTPUT}"], arrays["label"]),
        }
    folder = reports / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in drawn.items():
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
    return [folder / f"{name}.svg" for name in drawn]


def main() -> int:
    """Draw the figures of the last run; 2 where it is missing."""
    try:
        paths = draw(RUN, REPORTS)
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    for path in paths:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
