"""Pictures of results, where matplotlib is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from ._optional import needed

if TYPE_CHECKING:
    from .explaining import Explanation
    from .results import Benchmark, Verification


def axes_of(axes: Optional[Any], height: float = 3.0) -> Any:
    """The axes to draw on; new ones where none are given."""
    if axes is not None:
        return axes
    plt = needed("matplotlib.pyplot", "a plot")
    return plt.subplots(figsize=(7, height), layout="constrained")[1]


def verification(found: Verification, axes: Optional[Any]) -> Any:
    """Each recomputed claim against what the record declares."""
    claims = [(run, claim) for run in found.runs for claim in run.claims]
    known = [(r, c) for r, c in claims if c.declared is not None and c.recomputed is not None]
    axes = axes_of(axes, 1.0 + 0.3 * max(len(known), 3))
    for place, (_, claim) in enumerate(known):
        axes.plot(claim.declared, place, "|", color="black", markersize=14)
        colour = "tab:green" if claim.verdict == "holds" else "tab:red"
        axes.plot(claim.recomputed, place, "o", color=colour)
    axes.set_yticks(range(len(known)), [f"{c.metric}, {r.engine} ({r.file})" for r, c in known])
    axes.invert_yaxis()
    axes.set_xlabel("declared (line) and recomputed (point)")
    axes.set_title(f"Verification: {found.verdict}")
    return axes


def benchmark(found: Benchmark, axes: Optional[Any]) -> Any:
    """Median throughput with its quartiles."""
    axes = axes_of(axes, 1.0 + 0.3 * max(len(found), 3))
    for place, it in enumerate(found):
        median = it["throughput_median"]
        low, high = it["throughput_quartile_1"], it["throughput_quartile_3"]
        axes.errorbar(median, place, xerr=[[median - low], [high - median]], fmt="o", capsize=3)
    names = [f"{it['engine']}, {it.get('file') or ''}, batch {it['batch']}" for it in found]
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("items per second: median and quartiles")
    return axes


def explanation(found: Explanation, axes: Optional[Any]) -> Any:
    """Relevance of each feature, the strongest first."""
    shares = [
        (f"{name}: {feature}", value)
        for name in found.relevance
        for feature, value in found.by_feature(name).items()
    ]
    shares.sort(key=lambda it: -abs(it[1]))
    axes = axes_of(axes, 1.0 + 0.2 * max(len(shares), 5))
    colours = ["tab:blue" if value >= 0 else "tab:red" for _, value in shares]
    axes.barh(range(len(shares)), [value for _, value in shares], color=colours)
    axes.set_yticks(range(len(shares)), [name for name, _ in shares], fontsize="x-small")
    axes.invert_yaxis()
    axes.set_xlabel(f"relevance for {found.of}, in units of the logit {found.logit:.3g}")
    return axes


def distributions(frame: Any, title: str) -> Any:
    """A histogram for each column; the figure."""
    plt = needed("matplotlib.pyplot", "a plot")
    across = min(len(frame.columns), 3)
    down = -(-len(frame.columns) // across)
    figure, grid = plt.subplots(
        down, across, figsize=(3.2 * across, 0.5 + 2.2 * down), layout="constrained", squeeze=False
    )
    for axes, column in zip(grid.flat, frame.columns):
        axes.hist(frame[column].dropna(), bins=30, color="tab:blue")
        axes.set_xlabel(str(column))
    for axes in list(grid.flat)[len(frame.columns) :]:
        axes.set_visible(False)
    figure.suptitle(title)
    return figure
