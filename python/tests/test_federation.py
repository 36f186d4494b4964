"""Works of other catalogues, of a harvest in the folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import faircat

WORKS = [
    {
        "home": "https://a.example/jets/",
        "kind": "dataset",
        "title": "Jets & more",
        "creators": ["Ada"],
        "licence": "CC0-1.0",
        "fetched": "2026-11-26",
    },
    {"home": "https://a.example/net/", "kind": "model", "title": "A net for jets", "fetched": ""},
]


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    (tmp_path / "catalog").mkdir()
    folder = tmp_path / "federation" / "next-door"
    folder.mkdir(parents=True)
    (folder / "harvest.json").write_text(json.dumps({"form": 1, "works": WORKS}))
    return tmp_path


def test_works_of_others_are_found(hub: Path) -> None:
    federation = faircat.open(hub).federation
    assert federation.catalogs == {"next-door": 2}
    assert len(federation) == 2
    (found,) = federation.search("jets", kind="dataset")
    assert (found["home"], found["license"]) == ("https://a.example/jets/", "CC0-1.0")
    assert len(federation.search("jets", catalogue="next-door")) == 2
    assert not federation.search("nothing")
    assert "Jets &amp; more" in federation.table._repr_html_()
    assert federation.table.to_pandas()["kind"].tolist() == ["dataset", "model"]


def test_a_catalogue_without_others_has_none(root: Path, catalog: faircat.Catalog) -> None:
    assert len(catalog.federation) == 0


def site(folder: Path, files: dict[str, str]) -> faircat.Catalog:
    lists = {"kinds": [], "files": {"federation": "https://here.example/federation/catalogs.json"}}
    for path, text in {"api/v1/index.json": json.dumps(lists), **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return faircat.open(folder)


def test_works_of_others_are_found_on_a_site(tmp_path: Path) -> None:
    named = {"catalogs": [{"name": "next-door", "works": 2}]}
    files = {
        "federation/catalogs.json": json.dumps(named),
        "federation/next-door/works.json": json.dumps({"works": WORKS}),
    }
    federation = site(tmp_path, files).federation
    assert federation.catalogs == {"next-door": 2}
    (found,) = federation.search("jets", kind="dataset")
    assert found["home"] == "https://a.example/jets/"


@pytest.mark.parametrize("name", ["../elsewhere", "", 7])
def test_a_site_that_names_what_is_no_name_is_told(tmp_path: Path, name: object) -> None:
    files = {"federation/catalogs.json": json.dumps({"catalogs": [{"name": name}]})}
    with pytest.raises(faircat.Error, match="name"):
        site(tmp_path, files).federation  # noqa: B018


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"works": 1}', '{"works": [{"title": "x"}]}', "[" * 9999]
)
def test_a_broken_harvest_is_told(hub: Path, text: str) -> None:
    (hub / "federation" / "next-door" / "harvest.json").write_text(text)
    with pytest.raises(faircat.Error, match="harvest"):
        faircat.open(hub).federation  # noqa: B018
