"""One model over engines, forms of its network, threads and sizes of batches: what each way costs.

    space = design_space.measure(model, engines=["native", "tract"], batches=[1, 128])
    space.pareto("latency", "throughput")
    space.plot()

All of it is what `faircat bench --space` measures, the model's claims by each engine and file
among it, and which ways no other one beats.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any, Optional, Union, cast

from ._optional import needed
from ._program import Program, output_of, program_words
from .errors import NotFoundError
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
        precision: Element types of its parameters, as `float32`.
        claims: Recomputed metrics by name; empty where there is no control set.
        is_pareto_optimal: Whether no other way is at least as good in throughput, latency, memory,
            size and the first claim, and better in one of them; 5 % of what is timed, and of
            memory, are no difference.
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
    precision: str = ""
    claims: dict[str, float] = field(default_factory=dict)
    is_pareto_optimal: bool = False

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
            by: Quantities; of `latency`, `memory` and `size` less is better. Without any, the
                points that are `is_pareto_optimal`.
        """
        if not by:
            return [it for it in self.points if it.is_pareto_optimal]
        self._known(by)
        known = [it for it in self.points if all(it.value(of) is not None for of in by)]
        return [it for it in known if not any(beats(other, it, by) for other in known)]

    def _known(self, names: Sequence[str]) -> None:
        """Refuse names of which no point has a value."""
        there = list(UNITS)
        there += sorted({name for point in self.points for name in point.claims} - set(there))
        for name in names:
            if self.points and all(it.value(name) is None for it in self.points):
                message = f"nothing was measured that is called `{name}`"
                raise NotFoundError.of("no-quantity", message, f"there are {', '.join(there)}")

    def to_json(self) -> str:
        """The points with all that was measured of them."""
        told = [asdict(point) for point in self.points]
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
        pandas = needed("pandas", "a data frame")
        return pandas.DataFrame(self.rows())

    def plot(self, x: str = "latency", y: str = "throughput", ax: Any = None) -> Any:
        """Draw all points and the Pareto front; the axes of matplotlib."""
        self._known((x, y))
        pyplot = needed("matplotlib.pyplot", "a plot")
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
    engines: Union[str, Sequence[str]] = (),
    forms: Union[str, Sequence[str]] = (),
    threads: Union[int, Sequence[int]] = (1,),
    batches: Union[int, Sequence[int]] = (1, 16, 128),
    device: str = "cpu",
    repeats: int = 10,
    program: Program = None,
) -> DesignSpace:
    """Measure a model in every combination.

    Args:
        model: A model of a catalogue; of a site, one whose record names no other by title alone.
        engines: Their names; all that are on this machine by default.
        forms: `published` or `factorised`; all that the record has by default.
        threads: Threads of one run.
        batches: Items that are run at once.
        device: `cpu` or `cuda`.
        repeats: How often each is measured, at least 0.3 s each.
        program: The program `faircat`.

    Raises:
        faircat.Error: Something cannot be measured.
    """
    root, id = model._with_files()
    words = ["bench", id, "--space", "--root", root, "--format", "json"]
    words += ["--device", device, "--repeats", str(repeats)]
    words += [*listed("--batch", batches), *listed("--threads", threads)]
    words += [*listed("--engine", engines), *listed("--form", forms)]
    found = json.loads(output_of(program_words(program), *words))
    return DesignSpace(model.slug, tuple(map(point, found["configurations"])))


def listed(option: str, values: object) -> list[str]:
    """An option with its values, or with one; nothing where there are none."""
    values = [values] if isinstance(values, (str, int)) else list(cast("Sequence[object]", values))
    return [option, ",".join(map(str, values))] if values else []


def point(row: dict[str, Any]) -> Point:
    """One configuration of the program."""
    claims = {it["claim"]["metric"]: it["value"] for it in row["metrics"]}
    return Point(
        engine=row["engine"],
        form=row.get("form") or "published",
        device=row["device"],
        threads=row["threads"],
        batch=row["batch"],
        throughput=row["throughput_median"],
        latency=row["latency_median"],
        memory=row.get("peak_memory"),
        size=row["file_size"],
        precision=", ".join(row["precision"]),
        claims={name: value for name, value in claims.items() if value is not None},
        is_pareto_optimal=row["is_pareto_optimal"],
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
