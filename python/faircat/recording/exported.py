"""A model as ONNX, by whoever made it; nothing is pickled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np

from .errors import refused
from .tables import Table

OPSETS = {"": 17, "ai.onnx.ml": 3}


@dataclass
class Exported:
    """What a model became.

    Attributes:
        onnx: The ONNX model, an object of `onnx`.
        framework: As `scikit-learn`.
        architecture: What it is, in a line.
        references: What the framework itself gives for the control set, by output.
        classes: Names of the classes; empty for a regression.
        software: Packages with their versions.
        hyperparameters: Choices made before training, by name.
        parameters: How many are trained.
        notes: What a reader of the claims should know.
    """

    onnx: Any
    framework: str
    architecture: str
    references: dict[str, np.ndarray[Any, Any]]
    classes: list[Any] = field(default_factory=list)
    software: dict[str, str] = field(default_factory=dict)
    hyperparameters: dict[str, str] = field(default_factory=dict)
    parameters: Optional[int] = None
    notes: list[str] = field(default_factory=list)


def exported(model: Any, test: Table, classes: Optional[list[Any]]) -> Exported:
    """The model by its framework.

    Raises:
        RecordingError: A framework that is not known, or a model that it does not export.
    """
    modules = {it.__module__.split(".")[0] for it in type(model).__mro__}
    # With PyTorch beneath it a model of Keras is a module, too.
    if "keras" in modules or "tensorflow" in modules:
        from .of_keras import of_keras

        return of_keras(model, test, classes)
    if "torch" in modules:
        from .of_torch import of_torch

        return of_torch(model, test, classes)
    if hasattr(model, "predict") and hasattr(model, "get_params"):
        from .of_sklearn import of_sklearn

        return of_sklearn(model, test)
    raise refused(
        f"a {type(model).__name__} is no estimator of scikit-learn, no module of PyTorch and no "
        "model of Keras",
        "give the trained object itself",
    )
