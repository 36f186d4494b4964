"""Where the project's files are."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CONFIG = PROJECT / "config"
DATA = PROJECT / "data"
RUN = PROJECT / "models"
REPORTS = PROJECT / "reports"
CATALOG = PROJECT / "catalog"
