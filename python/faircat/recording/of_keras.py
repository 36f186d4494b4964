"""Models of Keras, by their own export to ONNX."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Optional

import numpy as np

from .errors import refused
from .exported import Exported
from .graphs import named
from .scores import of_classes
from .tables import Table


def of_keras(model: Any, test: Table, classes: Optional[list[Any]]) -> Exported:
    """A model with one input and one output.

    Raises:
        RecordingError: A model that Keras does not export.
    """
    import keras
    import onnx

    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise refused(
            f"the model has {len(model.inputs)} inputs and {len(model.outputs)} outputs",
            "record a model with one of each, as `keras.Model(inputs, output)`",
        )
    try:
        found = np.asarray(model.predict(test.values, verbose=0), dtype=np.float32)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            model.export(path, format="onnx", verbose=False)
            graph = onnx.load(path)
    except Exception as error:
        raise refused(
            f"Keras: {' '.join(str(error).split())[:300]}",
            "give a model that takes `[items, …]` as `x` has them, in float32",
        ) from error
    found, output = found.reshape(len(found), -1), "prediction"
    if classes:
        output, found = of_classes(graph, found, classes)
    return Exported(
        onnx=named(graph, "x", output, found.shape[1:]),
        framework="Keras",
        architecture=type(model).__name__,
        references={output: found},
        classes=list(classes or []),
        software={
            "keras": keras.__version__,
            "onnx": onnx.__version__,
            "numpy": np.__version__,
        },
        parameters=int(model.count_params()),
    )
