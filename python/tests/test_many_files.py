"""The Python blocks of the manual run as they stand, one after the other, on a small catalogue."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import shutil
from pathlib import Path

import numpy
import pytest

CHAPTER = Path(__file__).parents[2] / "crates/pages/src/site/manual/many-files.md"
OURS = "hbb-in-pythia-2842"
RUN_HERE = 'not-run="python/tests/test_many_files.py runs it"'
BLOCK = re.compile(rf"```python {RUN_HERE}\n(.*?)```", re.DOTALL)


def test_the_chapter_on_many_files(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("models", "people", "organizations", "software", "datasets"):
        (tmp_path / "catalog" / kind).mkdir(parents=True)
    ours = root / "catalog/models" / OURS
    shutil.copytree(ours, tmp_path / "catalog/models/jet-tagger")
    for kind in ("organizations", "people", "software", "datasets"):
        for work in (root / "catalog" / kind).iterdir():
            copy = shutil.copytree if work.is_dir() else shutil.copy
            copy(work, tmp_path / "catalog" / kind / work.name)
    for work in (root / "catalog/models").iterdir():
        if work.is_dir() and work.name != OURS and work.name.startswith("hbb-"):
            shutil.copytree(work, tmp_path / "catalog/models" / work.name)
    (tmp_path / "jets").mkdir()
    control = numpy.load(ours / "control/control-set.npz")
    for part in range(2):
        rows = {name: control[name][part * 10 : part * 10 + 10] for name in ("tracks", "vertices")}
        numpy.savez(tmp_path / f"jets/part-{part}.npz", **rows)
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(CHAPTER.read_text(encoding="utf-8"))
    assert len(blocks) == 3
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(CHAPTER), "exec"), names)  # noqa: S102 - the manual of this checkout
    assert len(list(Path("scores").glob("*.npz"))) == 2
    assert "pareto" in Path("space.json").read_text()


ON_CLUSTERS = re.compile(r'```python not-run="needs a cluster"\n(.*?)```', re.DOTALL)


def test_the_clusters_of_the_chapter_are_configured_as_parsl_takes_them() -> None:
    blocks = ON_CLUSTERS.findall(CHAPTER.read_text(encoding="utf-8"))
    assert len(blocks) == 2
    tried = 0
    for block in map(ast.parse, blocks):
        known = {"parsl": importlib.import_module("parsl")}
        for line in (it for it in block.body if isinstance(it, ast.ImportFrom)):
            module = importlib.import_module(line.module or "")
            known.update((it.name, getattr(module, it.name)) for it in line.names)
        for call in (it for it in ast.walk(block) if isinstance(it, ast.Call)):
            of_parsl, _, name = ast.unparse(call.func).rpartition(".")
            made = getattr(known["parsl"], name) if of_parsl == "parsl" else known.get(name)
            if made is not None:
                inspect.signature(made).bind(**{it.arg: it.value for it in call.keywords if it.arg})
                tried += 1
    assert tried == 8
