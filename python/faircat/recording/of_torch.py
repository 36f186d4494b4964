"""Modules of PyTorch, by torch.onnx with a free batch."""

from __future__ import annotations

import io
from typing import Any, Optional

import numpy as np

from .errors import RecordingError, refused
from .exported import OPSETS, Exported
from .graphs import named
from .scores import of_classes
from .tables import Table


def of_torch(module: Any, test: Table, classes: Optional[list[Any]]) -> Exported:
    """A module that takes `[items, ...]` and gives `[items, values]`.

    Where it has classes, these are logits, or probabilities after a softmax or sigmoid; for two
    classes one value is enough, that of the second.

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
            values = torch.from_numpy(np.ascontiguousarray(test.values)).to(device_of(module))
            answer = one_tensor(module(values))
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
    except RecordingError:
        raise
    except Exception as error:
        raise refused(
            f"PyTorch: {' '.join(str(error).split())[:300]}",
            "give a module that takes `[items, …]` as `x` has them, in float32",
        ) from error
    finally:
        module.train(was_training)
    found = answer.cpu().numpy().astype(np.float32)
    graph, output = onnx.load_model_from_string(buffer.getvalue()), "prediction"
    if classes:
        output, found = of_classes(graph, found, classes)
    graph = named(graph, "x", output, found.shape[1:])
    return Exported(
        onnx=graph,
        framework="PyTorch",
        architecture=type(module).__name__,
        references={output: found},
        classes=list(classes or []),
        software={
            "torch": torch.__version__.split("+")[0],
            "onnx": onnx.__version__,
            "numpy": np.__version__,
        },
        parameters=sum(it.numel() for it in module.parameters() if it.requires_grad),
    )


def device_of(module: Any) -> Any:
    """Where its weights are."""
    first = next(module.parameters(), None)
    return "cpu" if first is None else first.device


def one_tensor(answer: Any) -> Any:
    """What the module gives, if that is one tensor with an axis of values.

    Raises:
        RecordingError: It is something else.
    """
    if not hasattr(answer, "detach"):
        raise refused(
            f"the module gives a {type(answer).__name__}, not one tensor",
            "record a module that gives the output that is meant alone",
        )
    if answer.ndim < 2:
        raise refused(
            "the module gives one number an item without an axis", "let it give [items, 1]"
        )
    return answer.detach()
