"""Checksums of files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_and_sha256(path: Path) -> dict[str, Any]:
    """Both as the artifact of a record states them, the size in bytes."""
    return {"size": path.stat().st_size, "sha256": sha256(path)}
