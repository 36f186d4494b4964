"""BraggNN as an ONNX graph, written operator by operator.

The initialisers have the names of the state dict, so that a reader finds every parameter again;
an exporter that traces the network would rename and merge them.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from src.data.profile import PATCH_SIZE
from src.models.network import CHANNELS, DENSE, SLOPE

OPSET = 17
IR_VERSION = 8
"""The ONNX file format that belongs to operator set 17."""

INPUT, OUTPUT = "patch", "position"

State = dict[str, NDArray[np.float32]]


def braggnn_graph(state: State) -> ModelProto:
    """The network with the parameters of a state dict; checked by ONNX's own checker."""
    side = PATCH_SIZE - 2
    nodes = [_convolution("cnn_layers.0", INPUT, "first"), *_non_local_block("first", "looked")]
    here = "looked"
    for layer in range(1, len(CHANNELS)):
        nodes.append(_leaky(here, f"activated_{layer}"))
        here = f"image_{layer}"
        nodes.append(_convolution(f"cnn_layers.{2 * layer}", f"activated_{layer}", here))
    nodes.append(_leaky(here, "activated_last"))
    nodes.append(helper.make_node("Flatten", ["activated_last"], ["flat"], axis=1))
    nodes += _dense_layers("flat")
    shapes = {
        "positions_last": [0, CHANNELS[0] // 2, side * side],
        "image_again": [0, CHANNELS[0] // 2, side, side],
    }
    constants = [numpy_helper.from_array(np.array(v, np.int64), k) for k, v in shapes.items()]
    weights = [numpy_helper.from_array(value, name) for name, value in state.items()]
    graph = helper.make_graph(
        nodes,
        "braggnn",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, _patch_shape())],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", 2])],
        initializer=[*weights, *constants],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="braggnn",
    )
    helper.set_model_props(model, {"architecture": "braggnn"})
    onnx.checker.check_model(model, full_check=True)
    return model


def _patch_shape() -> list[str | int]:
    return ["batch", 1, PATCH_SIZE, PATCH_SIZE]


def _convolution(layer: str, source: str, target: str) -> NodeProto:
    return helper.make_node("Conv", [source, f"{layer}.weight", f"{layer}.bias"], [target])


def _leaky(source: str, target: str) -> NodeProto:
    return helper.make_node("LeakyRelu", [source], [target], alpha=SLOPE)


def _non_local_block(source: str, target: str) -> list[NodeProto]:
    """theta, phi and g of every position, softmax over positions, and the sum with the source."""
    nodes = []
    for name in ("theta", "phi", "g"):
        nodes.append(_convolution(f"nlb.{name}_layer", source, f"{name}_image"))
        nodes.append(helper.make_node("Reshape", [f"{name}_image", "positions_last"], [name]))
    for name in ("theta", "g"):
        nodes.append(helper.make_node("Transpose", [name], [f"{name}_rows"], perm=[0, 2, 1]))
    return [
        *nodes,
        helper.make_node("MatMul", ["theta_rows", "phi"], ["affinity"]),
        helper.make_node("Softmax", ["affinity"], ["attention"], axis=-1),
        helper.make_node("MatMul", ["attention", "g_rows"], ["gathered_rows"]),
        helper.make_node("Transpose", ["gathered_rows"], ["gathered"], perm=[0, 2, 1]),
        helper.make_node("Reshape", ["gathered", "image_again"], ["gathered_image"]),
        _convolution("nlb.out_cnn", "gathered_image", "addition"),
        helper.make_node("Add", [source, "addition"], [target]),
    ]


def _dense_layers(source: str) -> list[NodeProto]:
    nodes: list[NodeProto] = []
    here = source
    for layer in range(len(DENSE) + 1):
        name = f"dense_layers.{2 * layer}"
        last = layer == len(DENSE)
        target = OUTPUT if last else f"dense_{layer}"
        inputs = [here, f"{name}.weight", f"{name}.bias"]
        nodes.append(helper.make_node("Gemm", inputs, [target], transB=1))
        if not last:
            here = f"dense_active_{layer}"
            nodes.append(_leaky(target, here))
    return nodes
