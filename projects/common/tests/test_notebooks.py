"""Notebooks find their project where Jupyter runs them: in their own folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
NOTEBOOKS = sorted(
    [
        *REPOSITORY.glob("projects/*/notebooks/*.ipynb"),
        *REPOSITORY.glob("generator/templates/project/notebooks/*.ipynb"),
    ]
)
FINDS = """
from importlib.machinery import PathFinder
assert PathFinder.find_spec("src").submodule_search_locations[0] == str(project / "src")
assert PathFinder.find_spec("record_files")
"""


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_finds_its_project(file: Path) -> None:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert "sys.path" in code[0] and not any("sys.path" in later for later in code[1:])
    # Isolated, so that neither a variable nor the folder of the tests leads there.
    command = [sys.executable, "-I", "-c", code[0] + FINDS]
    subprocess.run(command, cwd=file.parent, check=True)
