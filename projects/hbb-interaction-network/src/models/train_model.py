"""Command: train one network and write its run.

Example: `python -m src.models.train_model --config config/hbb-in-pythia.toml --data DATA
--splits DATA/splits.json --out RUNS/hbb-in-pythia`. A run that was stopped goes on with its next
epoch; one that is complete, for the same configuration and the same files, is left alone.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..data.shards import read_shard
from . import configuration, scaling, splits, training
from .architecture import Architecture
from .compact_jets import Arrays, CompactJets, gather
from .configuration import Configuration
from .environment import describe, keep_freed_memory
from .metrics import RESAMPLINGS, evaluate, uncertainties
from .network import InteractionNetwork

#: Seed of the resamplings for the uncertainties of the test metrics.
BOOTSTRAP_SEED = 2023


def arrays(paths: list[Path]) -> Iterator[Arrays]:
    """The arrays of one file after the other."""
    for path in paths:
        jets = read_shard(path)
        yield jets.tracks, jets.vertices, jets.label


def load(paths: list[Path], architecture: Architecture) -> CompactJets:
    """All jets of the files, with the features that the network reads."""
    return gather(arrays(paths), architecture)


def run(
    asked: Configuration, data: Path, parts: splits.Splits, out: Path, device: torch.device
) -> None:
    """Train, choose the best epoch, test it, and write `model.pt` and `training.json` to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    question = {"configuration": asked.to_dict(), "data": parts.to_dict()}
    if is_complete(out, question):
        print(f"{asked.slug}: complete already", flush=True)
        return
    checkpoint = checkpoint_for(out, question)
    jets = load(parts.paths(data, "train"), asked.architecture)
    validation = load(parts.paths(data, "validation"), asked.architecture)
    scales = scaling.measure(jets)
    scaling.apply(jets, scales)
    scaling.apply(validation, scales)
    state = training.start(asked, device)
    training.resume(state, checkpoint)
    count = len(jets)
    print(f"{asked.slug}: {count} jets, {asked.architecture.parameters()} parameters", flush=True)
    training.train(
        state,
        asked.training,
        jets,
        validation,
        checkpoint,
        lambda entry: report(asked, count, entry),
    )
    weights = scaling.fold({key: value.cpu() for key, value in state.best.items()}, scales)
    counts = {"train": by_class(jets), "validation": by_class(validation)}
    del jets, validation
    test = load(parts.paths(data, "test"), asked.architecture)
    counts["test"] = by_class(test)
    results = test_results(asked.architecture, weights, test)
    write_run(out, weights, question, counts, state, scales, results, device)


def report(asked: Configuration, jets: int, entry: dict[str, Any]) -> None:
    """One line of progress."""
    speed = jets / entry["training_seconds"]
    print(
        f"{asked.slug} epoch {entry['epoch']}/{asked.training.epochs}: "
        f"loss {entry['training_loss']:.5f}, validation loss {entry['validation_loss']:.5f}, "
        f"AUC {entry['validation_auc']:.5f}, {speed:.0f} jets/s",
        flush=True,
    )


def is_complete(out: Path, question: dict[str, Any]) -> bool:
    """Whether `out` holds the finished run of this very configuration and data."""
    path = out / "training.json"
    if not path.exists() or not (out / "model.pt").exists():
        return False
    found = json.loads(path.read_text(encoding="utf-8"))
    return all(found.get(key) == json.loads(json.dumps(value)) for key, value in question.items())


def checkpoint_for(out: Path, question: dict[str, Any]) -> Path:
    """The checkpoint's path; one that belongs to another configuration or data is removed."""
    checkpoint, asked = out / "checkpoint.pt", out / "question.json"
    text = json.dumps(question, sort_keys=True)
    if not asked.exists() or asked.read_text(encoding="utf-8") != text:
        checkpoint.unlink(missing_ok=True)
        asked.write_text(text, encoding="utf-8")
    return checkpoint


def by_class(jets: CompactJets) -> dict[str, int]:
    """Jets of each class."""
    counts = np.bincount(jets.labels.numpy(), minlength=2)
    return {"QCD": int(counts[0]), "Hbb": int(counts[1])}


def test_results(
    architecture: Architecture, weights: dict[str, torch.Tensor], test: CompactJets
) -> dict[str, Any]:
    """Metrics of the exported weights, on raw features, with bootstrap uncertainties."""
    network = InteractionNetwork(architecture)
    network.load_state_dict(weights)
    scores, labels = training.probabilities(network, test), test.labels.numpy()
    spread = uncertainties(scores, labels, BOOTSTRAP_SEED)
    return {
        "metrics": {
            name: {"value": value, "uncertainty": spread[name]}
            for name, value in evaluate(scores, labels).items()
        },
        "uncertainty": f"standard deviation over {RESAMPLINGS} bootstrap samples",
        "bootstrap_seed": BOOTSTRAP_SEED,
    }


def write_run(
    out: Path,
    weights: dict[str, torch.Tensor],
    question: dict[str, Any],
    counts: dict[str, dict[str, int]],
    state: training.State,
    scales: scaling.Scaling,
    results: dict[str, Any],
    device: torch.device,
) -> None:
    """The files of a complete run; `training.json` comes last."""
    torch.save(weights, out / "model.pt")
    seconds = sum(e["training_seconds"] + e["validation_seconds"] for e in state.history)
    content = {
        **question,
        "jets": counts,
        "environment": describe(device),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "wall_seconds": round(seconds, 1),
        "best_epoch": state.best_epoch,
        "history": state.history,
        "scaling": scales.to_dict(),
        "test": results,
    }
    partial = out / "training.json.partial"
    partial.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    partial.replace(out / "training.json")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m src.models.train_model", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="TOML file of the network")
    parser.add_argument("--data", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--splits", type=Path, required=True, help="file of `src.models.split`")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--threads", type=int, default=1, help="threads of this process")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0 when the run is complete, 2 for wrong arguments or data."""
    options = parse(arguments)
    keep_freed_memory()
    torch.set_num_threads(options.threads)
    began = time.monotonic()
    try:
        if options.device == "cuda" and not torch.cuda.is_available():
            raise ValueError("no CUDA device is there; use --device cpu")
        asked = configuration.read(options.config)
        parts = splits.read(options.splits)
        run(asked, options.data, parts, options.out, torch.device(options.device))
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    print(f"{asked.slug}: done after {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
