"""Command: how much the way of splitting the data changes the result (tables 5 and 7).

Duarte et al., Mach. Learn. Sci. Technol. 4 (2023) 045062, section 3.2, split training from
validation data in three ways: (i) k-fold cross-validation by file, (ii) files drawn at random, and
(iii) jets drawn at random. This command trains the network anew for each and writes epochs,
validation accuracy, loss and AUC, and the time per epoch.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..data.shards import find_shards, shard_jets
from . import configuration, scaling, splits, training
from .compact_jets import CompactJets, subset
from .configuration import Configuration
from .environment import describe, keep_freed_memory
from .train_model import load

METHODS = ("k-fold", "random-files", "random-jets")
#: Part of the jets that validates in the third method: the default of scikit-learn's split.
PART = 0.25
Pair = tuple[np.ndarray, np.ndarray]


def pairs(method: str, sizes: list[int], files: int, seed: int) -> list[Pair]:
    """Indices of jets for training and validation, one pair for each training.

    `sizes` are the jets of each file, `files` is how many of them validate.
    """
    rng = np.random.default_rng(seed)
    if method == "random-jets":
        return [splits.random_jets(sum(sizes), PART, rng)]
    if method == "random-files":
        chosen = [splits.random_files(len(sizes), files, rng)]
    elif method == "k-fold":
        chosen = splits.k_folds(len(sizes), files)
    else:
        raise ValueError(f"method is {method!r}; it is one of {', '.join(METHODS)}")
    return [(jets_of(train, sizes), jets_of(validation, sizes)) for train, validation in chosen]


def jets_of(files: np.ndarray, sizes: list[int]) -> np.ndarray:
    """Indices of the jets of some files, where all files' jets follow each other."""
    starts = np.cumsum([0, *sizes])
    return np.concatenate([np.arange(starts[file], starts[file + 1]) for file in files])


def one_training(
    asked: Configuration, jets: CompactJets, pair: Pair, device: torch.device
) -> dict[str, Any]:
    """Train on one part, validate on the other; the figures of the best epoch."""
    train, validation = (subset(jets, torch.from_numpy(part)) for part in pair)
    scales = scaling.measure(train)
    scaling.apply(train, scales)
    scaling.apply(validation, scales)
    state = training.start(asked, device)
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = Path(folder) / "checkpoint.pt"
        training.train(state, asked.training, train, validation, checkpoint, lambda entry: None)
    best = state.history[state.best_epoch - 1]
    return {
        "training_jets": len(train),
        "validation_jets": len(validation),
        "epochs": len(state.history),
        "best_epoch": state.best_epoch,
        **{
            f"validation_{name}": best[f"validation_{name}"] for name in ("accuracy", "loss", "auc")
        },
        "training_seconds_per_epoch": mean(state.history, "training_seconds"),
        "validation_seconds_per_epoch": mean(state.history, "validation_seconds"),
    }


def mean(rows: list[dict[str, Any]], key: str) -> float:
    """Mean of one entry over rows."""
    return float(np.mean([row[key] for row in rows]))


def study(
    asked: Configuration, data: Path, method: str, files: int, device: torch.device
) -> dict[str, Any]:
    """All trainings of one method and their means."""
    paths = find_shards(data)
    chosen = pairs(method, [shard_jets(path) for path in paths], files, asked.training.seed)
    jets = load(paths, asked.architecture)
    rounds = []
    for number, pair in enumerate(chosen, start=1):
        rounds.append(one_training(asked, jets, pair, device))
        auc = rounds[-1]["validation_auc"]
        print(f"{method} {number}/{len(chosen)}: validation AUC {auc:.5f}", flush=True)
    return {
        "method": method,
        "configuration": asked.to_dict(),
        "files": [path.name for path in paths],
        "environment": describe(device),
        "mean": {key: mean(rounds, key) for key in rounds[0]},
        "trainings": rounds,
    }


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m src.models.split_methods", description=__doc__)
    parser.add_argument("--method", choices=METHODS, required=True)
    parser.add_argument("--config", type=Path, required=True, help="TOML file of the network")
    parser.add_argument("--data", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--out", type=Path, required=True, help="JSON file to write")
    parser.add_argument("--files", type=int, default=5, help="files that validate")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--threads", type=int, default=1, help="threads of this process")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 2 where the data or the configuration is wrong."""
    options = parse(arguments)
    keep_freed_memory()
    torch.set_num_threads(options.threads)
    try:
        asked = configuration.read(options.config)
        device = torch.device(options.device)
        result = study(asked, options.data, options.method, options.files, device)
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
