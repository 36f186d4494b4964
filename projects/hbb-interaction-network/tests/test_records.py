"""Records and files of the catalogue, made from a tiny run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import beside
import numpy as np
import pytest
import yaml

from src.models import split, train_model
from src.models.architecture import Architecture
from src.models.export import run_onnx
from src.records import control_set, evaluations, fidelity, make_records, rewrite_records
from tests.toy_jets import toy_jets, toy_shards

PROJECT = Path(__file__).parents[1]
REPOSITORY = PROJECT.parents[1]
COMMITTED = REPOSITORY / "catalog" / "models"
CONFIG = """
[architecture]
hidden = 16
edge = 8
node = 8
ablated = true
[training]
epochs = 1
"""
SLUG = "hbb-in-pythia-2842"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with the records of one small training."""
    folder = tmp_path_factory.mktemp("catalog")
    data = toy_shards(folder / "data", shards=3, jets=60)
    parts, config = folder / "splits.json", folder / f"{SLUG}.toml"
    config.write_text(CONFIG)
    counts = ["--jets", "180", "--validation", "20", "--test", "20"]
    assert split.main(["--data", str(data), "--out", str(parts), *counts]) == 0
    shared = ["--data", str(data), "--splits", str(parts)]
    out = folder / "runs" / SLUG
    assert train_model.main(["--config", str(config), *shared, "--out", str(out)]) == 0
    options = ["--runs", str(folder / "runs"), "--catalog", str(folder / "catalog")]
    assert make_records.main([*options, *shared, "--control-jets", "40"]) == 0
    return folder / "catalog"


def record(folder: Path) -> dict:
    return yaml.safe_load((folder / "record.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [f"models/{SLUG}", "datasets/hbb-jets-pythia"])
def test_artifacts_are_the_files_beside_the_record(catalog: Path, name: str) -> None:
    folder = catalog / name
    found = record(folder)["artifacts"]
    for artifact in found:
        content = (folder / artifact["path"]).read_bytes()
        assert artifact["size"] == len(content)
        assert artifact["sha256"] == hashlib.sha256(content).hexdigest()
    named = {artifact["path"] for artifact in found} | {"record.yaml", "description.md"}
    assert {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} == named


def test_the_model_record_tells_the_run(catalog: Path) -> None:
    model = record(catalog / "models" / SLUG)["model"]
    assert model["parameters"] == 2842
    assert [t["shape"] for t in model["signature"]["inputs"]] == [
        ["batch", "18", "60"],
        ["batch", "9", "5"],
    ]
    assert [len(t["features"]) for t in model["signature"]["inputs"]] == [18, 9]
    assert [t["role"] for t in model["signature"]["inputs"]] == ["tracks", "vertices"]
    assert model["signature"]["inputs"][0]["features"][2]["name"] == "track_etarel"
    assert model["signature"]["inputs"][0]["features"][2]["role"] == "eta"
    assert [t["name"] for t in model["signature"]["outputs"]] == ["logits", "probabilities"]
    assert model["training"]["datasets"][0]["samples"] == 60
    assert model["control_set"]["items"] == 40
    test = [e for e in model["evaluations"] if not e.get("control_set")]
    assert {"accuracy", "ROC AUC", "log loss"} <= {e["metric"] for e in test}
    assert model["training"]["code"] == "software/hbb-jets-project"
    assert all(e["split"] == "test" for e in model["evaluations"])


def test_claims_on_the_control_set_hold_for_the_onnx_files(catalog: Path) -> None:
    folder = catalog / "models" / SLUG
    control = np.load(folder / "control" / "control-set.npz")
    assert np.bincount(control["label"]).tolist() == [20, 20]
    claims = [e for e in record(folder)["model"]["evaluations"] if e.get("control_set")]
    assert claims
    for name in ("model.onnx", "model-published.onnx"):
        logits, probabilities = run_onnx(folder / name, control["tracks"], control["vertices"])
        assert np.abs(probabilities - control["reference_probabilities"]).max() < 1e-5
        assert np.abs(logits - control["reference_logits"]).max() < 1e-4
        recomputed = evaluations.of_control_set(probabilities, control["label"], "2000-01-01")
        values = {e["metric"]: e["value"] for e in recomputed}
        for claim in claims:
            assert abs(values[claim["metric"]] - claim["value"]) <= claim["tolerance"]


def test_the_dataset_record_counts_what_was_used(catalog: Path) -> None:
    folder = catalog / "datasets" / "hbb-jets-pythia"
    dataset = record(folder)["dataset"]
    assert dataset["number_of_items"] == 180
    assert {part["name"]: part["items"] for part in dataset["splits"]} == {
        "train": 60,
        "validation": 60,
        "test": 60,
    }
    fields = {(field["group"], field["name"]) for field in dataset["fields"]}
    assert ("tracks", "track_dxysig") in fields
    assert all(field["unit"] and field["description"] for field in dataset["fields"])
    index = json.loads((folder / "files.json").read_text())
    assert [file["seed"] for file in index["files"]] == [3, 2, 1]
    assert sum(file["size"] for file in index["files"]) == dataset["size"]
    assert "seed" not in index["made_by"]


def test_the_committed_records_are_what_the_generator_writes(tmp_path: Path) -> None:
    names = ["datasets/hbb-jets-pythia", *sorted(p.name for p in COMMITTED.glob("hbb-in-pythia*"))]
    folders = [REPOSITORY / "catalog" / n if "/" in n else COMMITTED / n for n in names]
    for folder in folders:
        kept = shutil.ignore_patterns("evidence", "*.onnx", "*.pt", "*.safetensors")
        shutil.copytree(folder, tmp_path / folder.parent.name / folder.name, ignore=kept)
        for file in [*folder.glob("*.onnx"), *folder.glob("*.pt"), *folder.glob("*.safetensors")]:
            (tmp_path / folder.parent.name / folder.name / file.name).symlink_to(file)
    assert rewrite_records.main(["--catalog", str(tmp_path)]) == 0
    for folder in folders:
        for name in ("record.yaml", "description.md", "LICENSE"):
            made = tmp_path / folder.parent.name / folder.name / name
            assert made.read_bytes() == (folder / name).read_bytes(), f"{folder.name}/{name}"


@pytest.mark.parametrize("folder", sorted(COMMITTED.glob("hbb-in-pythia*")), ids=lambda p: p.name)
def test_tolerances_are_far_below_what_the_jets_can_tell(folder: Path) -> None:
    claims = [e for e in record(folder)["model"]["evaluations"] if e.get("control_set")]
    assert {claim["metric"] for claim in claims} == {"accuracy", "ROC AUC", "log loss"}
    assert all(claim["tolerance"] <= claim["uncertainty"] / 10 for claim in claims)


def test_fidelity_is_of_the_jets_that_both_control_sets_hold() -> None:
    small = Architecture(dropped_tracks=(0,), dropped_vertices=(1, 2))
    rng = np.random.default_rng(1)
    tracks, vertices = rng.random((3, 30, 60)), rng.random((3, 14, 5))
    scores = np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]], np.float32)
    baseline = {"tracks": tracks, "vertices": vertices, "reference_probabilities": scores}
    order = [2, 0]
    own = {
        "tracks": tracks[order][:, small.kept_tracks],
        "vertices": vertices[order][:, small.kept_vertices],
        "reference_probabilities": np.array([[0.3, 0.7], [0.7, 0.3]], np.float32),
    }
    assert np.allclose(fidelity.differences(own, baseline, small), [0.1, 0.2])
    none = {key: values[:0] for key, values in own.items()}
    assert len(fidelity.differences(none, baseline, small)) == 0


def test_a_catalogue_without_networks_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rewrite_records.main(["--catalog", str(tmp_path)]) == 2
    assert "no network of this project" in capsys.readouterr().err


def run_with(passing: dict[int, int]) -> dict:
    """A run of 20,000 background jets of which so many pass."""
    found = {
        evaluations.rejection_name(efficiency): {"value": 20_000 / count, "uncertainty": 1.0}
        for efficiency, count in passing.items()
    }
    return {
        "jets": {"test": {"QCD": 20_000, "Hbb": 20_000}},
        "test": {"metrics": found, "uncertainty": "none"},
        "date": "2000-01-01",
    }


def test_a_rejection_is_claimed_only_where_enough_background_passes() -> None:
    run = run_with({50: 39, 30: 9})
    (claim,) = evaluations.of_test(run)
    assert claim["metric"] == evaluations.rejection_name(50)
    assert claim["value"] == 513 and "uncertainty" not in claim
    assert "39 of 20\u202f000 background jets pass" in claim["method"]
    assert "432 to 610" in claim["method"]
    assert "a rejection of 513, between 432 and 610" in evaluations.rejection_sentence(run, 50)
    assert "9 of 20\u202f000" in evaluations.rejection_sentence(run, 30)
    assert "above 1300 (95%)" in evaluations.rejection_sentence(run, 30)


def test_no_rejection_is_claimed_on_a_control_set_where_one_jet_decides() -> None:
    rng = np.random.default_rng(4)
    labels = np.repeat([0, 1], 1309)
    scores = np.clip(rng.normal(0.1 + 0.8 * labels, 0.1), 0.0, 1.0).astype(np.float32)
    claims = evaluations.of_control_set(np.stack([1 - scores, scores], 1), labels, "2000-01-01")
    assert {claim["metric"] for claim in claims} == {"accuracy", "ROC AUC", "log loss"}
    assert all(claim["value"] == round(claim["value"], 6) for claim in claims)


def test_the_inputs_of_a_control_set_are_rounded() -> None:
    values = np.array([1 + 2**-12 + 2**-13, -3.14159274, 0.0, 1e-6], np.float32)
    found = control_set.rounded(values)
    assert found[0] == np.float32(1 + 2**-11)
    assert np.abs(found / np.where(values == 0, 1, values) - (values != 0)).max() <= 2**-13
    assert (found.view(np.uint32) & 0x7FF == 0).all()


def test_a_control_set_is_cut_to_its_largest_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from src.models.architecture import Architecture
    from src.models.network import InteractionNetwork

    jets = toy_jets(80, seed=1)
    monkeypatch.setattr(control_set, "LARGEST", 60_000)
    architecture = Architecture(hidden=4, edge=2, node=2)
    path = tmp_path / "control-set.npz"
    arrays = (jets.tracks, jets.vertices, jets.label)
    count = control_set.write(path, InteractionNetwork(architecture), architecture, arrays, 80)
    assert path.stat().st_size <= 60_000
    assert 10 < count < 80
    assert len(np.load(path)["label"]) == count


def test_runs_on_other_data_are_refused(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = catalog.parent
    parts = json.loads((folder / "splits.json").read_text())
    parts["train"], parts["test"] = parts["test"], parts["train"]
    other = folder / "other.json"
    other.write_text(json.dumps(parts))
    shared = ["--data", str(folder / "data")]
    options = ["--runs", str(folder / "runs"), "--catalog", str(folder / "none")]
    assert make_records.main([*options, *shared, "--splits", str(other)]) == 2
    assert "was trained on other files than the splits name" in capsys.readouterr().err


def test_the_program_finds_no_problem_in_the_records(catalog: Path, tmp_path: Path) -> None:
    binary = os.environ.get("FAIRCAT_BINARY") or shutil.which("faircat")
    if binary is None:
        beside.skip("no faircat program (FAIRCAT_BINARY)")
    for name in ("catalog", "site", "themes"):
        shutil.copytree(REPOSITORY / name, tmp_path / name, dirs_exist_ok=True)
    shutil.copytree(catalog, tmp_path / "catalog", dirs_exist_ok=True)
    done = subprocess.run(
        [binary, "check", "--root", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
