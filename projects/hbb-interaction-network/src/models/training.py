"""Training of one network: the loop, early stopping, and a state that can be taken up again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .batches import chunks_by_size, training_batches
from .compact_jets import CompactJets
from .configuration import EDGE_TYPES, Configuration, Training
from .metrics import accuracy, log_loss, roc_auc
from .network import InteractionNetwork, compact_logits

#: Jets that go through the network at once where no gradient is wanted.
EVALUATION_CHUNK = 64
Report = Callable[[dict[str, Any]], None]


@dataclass
class State:
    """Everything a training goes on from: one more epoch needs nothing else."""

    network: InteractionNetwork
    optimiser: torch.optim.Optimizer
    rng: np.random.Generator
    history: list[dict[str, Any]] = field(default_factory=list)
    best: dict[str, Tensor] = field(default_factory=dict)

    @property
    def best_epoch(self) -> int:
        """The epoch of the lowest validation loss, counted from 1; 0 before the first."""
        losses = [epoch["validation_loss"] for epoch in self.history]
        return 1 + int(np.argmin(losses)) if losses else 0


def start(configuration: Configuration, device: torch.device) -> State:
    """A network with random weights, and its optimiser (Adam), from the configured seed."""
    torch.manual_seed(configuration.training.seed)
    network = InteractionNetwork(configuration.architecture)
    shrink(network)
    network.to(device)
    optimiser = torch.optim.Adam(network.parameters(), lr=configuration.training.learning_rate)
    return State(network, optimiser, np.random.default_rng(configuration.training.seed))


@torch.no_grad()
def shrink(network: InteractionNetwork) -> None:
    """Make the first logits small.

    A state that sums over 3,540 edges and then over 60 tracks would begin with logits around 20,
    and the first epochs would be spent on unlearning them.
    """
    for layer, factor in ((network.fr3, 0.05), (network.fr3_pv, 0.05), (network.fo3, 0.1)):
        layer.weight *= factor
        layer.bias *= factor


def train(
    state: State,
    training: Training,
    jets: CompactJets,
    validation: CompactJets,
    checkpoint: Path,
    report: Report,
) -> None:
    """Train until the epochs are over or the validation loss no longer falls.

    Afterwards `state.best` holds the weights of the best epoch. `checkpoint` is written after every
    epoch; `report` is called with the epoch's entry of the history.
    """
    while not finished(state, training):
        began = time.perf_counter()
        loss = one_epoch(state, training, jets)
        trained = time.perf_counter()
        found = validate(state.network, validation)
        entry = {
            "epoch": len(state.history) + 1,
            "learning_rate": rate(training, len(state.history)),
            "training_loss": loss,
            **{f"validation_{name}": value for name, value in found.items()},
            "training_seconds": trained - began,
            "validation_seconds": time.perf_counter() - trained,
        }
        state.history.append(entry)
        if state.best_epoch == entry["epoch"]:
            state.best = deepcopy(state.network.state_dict())
        save(state, checkpoint)
        report(entry)


def finished(state: State, training: Training) -> bool:
    """Whether all epochs are over or the last `patience` of them brought nothing."""
    done = len(state.history)
    return done >= training.epochs or done - state.best_epoch >= training.patience


def rate(training: Training, epoch: float) -> float:
    """Learning rate after `epoch` epochs: half a cosine from the first to the final one."""
    cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, epoch / training.epochs)))
    return training.learning_rate * (training.final_rate + (1 - training.final_rate) * cosine)


def one_epoch(state: State, training: Training, jets: CompactJets) -> float:
    """Every jet once; returns the mean cross-entropy of the batches as they were met."""
    sizes = jets.tracks.counts.numpy()
    on_gpu = state.network.fc_fixed.weight.is_cuda
    # A processor's cache wants small chunks, a GPU is filled by large ones.
    chunk = training.batch if on_gpu else training.chunk
    batches = training_batches(sizes, training.batch, chunk, state.rng)
    edge_type = EDGE_TYPES[training.edges]
    state.network.train()
    total = 0.0
    for step, batch in enumerate(batches):
        for group in state.optimiser.param_groups:
            group["lr"] = rate(training, len(state.history) + step / len(batches))
        total += one_step(state, batch, jets, edge_type)
    return total / len(jets)


def one_step(state: State, batch: list[Tensor], jets: CompactJets, edge_type: torch.dtype) -> float:
    """One step along the mean gradient over a batch of chunks; returns the summed loss."""
    count = sum(map(len, batch))
    state.optimiser.zero_grad(set_to_none=True)
    total = 0.0
    for chunk in batch:
        logits = logits_of(state.network, jets, chunk, edge_type)
        labels = jets.labels[chunk].to(logits.device)
        loss = F.cross_entropy(logits, labels, reduction="sum")
        (loss / count).backward()
        total += loss.item()
    state.optimiser.step()
    return total


def logits_of(
    network: InteractionNetwork, jets: CompactJets, chosen: Tensor, edge_type: torch.dtype
) -> Tensor:
    """Logits [chosen, 2] of the jets with these indices."""
    device = network.fc_fixed.weight.device
    tracks, vertices = (items.padded(chosen).to(device) for items in (jets.tracks, jets.vertices))
    return compact_logits(network, tracks, vertices, edge_type)


@torch.no_grad()
def probabilities(network: InteractionNetwork, jets: CompactJets) -> np.ndarray:
    """Probability of H→bb for every jet, float32 [jets], computed in float32."""
    network.eval()
    scores = np.empty(len(jets), np.float32)
    order = np.arange(len(jets))
    for chunk in chunks_by_size(order, jets.tracks.counts.numpy(), EVALUATION_CHUNK):
        logits = logits_of(network, jets, chunk, torch.float32)
        scores[chunk.numpy()] = torch.softmax(logits, dim=1)[:, 1].cpu().numpy()
    return scores


def validate(network: InteractionNetwork, jets: CompactJets) -> dict[str, float]:
    """Loss, accuracy and AUC on the validation set."""
    scores, labels = probabilities(network, jets), jets.labels.numpy()
    return {
        "loss": log_loss(scores, labels),
        "accuracy": accuracy(scores, labels),
        "auc": roc_auc(scores, labels),
    }


def save(state: State, path: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    content = {
        "network": state.network.state_dict(),
        "optimiser": state.optimiser.state_dict(),
        "rng": state.rng.bit_generator.state,
        "history": state.history,
        "best": state.best,
    }
    partial = path.with_suffix(".partial")
    torch.save(content, partial)
    partial.replace(path)


def resume(state: State, path: Path) -> None:
    """Take up the checkpoint at `path`, where there is one."""
    if not path.exists():
        return
    content = torch.load(path, weights_only=True)
    state.network.load_state_dict(content["network"])
    state.optimiser.load_state_dict(content["optimiser"])
    state.rng.bit_generator.state = content["rng"]
    state.history, state.best = content["history"], content["best"]
