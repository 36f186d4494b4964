"""Train the network: `python -m src.models.train_model`.

Adam on the mean cross entropy; the network of the epoch with the smallest loss on the validation
split is kept.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
import time
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from record_files import machine
from record_files.checksum import sha256

from src.data.files import read_split, split_path
from src.data.simulate import CLASSES, Showers
from src.models.network import (
    Floats,
    Parameters,
    gradients,
    log_loss,
    probabilities,
    random_parameters,
    with_scaling,
)
from src.paths import CONFIG, DATA, RUN

PACKAGES = ("numpy", "onnx", "onnxruntime")
SPLITS = ("train", "validation", "test")
WEIGHTS, REPORT = "weights.npz", "training.json"


@dataclass(frozen=True)
class Settings:
    """The numbers of `config/training.toml`."""

    hidden: int
    epochs: int
    batch_size: int
    learning_rate: float
    seed: int


def read_settings(path: Path) -> Settings:
    """Settings of the training; `TypeError` names a wrong key."""
    return Settings(**tomllib.loads(path.read_text(encoding="utf-8")))


class Adam:
    """Adam (arXiv:1412.6980) with the parameters of its authors."""

    def __init__(self, parameters: Parameters, rate: float) -> None:
        self.parameters, self.rate, self.steps = parameters, rate, 0
        self.first = [np.zeros_like(array) for array in parameters.arrays()]
        self.second = [np.zeros_like(array) for array in parameters.arrays()]

    def step(self, slopes: list[Floats]) -> None:
        """Change the parameters along the gradients."""
        self.steps += 1
        for array, slope, first, second in zip(
            self.parameters.arrays(), slopes, self.first, self.second, strict=True
        ):
            first += 0.1 * (slope - first)
            second += 0.001 * (slope**2 - second)
            mean, variance = first / (1 - 0.9**self.steps), second / (1 - 0.999**self.steps)
            array -= self.rate * mean / (np.sqrt(variance) + 1e-8)


def train(
    training: Showers, validation: Showers, settings: Settings
) -> tuple[Parameters, list[dict[str, float]]]:
    """The best network, which takes energies in GeV, and the losses of every epoch."""
    random = np.random.default_rng(settings.seed)
    mean, width = training.energies.mean(axis=0), training.energies.std(axis=0)
    x, x_validation = (training.energies - mean) / width, (validation.energies - mean) / width
    parameters = random_parameters(x.shape[1], settings.hidden, len(CLASSES), random)
    adam, best, history = Adam(parameters, settings.learning_rate), parameters.copy(), []
    for epoch in range(1, settings.epochs + 1):
        order = random.permutation(len(training))
        for start in range(0, len(order), settings.batch_size):
            batch = order[start : start + settings.batch_size]
            adam.step(gradients(parameters, x[batch], training.label[batch]))
        losses = {
            "epoch": epoch,
            "training_loss": log_loss(probabilities(parameters, x), training.label),
            "validation_loss": log_loss(probabilities(parameters, x_validation), validation.label),
        }
        if not history or losses["validation_loss"] < min(
            each["validation_loss"] for each in history
        ):
            best = parameters.copy()
        history.append(losses)
    return with_scaling(best, mean, width), history


def today() -> str:
    """The day, or that of `SOURCE_DATE_EPOCH`, so that a run can be repeated to the byte."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()


def report(
    parameters: Parameters,
    history: list[dict[str, float]],
    settings: Settings,
    splits: dict[str, Showers],
) -> dict[str, Any]:
    """What the record says of the run."""
    best = min(history, key=lambda losses: losses["validation_loss"])
    files = {name: split_path(DATA, name) for name in splits}
    return {
        "finished": today(),
        "configuration": asdict(settings),
        "parameters": parameters.count(),
        "best_epoch": best["epoch"],
        "data": {
            name: {"showers": len(split), "sha256": sha256(files[name])}
            for name, split in splits.items()
        },
        "ranges": [
            [float(low), float(high)]
            for low, high in zip(
                splits["train"].energies.min(axis=0),
                splits["train"].energies.max(axis=0),
                strict=True,
            )
        ],
        "environment": machine.describe(PACKAGES),
        "history": history,
    }


def main() -> int:
    """Train, and write weights and report into `models/`; 2 where an input is wrong."""
    try:
        settings = read_settings(CONFIG / "training.toml")
        splits = {name: read_split(DATA, name) for name in SPLITS}
    except (OSError, ValueError, TypeError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    parameters, history = train(splits["train"], splits["validation"], settings)
    RUN.mkdir(parents=True, exist_ok=True)
    np.savez(RUN / WEIGHTS, **vars(parameters))
    told = report(parameters, history, settings, splits)
    (RUN / REPORT).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    best = min(losses["validation_loss"] for losses in history)
    print(f"{RUN / WEIGHTS}: log loss {best:.4f} on the validation split")
    return 0


if __name__ == "__main__":
    sys.exit(main())
