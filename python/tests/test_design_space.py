"""`faircat.design_space`: what is measured, and what no other way beats."""

from __future__ import annotations

import json

import matplotlib
import pytest

import faircat
from faircat import design_space
from faircat.design_space import DesignSpace, Point

matplotlib.use("Agg")


def way(engine: str, throughput: float, latency: float, best: bool, **more: float) -> Point:
    cost = (throughput, latency, 100, 10, "float32")
    return Point(engine, "published", "cpu", 1, 1, *cost, dict(more), best)


WAYS = (
    way("fast", 100.0, 0.1, True),
    way("prompt", 50.0, 0.01, True),
    way("worst", 40.0, 0.1, False, AUC=0.9),
)
SPACE = DesignSpace("a<b", WAYS)


def test_a_pareto_front_has_what_nothing_beats() -> None:
    assert [it.engine for it in SPACE.pareto()] == ["fast", "prompt"]
    assert [it.engine for it in SPACE.pareto("throughput")] == ["fast"]
    assert [it.engine for it in SPACE.pareto("AUC", "latency")] == ["worst"]


def test_a_space_is_a_table_a_plot_and_json() -> None:
    assert SPACE.to_pandas()["throughput"].tolist() == [100.0, 50.0, 40.0]
    assert SPACE.plot().get_xlabel() == "latency [s]"
    found = json.loads(SPACE.to_json())
    assert [it["is_pareto_optimal"] for it in found["points"]] == [True, True, False]
    assert SPACE._repr_html_().count("<tr>") == 4


def test_every_combination_is_measured(model: faircat.Model) -> None:
    space = model.design_space(engines=["native"], batches=[16], repeats=1)
    assert {(it.engine, it.form, it.batch) for it in space} == {
        ("native", form, 16) for form in ("factorised", "published")
    }
    assert all(it.throughput > 0 and it.latency > 0 and it.size for it in space)
    assert space.points[0].claims["ROC AUC"] == pytest.approx(0.98, abs=0.02)
    assert any(it.is_pareto_optimal for it in space)
    assert {it.precision for it in space} == {"float32"}
    with pytest.raises(faircat.Error):
        design_space.measure(model, ["no-such-engine"])


def test_a_space_without_points_says_so(recwarn: pytest.WarningsRecorder) -> None:
    axes = DesignSpace("nothing", ()).plot()
    assert [it.get_text() for it in axes.texts] == ["nothing was measured"]
    assert axes.get_title() == "nothing"
    axes.figure.canvas.draw()
    assert not recwarn.list


def test_quantities_that_nobody_measured_are_told() -> None:
    at = design_space.Point(
        "tract", "published", "cpu", 1, 1, 10.0, 0.1, None, 5, "float32", {"F1": 0.5}, True
    )
    space = design_space.DesignSpace("m", (at,))
    assert space.pareto("latency", "F1") == [at]
    for ask in (space.pareto, space.plot):
        with pytest.raises(faircat.NotFoundError, match="`AUC`") as raised:
            ask("latency", "AUC")
        assert "F1" in str(raised.value.diagnostics[0].hint)
