"""What tests need beside the checkout, and this machine may lack."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def shared() -> Path:
    """The folder of inputs that are not part of the checkout, which need not be there."""
    return Path(os.environ.get("FAIRCAT_SHARED", REPOSITORY.parent / "shared"))


def skip(reason: str) -> NoReturn:
    """Says that a test does not run, which is a failure in CI where all inputs are there."""
    if os.environ.get("CI") and shared().is_dir():
        pytest.fail(f"nothing is skipped in CI: {reason}")
    pytest.skip(reason)
