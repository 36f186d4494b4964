"""The record of the trained network, from the files of its run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from record_files.artifacts import artifact, licence
from record_files.record_yaml import grouped

from src.data.profile import PATCH_SIZE
from src.models.control_set import FILE as CONTROL_FILE
from src.models.export import TOLERANCE
from src.models.metrics import DEVIATION, MEAN, euclidean_errors, summary, uncertainties
from src.models.onnx_graph import INPUT, OPSET, OUTPUT
from src.records.dataset_record import Q95, REFERENCE
from src.records.model_texts import (
    ARCHITECTURE,
    DESCRIPTION,
    INSTRUCTIONS,
    LIMITATIONS,
    PREPROCESSING,
    SNIPPET,
)
from src.records.yaml_files import (
    PROJECT_RECORD,
    publications,
    shared_fields,
    write_licence,
    write_record,
)

METRIC_TOLERANCE = 1e-5
"""Largest difference in pixels at which a recomputed figure still agrees: that of the figure's
rounding and of the engines' arithmetic, a hundredth of the smallest statistical uncertainty."""

PLACES = 5
"""Decimal places of a figure in pixels."""

RUN_FILES = ("model.onnx", "model.safetensors", "model.pt", "training.json")
CONTROL = f"control/{CONTROL_FILE}"

Errors = dict[str, np.ndarray]
Figures = dict[str, tuple[float, float]]
"""Value and uncertainty of each metric, in pixels."""


def write_model(folder: Path, run: Path, training: dict[str, Any], errors: Errors) -> None:
    """Record, description, weights and control set in the model's catalogue folder.

    `errors` has the Euclidean errors in pixels on the test split (`test`) and on the control set
    (`control set`), and the distances of the fitted positions from the truth on the test split.
    """
    (folder / "control").mkdir(parents=True, exist_ok=True)
    for name in RUN_FILES:
        shutil.copyfile(run / name, folder / name)
    shutil.copyfile(run / CONTROL_FILE, folder / CONTROL)
    figures = {part: figures_of(errors[part]) for part in ("test", "fit", "control set")}
    describe_model(folder, training, figures, len(errors["control set"]))


def figures_of(errors: np.ndarray) -> Figures:
    """Every metric with its uncertainty, rounded as the record has them."""
    spread = uncertainties(errors)
    return {
        metric: (round(value, PLACES), round(spread[metric], PLACES))
        for metric, value in summary(errors).items()
    }


def describe_model(
    folder: Path, training: dict[str, Any], figures: dict[str, Figures], control_items: int
) -> None:
    """Record, description and licence beside the files of the run.

    `figures` are those of the test split (`test`), of a fit there (`fit`) and of the control set.
    """
    write_licence(folder, training["finished"])
    (folder / "description.md").write_text(_description(training, figures), encoding="utf-8")
    write_record(folder / "record.yaml", _record(folder, training, figures, control_items))


def control_errors(path: Path) -> np.ndarray:
    """Errors in pixels of the control set's reference outputs."""
    with np.load(path, allow_pickle=False) as arrays:
        return PATCH_SIZE * euclidean_errors(arrays[f"reference_{OUTPUT}"], arrays["target"])


def _description(training: dict[str, Any], figures: dict[str, Figures]) -> str:
    rows = []
    for title, name in (("this network", "test"), ("pseudo-Voigt fit", "fit")):
        values = [f"{figures[name][metric][0]:.3f}" for metric in (Q95, MEAN, DEVIATION)]
        rows.append(f"| {title} | {' | '.join(values)} |")
    patches = {name: grouped(part["patches"]) for name, part in training["data"].items()}
    return DESCRIPTION.format(rows="\n".join(rows), **patches)


def _record(
    folder: Path, training: dict[str, Any], figures: dict[str, Figures], control_items: int
) -> dict[str, Any]:
    date = training["finished"]
    return {
        "kind": "model",
        "title": "BraggNN, trained on simulated peaks",
        "summary": "The published BraggNN architecture, which locates a Bragg peak in an image "
        "of 11 × 11 pixels, trained from random numbers on simulated peaks whose true positions "
        "are known.",
        "version": "1.0.0",
        **shared_fields(date),
        "access": {"rights": "open", "free": True, "conditions": "No account is needed."},
        "keywords": [
            "Bragg peak",
            "high energy diffraction microscopy",
            "convolutional neural network",
            "simulation",
        ],
        "language": "en",
        "artifacts": _artifacts(folder),
        "relations": _relations(),
        "publications": publications(),
        "code": {
            "programming_languages": ["Python"],
            "dependencies": [
                {"name": name, "version": training["environment"]["packages"][name]}
                for name in ("torch", "numpy", "h5py")
            ],
        },
        "usage": _usage(),
        "provenance": _provenance(training),
        "derived_from": [REFERENCE],
        "model": _section(training, figures, control_items),
    }


def _artifacts(folder: Path) -> list[dict[str, Any]]:
    binary = "application/octet-stream"
    return [
        artifact(
            folder,
            "model.onnx",
            role="weights",
            media_type=binary,
            format="ONNX",
            opset=OPSET,
            description="Whole network, batch of any size",
        ),
        artifact(
            folder,
            "model.safetensors",
            role="weights",
            media_type=binary,
            format="safetensors",
            description="Parameters under the names of the published state dicts",
        ),
        artifact(
            folder,
            "model.pt",
            role="weights",
            media_type=binary,
            format="PyTorch state dict",
            description="The same parameters for torch.load with weights_only=True",
        ),
        artifact(
            folder,
            CONTROL,
            role="control-set",
            media_type="application/zip",
            format="NPZ",
            description="Patches of the test split, true positions and PyTorch's outputs",
        ),
        artifact(
            folder,
            "training.json",
            role="documentation",
            media_type="application/json",
            format="JSON",
            description="Configuration, environment and history of the training",
        ),
        licence(folder),
    ]


def _relations() -> list[dict[str, str]]:
    return [
        {"type": "is-derived-from", "target": REFERENCE},
        {
            "type": "is-compiled-by",
            "target": PROJECT_RECORD,
            "description": "Simulation, training and export.",
        },
        {
            "type": "references",
            "target": "models/braggnn-pytorch",
            "description": "The same architecture, trained on measured peaks.",
        },
        {
            "type": "is-described-by",
            "target": "arxiv:2008.08198",
            "title": "BraggNN: fast X-ray Bragg peak analysis using deep learning",
        },
    ]


def _usage() -> dict[str, Any]:
    return {
        "instructions": INSTRUCTIONS,
        "snippets": [
            {
                "language": "python",
                "description": "Positions in pixels, from detector counts [n, 11, 11].",
                "code": SNIPPET,
            }
        ],
        "intended_use": "Showing and testing how a model is catalogued, run and verified, and as "
        "a starting point for training on measured peaks.",
        "limitations": LIMITATIONS,
        "risks": "The network always gives a position, also for noise or for two peaks. Compare "
        "with a fitted profile before trusting it on data of a new kind.",
        "ethical": "The model describes X-ray images of materials; no person is concerned.",
        "legal": "CC BY 4.0; the notice is in `LICENSE`.",
    }


def _provenance(training: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": "Training",
            "description": f"{len(training['history'])} epochs, of which epoch "
            f"{training['best_epoch']} had the smallest validation error; "
            "all of it in training.json.",
            "date": training["finished"],
            "software": [PROJECT_RECORD],
            "inputs": [REFERENCE],
        },
        {
            "name": "Export",
            "description": "ONNX and safetensors, each compared with PyTorch to 1e-5.",
            "date": training["finished"],
            "software": [PROJECT_RECORD],
        },
    ]


def _section(
    training: dict[str, Any], figures: dict[str, Figures], control_items: int
) -> dict[str, Any]:
    uses = {
        name: {"dataset": REFERENCE, "split": name, "samples": part["patches"]}
        for name, part in training["data"].items()
    }
    return {
        "task": ["regression", "peak localization"],
        "category": ["supervised", "convolutional neural network"],
        "framework": ["PyTorch", "ONNX"],
        "architecture": ARCHITECTURE,
        "parameters": training["parameters"],
        "signature": _signature(),
        "hyperparameters": _hyperparameters(training["configuration"]),
        "training": _training(training, uses["train"]),
        "validated_on": [uses["validation"]],
        "tested_on": [uses["test"]],
        "evaluations": _evaluations(figures, control_items, training["finished"]),
        "control_set": {
            "items": control_items,
            "dataset": REFERENCE,
            "description": f"The first {control_items:,} patches of the test split.",
            "data": CONTROL,
            "tolerance": TOLERANCE,
        },
    }


def _signature() -> dict[str, Any]:
    size = str(PATCH_SIZE)
    coordinates = (("column", "across the patch"), ("row", "down the patch"))
    return {
        "inputs": [
            {
                "name": INPUT,
                "dtype": "float32",
                "shape": ["batch", "1", size, size],
                "description": "Detector counts of 11 × 11 pixels around one Bragg peak, as "
                "(row, column); one pixel is 200 µm wide.",
                "features": [
                    {"name": "intensity", "unit": "1", "meaning": "Scaled detector counts"}
                ],
                "padding": "None: a patch always has 11 × 11 pixels.",
                "scaling": "Minimum to maximum of each patch by itself, so that its values run "
                "from 0 to 1.",
                "scale": "min-max",
            }
        ],
        "outputs": [
            {
                "name": OUTPUT,
                "dtype": "float32",
                "shape": ["batch", "2"],
                "description": "Position of the peak from the centre of the first pixel, as a "
                "fraction of the patch's size; multiply by 11 for pixels.",
                "features": [
                    {"name": name, "unit": "1", "meaning": f"Position {way}, in pixels over 11"}
                    for name, way in coordinates
                ],
                "conversion": {"factor": 11.0, "unit": "pixel"},
            }
        ],
        "preprocessing": PREPROCESSING,
    }


def _hyperparameters(configuration: dict[str, Any]) -> list[dict[str, str]]:
    chosen = {
        "patch size": "11",
        "channels": "64, 32, 8",
        "dense layers": "16, 8, 4, 2, 2",
        "slope of leaky ReLU": "0.01",
        "batch size": str(configuration["batch_size"]),
        "learning rate": str(configuration["learning_rate"]),
        "maximum epochs": str(configuration["epochs"]),
        "patience": str(configuration["patience"]),
    }
    return [{"name": name, "value": value} for name, value in chosen.items()]


def _training(training: dict[str, Any], use: dict[str, Any]) -> dict[str, Any]:
    machine, packages = training["environment"], training["environment"]["packages"]
    return {
        "datasets": [use],
        "procedure": "Adam on the mean squared error; the learning rate falls along half a cosine. "
        "The network of the epoch with the smallest mean Euclidean error on the validation split "
        "is kept, and training ends early when that error no longer falls.",
        "code": PROJECT_RECORD,
        "environment": f"Python {machine['python']}, "
        + ", ".join(f"{name} {version}" for name, version in packages.items()),
        "hardware": f"{training['configuration']['threads']} thread of {machine['processor']}",
        "date": training["finished"],
        "seed": training["configuration"]["seed"],
        "duration": f"{training['duration_seconds'] / 60:.0f} minutes of wall time",
    }


def _evaluations(
    figures: dict[str, Figures], control_items: int, date: str
) -> list[dict[str, Any]]:
    """Every metric on the test split, and on the control set, where anyone can recompute it."""
    method = "Distance of 11 × the output from the true position."
    entries = []
    for part in ("test", "control set"):
        for metric, (value, uncertainty) in figures[part].items():
            entry: dict[str, Any] = {
                "metric": metric,
                "value": value,
                "uncertainty": uncertainty,
                "unit": "pixel",
                "dataset": REFERENCE,
                "split": "test",
                "method": method,
                "date": date,
                "software": PROJECT_RECORD,
            }
            if part == "control set":
                entry |= {
                    "tolerance": METRIC_TOLERANCE,
                    "condition": f"control set: first {control_items:,} patches",
                    "control_set": True,
                }
            entries.append(entry)
    return entries
