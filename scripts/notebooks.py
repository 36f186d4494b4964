"""Runs the notebooks of `notebooks/`, and writes them with what their cells gave to `site/notebooks/`.

What differs from run to run, as times and the machine's kernel, is left out.

    $(scripts/python.sh) scripts/notebooks.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 600  # seconds for one cell


def run(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=LONGEST, kernel_name="python3")
    client.create_kernel_manager().kernel_cmd = [
        *(sys.executable, "-m", "ipykernel_launcher"),
        *("-f", "{connection_file}"),
    ]
    client.execute(cwd=str(path.parent))
    notebook.metadata.pop("language_info", None)
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("execution", None)
        cell["id"] = f"cell-{number + 1}"
    return notebook


def main() -> None:
    out = ROOT / "site" / "notebooks"
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        nbformat.write(run(path), out / path.name)
        print(f"{out.relative_to(ROOT) / path.name}: {(out / path.name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
