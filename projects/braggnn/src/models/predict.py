"""Positions that a network gives, in pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from src.data.profile import PATCH_SIZE
from src.models.network import BraggNN

BATCH = 512


def load_network(path: Path) -> BraggNN:
    """A BraggNN with the parameters of a state dict; nothing in the file is executed."""
    network = BraggNN()
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.eval()


def outputs(network: BraggNN, patches: NDArray[np.float32]) -> NDArray[np.float32]:
    """Outputs [n, 2] of patches [n, 1, 11, 11]: fractions of the patch's size."""
    network.eval()
    with torch.inference_mode():
        parts = [
            network(torch.from_numpy(patches[start : start + BATCH])).numpy()
            for start in range(0, len(patches), BATCH)
        ]
    return np.concatenate(parts)


def positions(network: BraggNN, patches: NDArray[np.float32]) -> NDArray[np.float64]:
    """Positions [n, 2] as (column, row) in pixels from the centre of the first pixel."""
    return outputs(network, patches).astype(np.float64) * PATCH_SIZE
