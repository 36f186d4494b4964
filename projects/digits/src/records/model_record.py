"""The record of the trained network, from the files of its run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from record_files.artifacts import artifact, licence

from src.data.digits import CLASSES, MOST, PIXELS, SIDE
from src.data.files import read_split
from src.models.evaluate import CONTROL_SET
from src.models.export import FILE, INPUT, OPSET, OUTPUT, TOLERANCE
from src.models.train_model import REPORT
from src.records.shared import (
    DATASET,
    PROJECT_RECORD,
    SOURCES,
    own,
    write_record,
    write_weights_licence,
)

CONTROL = f"control/{CONTROL_SET}"
DIGITS = 5
"""Decimal places of a figure."""
METRIC_TOLERANCE = 1e-5
"""Largest difference at which a figure that is computed again agrees: that of its rounding."""

DESCRIPTION = """\
A small network that reads a handwritten digit of 8 × 8 pixels. It learns in seconds on one core \
from data that lie beside their record, and every step from the data to this record is a target of \
one Makefile, so it shows how a claim comes about and how anybody checks it.

`faircat.hpcfair` trains it through this record, as the paper on HPCFAIR does with MNIST.
"""

SNIPPET = """\
import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
table = np.loadtxt("digits-test.csv", delimiter=",", skiprows=1, dtype=np.float32)
found = session.run(["probabilities"], {"pixels": table[:, :64]})[0].argmax(axis=1)
print((found == table[:, 64]).mean())
"""

LIMITATIONS = """\
- Trained and tested on digits by the same thirteen people; it does worse on the digits of others.
- Images must be made as those of the data: 32 × 32 pixels, counted in blocks of 4 × 4.
"""


def write_model(
    folder: Path, data: Path, run: Path, training: dict[str, Any], figures: dict[str, Any]
) -> None:
    """Record, ONNX file, control set and report of the training into the model's folder."""
    (folder / CONTROL).parent.mkdir(parents=True, exist_ok=True)
    for name in (FILE, REPORT):
        shutil.copyfile(run / name, folder / name)
    shutil.copyfile(run / CONTROL_SET, folder / CONTROL)
    describe_model(folder, ranges(data), training, figures)


def ranges(data: Path) -> list[tuple[int, int]]:
    """The least and the greatest count of each pixel in the digits that the network learnt from."""
    pixels = read_split(data, "train").pixels
    return list(zip(pixels.min(axis=0).tolist(), pixels.max(axis=0).tolist(), strict=True))


def describe_model(
    folder: Path,
    seen: list[tuple[int, int]],
    training: dict[str, Any],
    figures: dict[str, Any],
) -> None:
    """Record, description and licence beside the files of the run."""
    write_weights_licence(folder)
    (folder / "description.md").write_text(DESCRIPTION, encoding="utf-8")
    write_record(folder / "record.yaml", _record(folder, seen, training, figures))


def _record(
    folder: Path,
    seen: list[tuple[int, int]],
    training: dict[str, Any],
    figures: dict[str, Any],
) -> dict[str, Any]:
    date = training["finished"]
    return {
        "kind": "model",
        "title": "Dense network for handwritten digits",
        "summary": "A network with one hidden layer that tells handwritten digits of 8 × 8 pixels "
        "apart; it is trained in seconds, and every step can be repeated.",
        "version": "1.0.0",
        "date_created": date,
        **own(date),
        "access": {"rights": "open", "free": True, "conditions": "No account is needed."},
        "keywords": ["handwritten digits", "image classification", "neural network", "teaching"],
        "language": "en",
        "artifacts": _artifacts(folder),
        "relations": [
            {"type": "is-derived-from", "target": DATASET},
            {
                "type": "is-compiled-by",
                "target": PROJECT_RECORD,
                "description": "Training and export.",
            },
            {
                "type": "references",
                "target": "models/mnist-mlcube",
                "description": "The example of HPCFAIR, of whose kind this is.",
            },
        ],
        "publications": SOURCES,
        "code": _code(training),
        "usage": _usage(),
        "provenance": _provenance(training),
        "derived_from": [DATASET],
        "model": _section(seen, training, figures),
    }


def _artifacts(folder: Path) -> list[dict[str, Any]]:
    return [
        artifact(
            folder,
            FILE,
            role="weights",
            media_type="application/octet-stream",
            format="ONNX",
            opset=OPSET,
            description="Whole network, batch of any size",
        ),
        artifact(
            folder,
            CONTROL,
            role="control-set",
            media_type="application/zip",
            format="NPZ",
            description="Digits of the test split, and the answers of ONNX Runtime",
        ),
        artifact(
            folder,
            REPORT,
            role="documentation",
            media_type="application/json",
            format="JSON",
            description="Configuration, environment and history of the training",
        ),
        licence(folder),
    ]


def _code(training: dict[str, Any]) -> dict[str, Any]:
    packages = training["environment"]["packages"]
    return {
        "programming_languages": ["Python"],
        "dependencies": [{"name": name, "version": version} for name, version in packages.items()],
    }


def _usage() -> dict[str, Any]:
    return {
        "instructions": "Give the 64 counts of an image, row by row, to any ONNX runtime. "
        "`make train export` in projects/digits of the repository of this catalogue trains the "
        "network again.",
        "snippets": [
            {"language": "python", "description": "Share that is right.", "code": SNIPPET}
        ],
        "intended_use": "Teaching, and trying how a model is trained, recorded and verified.",
        "limitations": LIMITATIONS,
        "risks": "The network names a digit for any image, also for a letter.",
        "ethical": "Digits that people wrote on a form for research; nothing tells who they were.",
        "legal": "Apache-2.0 or MIT, as you choose; the notice is in `LICENSE`. The data have a "
        "licence of their own.",
    }


def _provenance(training: dict[str, Any]) -> list[dict[str, Any]]:
    date = training["finished"]
    return [
        {
            "name": "Training",
            "description": f"{len(training['history'])} epochs, of which epoch "
            f"{training['best_epoch']} had the smallest validation loss; all of "
            f"it in {REPORT}.",
            "date": date,
            "software": [PROJECT_RECORD],
            "inputs": [DATASET],
        },
        {
            "name": "Export",
            "description": "ONNX, compared with NumPy to 1e-5.",
            "date": date,
            "software": [PROJECT_RECORD],
        },
    ]


def _section(
    seen: list[tuple[int, int]], training: dict[str, Any], figures: dict[str, Any]
) -> dict[str, Any]:
    settings = training["configuration"]
    uses = {
        name: {"dataset": DATASET, "split": name, "samples": part["digits"]}
        for name, part in training["data"].items()
    }
    return {
        "task": ["classification", "image classification"],
        "category": ["supervised", "multilayer perceptron"],
        "framework": ["NumPy", "ONNX"],
        "architecture": f"A hidden layer of {settings['hidden']} rectified units, and a softmax "
        f"over the ten digits. The first layer also divides the counts by {MOST}.",
        "parameters": training["parameters"],
        "signature": _signature(seen),
        "hyperparameters": [
            {"name": name.replace("_", " "), "value": str(value)}
            for name, value in settings.items()
            if name != "seed"
        ],
        "training": _training(training, uses["train"]),
        "validated_on": [uses["validation"]],
        "tested_on": [uses["test"]],
        "evaluations": _evaluations(figures, training["finished"]),
        "control_set": {
            "items": figures["items"],
            "dataset": DATASET,
            "description": "The whole test split.",
            "data": CONTROL,
            "tolerance": TOLERANCE,
        },
    }


def _signature(seen: list[tuple[int, int]]) -> dict[str, Any]:
    return {
        "inputs": [
            {
                "name": INPUT,
                "dtype": "float32",
                "shape": ["batch", str(len(PIXELS))],
                "description": f"Counts of dark pixels of an image of {SIDE} × {SIDE}, row by row, "
                f"each from 0 to {MOST}.",
                "features": [
                    {
                        "name": name,
                        "unit": "1",
                        "meaning": f"Count in row {number // SIDE}, column {number % SIDE}",
                        "minimum": least,
                        "maximum": most,
                    }
                    for number, (name, (least, most)) in enumerate(zip(PIXELS, seen, strict=True))
                ],
            }
        ],
        "outputs": [
            {
                "name": OUTPUT,
                "dtype": "float32",
                "shape": ["batch", str(len(CLASSES))],
                "description": "Probability of each digit.",
                "classes": list(CLASSES),
            }
        ],
    }


def _training(training: dict[str, Any], use: dict[str, Any]) -> dict[str, Any]:
    machine = training["environment"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    return {
        "datasets": [use],
        "procedure": "Adam on the mean cross entropy; the network of the epoch with the smallest "
        "loss on the validation split is kept.",
        "code": PROJECT_RECORD,
        "environment": f"Python {machine['python']}, {versions}",
        "hardware": machine["processor"],
        "date": training["finished"],
        "seed": training["configuration"]["seed"],
    }


def _evaluations(figures: dict[str, Any], date: str) -> list[dict[str, Any]]:
    return [
        {
            "metric": name,
            "value": round(figure["value"], DIGITS),
            "uncertainty": float(f"{figure['uncertainty']:.2g}"),
            "tolerance": METRIC_TOLERANCE,
            "dataset": DATASET,
            "split": "test",
            "control_set": True,
            "method": f"All {figures['items']:,} digits of the test split; the uncertainty is by "
            "bootstrap.",
            "date": date,
            "software": PROJECT_RECORD,
        }
        for name, figure in figures["metrics"].items()
    ]
