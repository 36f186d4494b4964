"""What the records of the project have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from record_files import record_yaml
from record_files.project import Project

PLACES = 96


def references(project: Project) -> dict[str, str]:
    """How the records name each other."""
    return {
        "dataset": f"datasets/{project.slug}-data",
        "model": f"models/{project.slug}",
        "software": f"software/{project.slug}-code",
    }


def author(project: Project) -> dict[str, str | bool]:
    """The author, with the iD where there is one."""
    kind = {"organization": True} if project.organization else {}
    return {"name": project.author, **({"orcid": project.orcid} if project.orcid else kind)}


def rights(project: Project) -> dict[str, Any]:
    """Authors, licence and access."""
    return {
        "authors": [author(project)],
        "license": project.license,
        "access": {"rights": "open", "free": True},
    }


def comment(project: Project) -> str:
    """What stands at the top of each record, by which `make records` knows those of this project.

    The author is named because projects that begin with the same answers have the same name.
    """
    return (
        f"Made by `make records` of {project.slug}, by {project.author}, from the files of the run:\n"
        "change src/records there, and run it again."
    )


def write_record(folder: Path, record: dict[str, Any], project: Project) -> None:
    """Write `record.yaml` into the folder of a record."""
    record_yaml.write(folder / "record.yaml", record, comment(project), PLACES)
