"""Write the trained network as ONNX and safetensors: `python -m src.models.export`.

Both are checked against PyTorch on patches of the test split before they count as made.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from src.data.files import normalised, read_split
from src.models.network import BraggNN
from src.models.onnx_graph import INPUT, OUTPUT, braggnn_graph
from src.models.predict import load_network, outputs
from src.paths import data_folder, run_folder

TOLERANCE = 1e-5
"""Largest difference from PyTorch, as a fraction of the patch's size."""

CHECKED = 512
"""Patches on which the exports are compared with PyTorch."""


class ExportError(Exception):
    """An export does not give what PyTorch gives."""


def write_onnx(network: BraggNN, path: Path) -> None:
    """One ONNX file with all its parameters; the same network gives the same bytes."""
    state = {name: value.contiguous().numpy() for name, value in network.state_dict().items()}
    path.write_bytes(braggnn_graph(state).SerializeToString(deterministic=True))


def onnx_outputs(path: Path, patches: NDArray[np.float32]) -> NDArray[np.float32]:
    """Outputs [n, 2] by ONNX Runtime on the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return session.run([OUTPUT], {INPUT: patches})[0]


def largest_difference(
    network: BraggNN, folder: Path, patches: NDArray[np.float32]
) -> dict[str, float]:
    """Largest absolute difference of each export from PyTorch."""
    reference = outputs(network, patches)
    copy = BraggNN()
    copy.load_state_dict(load_file(folder / "model.safetensors"))
    found = {
        "model.onnx": onnx_outputs(folder / "model.onnx", patches),
        "model.safetensors": outputs(copy, patches),
    }
    return {name: float(np.abs(values - reference).max()) for name, values in found.items()}


def export(folder: Path, patches: NDArray[np.float32]) -> dict[str, float]:
    """Exports of `folder/model.pt` beside it; `ExportError` where one differs from PyTorch."""
    network = load_network(folder / "model.pt")
    write_onnx(network, folder / "model.onnx")
    state = {name: value.contiguous() for name, value in network.state_dict().items()}
    save_file(state, folder / "model.safetensors", metadata={"architecture": "braggnn"})
    differences = largest_difference(network, folder, patches)
    for name, difference in differences.items():
        if not difference <= TOLERANCE:
            raise ExportError(f"{name} differs from PyTorch by {difference:.1e}")
    return differences


def main(arguments: list[str]) -> int:
    """Export the run; 1 where an export is wrong, 2 where something is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        patches = normalised(read_split(options.data, "test").counts[:CHECKED])
        differences = export(options.run, patches)
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except ExportError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for name, difference in differences.items():
        print(f"{name}: largest difference from PyTorch {difference:.1e}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
