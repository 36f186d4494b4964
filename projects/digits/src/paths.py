"""Where the project's files are."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
REPOSITORY = PROJECT.parents[1]
CONFIG = PROJECT / "config"
REPORTS = PROJECT / "reports"
CATALOG = REPOSITORY / "catalog"

MODEL_SLUG = "digits-dense"


def data_folder() -> Path:
    """Folder of the splits, below `$XDG_CACHE_HOME/faircat`."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "faircat" / "data" / "digits"


def run_folder() -> Path:
    """Folder of the training run: weights, history and exports."""
    return data_folder() / "runs" / MODEL_SLUG
