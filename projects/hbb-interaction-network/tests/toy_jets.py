"""Jets without physics for tests: random features, a little larger for signal."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from src.data.features import MAX_TRACKS, MAX_VERTICES, TRACK_FEATURES, VERTEX_FEATURES
from src.data.make_dataset import provenance
from src.data.shards import JetSet, write_shard

# The networks of the tests are too small for several threads, which on a busy machine would spend
# their time waiting for each other.
torch.set_num_threads(1)


def toy_jets(jets: int, seed: int) -> JetSet:
    """Jets of both classes in turn, with 2 to 20 tracks and 0 to 5 vertices."""
    rng = np.random.default_rng(seed)
    label = np.arange(jets) % 2
    tracks = items(rng, label, len(TRACK_FEATURES), MAX_TRACKS, rng.integers(2, 21, jets))
    vertices = items(rng, label, len(VERTEX_FEATURES), MAX_VERTICES, rng.integers(0, 6, jets))
    return JetSet(tracks, vertices, label, {})


def items(
    rng: np.random.Generator, label: np.ndarray, features: int, slots: int, counts: np.ndarray
) -> np.ndarray:
    """Float32 [jets, features, slots]; scales differ by features as those of real jets do."""
    values = rng.standard_normal((len(label), features, slots)) + 0.5 * label[:, None, None]
    scales = 10.0 ** (np.arange(features) % 7 - 5)
    real = np.arange(slots) < counts[:, None, None]
    return (values * scales[:, None] * real).astype(np.float32)


def toy_shards(folder: Path, shards: int, jets: int) -> Path:
    """A folder of shards of `jets` jets each."""
    for seed in range(1, shards + 1):
        path = folder / f"jets-{seed:06d}.h5"
        write_shard(path, toy_jets(jets, seed), provenance(seed, jets // 2))
    return folder


def tensors(jets: JetSet) -> tuple[torch.Tensor, torch.Tensor]:
    """Both inputs of a network."""
    return torch.from_numpy(jets.tracks), torch.from_numpy(jets.vertices)
