"""Search, tables, files and measurements."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import matplotlib
import pytest

import faircat
from faircat import _cards


def test_search_finds_words_and_conditions(catalog: faircat.Catalog) -> None:
    found = catalog.models.search("jet", task="binary classification", license="Apache-2.0")
    assert len(found) >= 3
    assert all("binary classification" in it["tasks"] for it in found)
    assert len(catalog.models.search("", license="MIT")) == len(
        catalog.models.search("", license="mit")
    )
    assert not catalog.models.search("jet nonsense-word-xyz")
    assert not catalog.models.search("", task="none")
    assert catalog.models.search("2842 pythia")[0]["slug"] == "hbb-in-pythia-2842"


def test_tables_become_data_frames_and_html(catalog: faircat.Catalog) -> None:
    found = catalog.models.search("pythia")
    assert list(found.to_pandas()["slug"]) == [it["slug"] for it in found]
    assert found.to_polars()["slug"].to_list() == [it["slug"] for it in found]
    assert found._repr_html_().count("<tr>") == len(found) + 1
    hostile = faircat.Table([{"slug": "<script>", "title": "&"}])
    assert "<script>" not in hostile._repr_html_()
    assert faircat.Table([])[:1].to_pandas().empty


def test_a_work_is_shown_as_a_card(catalog: faircat.Catalog, model: faircat.Model) -> None:
    card = model._repr_html_()
    for said in (
        model.title,
        "Apache-2.0 OR MIT",
        "accuracy 0.9",
        " ± ",
        "yes: 3 claims recomputed",
    ):
        assert said in card
    assert "no: There is no control set" in catalog.models["braggnn-pytorch"]._repr_html_()
    assert "340,000 (jet)" in catalog.datasets["hbb-jets-pythia"]._repr_html_()
    assert "<table>" in next(iter(catalog.software.values()))._repr_html_()


def test_a_card_is_no_way_into_a_notebook(tmp_path: Path) -> None:
    folder = tmp_path / "catalog" / "datasets"
    folder.mkdir(parents=True)
    hostile = '"<script>&\\u202e"'
    for slug, url in (("good", "https://example.org/?a=1&b=2"), ("bad", "ftp://example.org/a")):
        record = f"kind: dataset\ntitle: {hostile}\nversion: {hostile}\nurl: {url}\n"
        (folder / f"{slug}.yaml").write_text(record)
    datasets = faircat.open(tmp_path).datasets
    for slug in datasets:
        card = datasets[slug]._repr_html_()
        assert "&lt;script&gt;&amp;" in card
        assert "<script>" not in card and "\u202e" not in card
    assert '<a href="https://example.org/?a=1&amp;b=2">' in datasets["good"]._repr_html_()
    assert "<a " not in datasets["bad"]._repr_html_()
    assert len(_cards._shown("a" * 9999)) == 501


def test_search_among_10000_is_quick() -> None:
    from faircat.searching import Index

    works = [
        {"slug": f"m{it}", "title": f"Model {it} of jets", "summary": "words " * 30}
        for it in range(10_000)
    ]
    index = Index(works)
    start = time.perf_counter()
    assert len(index.find("model 999 jets", {})) == 19
    assert time.perf_counter() - start < 0.1


def test_files_are_fetched_and_checked(model: faircat.Model) -> None:
    file = next(it for it in model.files if it.is_onnx)
    path = model.fetch(file.name)[file.name]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
    with pytest.raises(faircat.NotFoundError, match=r"model\.onnx"):
        model.fetch("nothing.bin")


def test_data_of_a_split_become_a_frame(catalog: faircat.Catalog) -> None:
    dataset = catalog.datasets["hbb-jets-pythia"]
    assert "sample.h5" in dataset.fetch(split="test")
    frame = dataset.to_pandas("sample.h5")
    assert len(frame) > 0
    with pytest.raises(faircat.NotFoundError, match="split"):
        dataset.fetch(split="holdout")


def test_measurements_are_plotted(model: faircat.Model) -> None:
    matplotlib.use("Agg")
    measured = model.benchmark(engines=("native",), batch=(16,), repeats=1)
    assert measured[0]["throughput_median"] > 0
    assert measured.plot().get_xlabel().startswith("items per second")


def test_a_dataset_draws_its_columns(tmp_path: Path) -> None:
    matplotlib.use("Agg")
    folder = tmp_path / "catalog" / "datasets" / "rows"
    folder.mkdir(parents=True)
    (folder / "rows.csv").write_text("a,b,word\n1,2,x\n3,,y\n")
    record = (
        "kind: dataset\ntitle: Rows\nartifacts:\n  - {role: data, path: rows.csv, format: CSV}\n"
    )
    (folder / "record.yaml").write_text(record)
    dataset = faircat.open(tmp_path).datasets["rows"]
    figure = dataset.plot()
    assert [axes.get_xlabel() for axes in figure.axes] == ["a", "b"]
    assert len(dataset.plot(columns=["b"]).axes) == 1
    with pytest.raises(faircat.NotFoundError, match="word"):
        dataset.plot(columns=["word"])


HERE = ("fair-ai-frameworks", "handwritten-digits", "hbb-jets-pythia", "hbb-masked-inputs")


@pytest.mark.parametrize("slug", HERE)
def test_the_notebook_of_a_dataset_shows_and_draws_it(
    catalog: faircat.Catalog, root: Path, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    told = json.loads(catalog.datasets[slug].export("notebook"))
    cells = ["".join(it["source"]) for it in told["cells"] if it["cell_type"] == "code"]
    assert "%pip" in cells[0]
    names: dict[str, Any] = {"faircat": faircat}
    for cell in cells[1:]:
        exec(cell, names)  # noqa: S102
    assert len(names["frame"]) > 0
