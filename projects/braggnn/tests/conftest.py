"""A tiny dataset and a tiny run, made once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from src.data.files import normalised, read_split
from src.data.make_dataset import make_split
from src.data.simulate import Settings, Split, read_settings
from src.models.export import export
from src.models.run_files import read_training_settings, write_json
from src.models.train_model import SPLITS, contiguous, report, train
from src.paths import CONFIG

SIZES = {"train": 600, "validation": 100, "test": 200}


@pytest.fixture(scope="session")
def settings() -> Settings:
    return read_settings(CONFIG / "simulation.toml")


@pytest.fixture(scope="session")
def data(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for seed, (name, peaks) in enumerate(SIZES.items()):
        make_split(folder, name, settings, Split(peaks, seed))
    return folder


@pytest.fixture(scope="session")
def run(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A run of two epochs with everything that a run leaves behind."""
    folder = tmp_path_factory.mktemp("run")
    chosen = replace(read_training_settings(CONFIG / "training.toml"), epochs=2, batch_size=64)
    splits = {name: read_split(data, name) for name in SPLITS}
    best = train(splits["train"], splits["validation"], chosen)
    best.state = contiguous(best.state)
    torch.save(best.state, folder / "model.pt")
    write_json(folder / "training.json", report(best, chosen, splits, data))
    export(folder, normalised(splits["test"].counts))
    yield folder
