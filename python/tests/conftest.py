"""What the tests share."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import faircat

# A model that is small, and runs on every engine.
SLUG = "hbb-in-pythia-2842"

# PyTorch takes gigabytes, so few environments have it: `scripts/python.sh test` runs these in one.
collect_ignore = [] if find_spec("torch") else ["networks"]


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


@pytest.fixture(scope="session")
def inputs(root: Path, model: faircat.Model) -> dict[str, np.ndarray]:
    """The first jets of the model's control set."""
    file = root / "catalog" / "models" / model.slug / "control" / "control-set.npz"
    names = [it.name for it in model.signature.inputs]
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name][:8] for name in names}
