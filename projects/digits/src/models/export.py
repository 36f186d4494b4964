"""The network as ONNX, compared with NumPy: `python -m src.models.export`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from src.data.files import read_split
from src.models.network import Parameters, probabilities
from src.models.train_model import WEIGHTS
from src.paths import data_folder, run_folder

FILE = "model.onnx"
INPUT, OUTPUT = "pixels", "probabilities"
OPSET, IR_VERSION = 17, 8
TOLERANCE = 1e-5
"""Largest difference of a probability from NumPy's that still agrees."""


def read_weights(run: Path) -> Parameters:
    """The weights of a run; `OSError` where there are none."""
    with np.load(run / WEIGHTS, allow_pickle=False) as arrays:
        return Parameters(**{name: arrays[name] for name in arrays.files})


def graph(parameters: Parameters) -> onnx.ModelProto:
    """Counts [batch, 64] to probabilities [batch, 10]."""
    values = {name: array.astype(np.float32) for name, array in vars(parameters).items()}
    inputs, outputs = values["weights_1"].shape[0], values["weights_2"].shape[1]
    nodes = [
        helper.make_node("Gemm", [INPUT, "weights_1", "bias_1"], ["sums"]),
        helper.make_node("Relu", ["sums"], ["hidden"]),
        helper.make_node("Gemm", ["hidden", "weights_2", "bias_2"], ["logits"]),
        helper.make_node("Softmax", ["logits"], [OUTPUT], axis=-1),
    ]
    body = helper.make_graph(
        nodes,
        "digits",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["batch", inputs])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", outputs])],
        [numpy_helper.from_array(array, name) for name, array in values.items()],
    )
    opset = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(body, opset_imports=opset, ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    return model


def run_onnx(path: Path, pixels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Probabilities [n, 10] by ONNX Runtime."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return session.run([OUTPUT], {INPUT: pixels.astype(np.float32)})[0]


def export(run: Path, pixels: NDArray[np.int64]) -> float:
    """Write `model.onnx`; the largest difference from NumPy, `ValueError` where it is too large."""
    parameters = read_weights(run)
    (run / FILE).write_bytes(graph(parameters).SerializeToString(deterministic=True))
    found, expected = run_onnx(run / FILE, pixels), probabilities(parameters, pixels)
    difference = float(np.abs(found - expected).max())
    if not difference <= TOLERANCE:
        raise ValueError(f"{run / FILE} differs by {difference:.1e} from NumPy")
    return difference


def main(arguments: list[str] | None = None) -> int:
    """Export the network of a run; 2 where an input is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    options = parser.parse_args(arguments)
    try:
        difference = export(options.run, read_split(options.data, "test").pixels)
    except (OSError, ValueError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    print(f"{options.run / FILE}: within {difference:.1e} of NumPy")
    return 0


if __name__ == "__main__":
    sys.exit(main())
