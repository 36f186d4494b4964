"""Where the project's files are."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
REPOSITORY = PROJECT.parents[1]
CONFIG = PROJECT / "config"
CATALOG = REPOSITORY / "catalog"

MODEL_SLUG = "braggnn-simulated"
DATASET_SLUG = "bragg-peaks-simulated"


def cache() -> Path:
    """Folder of large data outside the repository: `$XDG_CACHE_HOME/faircat`."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "faircat"


def data_folder() -> Path:
    """Folder of the simulated dataset, one HDF5 file per split."""
    return cache() / "data" / "bragg-peaks"


def run_folder() -> Path:
    """Folder of the training run: weights, history and exports."""
    return data_folder() / "runs" / MODEL_SLUG


def published_folder() -> Path | None:
    """Folder with the two published state dicts, or `None` where this machine has none.

    `FAIRCAT_SHARED` names its parent's parent; without it `shared` beside the checkout is tried.
    """
    named = os.environ.get("FAIRCAT_SHARED")
    shared = Path(named) if named else REPOSITORY.parent / "shared"
    folder = shared / "data" / "braggnn"
    return folder if folder.is_dir() else None
