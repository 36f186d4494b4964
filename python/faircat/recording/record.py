"""The record itself, made beside the catalogue and put there when it holds."""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np

from . import claims, files, tables, yaml_text
from .errors import RecordingError
from .exported import Exported, exported
from .program import run

#: Widths within which outputs may agree with the framework's own: single precision, and less.
TOLERANCES = (1e-5, 1e-4, 1e-3)


@dataclass(frozen=True)
class Recorded:
    """What was written.

    Attributes:
        folder: Folder of the record.
        values: Value of each claim, by metric.
        left_out: Metrics that have no value on these data, with the reason.
        to_write: What only a person can say; `faircat check` asks for it.
        notes: What was done to the data, such as whole numbers that were rounded.
    """

    folder: Path
    values: dict[str, float]
    left_out: dict[str, str]
    to_write: list[str]
    notes: list[str] = field(default_factory=list)


def record_from(
    model: Any,
    x: Any,
    y: Any,
    *,
    slug: str,
    into: Union[str, os.PathLike[str]] = ".",
    test: Optional[tuple[Any, Any]] = None,
    title: Optional[str] = None,
    summary: Optional[str] = None,
    license: Optional[str] = None,
    creators: Sequence[str] = (),
    classes: Optional[Sequence[Any]] = None,
    features: Optional[Sequence[str]] = None,
    units: Optional[dict[str, str]] = None,
    dataset: Optional[str] = None,
    split: Optional[str] = None,
    metrics: Optional[Sequence[str]] = None,
    engine: str = "tract",
) -> Recorded:
    """Write a trained model as ONNX with a record whose claims hold.

    Args:
        model: A fitted estimator or pipeline of scikit-learn, a module of PyTorch, or a model of
            Keras. A module gives logits where `classes` are named.
        x: Training inputs, `[items, features]` (or more axes); a frame brings the names.
        y: Training truths, `[items]` or `[items, values]`.
        slug: The record's word in addresses, as `my-model`.
        into: Folder that holds `catalog/`, or is to.
        test: Inputs and truths of the control set, on which the claims are checked; without it,
            those of training, and the record says so.
        title: Without it, the estimator's name.
        summary: What the model is for, in a sentence.
        license: SPDX expression, as `Apache-2.0`.
        creators: Names of people, or references to records.
        classes: Names of the classes of a module; an estimator knows its own.
        features: Names of the features, where `x` brings none.
        units: Unit of a feature, by name.
        dataset: The data: a reference, an identifier or a URL.
        split: The part of it that `test` is.
        metrics: Names of metrics; without them, the usual ones.
        engine: Engine of the program that checks the claims.

    Raises:
        RecordingError: Data that do not fit, a model that is not exported, or claims that do not
            hold. Nothing is written then.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise RecordingError(f"{slug!r} is no slug: lower-case letters, digits and single hyphens")
    root = Path(into)
    target = root / "catalog" / "models" / slug
    if target.exists() or target.with_suffix(".yaml").exists():
        raise RecordingError(f"{target} is there already: choose another `slug`, or remove it")
    trained = tables.table(x, features, "x")
    tables.truths(y, len(trained.values), "y")
    inputs, truth = test if test is not None else (x, y)
    checked = tables.table(inputs, features, "test") if test is not None else trained
    if checked.values.shape[1:] != trained.values.shape[1:]:
        raise RecordingError(
            f"`test` has items of {checked.values.shape[1:]}, `x` of {trained.values.shape[1:]}"
        )
    truth = tables.truths(truth, len(checked.values), "test")
    made = exported(model, checked, list(classes) if classes is not None else None)
    arrays: dict[str, np.ndarray[Any, Any]] = {"x": checked.values}
    if made.classes:
        arrays["label"] = tables.labels(truth, made.classes)
    else:
        arrays["target"] = tables.targets(truth)
    arrays.update({f"reference_{name}": values for name, values in made.references.items()})
    of = {key: it for key, it in (("dataset", dataset), ("split", split)) if it}
    if test is None:
        of["condition"] = "on the training data"
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{slug}-", dir=root) as staging:
        folder = Path(staging) / "catalog" / "models" / slug
        folder.mkdir(parents=True)
        artifacts = [
            files.artifact(
                folder, "model.onnx", made.onnx.SerializeToString(),
                role="weights", media_type="application/onnx", format="ONNX",
            ),
            files.artifact(
                folder, "control-set.npz", files.archive(arrays),
                role="control-set", media_type="application/zip", format="NPZ",
            ),
        ]  # fmt: skip
        head = {
            "kind": "model",
            "title": title or f"{made.architecture} ({slug})",
            "summary": summary,
            "authors": [{"name": it} if "/" not in it else it for it in creators] or None,
            "license": license,
            "artifacts": artifacts,
            "code": {
                "programming_languages": ["Python"],
                "dependencies": [
                    {"name": name, "version": version}
                    for name, version in {
                        "Python": platform.python_version(),
                        **made.software,
                    }.items()
                ],
            },
        }
        body = section(made, trained, units or {}, of, len(checked.values))
        values, left_out = checked_claims(
            Path(staging),
            folder,
            head,
            body,
            list(metrics or claims.usual(len(made.classes))),
            of,
            engine,
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(str(folder), str(target))
    asks = {"summary": summary, "creators": creators, "license": license, "dataset": dataset}
    notes = list(dict.fromkeys([*trained.notes, *checked.notes]))
    return Recorded(target, values, left_out, [name for name, it in asks.items() if not it], notes)


def section(
    made: Exported, trained: tables.Table, units: dict[str, str], of: dict[str, Any], items: int
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
        output: dict[str, Any] = {"name": name, "dtype": "float32", "shape": sizes}
        if made.classes:
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


def checked_claims(
    root: Path,
    folder: Path,
    head: dict[str, Any],
    body: dict[str, Any],
    metrics: list[str],
    of: dict[str, Any],
    engine: str,
) -> tuple[dict[str, float], dict[str, str]]:
    """Write the record with what the program computes, and let it verify that."""

    def written(evaluations: list[dict[str, Any]], tolerance: float) -> int:
        control = {**body["control_set"], "tolerance": tolerance}
        whole = {**head, "model": {**body, "evaluations": evaluations, "control_set": control}}
        whole = {key: it for key, it in whole.items() if it is not None}
        (folder / "record.yaml").write_text(yaml_text.text(whole), encoding="utf-8")
        shutil.rmtree(folder / "evidence", ignore_errors=True)
        done = run(["verify", folder.name, "--engine", engine], root)
        said.append((done.stdout + done.stderr).strip())
        return done.returncode

    said: list[str] = []
    written(claims.asked(metrics, of), TOLERANCES[-1])
    if reason := claims.failure(folder):
        raise RecordingError(
            f"the engine {engine} does not run the model: {reason}\n{said[-1]}\n"
            "  help: try engine='onnxruntime'"
        )
    found, left_out, apart = claims.answered(folder, of)
    scale = max(1.0, *(float(np.abs(it).max()) for it in body_references(folder)))
    tolerance = next((it for it in TOLERANCES if apart <= it * scale), None)
    if tolerance is None:
        raise RecordingError(
            f"the ONNX model is {apart:.3g} from what the framework itself gives: "
            "its training data may need double precision, or its export is wrong"
        )
    if not found or written(found, tolerance) != 0:
        raise RecordingError(f"the claims do not hold:\n{said[-1]}")
    formatted = run(["fmt", f"models/{folder.name}"], root)
    if formatted.returncode != 0:
        raise RecordingError(formatted.stderr)
    return {it["metric"]: it["value"] for it in found}, left_out


def body_references(folder: Path) -> list[np.ndarray[Any, Any]]:
    """The reference outputs of a control set."""
    with np.load(folder / "control-set.npz", allow_pickle=False) as arrays:
        return [arrays[name] for name in arrays.files if name.startswith("reference_")]
