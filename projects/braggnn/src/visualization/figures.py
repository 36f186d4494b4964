"""Figures of the report: `python -m src.visualization.figures`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import matplotlib
import numpy as np
import torch
from matplotlib.figure import Figure

from src.data.files import Patches, normalised, read_split
from src.models.metrics import euclidean_errors
from src.models.predict import load_network, positions
from src.paths import PROJECT, data_folder, run_folder

matplotlib.rcParams["svg.hashsalt"] = "braggnn"
SHOWN = 12


def draw_patches(patches: Patches, found: np.ndarray) -> Figure:
    """The first patches with true, fitted and predicted positions."""
    figure = Figure(figsize=(8, 6.4), layout="constrained")
    for axes, row in zip(figure.subplots(3, SHOWN // 3).flat, range(SHOWN), strict=True):
        axes.imshow(normalised(patches.counts[row : row + 1])[0, 0], cmap="Greys")
        axes.scatter(
            *patches.position[row], s=70, label="truth", facecolors="none", edgecolors="C1"
        )
        axes.scatter(*patches.position_fit[row], marker="+", s=70, label="fit", c="C0")
        axes.scatter(*found[row], marker="x", s=40, label="network", c="C3")
        axes.set_axis_off()
    handles, names = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=3)
    return figure


def draw_errors(patches: Patches, found: np.ndarray) -> Figure:
    """Share of test peaks within a distance of the true position."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    levels = np.linspace(0, 0.999, 200)
    for name, where in (("network", found), ("pseudo-Voigt fit", patches.position_fit)):
        axes.plot(
            np.quantile(euclidean_errors(where, patches.position), levels), levels, label=name
        )
    axes.set(xlabel="distance from the true position, pixels", ylabel="share of peaks", xlim=(0, 1))
    axes.legend()
    return figure


def main(arguments: list[str]) -> int:
    """Write `peaks.svg` and `errors.svg`; 2 where data or weights are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    parser.add_argument("--out", type=Path, default=PROJECT / "reports" / "figures")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        test = read_split(options.data, "test")
        found = positions(load_network(options.run / "model.pt"), normalised(test.counts))
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for name, draw in (("peaks", draw_patches), ("errors", draw_errors)):
        draw(test, found).savefig(options.out / f"{name}.svg", metadata={"Date": None})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
