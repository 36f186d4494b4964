"""The section `model:` of a record that is made of a trained model."""

from __future__ import annotations

from typing import Any

from .exported import Exported
from .tables import Table

PLACE = "Place of the class that `predict` gives, counted from 0 in the order of the probabilities."


def section(
    made: Exported, trained: Table, units: dict[str, str], of: dict[str, Any], items: int
) -> dict[str, Any]:
    """The section `model:` without its claims."""
    shape = ["batch", *(str(it) for it in trained.values.shape[1:])]
    port: dict[str, Any] = {"name": "x", "dtype": "float32", "shape": shape}
    if trained.features:
        axes = tuple(range(trained.values.ndim - 1))
        ranges = zip(trained.values.min(axis=axes), trained.values.max(axis=axes))
        port["features"] = [
            {
                "name": name,
                **({"unit": units[name]} if name in units else {}),
                "minimum": float(low),
                "maximum": float(high),
            }
            for name, (low, high) in zip(trained.features, ranges)
        ]
    outputs = []
    for name, values in made.references.items():
        sizes = ["batch", *(str(it) for it in values.shape[1:])]
        output: dict[str, Any] = {"name": name, "dtype": str(values.dtype), "shape": sizes}
        if values.dtype.kind == "i":
            # Named classes would be read as names, and a place may be the name of another.
            output["description"] = PLACE
        elif made.classes:
            output["classes"] = [str(it) for it in made.classes]
        outputs.append(output)
    found: dict[str, Any] = {
        "task": [task(made)],
        "category": ["supervised"],
        "framework": [made.framework],
        "architecture": made.architecture,
    }
    if made.parameters is not None:
        found["parameters"] = made.parameters
    found["signature"] = {"inputs": [port], "outputs": outputs}
    if made.hyperparameters:
        found["hyperparameters"] = [
            {"name": name, "value": value} for name, value in made.hyperparameters.items()
        ]
    if "dataset" in of:
        found["tested_on"] = [{**of, "samples": items}]
        found["tested_on"][0].pop("condition", None)
    found["control_set"] = {
        "items": items,
        "data": "control-set.npz",
        **({"dataset": of["dataset"]} if "dataset" in of else {}),
    }
    return found


def task(made: Exported) -> str:
    """What the model is for, as MLDCAT-AP and Hugging Face call it."""
    if not made.classes:
        return "regression"
    return "binary classification" if len(made.classes) == 2 else "multi-class classification"
