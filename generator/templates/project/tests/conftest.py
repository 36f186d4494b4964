"""A tiny run, made once for all tests, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from src.data import files, make_dataset
from src.data.simulate import Settings, Showers, Split, read_settings, simulate
from src.models import evaluate, export, train_model
from src.paths import CONFIG
from src.records import make_records

SIZES = {"train": 600, "validation": 200, "test": 200}


@pytest.fixture(scope="session")
def settings() -> Settings:
    return read_settings(CONFIG / "simulation.toml")[0]


@pytest.fixture(scope="session")
def splits(settings: Settings) -> dict[str, Showers]:
    sizes = enumerate(SIZES.items())
    return {name: simulate(settings, Split(size, seed)) for seed, (name, size) in sizes}


@pytest.fixture(scope="session")
def run(splits: dict[str, Showers], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which data, run and reports of a tiny training lie."""
    root = tmp_path_factory.mktemp("run")
    places = {"DATA": root / "data", "RUN": root / "models", "REPORTS": root / "reports"}
    modules = (make_dataset, train_model, export, evaluate, make_records)
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            for name, place in places.items():
                patch.setattr(module, name, place, raising=False)
        for name, showers in splits.items():
            files.write_split(places["DATA"], name, showers)
        for step in (train_model, export, evaluate):
            assert step.main() == 0
        assert make_records.main(["--catalog", str(root / "catalog")]) == 0
    return root
