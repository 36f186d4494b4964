"""The record of the project's own code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from record_files.project import Project

from src.records.shared import references, rights, write_record

DESCRIPTION = (
    "A Python project whose Makefile leads from a simulation, over the training of a small network "
    "and its export to ONNX, to these records; every figure can be computed again."
)


def write_software(folder: Path, project: Project, packages: dict[str, str]) -> None:
    """The record of this project, with the packages that it ran on."""
    write_record(folder, _record(project, packages), project)


def _record(project: Project, packages: dict[str, str]) -> dict[str, Any]:
    named = references(project)
    identifiers = {"identifiers": [f"doi:{project.code_doi}"]} if project.code_doi else {}
    return {
        "kind": "software",
        "title": project.title,
        "summary": project.description,
        "description": DESCRIPTION,
        "version": "1.0.0",
        **identifiers,
        **rights(project),
        "keywords": ["simulation", "machine learning", "reproducibility"],
        "language": "en",
        "relations": [
            {"type": "compiles", "target": named["dataset"]},
            {"type": "compiles", "target": named["model"]},
        ],
        "code": {
            "programming_languages": ["Python"],
            "dependencies": [
                {"name": name, "version": version} for name, version in packages.items()
            ],
        },
        "usage": {
            "instructions": "`make all` in the project's folder simulates, trains, exports, "
            "evaluates and writes the records; every step is a target of its own.",
            "snippets": [
                {
                    "language": "sh",
                    "description": "From nothing to the records.",
                    "code": "make all\n",
                }
            ],
        },
        "software": {"category": "command-line tool", "standards": ["ONNX"]},
    }
