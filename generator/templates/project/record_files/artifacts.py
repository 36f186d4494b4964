"""The files of a record, as it names them."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

from .checksum import size_and_sha256

LICENSE = "LICENSE"


def artifact(folder: Path, path: str, *, role: str, **fields: str | int) -> dict[str, Any]:
    """The entry of a record for the file `folder/path`, with its size and SHA-256.

    `fields` stand in it in the order given.
    """
    return {"role": role, "path": path, **fields, **size_and_sha256(folder / path)}


def write_licence(folder: Path, text: str, year: str) -> None:
    """The file `LICENSE` beside the other files of a record: `text` with its `$year`."""
    notice = string.Template(text).substitute(year=year)
    (folder / LICENSE).write_text(notice, encoding="utf-8")


def licence(folder: Path) -> dict[str, Any]:
    """The entry of that file."""
    return artifact(
        folder,
        LICENSE,
        role="documentation",
        format="text",
        media_type="text/plain",
        description="Licence and copyright notice of the files of this record.",
    )
