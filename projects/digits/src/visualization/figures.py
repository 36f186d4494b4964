"""Figures of the report: `python -m src.visualization.figures`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from src.data.digits import CLASSES, MOST, SIDE, Digits
from src.data.files import read_split
from src.models.evaluate import CONTROL_SET
from src.models.export import OUTPUT
from src.models.train_model import REPORT
from src.paths import REPORTS, data_folder, run_folder

matplotlib.rcParams["svg.hashsalt"] = "digits"


def draw_losses(history: list[dict[str, float]]) -> Figure:
    """Losses of every epoch."""
    figure = Figure(figsize=(5, 3.5), layout="constrained")
    axes = figure.subplots()
    for name in ("training", "validation"):
        axes.plot([losses[f"{name}_loss"] for losses in history], label=name)
    axes.set(xlabel="epoch", ylabel="log loss", yscale="log")
    axes.legend()
    return figure


def draw_confusion(found: NDArray[np.float32], label: NDArray[np.int64]) -> Figure:
    """Digits of the control set by what they are and what they are taken for."""
    counts = np.zeros((len(CLASSES), len(CLASSES)), int)
    np.add.at(counts, (label, found.argmax(axis=1)), 1)
    figure = Figure(figsize=(4.5, 4), layout="constrained")
    axes = figure.subplots()
    axes.imshow(np.where(counts, counts, np.nan), cmap="Blues", vmax=1.5 * counts.max())
    for (row, column), count in np.ndenumerate(counts):
        if count:
            axes.text(column, row, str(count), ha="center", va="center")
    ticks = range(len(CLASSES))
    axes.set(xlabel="taken for", ylabel="digit", xticks=ticks, yticks=ticks)
    return figure


def draw_digits(digits: Digits) -> Figure:
    """The first of each digit."""
    figure = Figure(figsize=(8, 1.2), layout="constrained")
    for label, axes in enumerate(figure.subplots(1, len(CLASSES))):
        first = digits.pixels[digits.label == label][0]
        axes.imshow(first.reshape(SIDE, SIDE), cmap="gray_r", vmin=0, vmax=MOST)
        axes.set_axis_off()
    return figure


def draw(data: Path, run: Path, reports: Path) -> list[Path]:
    """All figures of a run, as SVG."""
    training = json.loads((run / REPORT).read_text(encoding="utf-8"))
    with np.load(run / CONTROL_SET, allow_pickle=False) as arrays:
        drawn = {
            "digits": draw_digits(read_split(data, "test")),
            "losses": draw_losses(training["history"]),
            "confusion": draw_confusion(arrays[f"reference_{OUTPUT}"], arrays["label"]),
        }
    folder = reports / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in drawn.items():
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
    return [folder / f"{name}.svg" for name in drawn]


def main(arguments: list[str] | None = None) -> int:
    """Draw the figures of a run; 2 where it is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    parser.add_argument("--out", type=Path, default=REPORTS)
    options = parser.parse_args(arguments)
    try:
        paths = draw(options.data, options.run, options.out)
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    for path in paths:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
