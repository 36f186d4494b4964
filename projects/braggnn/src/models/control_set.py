"""The control set: patches on which anyone can check the model's figures.

`python -m src.models.control_set` writes `control-set.npz` beside the run's other files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from record_files.npz import packed

from src.data.files import normalised, read_split
from src.data.profile import PATCH_SIZE
from src.models.onnx_graph import INPUT, OUTPUT
from src.models.predict import load_network, outputs
from src.paths import data_folder, run_folder

ITEMS = 4_000
"""Patches of a control set: the first ones of the test split."""

FILE = "control-set.npz"
LEVEL, PERMISSIONS = 6, 0o600
"""How the archive is packed, as the published one is."""


def write_npz(path: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    """An archive of the arrays, whole or not at all; equal arrays give equal bytes."""
    part = path.with_suffix(".part")
    part.write_bytes(packed(arrays, level=LEVEL, permissions=PERMISSIONS))
    part.replace(path)


def control_arrays(data: Path, run: Path, items: int = ITEMS) -> dict[str, NDArray[np.float32]]:
    """`patch` [n, 1, 11, 11], `target` [n, 2] and PyTorch's `reference_position` [n, 2].

    Target and reference are fractions of the patch's size, as the network's output.
    """
    test = read_split(data, "test")
    patches = normalised(test.counts[:items])
    return {
        INPUT: patches,
        "target": (test.position[:items] / PATCH_SIZE).astype(np.float32),
        f"reference_{OUTPUT}": outputs(load_network(run / "model.pt"), patches),
    }


def main(arguments: list[str]) -> int:
    """Write the control set; 2 where data or weights are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        write_npz(options.run / FILE, control_arrays(options.data, options.run))
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{options.run / FILE}: {(options.run / FILE).stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
