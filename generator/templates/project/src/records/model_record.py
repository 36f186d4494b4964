"""The record of the trained network, from the files of its run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from record_files.artifacts import artifact
from record_files.project import Project

from src.data.files import LAYERS
from src.data.simulate import CLASSES
from src.models.evaluate import CONTROL_SET
from src.models.export import FILE, INPUT, OPSET, OUTPUT, TOLERANCE
from src.models.train_model import REPORT
from src.records.shared import references, rights, write_record

DIGITS = 5
"""Decimal places of a figure."""
METRIC_TOLERANCE = 1e-5
"""Largest difference at which a figure that is computed again agrees: that of its rounding."""

SNIPPET = """\
import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
energies = np.array([[4.1, 12.3, 5.2, 0.6]], np.float32)  # GeV, one row a shower
print(session.run(["probabilities"], {"energies": energies})[0])
"""


def write_model(
    folder: Path, run: Path, project: Project, training: dict[str, Any], figures: dict[str, Any]
) -> None:
    """Record, ONNX file, control set and report of the training into the model's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (FILE, CONTROL_SET, REPORT):
        shutil.copyfile(run / name, folder / name)
    write_record(folder, _record(folder, project, training, figures), project)


def _record(
    folder: Path, project: Project, training: dict[str, Any], figures: dict[str, Any]
) -> dict[str, Any]:
    named, date = references(project), training["finished"]
    return {
        "kind": "model",
        "title": f"Photon or pion, by {project.title}",
        "summary": "A network with one hidden layer that tells showers of photons from those of "
        "charged pions, by the energies in four layers of a simulated calorimeter.",
        "version": "1.0.0",
        "date_created": date,
        **rights(project),
        "keywords": ["calorimeter", "shower", "classification", "neural network"],
        "language": "en",
        "artifacts": _artifacts(folder),
        "relations": _relations(project),
        "code": {
            "programming_languages": ["Python"],
            "dependencies": [
                {"name": name, "version": version}
                for name, version in training["environment"]["packages"].items()
            ],
        },
        "usage": {
            "instructions": "Give the energies of the four layers in GeV, in the order of the "
            "layers, to any ONNX runtime.",
            "snippets": [
                {
                    "language": "python",
                    "description": "Probabilities of one shower.",
                    "code": SNIPPET,
                }
            ],
            "intended_use": "Showing how a project's model is trained, exported, recorded and "
            "verified, until one of your own takes its place.",
            "limitations": "The showers come from a toy simulation; the model says nothing about a "
            "real detector.",
        },
        "provenance": [
            {
                "name": "Training",
                "description": f"{len(training['history'])} epochs, of which epoch "
                f"{training['best_epoch']} had the smallest validation loss; all "
                f"of it in {REPORT}.",
                "date": date,
                "software": [named["software"]],
                "inputs": [named["dataset"]],
            }
        ],
        "derived_from": [named["dataset"]],
        "model": _section(named, training, figures),
    }


def _artifacts(folder: Path) -> list[dict[str, Any]]:
    return [
        artifact(
            folder,
            FILE,
            role="weights",
            media_type="application/onnx",
            format="ONNX",
            opset=OPSET,
            description="The whole model, for batches of any size",
        ),
        artifact(
            folder,
            CONTROL_SET,
            role="control-set",
            media_type="application/zip",
            format="NPZ",
            description="Showers of the test split, their classes and the model's answers",
        ),
        artifact(
            folder,
            REPORT,
            role="documentation",
            media_type="application/json",
            format="JSON",
            description="Configuration, environment and history of the training",
        ),
    ]


def _relations(project: Project) -> list[dict[str, str]]:
    named = references(project)
    found = [
        {"type": "is-derived-from", "target": named["dataset"]},
        {"type": "is-compiled-by", "target": named["software"]},
    ]
    if project.data_doi:
        meaning = "The data that `make sync_data` brings; the example does not use them."
        target = f"doi:{project.data_doi}"
        found.append({"type": "references", "target": target, "description": meaning})
    return found


def _section(
    named: dict[str, str], training: dict[str, Any], figures: dict[str, Any]
) -> dict[str, Any]:
    settings = training["configuration"]
    uses = {
        name: {"dataset": named["dataset"], "split": name, "samples": part["showers"]}
        for name, part in training["data"].items()
    }
    return {
        "task": ["classification"],
        "category": ["supervised", "multilayer perceptron"],
        "framework": ["NumPy", "ONNX"],
        "architecture": f"A hidden layer of {settings['hidden']} rectified units, and a softmax "
        "over the two classes. The first layer also scales the energies.",
        "parameters": training["parameters"],
        "signature": _signature(training["ranges"]),
        "hyperparameters": [
            {"name": name.replace("_", " "), "value": str(value)}
            for name, value in settings.items()
            if name != "seed"
        ],
        "training": _training(named, training, uses["train"]),
        "validated_on": [uses["validation"]],
        "tested_on": [uses["test"]],
        "evaluations": _evaluations(named, figures, training["finished"]),
        "control_set": {
            "items": figures["items"],
            "dataset": named["dataset"],
            "description": "The whole test split.",
            "data": CONTROL_SET,
            "tolerance": TOLERANCE,
        },
    }


def _signature(ranges: list[list[float]]) -> dict[str, Any]:
    return {
        "inputs": [
            {
                "name": INPUT,
                "dtype": "float32",
                "shape": ["batch", str(len(LAYERS))],
                "description": "Measured energy of each layer.",
                "features": [
                    {
                        "name": name,
                        "unit": "GeV",
                        "meaning": f"Energy in layer {number}",
                        "minimum": low,
                        "maximum": high,
                    }
                    for number, (name, (low, high)) in enumerate(
                        zip(LAYERS, ranges, strict=True), 1
                    )
                ],
            }
        ],
        "outputs": [
            {
                "name": OUTPUT,
                "dtype": "float32",
                "shape": ["batch", str(len(CLASSES))],
                "description": "Probability of each class.",
                "classes": list(CLASSES),
            }
        ],
    }


def _training(
    named: dict[str, str], training: dict[str, Any], use: dict[str, Any]
) -> dict[str, Any]:
    machine = training["environment"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    return {
        "datasets": [use],
        "procedure": "Adam on the mean cross entropy; the network of the epoch with the smallest "
        "loss on the validation split is kept.",
        "code": named["software"],
        "environment": f"Python {machine['python']}, {versions}",
        "hardware": machine["processor"],
        "date": training["finished"],
        "seed": training["configuration"]["seed"],
    }


def _evaluations(named: dict[str, str], figures: dict[str, Any], date: str) -> list[dict[str, Any]]:
    return [
        {
            "metric": name,
            "value": round(figure["value"], DIGITS),
            "uncertainty": float(f"{figure['uncertainty']:.2g}"),
            "tolerance": METRIC_TOLERANCE,
            "dataset": named["dataset"],
            "split": "test",
            "control_set": True,
            "method": f"All {figures['items']:,} showers of the control set; the uncertainty is by "
            "bootstrap.",
            "date": date,
            "software": named["software"],
        }
        for name, figure in figures["metrics"].items()
    ]
