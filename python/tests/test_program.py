"""The program that the package starts: never one that lies in the working folder or on the path."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import faircat
from faircat import design_space, distributed
from faircat._program import output_of, program_words
from faircat.hpcfair import hpcfair_model
from faircat.recording import program as recording_program

SLUG = "hbb-in-pythia-2842"
HOSTILE = "open({!r}, 'w').close()\n"


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with code of others, first on every path; the file is there if any ran."""
    ran = tmp_path / "ran"
    code = HOSTILE.format(str(ran))
    (tmp_path / "faircat.py").write_text(code)
    (tmp_path / "json.py").write_text(code)
    program = tmp_path / "faircat"
    program.write_text(f"#!{sys.executable}\n{code}")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("FAIRCAT", raising=False)
    return ran


def test_the_program_is_that_of_this_package(hostile: Path) -> None:
    assert faircat.__version__ in output_of([*program_words(), "--version"])
    assert not hostile.exists()


def test_nothing_of_the_working_folder_is_run(hostile: Path, root: Path) -> None:
    weights = root / "catalog/models" / SLUG / "model.pt"
    assert hpcfair_model.convert("pytorch", "onnx", weights, "made.onnx").stat().st_size > 1000
    model = faircat.open(root).models[SLUG]
    space = design_space.measure(model, ["native"], ["published"], batches=[1], repeats=1)
    assert len(space) == 1
    files = [root / "catalog/models" / SLUG / "control/control-set.npz"]
    assert distributed.run(model, files, 1, out="out", progress=False).progress.done == 1
    assert recording_program.run(["check"], root).returncode in (0, 1)
    assert not hostile.exists()


def test_faircat_of_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRCAT", "/elsewhere/faircat")
    assert program_words() == ["/elsewhere/faircat"]
    assert program_words(tmp_path) == [str(tmp_path)]
    assert program_words(["a", "b"]) == ["a", "b"]
    monkeypatch.setenv("FAIRCAT", "")
    assert program_words()[:3] == [sys.executable, "-I", "-S"]


def test_no_part_of_the_package_finds_the_program_by_itself() -> None:
    package = Path(faircat.__file__).parent
    for path in package.rglob("*.py"):
        text = path.read_text()
        assert "shutil.which" not in text, path
        assert '"-m", "faircat"' not in text, path
        if path.name not in ("_program.py", "_launcher.py", "_native.py"):
            assert '"-I"' not in text, path


def test_a_program_that_makes_no_onnx_is_told(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = tmp_path / "idle"
    idle.write_text("#!/bin/sh\nexit 0\n")
    idle.chmod(0o755)
    monkeypatch.setenv("FAIRCAT", str(idle))
    weights = root / "catalog/models" / SLUG / "model.pt"
    older = tmp_path / "network.onnx"
    older.write_bytes(b"older")
    with pytest.raises(faircat.Error, match="no ONNX model was made"):
        hpcfair_model.convert("pytorch", "onnx", weights, older)
    assert older.read_bytes() == b"older"
    assert sorted(it.name for it in tmp_path.iterdir()) == ["idle", "network.onnx"]
    with pytest.raises(faircat.Error):
        hpcfair_model.convert("pytorch", "onnx", weights, tmp_path / "no" / "network.onnx")


def test_a_program_that_is_not_there_is_told_by_sites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from faircat._sites import _import

    monkeypatch.setenv("FAIRCAT", "/no/such/program")
    document = tmp_path / "record.jsonld"
    document.write_text(json.dumps({}))
    with pytest.raises(faircat.Error, match="FAIRCAT must name"):
        _import(document, tmp_path / "catalog")
