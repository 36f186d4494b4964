"""Runs the model for DLHub: arrays in the order of its inputs in, arrays in that of its outputs out."""

from pathlib import Path

import onnxruntime

SESSION = onnxruntime.InferenceSession(str(Path(__file__).parent / @MODEL@))


def run(inputs):
    names = [tensor.name for tensor in SESSION.get_inputs()]
    arrays = inputs if len(names) > 1 else [inputs]
    outputs = SESSION.run(None, dict(zip(names, arrays, strict=True)))
    return outputs[0] if len(outputs) == 1 else outputs
