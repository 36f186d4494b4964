"""The record itself, made beside the catalogue and put there when it holds."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np

from . import arguments, claims, files, tables
from .checking import Draft, checked_claims
from .errors import refused
from .exported import Exported, exported
from .section import section


@dataclass(frozen=True)
class Recorded:
    """What was written.

    Attributes:
        folder: Folder of the record.
        values: Value of each claim, by metric.
        left_out: Metrics that have no value on these data, with the reason.
        to_write: What only a person can say; `faircat check` asks for it.
        notes: What a reader should know, such as whole numbers that were rounded, or a `predict`
            that does not go by the largest probability.
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
            Keras. Where `classes` are named, a network gives logits, or probabilities after a
            softmax or sigmoid; for two classes one value is enough, that of the second.
        x: Training inputs, `[items, features]` (or more axes); a frame brings the names.
        y: Training truths, `[items]` or `[items, values]`; labels are those that an estimator was
            fitted to, of a network names of `classes`, their places, or one-hot.
        slug: The record's word in addresses, as `my-model`.
        into: Folder that holds `catalog/`, or is to.
        test: Inputs and truths of the control set, on which the claims are checked; without it,
            those of training, and the record says so.
        title: Without it, the estimator's name.
        summary: What the model is for, in a sentence.
        license: SPDX expression, as `Apache-2.0`.
        creators: Names of people, or references to records; one may stand alone.
        classes: Names of the classes of a network; an estimator knows its own.
        features: Names of the features, where `x` brings none.
        units: Unit of a feature, by name.
        dataset: The data: a reference, an identifier or a URL.
        split: The part of it that `test` is.
        metrics: Names of metrics, as the manual lists them in the chapter `manual/verify/`; without
            them, the usual ones.
        engine: Engine of the program that checks the claims.

    Raises:
        RecordingError: Data that do not fit, a model that is not exported, or claims that do not
            hold. Nothing is written then.
    """
    root, target = arguments.folder_for(slug, into)
    named = arguments.several("features", features)
    trained = tables.table(x, named, "x")
    tables.truths(y, len(trained.values), "y")
    inputs, truth = arguments.pair(test) if test is not None else (x, y)
    checked = tables.tested(inputs, named, trained) if test is not None else trained
    truth = tables.truths(truth, len(checked.values), "test" if test is not None else "y")
    made = exported(model, checked, arguments.several("classes", classes))
    arrays = control_set(made, checked, truth, are_named=classes is not None)
    people = arguments.texts("creators", creators)
    wanted = arguments.texts("metrics", metrics) or list(claims.usual(len(made.classes)))
    of = {key: it for key, it in (("dataset", dataset), ("split", split)) if it}
    if test is None:
        of["condition"] = "on the training data"
    body = section(made, trained, arguments.units_of(units, trained), of, len(checked.values))
    arguments.make(root)
    with tempfile.TemporaryDirectory(prefix=f".{slug}-", dir=root) as staging:
        folder = Path(staging) / "catalog" / "models" / slug
        folder.mkdir(parents=True)
        arguments.bring([*people, *([dataset] if dataset else [])], root, Path(staging))
        head = {
            "kind": "model",
            "title": title or f"{made.architecture} ({slug})",
            "summary": summary,
            "authors": [{"name": it} if "/" not in it else it for it in people] or None,
            "license": license,
            "artifacts": artifacts(folder, made, arrays),
            "code": code(made),
        }
        values, left_out = checked_claims(Draft(folder, head, body, of), wanted, engine)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(str(folder), str(target))
    asks = {"summary": summary, "creators": people, "license": license, "dataset": dataset}
    notes = list(dict.fromkeys([*trained.notes, *checked.notes, *made.notes]))
    return Recorded(target, values, left_out, [name for name, it in asks.items() if not it], notes)


def control_set(
    made: Exported, checked: tables.Table, truth: np.ndarray[Any, Any], are_named: bool
) -> dict[str, np.ndarray[Any, Any]]:
    """Inputs, truths and what the framework gives.

    Raises:
        RecordingError: Truths that are not of what the model gives.
    """
    arrays: dict[str, np.ndarray[Any, Any]] = {"x": checked.values}
    if made.classes:
        arrays["label"] = tables.labels(truth, made.classes, are_named)
    else:
        arrays["target"] = tables.targets(truth)
        refuse_scores(made, truth)
    return {**arrays, **{f"reference_{name}": values for name, values in made.references.items()}}


def refuse_scores(made: Exported, truth: np.ndarray[Any, Any]) -> None:
    """Refuse several values for one truth, which are scores of classes that nobody named."""
    for values in made.references.values():
        given, wanted = (int(np.prod(it.shape[1:])) for it in (values, truth))
        if given != wanted:
            raise refused(
                f"the model gives {given} values for an item, and its truth has {wanted}",
                "name the `classes`, if these are scores of classes",
            )


def artifacts(
    folder: Path, made: Exported, arrays: dict[str, np.ndarray[Any, Any]]
) -> list[dict[str, Any]]:
    """Write the files of the record, and give their entries there."""
    return [
        files.artifact(
            folder, "model.onnx", made.onnx.SerializeToString(),
            role="weights", media_type="application/onnx", format="ONNX",
        ),
        files.artifact(
            folder, "control-set.npz", files.archive(arrays),
            role="control-set", media_type="application/zip", format="NPZ",
        ),
    ]  # fmt: skip


def code(made: Exported) -> dict[str, Any]:
    """What it was made with."""
    versions = {"Python": platform.python_version(), **made.software}
    return {
        "programming_languages": ["Python"],
        "dependencies": [{"name": name, "version": version} for name, version in versions.items()],
    }
