"""Modules of PyTorch, by torch.onnx with a free batch."""

from __future__ import annotations

import io
from typing import Any, Optional

import numpy as np

from .errors import RecordingError
from .exported import OPSETS, Exported
from .graphs import named
from .tables import Table


def of_torch(module: Any, test: Table, classes: Optional[list[Any]]) -> Exported:
    """A module that takes `[items, ...]` and gives `[items, values]`: logits where it has classes.

    Raises:
        RecordingError: A module that does not take the data, or that PyTorch does not export.
    """
    import onnx
    import torch

    was_training = module.training
    module.eval()
    buffer = io.BytesIO()
    try:
        with torch.no_grad():
            values = torch.from_numpy(np.ascontiguousarray(test.values))
            found = module(values).numpy()
        torch.onnx.export(
            module,
            (values[:2],),
            buffer,
            input_names=["x"],
            output_names=["y"],
            dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}},
            opset_version=OPSETS[""],
            dynamo=False,
        )
    except Exception as error:
        raise RecordingError(f"PyTorch: {' '.join(str(error).split())[:300]}") from error
    finally:
        module.train(was_training)
    if found.ndim == 1:
        raise RecordingError(
            "the module gives one number an item without an axis: let it give [items, 1]"
        )
    output = "logits" if classes else "prediction"
    graph = named(onnx.load_model_from_string(buffer.getvalue()), "x", output)
    return Exported(
        onnx=graph,
        framework="PyTorch",
        architecture=type(module).__name__,
        references={output: found.astype(np.float32)},
        classes=list(classes or []),
        software={
            "torch": torch.__version__.split("+")[0],
            "onnx": onnx.__version__,
            "numpy": np.__version__,
        },
        parameters=sum(it.numel() for it in module.parameters() if it.requires_grad),
    )
