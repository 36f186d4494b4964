"""What the tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import faircat

# A model that is small, and runs on every engine.
SLUG = "hbb-in-pythia-2842"


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds the catalogue of this repository."""
    return Path(os.environ.get("FAIRCAT_ROOT", Path(__file__).parents[2]))


@pytest.fixture(scope="session")
def catalog(root: Path) -> faircat.Catalog:
    return faircat.open(root)


@pytest.fixture(scope="session")
def model(catalog: faircat.Catalog) -> faircat.Model:
    return catalog.models[SLUG]
