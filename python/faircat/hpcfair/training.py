"""Training by the step that a record declares, and the record of what came out.

`model.training.code` of a record names a `software` record, and that one a folder below `projects/`
as one of its other titles. There `make train export` is run with the dataset as `DATA` and the
folder of the run as `RUN`, in the layout of `faircat new project`.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import faircat
from faircat.distributed.one_file import sha256
from faircat.works import Model

VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
FOLDER = re.compile(r"projects/[A-Za-z0-9][A-Za-z0-9._-]*")
LOG, RECORD = "train.log", "record.yaml"
#: Of weights and settings, by the ends of their names; other files are `other`.
ROLES = {
    ".onnx": "weights",
    ".safetensors": "weights",
    ".pt": "weights",
    ".npz": "weights",
    ".json": "configuration",
    ".toml": "configuration",
    ".log": "documentation",
}
FORMATS = {
    ".onnx": "ONNX",
    ".safetensors": "safetensors",
    ".pt": "PyTorch state dict",
    ".npz": "NumPy",
    ".json": "JSON",
    ".toml": "TOML",
    ".log": "text",
}


@dataclass(frozen=True)
class TrainedRecord:
    """The record of a run: a draft, in which a person must still say what is claimed."""

    metadata: dict[str, Any]
    folder: Path
    log: Path

    @property
    def record(self) -> Path:
        """The file of the record; `hpcfair_model.save` puts it into a catalogue."""
        return self.folder / RECORD


def train(
    model: Model,
    dataset_path: str | os.PathLike[str],
    log_dir: str | os.PathLike[str] = "run",
    target: str = "train export",
    **variables: Any,
) -> TrainedRecord:
    """Run the project's step; `faircat.Error` with the end of its log where that fails."""
    project = project_of(model)
    folder = Path(log_dir).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    given = {"DATA": Path(dataset_path).resolve(), "RUN": folder, **variables}
    settings = [assignment(name, value) for name, value in given.items()]
    before = stamps(folder)
    began = datetime.now(timezone.utc)
    command = ["make", "--directory", str(project), *target.split(), *settings]
    logged(command, folder / LOG)
    made = [path for path, stamp in stamps(folder).items() if before.get(path) != stamp]
    files = [artifact(path, path.relative_to(folder)) for path in made]
    record = described(model, files, began, f"make {target}", variables)
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    (folder / RECORD).write_text(text, encoding="utf-8")
    return TrainedRecord(record, folder, folder / LOG)


def project_of(model: Model) -> Path:
    """The folder of the project, below `projects/` beside the catalogue and nowhere else."""
    code = ((model.metadata.get("model") or {}).get("training") or {}).get("code")
    slug = str(code or "").removeprefix("software/")
    software = model._catalog.software
    titles = software[slug].metadata.get("alternate_titles") or () if slug in software else ()
    for title in titles:
        folder = Path(model._catalog.source, title)
        if FOLDER.fullmatch(title) and (folder / "Makefile").is_file():
            return folder.resolve()
    raise faircat.Error.of(
        "no-training",
        f"`{model.id}` declares no step that trains it here",
        "`model.training.code` is to name a software record with an `alternate_titles` of "
        "`projects/NAME`, a folder beside `catalog/` that has a Makefile",
    )


def assignment(name: str, value: Any) -> str:
    """A variable of make; a dollar sign in its value stands for itself."""
    if not VARIABLE.fullmatch(name):
        raise faircat.Error.of("bad-variable", f"`{name}` is no variable of a Makefile")
    return f"{name}={str(value).replace('$', '$$')}"


def logged(command: list[str], log: Path) -> None:
    """Run make, all it says in a file."""
    with log.open("w", encoding="utf-8") as file:
        try:
            ended = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, check=False)
        except FileNotFoundError as problem:
            raise faircat.Error.of("no-make", "there is no `make` here", "install it") from problem
    if ended.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace").strip()[-1500:]
        raise faircat.Error.of("training", f"training failed: {said}", f"the whole log is {log}")


def described(
    model: Model,
    files: list[dict[str, Any]],
    began: datetime,
    step: str,
    variables: dict[str, Any],
) -> dict[str, Any]:
    """The model's record with the files of this run and how they were made, and no claims."""
    kept = without_nothing(model.metadata)
    for field in (
        "identifiers",
        "evidence",
        "versions",
        "moved_from",
        "same_as",
        "withdrawn",
        "url",
    ):
        kept.pop(field, None)
    network = {k: v for k, v in kept.get("model", {}).items() if k not in CLAIMS}
    seconds = (datetime.now(timezone.utc) - began).total_seconds()
    run = run_of(model, began, seconds, step, variables)
    version = began.strftime("%Y.%m.%d-%H%M%S")
    return {
        **kept,
        "title": f"{model.title}, trained again",
        "version": version,
        "status": "draft",
        "date_created": began.date().isoformat(),
        "artifacts": files,
        "relations": [{"type": "is-derived-from", "target": model.id}],
        "provenance": [run],
        "model": network,
    }


CLAIMS = ("evaluations", "control_set", "validated_on", "tested_on", "evaluated_on")


def run_of(
    model: Model, began: datetime, seconds: float, step: str, variables: dict[str, Any]
) -> dict[str, Any]:
    """The run as a step of the record's provenance."""
    training = (model.metadata.get("model") or {}).get("training") or {}
    settings = ", ".join(f"{name}={value}" for name, value in sorted(variables.items()))
    words = [f"`{step}` of {training['code']}, {seconds:.0f} s on {platform.machine()}"]
    words += [f"with {settings}"] if settings else []
    found = {
        "name": "Training",
        "description": ", ".join(words) + ".",
        "software": [training["code"]],
        "inputs": [it["dataset"] for it in training.get("datasets") or ()],
        "date": began.date().isoformat(),
    }
    return {name: value for name, value in found.items() if value}


def stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of each file, by which those of the run are known: others may lie there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != RECORD)
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def artifact(path: Path, place: Path) -> dict[str, Any]:
    """One file as a record tells of it."""
    told: dict[str, Any | None] = {
        "name": path.name,
        "role": ROLES.get(path.suffix, "other"),
        "path": place.as_posix(),
        "format": FORMATS.get(path.suffix),
        "size": path.stat().st_size,
        "sha256": sha256(str(path)),
    }
    return {name: value for name, value in told.items() if value is not None}


def without_nothing(value: Any) -> Any:
    """A record without the fields that say nothing."""
    if isinstance(value, dict):
        inner = {key: without_nothing(it) for key, it in value.items()}
        return {key: it for key, it in inner.items() if it is not None and it != [] and it != {}}
    return [without_nothing(it) for it in value] if isinstance(value, list) else value
