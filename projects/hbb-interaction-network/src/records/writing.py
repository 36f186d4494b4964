"""Records as YAML: templates filled in, and written so that people can read and change them."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import yaml
from record_files import artifacts, record_yaml

TEMPLATES = Path(__file__).with_name("templates")
#: Length of a line of YAML.
WIDTH = 100


def template(name: str, values: dict[str, str]) -> dict[str, Any]:
    """The record `templates/NAME.yaml` with `$name` replaced by the values' texts."""
    text = (TEMPLATES / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(string.Template(text).substitute(values))


def text_template(name: str, values: dict[str, str]) -> str:
    """The text `templates/NAME.md`, filled in likewise."""
    text = (TEMPLATES / f"{name}.md").read_text(encoding="utf-8")
    return string.Template(text).substitute(values)


def write_record(path: Path, record: dict[str, Any], comment: str) -> None:
    """A record with its keys in the order given, below a comment that says where it comes from."""
    record_yaml.write(path, record, comment, WIDTH)


def artifact(folder: Path, path: str, *, role: str, **fields: str | int) -> dict[str, Any]:
    """The artifact of a record for a file below its folder, by its name."""
    return {"name": Path(path).name, **artifacts.artifact(folder, path, role=role, **fields)}


def write_licence(folder: Path, what: str, year: str) -> None:
    """The file `LICENSE` beside `what` is published: `weights` or `data`."""
    text = (TEMPLATES / f"LICENSE-{what}.txt").read_text(encoding="utf-8")
    artifacts.write_licence(folder, text, year)


def licence(folder: Path) -> dict[str, Any]:
    """The artifact of that file."""
    return {"name": artifacts.LICENSE, **artifacts.licence(folder)}


def significant(value: float, digits: int) -> float:
    """`value` with as many significant digits."""
    return float(f"{value:.{digits}g}")
