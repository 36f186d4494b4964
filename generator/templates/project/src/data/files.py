"""The files of showers: one a split, as CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from src.data.simulate import CLASSES, Showers

LAYERS = ("layer_1", "layer_2", "layer_3", "layer_4")
COLUMNS = (*LAYERS, "class")


def split_path(data: Path, split: str) -> Path:
    """The file of a split."""
    return data / f"showers-{split}.csv"


def write_split(data: Path, split: str, showers: Showers) -> None:
    """Write the file of a split: energies in GeV with three decimal places, and the class."""
    data.mkdir(parents=True, exist_ok=True)
    with split_path(data, split).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for energies, label in zip(showers.energies, showers.label, strict=True):
            rows.writerow([*(f"{energy:.3f}" for energy in energies), CLASSES[label]])


def read_split(data: Path, split: str) -> Showers:
    """Read it; `OSError` or `ValueError` says what to do where it is missing or broken."""
    path = split_path(data, split)
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: make it with `make data`")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    try:
        energies = np.array([[float(row[layer]) for layer in LAYERS] for row in rows])
        label = np.array([CLASSES.index(row["class"]) for row in rows], np.int64)
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"{path}: {problem}; make it anew with `make data`") from problem
    return Showers(energies, label)
