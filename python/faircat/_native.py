"""The native module, told how this program is started."""

from __future__ import annotations

import sys
from pathlib import Path

from . import _faircat
from ._faircat import (
    VERSION,
    Folder,
    RunnableModel,
    asked,
    companions,
    fetch,
    read_address,
    read_record,
)

__all__ = [
    "LAUNCHER",
    "VERSION",
    "Folder",
    "RunnableModel",
    "asked",
    "companions",
    "fetch",
    "read_address",
    "read_record",
]

# Models for libraries of others are tried in a child process first. `-I` and `-S` keep it from
# whatever lies in the folder in which somebody works.
LAUNCHER = str(Path(__file__).absolute().parent / "_launcher.py")


def _packages() -> list[str]:
    """Folders in which this Python has packages: never one in which somebody merely works."""
    installed = [it for it in map(Path, sys.path) if it.name in ("site-packages", "dist-packages")]
    return [str(it) for it in (*installed, Path(LAUNCHER).parents[1]) if it.is_absolute()]


_faircat.started_by(
    [sys.executable, "-I", "-S", LAUNCHER] if sys.executable else [],
    _faircat.__file__,
    _packages(),
)
