"""Packages that are not here are told with what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import faircat

DO: dict[str, Callable[[faircat.Catalog], Any]] = {
    "pandas": lambda it: it.models.search("jet").to_pandas(),
    "polars": lambda it: it.models.search("jet").to_polars(),
    "pyarrow": lambda it: it.models.search("jet").to_arrow(),
    "matplotlib.pyplot": lambda it: faircat.Benchmark([]).plot(),
    "h5py": lambda it: it.datasets["hbb-jets-pythia"].to_pandas("sample.h5"),
    "awkward": lambda it: it.models["hbb-in-pythia-2842"].run("x.root"),
    "uproot": lambda it: it.models["hbb-in-pythia-2842"].run("x.root"),
}


@pytest.mark.parametrize("name", DO)
def test_a_package_that_is_missing_is_told(
    catalog: faircat.Catalog, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    package = name.split(".")[0]
    with pytest.raises(faircat.Error, match=f"needs `{package}`") as raised:
        DO[name](catalog)
    assert raised.value.diagnostics[0].hint == f"pip install {package}"


def test_a_search_that_finds_nothing_has_its_columns(catalog: faircat.Catalog) -> None:
    found, nothing = catalog.models.search("jet"), catalog.models.search("zzzz")
    assert len(nothing) == len(nothing[:3]) == 0
    assert list(nothing.to_pandas()["slug"]) == []
    assert set(nothing.to_arrow().column_names) >= set(found.columns)


def test_data_files_are_named(model: faircat.Model, tmp_path: Path) -> None:
    (tmp_path / "x.root").touch()
    (tmp_path / "x.abc").touch()
    for file in ("none.npz", "x.abc", ".", "x.root", "none.root"):
        with pytest.raises(faircat.Error) as raised:
            model.run(tmp_path / file)
        assert str(tmp_path) in str(raised.value), raised.value
        assert raised.value.diagnostics[0].hint
        if file == "x.abc":
            assert ".root" in raised.value.diagnostics[0].hint
    for run in (model.run, model.explain):
        with pytest.raises(faircat.ContractError, match="no data were given"):
            run()
