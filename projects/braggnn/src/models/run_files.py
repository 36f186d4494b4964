"""What a run leaves behind: configuration, machine and history in `training.json`."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGES = ("h5py", "numpy", "onnx", "onnxruntime", "safetensors", "scipy", "torch")


@dataclass(frozen=True)
class TrainingSettings:
    """Choices of a run; see `config/training.toml`."""

    seed: int
    epochs: int
    patience: int
    batch_size: int
    learning_rate: float
    warmup_epochs: int
    threads: int


def read_training_settings(path: Path) -> TrainingSettings:
    """Settings of a TOML file; `ValueError` names the file where one is missing or unknown."""
    with path.open("rb") as file:
        values = tomllib.load(file)
    try:
        return TrainingSettings(**values)
    except TypeError as error:
        raise ValueError(f"{path}: {error}") from error


def write_json(path: Path, value: object) -> None:
    """Write JSON with sorted keys, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n")
    part.replace(path)


def read_json(path: Path) -> Any:
    """The value of a JSON file; `FileNotFoundError` says which step makes it."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: run the earlier steps of the Makefile")
    return json.loads(path.read_text())
