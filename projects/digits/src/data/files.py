"""The files of digits: one a split, as CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from src.data.digits import CLASSES, MOST, PIXELS, Digits

LABEL = "digit"
COLUMNS = (*PIXELS, LABEL)


def split_path(data: Path, split: str) -> Path:
    """The file of a split."""
    return data / f"digits-{split}.csv"


def write_split(data: Path, split: str, digits: Digits) -> None:
    """Write the file of a split: 64 counts, row by row, and the digit."""
    data.mkdir(parents=True, exist_ok=True)
    with split_path(data, split).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for pixels, label in zip(digits.pixels.tolist(), digits.label.tolist(), strict=True):
            rows.writerow([*pixels, label])


def read_split(data: Path, split: str) -> Digits:
    """Read it; `OSError` or `ValueError` says what to do where it is missing or broken."""
    path = split_path(data, split)
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: make it with `make data`")
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file)) or [[]]
    try:
        if tuple(head) != COLUMNS:
            raise ValueError("its columns are not those of digits")
        table = np.array(rows, np.int64).reshape(-1, len(COLUMNS))
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}; make it anew with `make data`") from problem
    digits = Digits(table[:, :-1], table[:, -1])
    if not within(digits):
        raise ValueError(f"{path}: a number is out of its range; make it anew with `make data`")
    return digits


def within(digits: Digits) -> bool:
    """Whether there are digits, and all numbers can be."""
    pixels, label = digits.pixels, digits.label
    return bool(
        len(digits)
        and ((pixels >= 0) & (pixels <= MOST)).all()
        and ((label >= 0) & (label < len(CLASSES))).all()
    )
