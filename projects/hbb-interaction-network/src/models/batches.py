"""Which jets go through the network together.

Jets of like size share a chunk, so that little padding is computed; a batch, over which the
gradient is summed, is made of several chunks drawn at random, so that it holds jets of all sizes.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

#: Batches' worth of jets that are drawn at random and then sorted by size.
POOL = 16


def training_batches(
    sizes: np.ndarray, batch: int, chunk: int, rng: np.random.Generator
) -> list[list[Tensor]]:
    """All jets once, in random order: batches of chunks of indices.

    `sizes` [jets] is the number of tracks, `batch` and `chunk` numbers of jets. The last batch may
    be smaller.
    """
    order = rng.permutation(len(sizes))
    batches = []
    for start in range(0, len(order), POOL * batch):
        pool = order[start : start + POOL * batch]
        chunks = chunks_by_size(pool, sizes, chunk)
        mixed = [chunks[i] for i in rng.permutation(len(chunks))]
        per_batch = max(1, batch // chunk)
        batches += [mixed[i : i + per_batch] for i in range(0, len(mixed), per_batch)]
    return batches


def chunks_by_size(jets: np.ndarray, sizes: np.ndarray, chunk: int) -> list[Tensor]:
    """`jets` (indices) sorted by size and cut into chunks."""
    ordered = jets[np.argsort(sizes[jets], kind="stable")]
    return [torch.from_numpy(ordered[i : i + chunk]) for i in range(0, len(ordered), chunk)]
