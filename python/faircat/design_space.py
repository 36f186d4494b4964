"""One model over engines, forms of its network, threads and sizes of batches: what each way costs.

    space = design_space.measure(model, engines=["native", "tract"], batches=[1, 128])
    space.pareto("latency", "throughput")
    space.plot()

Speed and memory are measured by `faircat bench`; with `claims=True` the model's claims are
recomputed by each engine and file, too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any, Optional

from ._program import Program, output_of, program_words
from .errors import Error
from .works import Model

__all__ = ["DesignSpace", "Point", "measure"]

#: Of these, less is better; of everything else, more.
LESS_IS_BETTER = {"latency", "memory", "size"}
UNITS = {"throughput": "items/s", "latency": "s", "memory": "bytes", "size": "bytes"}


@dataclass(frozen=True)
class Point:
    """One way to run a model, and what was measured of it.

    Attributes:
        throughput: Items in a second, the median.
        latency: Seconds for one batch, the median.
        memory: Bytes at most.
        size: Bytes of the network's file.
        claims: Recomputed metrics by name; empty where they were not asked for.
    """

    engine: str
    form: str
    device: str
    threads: int
    batch: int
    throughput: float
    latency: float
    memory: Optional[int]
    size: Optional[int]
    claims: dict[str, float] = field(default_factory=dict)

    def value(self, of: str) -> Optional[float]:
        """A measured quantity, or a claim, by its name."""
        found = getattr(self, of) if of in UNITS else self.claims.get(of)
        return None if found is None else float(found)

    def __str__(self) -> str:
        threads = "1 thread" if self.threads == 1 else f"{self.threads} threads"
        return f"{self.engine}, {self.form}, {threads}, batch {self.batch}"


@dataclass(frozen=True)
class DesignSpace:
    """All points that were measured, as a table, a plot and JSON."""

    model: str
    points: tuple[Point, ...]

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)

    def pareto(self, *by: str) -> list[Point]:
        """The points that no other one beats: not worse in anything, and better in something.

        Args:
            by: Quantities, `throughput` and `latency` by default; of `latency`, `memory` and `size`
                less is better.
        """
        wanted = by or ("throughput", "latency")
        known = [it for it in self.points if all(it.value(of) is not None for of in wanted)]
        return [it for it in known if not any(beats(other, it, wanted) for other in known)]

    def to_json(self) -> str:
        """The points, and which of them are on the Pareto front of throughput and latency."""
        front = self.pareto()
        told = [{**asdict(point), "pareto": point in front} for point in self.points]
        return json.dumps({"model": self.model, "units": UNITS, "points": told}, indent=1)

    def rows(self) -> list[dict[str, Any]]:
        """A row for each point, claims as columns: what a table is made of."""
        table = []
        for point in self.points:
            row = asdict(point)
            claims = row.pop("claims")
            table.append({**row, **claims})
        return table

    def to_pandas(self) -> Any:
        """The rows as a `pandas.DataFrame`."""
        import pandas

        return pandas.DataFrame(self.rows())

    def plot(self, x: str = "latency", y: str = "throughput", ax: Any = None) -> Any:
        """Draw all points and the Pareto front; the axes of matplotlib."""
        from matplotlib import pyplot

        axes = ax if ax is not None else pyplot.subplots(figsize=(6.4, 4.2))[1]
        axes.set(xlabel=labelled(x), ylabel=labelled(y))
        axes.set_title(self.model, fontsize="medium")
        if not self.points:
            axes.set(xticks=[], yticks=[])
            words = "nothing was measured"
            axes.text(0.5, 0.5, words, ha="center", va="center", transform=axes.transAxes)
            return axes
        markers = dict(zip(sorted({it.form for it in self.points}), "osD^v"))
        for engine in sorted({it.engine for it in self.points}):
            draw_engine(axes, [it for it in self.points if it.engine == engine], markers, (x, y))
        front = sorted((it.value(x), it.value(y)) for it in self.pareto(x, y))
        axes.plot(*zip(*front), color="0.4", linestyle="--", linewidth=1, label="Pareto front")
        axes.set(xscale="log", yscale="log")
        axes.legend(fontsize="small", frameon=False)
        return axes

    def _repr_html_(self) -> str:
        rows = self.rows()
        names = list(rows[0]) if rows else []
        head = "".join(f"<th>{escape(labelled(name))}</th>" for name in names)
        body = "".join(f"<tr>{cells(row, names)}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def measure(
    model: Model,
    engines: Sequence[str] = (),
    forms: Sequence[str] = (),
    threads: Sequence[int] = (1,),
    batches: Sequence[int] = (1, 16, 128),
    device: str = "cpu",
    repeats: int = 10,
    claims: bool = False,
    program: Program = None,
) -> DesignSpace:
    """Measure a model in every combination.

    Args:
        model: A model of a catalogue in a folder.
        engines: Their names; all that are on this machine by default.
        forms: `published` or `factorised`; all that the record has by default.
        threads: Threads of one run.
        batches: Items that are run at once.
        device: `cpu` or `cuda`.
        repeats: How often each is measured, at least 0.3 s each.
        claims: Recompute the model's claims, too, by each engine and file.
        program: The program `faircat`.

    Raises:
        faircat.Error: Something cannot be measured.
    """
    words = [*program_words(program), "bench", model.id, "--root", os.fspath(model._catalog.source)]
    words += ["--device", device, "--repeats", str(repeats), "--format", "json"]
    words += ["--batch", ",".join(str(size) for size in batches)]
    words += [word for name in engines for word in ("--engine", name)]
    words += [word for name in forms for word in ("--form", name)]
    found = [row for number in threads for row in benched([*words, "--threads", str(number)])]
    recomputed = claims_of(model, engines, device) if claims else {}
    return DesignSpace(model.slug, tuple(point(row, model, recomputed) for row in found))


def benched(words: list[str]) -> list[dict[str, Any]]:
    """What `faircat bench` measures."""
    try:
        found: list[dict[str, Any]] = json.loads(output_of(words))
    except ValueError as problem:
        raise Error.of("bench", str(problem)) from problem
    return found


def claims_of(
    model: Model, engines: Sequence[str], device: str
) -> dict[tuple[str, str], dict[str, float]]:
    """Recomputed metrics by engine and file."""
    runs = model.verify(tuple(engines), device).runs
    return {
        (run.engine, run.file): {
            it.metric: it.recomputed for it in run.claims if it.recomputed is not None
        }
        for run in runs
    }


def point(
    row: dict[str, Any], model: Model, claims: dict[tuple[str, str], dict[str, float]]
) -> Point:
    """One measurement, with what is known of its file."""
    sizes = {it["path"] or it["name"]: it["size"] for it in model.metadata.get("artifacts") or ()}
    return Point(
        engine=row["engine"],
        form=row.get("form") or "published",
        device=row["device"],
        threads=row["threads"],
        batch=row["batch"],
        throughput=row["throughput_median"],
        latency=row["latency_median"],
        memory=row.get("peak_memory"),
        size=sizes.get(row["file"]),
        claims=claims.get((row["engine"], row["file"]), {}),
    )


def beats(one: Point, other: Point, by: Sequence[str]) -> bool:
    """Whether `one` is nowhere worse and somewhere better."""
    sides = [(better(one, of), better(other, of)) for of in by]
    return all(a >= b for a, b in sides) and any(a > b for a, b in sides)


def better(one: Point, of: str) -> float:
    """A quantity, so that more of it is better."""
    value = one.value(of) or 0.0
    return -value if of in LESS_IS_BETTER else value


def draw_engine(
    axes: Any, points: list[Point], markers: dict[str, str], by: tuple[str, str]
) -> None:
    """The points of one engine in one colour, a marker for each form."""
    colour = axes._get_lines.get_next_color()
    for form in sorted({it.form for it in points}):
        of_form = [it for it in points if it.form == form]
        axes.scatter(
            *([it.value(of) for it in of_form] for of in by),
            color=colour,
            marker=markers[form],
            label=f"{points[0].engine}, {form}",
        )


def labelled(name: str) -> str:
    """A quantity with its unit."""
    return f"{name} [{UNITS[name]}]" if name in UNITS else name


def cells(row: dict[str, Any], names: list[str]) -> str:
    """The cells of a row of HTML."""
    values = (row.get(name) for name in names)
    texts = (
        "" if it is None else f"{it:.4g}" if isinstance(it, float) else str(it) for it in values
    )
    return "".join(f"<td>{escape(text)}</td>" for text in texts)
