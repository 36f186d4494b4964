"""The control set of a network: test jets with what the network must answer for them.

One compressed `.npz` with `tracks` [n, P, 60], `vertices` [n, S, 5], `label` int64 [n] and, for
each output, `reference_NAME` float32 [n, 2] from PyTorch. The same jets give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from record_files.npz import packed

from ..models.architecture import Architecture
from ..models.compact_jets import Arrays
from ..models.export import reference
from ..models.network import InteractionNetwork

#: Bits of the inputs' mantissas that are kept, of 23. The rounding, 2⁻¹³ of a value, is far below
#: the resolution of any feature, and the file shrinks by 40 %.
MANTISSA_BITS = 12
#: Largest size of a file, in bytes.
LARGEST = 6_000_000
#: How an archive is packed, as the published ones are.
LEVEL, PERMISSIONS = 9, 0o644
#: Seed of the choice of jets; one for all networks, so that they answer for the same jets.
SEED = 2023


def write(
    path: Path, network: InteractionNetwork, architecture: Architecture, test: Arrays, jets: int
) -> int:
    """Write a control set of `jets` jets, or fewer where the file would be above `LARGEST`.

    `test` holds the arrays of the test set with all features, labels balanced. Returns the number
    of jets written.
    """
    while True:
        chosen = choose(test[2], jets)
        arrays = contents(network, architecture, test, chosen)
        content = packed(arrays, level=LEVEL, permissions=PERMISSIONS)
        if len(content) <= LARGEST:
            break
        jets = int(0.98 * jets * LARGEST / len(content))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return len(chosen)


def choose(labels: np.ndarray, jets: int) -> np.ndarray:
    """Indices of `jets` jets (one fewer for odd numbers), half of each class, in random order."""
    rng = np.random.default_rng(SEED)
    halves = [rng.permutation(np.flatnonzero(labels == label))[: jets // 2] for label in (0, 1)]
    if min(map(len, halves)) < jets // 2:
        raise ValueError(f"the test set does not hold {jets // 2} jets of each class")
    return rng.permutation(np.concatenate(halves))


def contents(
    network: InteractionNetwork, architecture: Architecture, test: Arrays, chosen: np.ndarray
) -> dict[str, np.ndarray]:
    """The arrays of the file, by name; references are of the rounded inputs."""
    tracks = rounded(test[0][chosen][:, architecture.kept_tracks])
    vertices = rounded(test[1][chosen][:, architecture.kept_vertices])
    logits, probabilities = reference(network, tracks, vertices)
    return {
        "tracks": tracks,
        "vertices": vertices,
        "label": test[2][chosen].astype(np.int64),
        "reference_logits": logits,
        "reference_probabilities": probabilities,
    }


def rounded(values: np.ndarray) -> np.ndarray:
    """Float32 values with `MANTISSA_BITS` bits of mantissa, rounded to nearest."""
    dropped = 23 - MANTISSA_BITS
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    bits = bits + np.uint32(1 << (dropped - 1))
    return (bits & np.uint32(0xFFFFFFFF << dropped & 0xFFFFFFFF)).view(np.float32)
