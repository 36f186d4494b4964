"""The program, which checks, formats and verifies what is written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .errors import RecordingError


def program() -> list[str]:
    """Find the program: of FAIRCAT, of this package, or of the search path."""
    if named := os.environ.get("FAIRCAT"):
        return [named]
    launcher = Path(__file__).resolve().parents[1] / "_launcher.py"
    natives = [*launcher.parent.glob("_faircat*.so"), *launcher.parent.glob("_faircat*.pyd")]
    if launcher.is_file() and sys.executable and natives:
        return [sys.executable, "-I", "-S", str(launcher)]
    if found := shutil.which("faircat"):
        return [found]
    raise RecordingError(
        "the program `faircat` is not there: install it (`pip install faircat`), or name it in the "
        "environment variable FAIRCAT"
    )


def run(arguments: Sequence[str], root: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the program on the catalogue in `root`."""
    command = [*program(), *arguments, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
