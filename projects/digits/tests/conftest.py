"""A small run, made once for all tests, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from src.data.digits import Digits, divide, load, read_settings
from src.data.files import write_split
from src.models import evaluate, export, train_model
from src.paths import CONFIG
from src.records import make_records


@pytest.fixture(scope="session")
def splits() -> dict[str, Digits]:
    settings = read_settings(CONFIG / "data.toml")
    return divide(load(settings.sha256), settings)


@pytest.fixture(scope="session")
def data(splits: dict[str, Digits], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name, digits in splits.items():
        write_split(folder, name, digits)
    return folder


@pytest.fixture(scope="session")
def run(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of three epochs with everything that a run leaves behind."""
    folder = tmp_path_factory.mktemp("run")
    given = ["--data", str(data)]
    assert train_model.main([*given, "--out", str(folder), "--epochs", "3"]) == 0
    for step in (export, evaluate):
        assert step.main([*given, "--run", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def catalog(data: Path, run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of that run."""
    folder = tmp_path_factory.mktemp("catalog")
    options = {"--data": data, "--run": run, "--catalog": folder}
    given = [str(part) for pair in options.items() for part in pair]
    assert make_records.main(given) == 0
    return folder
