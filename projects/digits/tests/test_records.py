"""The records that a run writes, and that those of the catalogue are what the project writes."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from record_files import project as projects
from record_files.checksum import sha256, size_and_sha256

from src.data.digits import Digits
from src.models.export import export
from src.models.metrics import evaluate
from src.models.train_model import REPORT, read_settings, train
from src.paths import CATALOG, CONFIG, PROJECT
from src.records.dataset_record import describe_dataset
from src.records.make_records import main
from src.records.model_record import CONTROL, describe_model, ranges
from src.records.shared import DATASET, MODEL, PROJECT_RECORD
from src.records.software_record import write_software
from src.visualization.figures import main as draw

TOLD = projects.read(CONFIG / "project.toml")


def record(folder: Path) -> dict[str, Any]:
    return yaml.safe_load((folder / "record.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [DATASET, MODEL])
def test_every_artifact_is_there_with_its_size(catalog: Path, name: str) -> None:
    folder = catalog / name
    for artifact in record(folder)["artifacts"]:
        expected = size_and_sha256(folder / artifact["path"])
        assert {key: artifact[key] for key in expected} == expected
    assert (folder / "description.md").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("catalogue", ["made", "committed"])
def test_claims_are_those_of_the_control_set(catalog: Path, catalogue: str) -> None:
    folder = (catalog if catalogue == "made" else CATALOG) / MODEL
    read = record(folder)
    with np.load(folder / read["model"]["control_set"]["data"], allow_pickle=False) as arrays:
        found = evaluate(arrays["reference_probabilities"], arrays["label"])
    claims = {claim["metric"]: claim for claim in read["model"]["evaluations"]}
    assert claims.keys() == found.keys()
    for name, claim in claims.items():
        assert abs(claim["value"] - found[name]) <= claim["tolerance"]
        assert claim["tolerance"] <= claim["uncertainty"] / 10 and claim["control_set"]


def same_texts(made: Path, folder: Path) -> None:
    for name in ("record.yaml", "description.md", "LICENSE"):
        assert (made / name).read_bytes() == (folder / name).read_bytes(), name


def test_the_committed_dataset_is_what_the_project_writes(tmp_path: Path, data: Path) -> None:
    folder = CATALOG / DATASET
    made = tmp_path / folder.name
    shutil.copytree(folder, made)
    describe_dataset(made, record(folder)["date_created"])
    same_texts(made, folder)
    assert (folder / "data.toml").read_bytes() == (CONFIG / "data.toml").read_bytes()
    for file in data.glob("*.csv"):
        assert file.read_bytes() == (folder / file.name).read_bytes(), file.name


def test_the_committed_model_is_what_the_project_writes(tmp_path: Path) -> None:
    folder = CATALOG / MODEL
    made = tmp_path / folder.name
    shutil.copytree(folder, made)
    training = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    evaluations = record(folder)["model"]["evaluations"]
    figures = {
        "items": len(np.load(folder / CONTROL)["label"]),
        "metrics": {each["metric"]: each for each in evaluations},
    }
    describe_model(made, ranges(CATALOG / DATASET), training, figures)
    same_texts(made, folder)
    write_software(tmp_path / "software.yaml", training)
    committed = CATALOG / f"{PROJECT_RECORD}.yaml"
    assert (tmp_path / "software.yaml").read_bytes() == committed.read_bytes()


def test_the_committed_network_is_what_the_training_gives(
    splits: dict[str, Digits], tmp_path: Path
) -> None:
    """Up to what other processors make of the last digit of a sum."""
    told = json.loads((CATALOG / MODEL / REPORT).read_text(encoding="utf-8"))
    parameters, history = train(
        splits["train"], splits["validation"], read_settings(CONFIG / "training.toml")
    )
    best = min(each["validation_loss"] for each in history)
    assert abs(best - min(each["validation_loss"] for each in told["history"])) < 1e-4
    np.savez(tmp_path / "weights.npz", **vars(parameters))
    export(tmp_path, splits["test"].pixels)
    assert parameters.count() == told["parameters"]
    assert told["data"]["test"]["sha256"] == sha256(CATALOG / DATASET / "digits-test.csv")


def test_a_missing_run_is_an_error_that_says_what_to_do(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(data), "--run", str(tmp_path), "--catalog", str(tmp_path)]) == 2
    assert re.search(r"training\.json.*run `make evaluate` first", capsys.readouterr().err)


def test_the_files_that_tools_read_say_the_same() -> None:
    cited = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    described = json.loads((PROJECT / "codemeta.json").read_text(encoding="utf-8"))
    package = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert TOLD.title == cited["title"] == described["name"]
    assert TOLD.description == described["description"] and TOLD.slug == package["name"]
    assert cited["authors"][0]["name"] == described["author"][0]["name"] == TOLD.author


def test_figures_are_drawn_with_the_same_bytes(run: Path, data: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        options = {"--data": data, "--run": run, "--out": tmp_path / name}
        assert draw([str(part) for pair in options.items() for part in pair]) == 0
    for name in ("digits.svg", "losses.svg", "confusion.svg"):
        first, second = (tmp_path / each / "figures" / name for each in ("a", "b"))
        assert first.read_bytes() == second.read_bytes()


def test_the_notebook_runs(run: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT / "notebooks")
    monkeypatch.setattr("sys.path", sys.path.copy())
    monkeypatch.setattr("src.paths.data_folder", lambda: data)
    monkeypatch.setattr("src.paths.run_folder", lambda: run)
    for file in (PROJECT / "notebooks").glob("*.ipynb"):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        exec("\n".join(code), {})
