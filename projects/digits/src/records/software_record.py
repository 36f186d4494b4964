"""The record of this project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from src.records.shared import DATASET, MODEL, own, write_record

DESCRIPTION = (
    "A Python project whose Makefile leads from scikit-learn's digits, over the training of a "
    "small network and its export to ONNX, to the records `datasets/handwritten-digits` and "
    "`models/digits-dense`. It lies in the folder `projects/digits` of the repository from which "
    "this catalogue is made."
)


def write_software(path: Path, training: dict[str, Any]) -> None:
    """Write the record, with the packages that the run ran on."""
    write_record(path, _record(training["environment"]["packages"], training["finished"]))


def _record(packages: dict[str, str], date: str) -> dict[str, Any]:
    return {
        "kind": "software",
        "title": "Handwritten digits",
        # By this name `faircat.hpcfair` finds the Makefile.
        "alternate_titles": ["projects/digits"],
        "summary": "Python project that trains a small network on the handwritten digits of "
        "scikit-learn and writes the records; every figure can be made again in seconds.",
        "description": DESCRIPTION,
        "version": "1.0.0",
        **own(date),
        "access": {
            "rights": "open",
            "free": True,
            "conditions": "Part of the repository of this catalogue.",
        },
        "keywords": ["handwritten digits", "neural network", "reproducibility", "teaching"],
        "language": "en",
        "relations": [
            {"type": "compiles", "target": DATASET},
            {"type": "compiles", "target": MODEL},
        ],
        "code": {
            "programming_languages": ["Python"],
            "operating_systems": ["Linux"],
            "dependencies": [
                {"name": name, "version": version} for name, version in packages.items()
            ],
        },
        "usage": {
            "instructions": "In the folder of the project, `make all` divides the digits, trains, "
            "exports, evaluates and writes the records; each step is a target of its own.",
            "snippets": [
                {
                    "language": "sh",
                    "description": "From the digits to the records.",
                    "code": "# In a copy of the repository of this catalogue.\n"
                    "cd projects/digits\nmake all\n",
                }
            ],
            "intended_use": "Teaching, and as a pattern for a small project of one's own.",
            "limitations": "The network is of the simplest kind; better ones are known.",
            "legal": "Apache-2.0 or MIT, as you choose; both ask to keep the notice, which is in "
            "its `LICENSE`.",
        },
        "software": {
            "category": "command-line tool",
            "features": ["training of a dense network in NumPy", "export to ONNX"],
            "standards": ["ONNX", "Citation File Format"],
        },
    }
