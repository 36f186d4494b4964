"""Figures of jets by class, drawn without a display and with the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from ..data.features import CLASSES, SPECTATORS, TRACK_FEATURES, VERTEX_FEATURES, Feature
from ..data.shards import JetSet

COLOURS = ("#4477aa", "#cc6677")
"""One for each class; distinct for colour-blind readers."""
BINS = 50
COVERED = (0.5, 99.5)
"""Percentiles of the values that a histogram spans."""

Roc = tuple[str, float, np.ndarray, np.ndarray]
"""Name of a network, its AUC, false and true positive rates."""


def draw_tracks(jets: JetSet) -> Figure:
    """Distributions of the 30 features over all tracks, by class."""
    return _draw_items(jets, jets.tracks, TRACK_FEATURES, columns=5)


def draw_vertices(jets: JetSet) -> Figure:
    """Distributions of the 14 features over all secondary vertices, by class."""
    return _draw_items(jets, jets.vertices, VERTEX_FEATURES, columns=4)


def draw_jets(jets: JetSet) -> Figure:
    """Kinematics and multiplicities of the jets, by class."""
    known = [feature for feature in SPECTATORS if feature.name in jets.values]
    figure, axes = _grid(len(known), columns=4)
    for ax, feature in zip(axes, known, strict=True):
        values = jets.values[feature.name]
        _histogram(ax, [values[jets.label == label] for label in range(len(CLASSES))], feature)
    return _with_legend(figure, axes)


def draw_flavours(shares: dict[str, dict[str, float]]) -> Figure:
    """Bars of the flavour shares of each class, as `composition` gives them."""
    figure = Figure(figsize=(7, 2.4), layout="constrained")
    ax = figure.subplots()
    flavours = list(next(iter(shares.values())))
    for number, name in enumerate(CLASSES):
        places = np.arange(len(flavours)) + 0.4 * number - 0.2
        heights = [shares[name][flavour] for flavour in flavours]
        bars = ax.bar(places, heights, width=0.38, color=COLOURS[number], label=name)
        ax.bar_label(bars, labels=[f"{height:.1%}" for height in heights], fontsize=7)
    ax.set_xticks(range(len(flavours)), flavours, fontsize=8)
    ax.set_ylabel("share of the jets")
    ax.set_ylim(0, 1.12)
    ax.legend(fontsize=8)
    return figure


def draw_roc(curves: Sequence[Roc]) -> Figure:
    """Background efficiency against signal efficiency of networks that were not retrained."""
    figure = Figure(figsize=(5, 4), layout="constrained")
    ax = figure.subplots()
    for name, auc, false_positive, true_positive in curves:
        ax.plot(true_positive, false_positive, label=f"{name}: AUC {auc:.4f}", linewidth=1)
    ax.set(xlabel="efficiency for H→bb", ylabel="efficiency for QCD", yscale="log", ylim=(1e-4, 1))
    ax.legend(fontsize=8)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Writes an SVG without date, its identifiers the same every time."""
    with mpl.rc_context({"svg.hashsalt": path.stem, "svg.fonttype": "none"}):
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _draw_items(
    jets: JetSet, values: np.ndarray, features: Sequence[Feature], columns: int
) -> Figure:
    real = (values != 0).any(axis=1)
    figure, axes = _grid(len(features), columns)
    for row, (ax, feature) in enumerate(zip(axes, features, strict=True)):
        column = values[:, row]
        classes = [
            column[jets.label == label][real[jets.label == label]] for label in range(len(CLASSES))
        ]
        _histogram(ax, classes, feature)
    return _with_legend(figure, axes)


def _grid(count: int, columns: int) -> tuple[Figure, list[Axes]]:
    rows = -(-count // columns)
    figure = Figure(figsize=(2.4 * columns, 1.7 * rows), layout="constrained")
    axes = list(np.ravel(figure.subplots(rows, columns)))
    for ax in axes[count:]:
        ax.set_axis_off()
    return figure, axes[:count]


def _histogram(ax: Axes, classes: list[np.ndarray], feature: Feature) -> None:
    """Normalised distributions of one feature; the first and last bin hold what lies beyond."""
    everything = np.concatenate(classes)
    if len(everything) == 0:
        ax.set_axis_off()
        return
    low, high = np.percentile(everything, COVERED)
    edges = np.linspace(low, high if high > low else low + 1, BINS + 1)
    for values, colour in zip(classes, COLOURS, strict=True):
        counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
        ax.stairs(counts / max(len(values), 1), edges, color=colour, linewidth=1)
    unit = "" if feature.unit == "1" else f" ({feature.unit})"
    ax.set_title(f"{feature.name}{unit}", fontsize=7)
    ax.tick_params(labelsize=6)
    ax.set_yscale("log")
    ax.yaxis.set_minor_locator(NullLocator())


def _with_legend(figure: Figure, axes: list[Axes]) -> Figure:
    handles = [mpl.lines.Line2D([], [], color=colour) for colour in COLOURS]
    axes[0].legend(handles, CLASSES, fontsize=6)
    return figure
