"""Which program runs which model: by this the manifest tells whether an output still stands."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from .._native import read_record
from .._program import output_of
from ..works import Model
from .errors import RunError
from .one_file import sha256


def named(model: Any, root: str | Path | None) -> tuple[str, str | None]:
    """What `faircat run` calls the model, and the folder of its catalogue."""
    if isinstance(model, (str, os.PathLike)):
        name = os.fspath(model)
        is_file = name.endswith(".onnx")
        return (
            (str(Path(name).resolve()), None)
            if is_file
            else (name, str(Path(root or ".").resolve()))
        )
    if not isinstance(model, Model):
        raise RunError.of(
            "bad-model", f"`model` is {model!r}", "give a model of a catalogue, or its slug"
        )
    if root is not None:
        return str(model.id), str(Path(root).resolve())
    # Of a site it is the record as it was imported, whose files are in the cache.
    folder, id = model._with_files()
    return id, folder


def digests(program: list[str], name: str, root: str | None) -> dict[str, str]:
    """SHA-256 of the network, and of its contract where a record has one; the program's version."""
    version = output_of(program, "--version").strip()
    if root is None:
        return {"model_sha256": sha256(name), "program": version}
    work = name if "/" in name else f"models/{name}"
    # This record alone: to tell it in a format, the program reads the whole catalogue first.
    record = json.loads(read_record(root, work))
    signature = (record.get("model") or {}).get("signature") or {}
    contract = json.dumps([signature.get("inputs"), signature.get("outputs")], sort_keys=True)
    return {
        "model_sha256": network_sha256(record, work),
        "contract_sha256": hashlib.sha256(contract.encode()).hexdigest(),
        "program": version,
    }


def network_sha256(record: dict[str, Any], work: str) -> str:
    """Of the first ONNX file of a record, which is the one that is run."""
    for file in record.get("artifacts", []):
        if is_onnx(file) and file.get("sha256"):
            return str(file["sha256"])
    raise RunError.of(
        "no-onnx", f"{work} has no ONNX file with a SHA-256", "give its artifact `sha256`"
    )


def is_onnx(file: dict[str, Any]) -> bool:
    """Whether it is a network, by its format, or by its name where it has none."""
    if file.get("role") != "weights":
        return False
    if file.get("format") is not None:
        return str(file["format"]).lower() == "onnx"
    names = (str(file.get(name) or "") for name in ("path", "url", "name"))
    return any(name.lower().endswith(".onnx") for name in names)
