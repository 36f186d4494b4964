"""Train BraggNN on the simulated peaks: `python -m src.models.train_model`."""

from __future__ import annotations

import argparse
import copy
import math
import sys
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from record_files import machine
from record_files.checksum import sha256
from torch import Tensor, nn

from src.data.files import Patches, normalised, read_split, split_path
from src.data.profile import PATCH_SIZE
from src.models.metrics import euclidean_errors, summary
from src.models.network import BraggNN, initialise, parameter_count
from src.models.predict import positions
from src.models.run_files import (
    PACKAGES,
    TrainingSettings,
    read_json,
    read_training_settings,
    write_json,
)
from src.paths import CONFIG, data_folder, run_folder

SPLITS = ("train", "validation", "test")


@dataclass
class Best:
    """The best network so far, and what led there."""

    state: dict[str, Tensor] = field(default_factory=dict)
    epoch: int = 0
    error: float = math.inf
    history: list[dict[str, float]] = field(default_factory=list)


def learning_rate(settings: TrainingSettings, progress: float) -> float:
    """Learning rate after `progress` epochs: a linear rise, then half a cosine to zero."""
    if progress < settings.warmup_epochs:
        return settings.learning_rate * progress / settings.warmup_epochs
    left = max(settings.epochs - settings.warmup_epochs, 1)
    part = min((progress - settings.warmup_epochs) / left, 1.0)
    return settings.learning_rate * (1 + math.cos(math.pi * part)) / 2


def train_epoch(
    network: BraggNN,
    optimiser: torch.optim.Optimizer,
    data: tuple[Tensor, Tensor],
    settings: TrainingSettings,
    epoch: int,
) -> float:
    """One pass over the patches in random order; mean squared error of output fractions."""
    network.train()
    patches, targets = data
    order = torch.randperm(len(patches))
    batches = order.split(settings.batch_size)
    total = 0.0
    for number, rows in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(settings, epoch + (number + 1) / len(batches))
        optimiser.zero_grad()
        loss = nn.functional.mse_loss(network(patches[rows]), targets[rows])
        loss.backward()
        optimiser.step()
        total += float(loss.detach()) * len(rows)
    return total / len(patches)


def train(train_set: Patches, validation: Patches, settings: TrainingSettings) -> Best:
    """Train with early stopping on the mean Euclidean error of the validation patches."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    network = BraggNN()
    initialise(network)
    network.to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(network.parameters(), lr=settings.learning_rate)
    data = _tensors(train_set)
    checked = normalised(validation.counts)
    best = Best()
    for epoch in range(settings.epochs):
        start = time.perf_counter()
        loss = train_epoch(network, optimiser, data, settings, epoch)
        error = float(euclidean_errors(positions(network, checked), validation.position).mean())
        seconds = round(time.perf_counter() - start, 1)
        figures = {"training_loss": loss, "validation_error": error, "training_seconds": seconds}
        _note_epoch(best, network, figures)
        if len(best.history) - best.epoch >= settings.patience:
            break
    return best


def _note_epoch(best: Best, network: BraggNN, figures: dict[str, float]) -> None:
    """Add an epoch to the history, show it, and keep the network where it is the best."""
    epoch = len(best.history) + 1
    best.history.append({"epoch": epoch} | figures)
    if figures["validation_error"] < best.error:
        best.error, best.epoch = figures["validation_error"], epoch
        best.state = copy.deepcopy(network.state_dict())
    print(
        f"epoch {epoch}: loss {figures['training_loss']:.3e}, validation error "
        f"{figures['validation_error']:.4f} pixels, {figures['training_seconds']:.0f} s",
        flush=True,
    )


def _tensors(patches: Patches) -> tuple[Tensor, Tensor]:
    """Inputs and targets (fractions of the patch's size) of the network."""
    target = (patches.position / PATCH_SIZE).astype(np.float32)
    return torch.from_numpy(normalised(patches.counts)), torch.from_numpy(target)


def contiguous(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same tensors in the ordinary memory layout, for files that others read."""
    return {name: value.detach().clone().contiguous() for name, value in state.items()}


def report(
    best: Best, settings: TrainingSettings, data: dict[str, Patches], folder: Path
) -> dict[str, Any]:
    """Everything that the record says about the run."""
    network = BraggNN()
    network.load_state_dict(best.state)
    test = data["test"]
    errors: NDArray[np.float64] = euclidean_errors(
        positions(network, normalised(test.counts)), test.position
    )
    return {
        "configuration": asdict(settings),
        "data": {
            name: {"patches": len(data[name]), "sha256": sha256(split_path(folder, name))}
            for name in SPLITS
        },
        "environment": machine.describe(PACKAGES),
        "finished": datetime.now(UTC).date().isoformat(),
        "duration_seconds": round(sum(entry["training_seconds"] for entry in best.history)),
        "parameters": parameter_count(network),
        "best_epoch": best.epoch,
        "history": best.history,
        "test_pixels": summary(errors),
    }


def is_done(settings: TrainingSettings, data: Path, out: Path) -> bool:
    """Whether the folder holds a run with these very settings and data."""
    told = out / "training.json"
    if not (told.is_file() and (out / "model.pt").is_file()):
        return False
    run = read_json(told)
    known = {name: part["sha256"] for name, part in run["data"].items()}
    here = {name: sha256(split_path(data, name)) for name in SPLITS}
    return run["configuration"] == asdict(settings) and known == here


def main(arguments: list[str]) -> int:
    """Train and write `model.pt` and `training.json`; 2 where data or settings are missing.

    A run with the same settings and data is kept: remove its folder to train again.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=Path, default=CONFIG / "training.toml")
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--out", type=Path, default=run_folder())
    options = parser.parse_args(arguments)
    try:
        settings = read_training_settings(options.settings)
        data = {name: read_split(options.data, name) for name in SPLITS}
        done = is_done(settings, options.data, options.out)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if done:
        print(f"{options.out}: trained with the same settings and data, up to date")
        return 0
    best = train(data["train"], data["validation"], settings)
    best.state = contiguous(best.state)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(best.state, options.out / "model.pt")
    write_json(options.out / "training.json", report(best, settings, data, options.data))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
