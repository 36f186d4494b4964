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


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"works": 1}', '{"works": [{"title": "x"}]}', "[" * 9999]
)
def test_a_broken_harvest_is_told(hub: Path, text: str) -> None:
    (hub / "federation" / "next-door" / "harvest.json").write_text(text)
    with pytest.raises(faircat.Error, match="harvest"):
        faircat.open(hub).federation  # noqa: B018
