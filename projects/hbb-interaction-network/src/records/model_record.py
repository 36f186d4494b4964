"""The record of a trained network, from its run's `training.json` and the files beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from record_files.record_yaml import grouped

from ..data.features import (
    CLASSES,
    MAX_TRACKS,
    MAX_VERTICES,
    TRACK_FEATURES,
    TRACK_ORDER,
    VERTEX_FEATURES,
    VERTEX_ORDER,
    Feature,
)
from ..models.architecture import Architecture
from ..models.onnx_graph import OPSET
from .evaluations import DATASET, OUTPUT_TOLERANCE, rejection_sentence
from .writing import (
    artifact,
    licence,
    template,
    text_template,
    write_licence,
    write_record,
)

#: Record of this project.
PROJECT = "software/hbb-jets-project"
#: Record of the network of the same size in the papers, by number of parameters.
PUBLISHED = {
    25554: "models/hbb-interaction-network",
    8498: "models/hbb-interaction-network-8498",
    7178: "models/hbb-interaction-network-7178",
    2842: "models/hbb-interaction-network-2842",
}
SOURCE = "Written by `make records` in projects/hbb-interaction-network from the run's own files."
CONTROL_SET = "control/control-set.npz"


def write(
    folder: Path, run: dict[str, Any], evaluations: list[dict[str, Any]], control_jets: int
) -> None:
    """`record.yaml` and `description.md` in `folder`, where the files of the network are already.

    `run` is the content of `training.json`.
    """
    architecture = Architecture(**as_tuples(run["configuration"]["architecture"]))
    values = texts(run, architecture, control_jets)
    write_licence(folder, "weights", values["year"])
    record = template("model", values)
    record["artifacts"] = artifacts(folder, control_jets)
    record["code"]["dependencies"] = dependencies(run)
    record["provenance"] = provenance(run)
    model = record["model"]
    model["parameters"] = architecture.parameters()
    model["signature"] = signature(architecture, run["scaling"])
    model["hyperparameters"] = hyperparameters(run, architecture)
    model["training"] = training(run)
    model["validated_on"] = [use(run, "validation", "Chose the epoch.")]
    model["tested_on"] = [use(run, "test", "Seen by no training and no choice.")]
    model["evaluations"] = evaluations
    model["control_set"] = {
        "items": control_jets,
        "dataset": DATASET,
        "description": "Jets of the test split, half of each class, with the outputs of PyTorch.",
        "data": CONTROL_SET,
        "tolerance": OUTPUT_TOLERANCE,
    }
    write_record(folder / "record.yaml", record, SOURCE)
    (folder / "description.md").write_text(text_template("model", values), encoding="utf-8")


def read_run(path: Path) -> dict[str, Any]:
    """The content of a run's `training.json`."""
    return json.loads(path.read_text(encoding="utf-8"))


def as_tuples(values: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples that the architecture is made of."""
    return {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}


def jets_of(run: dict[str, Any], part: str) -> int:
    """Jets of a part, both classes."""
    return sum(run["jets"][part].values())


def texts(run: dict[str, Any], architecture: Architecture, control_jets: int) -> dict[str, str]:
    """What the templates ask for."""
    found = run["test"]["metrics"]
    environment = run["environment"]
    threads = environment["threads"]
    return {
        "slug": run["configuration"]["slug"],
        "parameters": grouped(architecture.parameters()),
        "published": PUBLISHED[architecture.parameters()],
        "version": version(run),
        "date": run["date"],
        "year": run["date"][:4],
        "hidden": str(architecture.hidden),
        "edge": str(architecture.edge),
        "node": str(architecture.node),
        "track_features": str(architecture.track_features),
        "node_inputs": str(architecture.track_features + 2 * architecture.edge),
        "epochs": str(run["configuration"]["training"]["epochs"]),
        "epochs_done": str(len(run["history"])),
        "best_epoch": str(run["best_epoch"]),
        "minutes": f"{run['wall_seconds'] / 60:.0f}",
        "processor": environment["accelerator"] or environment["processor"],
        "threads": "one thread" if threads == 1 else f"{threads} threads",
        "control_jets": grouped(control_jets),
        "auc": f"{found['ROC AUC']['value']:.4f}",
        "auc_error": f"{found['ROC AUC']['uncertainty']:.4f}",
        "accuracy": f"{found['accuracy']['value']:.4f}",
        "accuracy_error": f"{found['accuracy']['uncertainty']:.4f}",
        "rejection_half": rejection_sentence(run, 50),
        "rejection_third": rejection_sentence(run, 30),
        **{f"{part}_jets": grouped(jets_of(run, part)) for part in ("train", "validation", "test")},
    }


def version(run: dict[str, Any]) -> str:
    """The version of weights: the day of the training and how many thousand jets it had."""
    return f"{run['date'].replace('-', '.')}-{round(jets_of(run, 'train') / 1000)}k"


def artifacts(folder: Path, control_jets: int) -> list[dict[str, Any]]:
    """The files beside the record."""
    onnx = {"role": "weights", "format": "ONNX", "media_type": "application/octet-stream"}
    return [
        artifact(
            folder,
            "model.onnx",
            **onnx,
            opset=OPSET,
            description="The network for inference, in the factorised form.",
        ),
        artifact(
            folder,
            "model-published.onnx",
            **onnx,
            opset=OPSET,
            description="The same function with the interaction matrices of the papers.",
        ),
        artifact(
            folder,
            "model.safetensors",
            role="weights",
            format="safetensors",
            media_type="application/octet-stream",
            description="Parameters under the names of the published state dict.",
        ),
        artifact(
            folder,
            "model.pt",
            role="weights",
            format="PyTorch state dict",
            media_type="application/octet-stream",
            description="The same parameters for `torch.load` with `weights_only=True`.",
        ),
        artifact(
            folder,
            CONTROL_SET,
            role="control-set",
            format="NumPy",
            media_type="application/zip",
            description=f"{grouped(control_jets)} test jets with labels and reference outputs.",
        ),
        artifact(
            folder,
            "training.json",
            role="configuration",
            format="JSON",
            media_type="application/json",
            description=(
                "Configuration, environment, data with hashes, history and results of the run."
            ),
        ),
        licence(folder),
    ]


def dependencies(run: dict[str, Any]) -> list[dict[str, str]]:
    """Python and the packages of the run, with their versions."""
    environment = run["environment"]
    found = {"Python": environment["python"], **environment["packages"]}
    return [{"name": name, "version": version} for name, version in found.items()]


def provenance(run: dict[str, Any]) -> list[dict[str, Any]]:
    """What was done: training, export, and the control set."""
    shared = {"date": run["date"], "agent": "organizations/faircat-authors"}
    return [
        {
            "name": "Training",
            "description": (
                f"{len(run['history'])} epochs over {grouped(jets_of(run, 'train'))} jets; weights of "
                f"epoch {run['best_epoch']}, whose validation loss is the lowest."
            ),
            "software": [f"PyTorch {run['environment']['packages']['torch']}"],
            "inputs": [DATASET],
            **shared,
        },
        {
            "name": "Export",
            "description": (
                "Scaling of the inputs folded into the first layers; ONNX in two forms, state dict "
                "and safetensors, each compared with PyTorch on the control set."
            ),
            "software": [
                f"ONNX {run['environment']['packages']['onnx']}",
                f"ONNX Runtime {run['environment']['packages']['onnxruntime']}",
            ],
            **shared,
        },
    ]


def signature(architecture: Architecture, scaling: dict[str, Any]) -> dict[str, Any]:
    """Inputs and outputs, feature by feature; with their ends where the run noted them."""
    return {
        "inputs": [
            input_tensor(
                "tracks",
                MAX_TRACKS,
                [TRACK_FEATURES[i] for i in architecture.kept_tracks],
                "charged-particle tracks",
                TRACK_ORDER,
                scaling.get("track_ends", []),
            ),
            input_tensor(
                "vertices",
                MAX_VERTICES,
                [VERTEX_FEATURES[i] for i in architecture.kept_vertices],
                "secondary vertices",
                VERTEX_ORDER,
                scaling.get("vertex_ends", []),
            ),
        ],
        "outputs": [
            output_tensor("logits", "The two values before softmax."),
            output_tensor("probabilities", "Class probabilities: softmax of the logits."),
        ],
        "preprocessing": (
            "Take the features named here from the arrays `tracks` and `vertices` of the dataset, "
            "in this order, as 32-bit floats, and leave them unscaled: the scaling of the training "
            "is part of the weights.\n"
        ),
    }


def filling(features: list[str], order: str) -> dict[str, Any]:
    """How lists become the array; a network without the feature takes them as they come."""
    ordered = {"order_by": order, "direction": "descending"} if order in features else {}
    return {"fill": 0, "longer": "cut", **ordered}


def input_tensor(
    name: str,
    slots: int,
    features: list[Feature],
    items: str,
    order: str,
    ends: list[list[float]],
) -> dict[str, Any]:
    """An input [batch, features, slots]."""
    entries = [as_entry(feature) for feature in features]
    for entry, (least, greatest) in zip(entries, ends, strict=False):
        entry.update(minimum=least, maximum=greatest)
    return {
        "name": name,
        "dtype": "float32",
        "shape": ["batch", str(len(features)), str(slots)],
        "role": name,
        "description": (
            f"Up to {slots} {items} of a jet; the features stand along the second axis, the items "
            "along the third."
        ),
        "padding": f"Zeros where a jet has fewer than {slots}; items beyond are left out.",
        "scaling": "None. The quantities go in as the dataset gives them.",
        "order": (
            f"By {order}, largest first. The network sums over all items, so that the order "
            "matters only for which are left out."
        ),
        "items": filling([feature.name for feature in features], order),
        "features": entries,
    }


def as_entry(feature: Feature) -> dict[str, Any]:
    """A feature as a record states it."""
    role = {"role": feature.role} if feature.role else {}
    meaning = feature.meaning[:1].upper() + feature.meaning[1:]
    return {"name": feature.name, "unit": feature.unit, "meaning": meaning, **role}


def output_tensor(name: str, description: str) -> dict[str, Any]:
    """An output [batch, 2]."""
    return {
        "name": name,
        "dtype": "float32",
        "shape": ["batch", str(len(CLASSES))],
        "description": description,
        "classes": list(CLASSES),
    }


def hyperparameters(run: dict[str, Any], architecture: Architecture) -> list[dict[str, str]]:
    """Sizes and choices of the training."""
    chosen = run["configuration"]["training"]
    rows = [
        ("P", architecture.track_features, "Features of a track."),
        ("N_p", MAX_TRACKS, "Tracks of a jet."),
        ("S", architecture.vertex_features, "Features of a secondary vertex."),
        ("N_v", MAX_VERTICES, "Secondary vertices of a jet."),
        ("hidden layers", 3, "Layers of each perceptron."),
        ("hidden layer dimension", architecture.hidden, "Width of the hidden layers."),
        ("D_E", architecture.edge, "Size of the internal representation of an edge."),
        ("D_O", architecture.node, "Size of a track's representation after the interaction."),
        ("activation", "ReLU", "After every layer but the last."),
        ("optimizer", "Adam", "With the moments 0.9 and 0.999."),
        ("learning rate", chosen["learning_rate"], "At the start."),
        (
            "final learning rate",
            chosen["learning_rate"] * chosen["final_rate"],
            "After the last epoch; half a cosine in between.",
        ),
        ("batch size", chosen["batch"], "Jets to a step."),
        ("maximum epochs", chosen["epochs"], "Fewer where the validation loss no longer falls."),
        ("patience", chosen["patience"], "Epochs without a lower validation loss before the end."),
        ("edge arithmetic", chosen["edges"], "Type of the edges while training; else float32."),
    ]
    return [
        {"name": name, "value": f"{v:g}" if isinstance(v, float) else str(v), "description": text}
        for name, v, text in rows
    ]


def training(run: dict[str, Any]) -> dict[str, Any]:
    """How the parameters came about."""
    environment = run["environment"]
    patience = run["configuration"]["training"]["patience"]
    packages = ", ".join(f"{name} {version}" for name, version in environment["packages"].items())
    return {
        "datasets": [use(run, "train", f"{len(run['data']['train'])} files.")],
        "procedure": (
            "Cross-entropy loss and Adam. Inputs are standardised while training, and the scaling "
            "is folded into the first layers afterwards. After every epoch the loss on the "
            "validation set is taken; the state of the lowest one is kept, and training ends early "
            f"when {patience} epochs brought no improvement.\n"
        ),
        "code": PROJECT,
        "environment": f"{environment['system']}, Python {environment['python']}, {packages}",
        "hardware": (
            f"{environment['accelerator'] or environment['processor']}, {environment['cores']} "
            f"cores, {environment['threads']} of them used"
        ),
        "date": run["date"],
        "seed": run["configuration"]["training"]["seed"],
        "duration": f"{run['wall_seconds'] / 60:.0f} minutes",
    }


def use(run: dict[str, Any], part: str, description: str) -> dict[str, Any]:
    """The part of the dataset that was used, with its number of jets."""
    return {
        "dataset": DATASET,
        "split": part,
        "samples": jets_of(run, part),
        "description": description,
    }
