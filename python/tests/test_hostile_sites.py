"""Sites whose files are wrong, or made to harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import faircat
from faircat import _site_lists

ESCAPE = "\x1b[2Jred\x9b31m\u202eevil\nsecond line"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def document(root: Path) -> bytes:
    """The JSON-LD of a record."""
    source = faircat.open(root / "tests" / "fixtures" / "verified")
    return source.models["good"].export("json-ld").encode()


@pytest.fixture
def site(tmp_path: Path, document: bytes) -> Path:
    """A site of one model that is sound."""
    folder = tmp_path / "site"
    put(folder, "api/v1/index.json", {"kinds": [{"href": "http://x/api/v1/models.json"}]})
    put(folder, "api/v1/models.json", {"count": 1, "records": [{"slug": "good"}]})
    put(folder, "models/good/record.jsonld", document)
    return folder


def put(site: Path, file: str, content: Any) -> None:
    path = site / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


def steers(text: str) -> bool:
    return any(it in text for it in "\x1b\x9b\u202e\r") or "\nsecond" in text


WRONG = [
    b"null",
    b"[1]",
    b"<!doctype html>",
    b"[" * 200_000,
    b'{"records": ' + b"9" * 10_000 + b"}",
    b"\xff\xfe",
    {},
    {"kinds": 3, "records": 3},
    {"kinds": [3], "records": [3]},
    {"kinds": [{}], "records": [{}]},
    {"kinds": [{"href": 1}], "records": [{"slug": 5}]},
]


@pytest.mark.parametrize("content", WRONG, ids=range(len(WRONG)))
@pytest.mark.parametrize("file", ["index", "models"])
def test_wrong_json_is_told_with_its_address(site: Path, file: str, content: Any) -> None:
    put(site, f"api/v1/{file}.json", content)
    with pytest.raises(faircat.Error, match=f"{file}.json") as raised:
        len(faircat.open(site).models)
    assert raised.value.diagnostics[0].code == "site"


@pytest.mark.parametrize(
    "fault",
    [
        {"authors": "abc"},
        {"authors": None},
        {"authors": [{"name": 3}]},
        {"title": {"en": "x"}},
        {"tasks": [[]]},
        {"slug": "../../etc"},
    ],
    ids=str,
)
def test_a_wrong_field_is_told(site: Path, fault: dict[str, Any]) -> None:
    put(site, "api/v1/models.json", {"records": [{"slug": "good", **fault}]})
    with pytest.raises(faircat.Error, match=r"models\.json.*slug|models\.json.*good") as raised:
        repr(faircat.open(site).models.search("x"))
    assert raised.value.diagnostics[0].code == "site"


@pytest.mark.parametrize(
    "content",
    [
        {"pages": "9", "records": []},
        {"pages": True, "records": []},
        {"pages": 10**6, "records": []},
        {"count": 2, "records": [{"slug": "good"}]},
        {"records": [{"slug": "good"}, {"slug": "good"}]},
    ],
    ids=str,
)
def test_no_list_is_cut_in_silence(site: Path, content: Any) -> None:
    put(site, "api/v1/models.json", content)
    with pytest.raises(faircat.Error, match=r"models\.json"):
        len(faircat.open(site).models)


def test_a_list_has_a_budget(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_site_lists, "MOST_BYTES", 3 << 20)
    padding = " " * (1 << 20)
    for page in range(1, 6):
        name = "models.json" if page == 1 else f"models-{page}.json"
        put(site, f"api/v1/{name}", {"pages": 5, "records": [], "padding": padding})
    with pytest.raises(faircat.Error, match=r"models-3\.json.*3 MiB"):
        len(faircat.open(site).models)


def test_pages_of_a_list_are_joined(site: Path) -> None:
    first = {"count": 2, "pages": 2, "records": [{"slug": "a"}]}
    put(site, "api/v1/models.json", first)
    put(site, "api/v1/models-2.json", {"pages": 2, "records": [{"slug": "b"}]})
    assert list(faircat.open(site).models) == ["a", "b"]


@pytest.mark.parametrize("content", [b"\xff\xff", b"<html>", b"[" * 200_000, b"[1]"])
def test_a_wrong_file_beside_a_record_is_told(site: Path, content: bytes) -> None:
    put(site, "models/good/scorecard.json", content)
    put(site, "models/good/citation.bib", b"\xff")
    put(site, "models/good/citation.csl.json", [{"id": "good"}])
    model = faircat.open(site).models["good"]
    assert json.loads(model.cite("csl")) == [{"id": "good"}]
    reads: list[Callable[[], object]] = [
        lambda: model.scorecard,
        lambda: model.export("scorecard"),
        lambda: model.cite(),
    ]
    for read in reads:
        with pytest.raises(faircat.Error, match="models/good/") as raised:
            read()
        assert raised.value.diagnostics[0].code == "site"


def test_texts_of_others_do_not_steer_the_terminal(site: Path, document: bytes) -> None:
    record = {"slug": "good", "title": ESCAPE, "authors": [{"name": ESCAPE}]}
    put(site, "api/v1/models.json", {"records": [record]})
    named = json.loads(document)
    for node in named.get("@graph", [named]):
        if "name" in node:
            node["name"] = ESCAPE
    put(site, "models/good/record.jsonld", named)
    models = faircat.open(site).models
    model = models["good"]
    assert "evil" in model.title and not steers(repr(model))
    assert "evil" in repr(models.table) and not steers(repr(models.table))
    assert not steers(models._repr_html_())
    assert not steers(str(faircat.Error.of("x", ESCAPE, ESCAPE)))
    assert "\ud800" not in repr(faircat.Table([{"slug": "a", "title": "\ud800"}]))


PROGRAM = """
import sys, faircat
print(faircat.open(sys.argv[1]).models["good"].title)
"""


def test_threads_and_processes_share_the_cache(site: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(site)]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    with ThreadPoolExecutor(8) as pool:
        titles = list(pool.map(lambda _: faircat.open(site).models["good"].title, range(8)))
    for process in started:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        titles.append(out.strip())
    assert titles == ["Linear classifier"] * 11
    kept = list((Path(os.environ["XDG_CACHE_HOME"]) / "faircat" / "sites").iterdir())
    assert len(kept) == 1


def test_a_changed_record_is_read_anew(site: Path, document: bytes) -> None:
    assert faircat.open(site).models["good"].title == "Linear classifier"
    changed = document.replace(b"Linear classifier", b"Bent classifier")
    put(site, "models/good/record.jsonld", changed)
    assert faircat.open(site).models["good"].title == "Bent classifier"
