"""What a training run is asked to do, read from a TOML file in `config/`."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch

from .architecture import DROPPED_TRACK_FEATURES, DROPPED_VERTEX_FEATURES, Architecture

#: Element types that the edges can be computed in while training.
EDGE_TYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


@dataclass(frozen=True)
class Training:
    """Choices of a training.

    `epochs` at most; stopped where the validation loss has not fallen for `patience` of them.
    `batch` jets to a step, computed in chunks of `chunk`. The learning rate of Adam falls from
    `learning_rate` to `final_rate` of it along half a cosine over the epochs. `edges` is the type
    in which edges are computed while training; every evaluation is in float32.
    """

    epochs: int = 12
    patience: int = 8
    batch: int = 128
    chunk: int = 32
    learning_rate: float = 1e-3
    final_rate: float = 0.02
    seed: int = 1
    edges: str = "bfloat16"

    def __post_init__(self) -> None:
        for name in ("epochs", "patience", "batch", "chunk"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be at least 1")
        if self.edges not in EDGE_TYPES:
            raise ValueError(f"edges is {self.edges!r}; it is one of {', '.join(EDGE_TYPES)}")
        if self.learning_rate <= 0 or not 0 < self.final_rate <= 1:
            raise ValueError("learning_rate must be above 0, and final_rate within (0, 1]")


@dataclass(frozen=True)
class Configuration:
    """A network to be trained: its name in the catalogue, its sizes and its training."""

    slug: str
    architecture: Architecture
    training: Training

    def to_dict(self) -> dict[str, Any]:
        """As the run's file has it."""
        return {
            "slug": self.slug,
            "architecture": asdict(self.architecture),
            "training": asdict(self.training),
        }


def read(path: Path) -> Configuration:
    """The configuration in a TOML file named after the model.

    Raises `ValueError`, naming the file, where a key is unknown or a value cannot be.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = set(tables) - {"architecture", "training"}
        if unknown:
            raise ValueError(f"unknown table {', '.join(sorted(unknown))}")
        architecture = dict(tables.get("architecture", {}))
        if architecture.pop("ablated", False):
            architecture["dropped_tracks"] = DROPPED_TRACK_FEATURES
            architecture["dropped_vertices"] = DROPPED_VERTEX_FEATURES
        return Configuration(
            path.stem,
            build(Architecture, architecture),
            build(Training, tables.get("training", {})),
        )
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as problem:
        raise ValueError(f"{path}: {problem}") from problem


def build(kind: type, values: dict[str, Any]) -> Any:
    """An instance of the dataclass `kind`; `ValueError` names keys that it does not have."""
    unknown = set(values) - {entry.name for entry in fields(kind)}
    if unknown:
        raise ValueError(f"unknown key {', '.join(sorted(unknown))} for {kind.__name__.lower()}")
    return kind(**values)
