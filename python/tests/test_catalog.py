"""Catalogues opened from a folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import faircat


def test_works_are_found_by_slug(catalog: faircat.Catalog, model: faircat.Model) -> None:
    assert model.slug in catalog.models
    assert model.metadata["title"] == model.title
    assert catalog.models[f"models/{model.slug}"].id == model.id
    assert len(catalog.datasets) > 5
    assert model.slug in repr(model)


def test_a_name_that_is_not_there_is_told(catalog: faircat.Catalog) -> None:
    with pytest.raises(faircat.NotFoundError, match="did you mean `hbb-in-pythia`"):
        catalog.models["hbb-in-pythai"]
    assert "nothing" not in catalog.models


def test_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(faircat.NotFoundError, match="catalog"):
        faircat.open(tmp_path)


def test_scorecard_and_citation(model: faircat.Model) -> None:
    assert model.cite("bibtex").startswith("@")
    tests = [it for principle in model.scorecard["principles"] for it in principle["indicators"]]
    assert all(it["question"].endswith("?") and it["evidence"] for it in tests)
    with pytest.raises(faircat.NotFoundError, match="bibtex"):
        model.export("papyrus")


def test_a_record_is_told_as_it_is_now(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "tests/fixtures/verified/catalog", tmp_path / "catalog")
    catalog = faircat.open(tmp_path)
    model = catalog.models[next(iter(catalog.models))]
    first = model.cite("bibtex")
    assert model.cite("bibtex") == first
    record = next((tmp_path / "catalog/models").glob(f"{model.slug}*/record.yaml"))
    changed = record.read_text().replace(f"title: {model.title}", "title: Another title", 1)
    record.write_text(changed)
    assert "Another title" in model.cite("bibtex")
    # What was opened stays what it was; who opens the folder again reads what changed.
    assert model.title != "Another title"
    again = faircat.open(tmp_path)
    assert again.models[model.slug].title == "Another title"


def test_records_with_errors_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "catalog" / "models"
    folder.mkdir(parents=True)
    (folder / "bad.yaml").write_text("kind: model\ntitle: [\n")
    catalog = faircat.open(tmp_path)
    assert len(catalog.models) == 0
    problem = catalog.problems[0]
    assert problem.severity == "error" and problem.file == "catalog/models/bad.yaml"
    assert problem.line > 0


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "faircat", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_the_program_is_there(root: Path, tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout == f"faircat {faircat.__version__}\n"
    assert run("check", "--root", str(root), cwd=tmp_path).returncode == 0
    assert run("check", cwd=tmp_path).returncode != 0
    assert run("nonsense", cwd=tmp_path).returncode == 2
