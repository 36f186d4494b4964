"""Which catalogue is opened, what is in it, and how it is carried to other processes."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

import faircat
from faircat.errors import in_python, of_diagnostics

BAD = """\
kind: model
title: [
"""


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A small catalogue that may be changed."""
    source = root / "tests" / "fixtures" / "verified" / "catalog"
    shutil.copytree(source, tmp_path / "small" / "catalog")
    return tmp_path / "small"


def test_a_folder_is_named_in_many_ways(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.chdir(folder)
    for place in (
        "~/small",
        folder.as_uri(),
        f"FILE://localhost{folder}",
        folder / "catalog",
        os.fsencode(folder),
        ".",
    ):
        catalog = faircat.open(place)
        assert catalog.source == str(folder)
        assert "good" in catalog.models


@pytest.mark.parametrize(
    "place", ["", "a\0b", "ftp://x/y", "file://elsewhere/x", "no-such-folder", "x" * 5000]
)
def test_what_is_no_catalogue_is_told(place: str) -> None:
    with pytest.raises(faircat.NotFoundError, match=r"faircat\.open") as raised:
        faircat.open(place)
    assert "--root" not in str(raised.value)
    assert place[:100].replace("\0", "\ufffd") in str(raised.value)


def test_a_scheme_has_any_case() -> None:
    with pytest.raises(faircat.Error) as raised:
        faircat.open("HTTP://127.0.0.1:9/x")
    assert not isinstance(raised.value, faircat.NotFoundError)


def test_words_for_the_command_line_are_said_in_python() -> None:
    hints = [
        "get the file again, or correct the record; --unverified uses it as it is",
        "--allow-private asks there too; use it for records whose authors you trust",
        "run faircat in the folder that holds `catalog/`, or name it with --root",
        "give it more time with `--timeout`",
        "run it with `--engine ort`",
        "error: it is wrong\n\nFor more information, try '--help'.\n",
    ]
    for hint in hints:
        assert "--" not in in_python(hint)
    made = of_diagnostics('[{"severity": "error", "code": "x", "message": "m; --unverified uses"}]')
    assert "--" not in str(made)


def test_a_record_with_errors_is_named_with_them(folder: Path) -> None:
    (folder / "catalog" / "models" / "bad.yaml").write_text(BAD)
    catalog = faircat.open(folder)
    assert "bad" not in catalog.models
    with pytest.raises(faircat.NotFoundError, match=r"left out.*errors") as raised:
        catalog.models["bad"]
    assert "catalog/models/bad.yaml" in str(raised.value)


@pytest.mark.parametrize("key", [None, 3, b"good", ("good",)])
def test_no_slug_is_not_there(folder: Path, key: Any) -> None:
    models = faircat.open(folder).models
    assert key not in models
    assert models.get(key) is None


def test_files_of_one_name_are_all_there(folder: Path) -> None:
    record = folder / "catalog" / "datasets" / "numbers.yaml"
    beside = record.with_suffix("")
    for number in (1, 2):
        (beside / f"v{number}").mkdir(parents=True)
        (beside / f"v{number}" / "dup.csv").write_text(f"{number}\n")
    text = record.read_text()
    paths = "".join(f"\n  - path: v{it}/dup.csv\n    role: data" for it in (1, 2))
    assert "artifacts:" not in text
    record.write_text(f"{text.rstrip()}\nartifacts:{paths}\n")
    dataset = faircat.open(folder).datasets["numbers"]
    assert [it.name for it in dataset.files] == ["dup.csv", "dup.csv (2)"]
    said = {name: path.read_text() for name, path in dataset.fetch().items()}
    assert said == {"dup.csv": "1\n", "dup.csv (2)": "2\n"}
    assert dataset.fetch("v2/dup.csv")["v2/dup.csv"].read_text() == "2\n"


def _carried(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - it was just written


def _title(work: faircat.Work) -> str:
    return work.title


def test_works_go_to_other_processes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    catalog = faircat.open(".")
    monkeypatch.chdir("/")
    works = [catalog.models["good"], catalog.datasets["numbers"]]
    again = _carried(works)
    assert [type(it) for it in again] == [faircat.Model, faircat.Dataset]
    assert len(_carried(catalog).models) == len(catalog.models)
    assert "good" in _carried(catalog.models)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(_title, works) == [it.title for it in works]


@pytest.mark.parametrize("lost", ["catalog/models/good", "."])
def test_a_lost_record_is_told(folder: Path, lost: str) -> None:
    model = faircat.open(folder).models["good"]
    shutil.rmtree(folder / lost)
    for use in (model.cite, model.fetch, lambda: model.signature):
        with pytest.raises(faircat.NotFoundError, match="no longer in") as raised:
            use()
        assert "did you mean" not in str(raised.value)


def test_what_is_remembered_of_a_large_folder_is_what_its_files_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "catalog" / "datasets"
    folder.mkdir(parents=True)
    for number in range(1000):
        (folder / f"d{number}.yaml").write_text(f"kind: dataset\ntitle: First {number}\n")
    (folder / "bad.yaml").write_text("kind: dataset\nhat: 1\n")
    first = faircat.open(tmp_path)
    # Only a file that was left alone is known without being read.
    time.sleep(4)
    faircat.open(tmp_path)
    (memory,) = (tmp_path / "cache/faircat/catalogues").glob("*.memory")
    kept = memory.stat().st_mtime_ns
    again = faircat.open(tmp_path)
    assert memory.stat().st_mtime_ns == kept, "nothing was remembered"
    assert again.problems == first.problems
    assert list(again.datasets.table) == list(first.datasets.table)
    assert again.datasets["d5"].metadata == first.datasets["d5"].metadata

    edited = folder / "d5.yaml"
    times = edited.stat()
    edited.write_text("kind: dataset\ntitle: Other 5\n")
    os.utime(edited, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert faircat.open(tmp_path).datasets["d5"].title == "Other 5"

    broken = bytearray(memory.read_bytes())
    broken[len(broken) // 2] ^= 1
    memory.write_bytes(broken)
    assert list(faircat.open(tmp_path).datasets) == list(first.datasets)
