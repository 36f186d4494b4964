"""Training: it learns, goes on where it was stopped, stops early, and writes its run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from src.data.shards import find_shards
from src.models import scaling, split, split_methods, splits, train_model, training
from src.models.architecture import Architecture
from src.models.batches import training_batches
from src.models.compact_jets import CompactJets, gather
from src.models.configuration import Configuration, Training
from tests.toy_jets import toy_jets, toy_shards

SMALL = Architecture(hidden=6, edge=3, node=3)
CONFIG = """
[architecture]
hidden = 6
edge = 3
node = 3
[training]
epochs = 2
batch = 32
chunk = 8
"""


def asked(**choices: object) -> Configuration:
    chosen = {"epochs": 4, "batch": 32, "chunk": 8, "learning_rate": 5e-3, **choices}
    return Configuration("toy", SMALL, Training(**chosen))


def scaled(jets: int, seed: int) -> CompactJets:
    raw = toy_jets(jets, seed)
    compact = gather([(raw.tracks, raw.vertices, raw.label)], SMALL)
    scaling.apply(compact, scaling.measure(compact))
    return compact


def trained(configuration: Configuration, checkpoint: Path, epochs: int = 100) -> training.State:
    """Train until the configuration ends it, or for some epochs only."""
    state = training.start(configuration, torch.device("cpu"))
    training.resume(state, checkpoint)
    stop_at = len(state.history) + epochs

    def report(entry: dict) -> None:
        if entry["epoch"] >= stop_at:
            raise KeyboardInterrupt

    try:
        jets, validation = scaled(256, seed=1), scaled(64, seed=2)
        training.train(state, configuration.training, jets, validation, checkpoint, report)
    except KeyboardInterrupt:
        pass
    return state


def test_it_learns(tmp_path: Path) -> None:
    state = trained(asked(epochs=5), tmp_path / "checkpoint.pt")
    assert state.history[-1]["validation_auc"] > 0.9
    assert state.history[-1]["training_loss"] < 0.9 * state.history[0]["training_loss"]


def test_a_stopped_training_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    whole = trained(asked(), tmp_path / "whole.pt")
    trained(asked(), tmp_path / "parts.pt", epochs=2)
    parts = trained(asked(), tmp_path / "parts.pt")
    assert [entry["epoch"] for entry in parts.history] == [1, 2, 3, 4]
    for key, value in whole.network.state_dict().items():
        assert torch.equal(value, parts.network.state_dict()[key]), key


def test_it_stops_when_the_validation_loss_no_longer_falls() -> None:
    state = training.start(asked(), torch.device("cpu"))
    choices = Training(epochs=100, patience=3)
    for loss in (0.5, 0.4, 0.41, 0.42):
        state.history.append({"validation_loss": loss})
        assert not training.finished(state, choices)
    state.history.append({"validation_loss": 0.43})
    assert state.best_epoch == 2
    assert training.finished(state, choices)


def test_the_learning_rate_falls_along_half_a_cosine() -> None:
    choices = Training(epochs=10, learning_rate=1e-3, final_rate=0.02)
    assert training.rate(choices, 0) == pytest.approx(1e-3)
    assert training.rate(choices, 5) == pytest.approx(0.51e-3)
    assert training.rate(choices, 10) == pytest.approx(2e-5)


def test_an_epoch_holds_every_jet_once_in_chunks_of_like_size() -> None:
    rng = np.random.default_rng(0)
    sizes = rng.integers(1, 60, 1000)
    batches = training_batches(sizes, batch=64, chunk=16, rng=rng)
    seen = np.concatenate([chunk.numpy() for batch in batches for chunk in batch])
    assert np.array_equal(np.sort(seen), np.arange(1000))
    assert all(sum(map(len, batch)) <= 64 for batch in batches)
    spreads = [np.ptp(sizes[chunk.numpy()]) for batch in batches for chunk in batch]
    assert np.mean(spreads) < 5


def test_test_and_validation_sets_stay_when_more_shards_come(tmp_path: Path) -> None:
    toy_shards(tmp_path, shards=4, jets=10)
    few = splits.by_shard(tmp_path, validation=5, test=15, jets=40)
    toy_shards(tmp_path, shards=6, jets=10)
    many = splits.by_shard(tmp_path, validation=5, test=15, jets=60)
    assert [few.jets(part) for part in splits.PARTS] == [10, 10, 20]
    assert [many.jets(part) for part in splits.PARTS] == [30, 10, 20]
    assert many.parts["test"] == few.parts["test"]
    assert many.parts["validation"] == few.parts["validation"]
    names = [shard.name for part in splits.PARTS for shard in many.parts[part]]
    assert sorted(names) == [path.name for path in find_shards(tmp_path)]
    assert splits.by_shard(tmp_path, 5, 15, jets=45).jets("train") == 10


def test_too_few_jets_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toy_shards(tmp_path, shards=2, jets=10)
    options = ["--data", str(tmp_path), "--out", str(tmp_path / "splits.json")]
    for jets, test in (("40", "10"), ("20", "20")):
        assert split.main([*options, "--jets", jets, "--test", test, "--validation", "10"]) == 2
        message = (
            f"holds 20 jets in 2 shards where {jets} are asked for, {test} of them for testing"
        )
        assert message in capsys.readouterr().err


def test_the_three_methods_split_as_the_paper_says() -> None:
    sizes = [3, 2, 4, 1, 5]
    folds = split_methods.pairs("k-fold", sizes, files=2, seed=1)
    assert [len(validation) for _, validation in folds] == [5, 5, 5]
    assert np.array_equal(np.sort(np.concatenate([v for _, v in folds])), np.arange(15))
    for method in split_methods.METHODS:
        for training_part, validation in split_methods.pairs(method, sizes, files=2, seed=1):
            together = np.sort(np.concatenate([training_part, validation]))
            assert np.array_equal(together, np.arange(15)), method
    ((_, validation),) = split_methods.pairs("random-jets", sizes, files=2, seed=1)
    assert len(validation) == 4
    with pytest.raises(ValueError, match="5 files give no two folds of 5 files"):
        split_methods.pairs("k-fold", sizes, files=5, seed=1)


@pytest.mark.parametrize("method", split_methods.METHODS)
def test_the_study_of_split_methods_runs(tmp_path: Path, method: str) -> None:
    toy_shards(tmp_path / "data", shards=4, jets=20)
    (tmp_path / "toy.toml").write_text(CONFIG)
    options = ["--config", str(tmp_path / "toy.toml"), "--data", str(tmp_path / "data")]
    out = tmp_path / "out.json"
    assert (
        split_methods.main([*options, "--method", method, "--out", str(out), "--files", "2"]) == 0
    )
    found = json.loads(out.read_text())
    assert len(found["trainings"]) == (2 if method == "k-fold" else 1)
    assert 0 <= found["mean"]["validation_auc"] <= 1
    assert found["mean"]["training_jets"] + found["mean"]["validation_jets"] == 80


def test_a_run_is_written_and_done_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = toy_shards(tmp_path / "data", shards=4, jets=20)
    (tmp_path / "toy.toml").write_text(CONFIG)
    parts = str(tmp_path / "splits.json")
    wanted = ["--validation", "20", "--test", "20", "--jets", "80"]
    assert split.main(["--data", str(data), "--out", parts, *wanted]) == 0
    options = ["--config", str(tmp_path / "toy.toml"), "--data", str(data), "--splits", parts]
    out = tmp_path / "run"
    assert train_model.main([*options, "--out", str(out)]) == 0
    run = json.loads((out / "training.json").read_text())
    assert run["jets"] == {
        "train": {"QCD": 20, "Hbb": 20},
        "validation": {"QCD": 10, "Hbb": 10},
        "test": {"QCD": 10, "Hbb": 10},
    }
    assert [shard["name"] for shard in run["data"]["test"]] == ["jets-000001.h5"]
    assert len(run["data"]["test"][0]["sha256"]) == 64
    assert len(run["history"]) == 2
    assert set(run["test"]["metrics"]) >= {"accuracy", "ROC AUC", "log loss"}
    assert run["environment"]["packages"]["torch"]
    before = (out / "training.json").stat().st_mtime_ns
    capsys.readouterr()
    assert train_model.main([*options, "--out", str(out)]) == 0
    assert "toy: complete already" in capsys.readouterr().out
    assert (out / "training.json").stat().st_mtime_ns == before


def test_a_missing_gpu_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    options = ["--config", "x.toml", "--data", ".", "--splits", "s.json", "--out", str(tmp_path)]
    assert train_model.main([*options, "--device", "cuda"]) == 2
    assert "no CUDA device is there; use --device cpu" in capsys.readouterr().err
