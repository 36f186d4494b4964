"""Models of Keras, by their own export to ONNX."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Optional

import numpy as np

from .errors import RecordingError
from .exported import Exported
from .graphs import named
from .tables import Table


def of_keras(model: Any, test: Table, classes: Optional[list[Any]]) -> Exported:
    """A model with one input and one output.

    Raises:
        RecordingError: A model that Keras does not export.
    """
    import keras
    import onnx

    try:
        found = np.asarray(model.predict(test.values, verbose=0), dtype=np.float32)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            model.export(path, format="onnx", verbose=False)
            graph = onnx.load(path)
    except Exception as error:
        raise RecordingError(f"Keras: {' '.join(str(error).split())[:300]}") from error
    output = "probabilities" if classes else "prediction"
    return Exported(
        onnx=named(graph, "x", output),
        framework="Keras",
        architecture=type(model).__name__,
        references={output: found.reshape(len(found), -1)},
        classes=list(classes or []),
        software={
            "keras": keras.__version__,
            "onnx": onnx.__version__,
            "numpy": np.__version__,
        },
        parameters=int(model.count_params()),
    )
