"""The records of a run, and that the files of the project agree with `config/project.toml`."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from record_files import project as projects
from record_files.checksum import size_and_sha256

from src.models.metrics import evaluate
from src.paths import CONFIG, PROJECT
from src.records import make_records
from src.records.shared import references

TOLD = projects.read(CONFIG / "project.toml")


def record(run: Path, kind: str) -> tuple[Path, dict[str, Any]]:
    folder = run / "catalog" / references(TOLD)[kind]
    return folder, yaml.safe_load((folder / "record.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["dataset", "model", "software"])
def test_a_record_is_whole(run: Path, kind: str) -> None:
    folder, read = record(run, kind)
    assert read["kind"] == kind and read["license"] == TOLD.license
    assert read["authors"][0]["name"] == TOLD.author
    for artifact in read.get("artifacts", []):
        expected = size_and_sha256(folder / artifact["path"])
        assert {key: artifact[key] for key in expected} == expected


def test_claims_are_those_of_the_control_set(run: Path) -> None:
    folder, read = record(run, "model")
    with np.load(folder / read["model"]["control_set"]["data"], allow_pickle=False) as arrays:
        found = evaluate(arrays["reference_probabilities"], arrays["label"])
    claims = {claim["metric"]: claim for claim in read["model"]["evaluations"]}
    assert claims.keys() == found.keys()
    for name, claim in claims.items():
        assert abs(claim["value"] - found[name]) <= claim["tolerance"]
        assert claim["tolerance"] <= claim["uncertainty"] / 10 and claim["control_set"]


def test_the_files_that_tools_read_say_the_same() -> None:
    cited = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    described = json.loads((PROJECT / "codemeta.json").read_text(encoding="utf-8"))
    package = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert TOLD.title == cited["title"] == described["name"]
    assert TOLD.description == cited["abstract"] == described["description"]
    assert TOLD.description == package["description"] and TOLD.slug == package["name"]
    authors = [cited["authors"][0], described["author"][0], package["authors"][0]]
    assert [author["name"] for author in authors] == [TOLD.author] * 3
    assert TOLD.license == package["license"]
    assert TOLD.code_doi == cited.get("doi", "")


def test_every_package_has_one_version() -> None:
    for file in PROJECT.glob("requirements*.txt"):
        lines = file.read_text(encoding="utf-8").splitlines()
        named = [line for line in lines if not line.startswith(("#", "-r", "-c"))]
        assert named and all("==" in line for line in named), file.name


def test_a_record_of_somebody_else_stays(run: Path, tmp_path: Path) -> None:
    file = tmp_path / references(TOLD)["model"] / "record.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("kind: model\n", encoding="utf-8")
    assert make_records.main(["--catalog", str(tmp_path)]) == 2
    assert file.read_text(encoding="utf-8") == "kind: model\n"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_the_notebook_runs(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT / "notebooks")
    monkeypatch.setattr("sys.path", sys.path.copy())
    monkeypatch.setattr("src.paths.DATA", run / "data")
    monkeypatch.setattr("src.paths.RUN", run / "models")
    for file in (PROJECT / "notebooks").glob("*.ipynb"):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        exec("\n".join(code), {})
