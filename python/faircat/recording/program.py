"""The program, which checks, formats and verifies what is written."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from .._program import program_words
from .errors import refused


def run(arguments: Sequence[str], root: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the program on the catalogue in `root`."""
    command = [*program_words(), *arguments, "--root", str(root)]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as problem:
        raise refused(
            f"{command[0]}: {problem.strerror}", "FAIRCAT must name a program that is there"
        ) from problem
