"""The digits that scikit-learn brings along, and their division into splits.

They are the test part of "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak
(UCI Machine Learning Repository, doi:10.24432/C50P49).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sklearn.datasets
from numpy.typing import NDArray
from record_files.checksum import sha256

SIDE = 8
"""Pixels along a side of an image."""
MOST = 16
"""The largest count of a pixel: those of a block of 4 × 4."""
CLASSES = tuple(str(digit) for digit in range(10))
PIXELS = tuple(f"pixel_{row}_{column}" for row in range(SIDE) for column in range(SIDE))


@dataclass(frozen=True)
class Settings:
    """The numbers of `config/data.toml`."""

    sha256: str
    seed: int
    splits: dict[str, int]


@dataclass(frozen=True)
class Digits:
    """Counts of dark pixels, row by row [n, 64], and the digits that they show [n]."""

    pixels: NDArray[np.int64]
    label: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.label)

    def at(self, items: NDArray[np.int64]) -> Digits:
        """Those of the given places."""
        return Digits(self.pixels[items], self.label[items])


def read_settings(path: Path) -> Settings:
    """Settings of the data; `TypeError` names a wrong key."""
    return Settings(**tomllib.loads(path.read_text(encoding="utf-8")))


def source() -> Path:
    """The file of scikit-learn."""
    return Path(sklearn.datasets.__file__).parent / "data" / "digits.csv.gz"


def load(expected: str) -> Digits:
    """All digits in the order of the file; `ValueError` where it is not the one of the settings."""
    found = sha256(source())
    if found != expected:
        raise ValueError(
            f"{source()} has SHA-256 {found}, and config/data.toml says {expected}: "
            "install the version of scikit-learn that requirements.txt pins"
        )
    bunch = sklearn.datasets.load_digits()
    return Digits(bunch.data.astype(np.int64), bunch.target.astype(np.int64))


def divide(digits: Digits, settings: Settings) -> dict[str, Digits]:
    """The splits, with about the same shares of the classes in each, in the order of the file.

    Digits are shuffled, and each gets its place among those of its class, as a share. In the order
    of these shares all classes come by turns, so any run of it has nearly the shares of the whole.
    """
    wanted = sum(settings.splits.values())
    if wanted != len(digits):
        raise ValueError(f"the splits have {wanted} digits, and the file {len(digits)}")
    order = np.random.default_rng(settings.seed).permutation(len(digits))
    share = np.empty(len(digits))
    for label in range(len(CLASSES)):
        places = np.flatnonzero(digits.label[order] == label)
        share[places] = (np.arange(len(places)) + 0.5) / len(places)
    turns = order[np.argsort(share, kind="stable")]
    borders = np.cumsum(list(settings.splits.values()))[:-1]
    parts = zip(settings.splits, np.split(turns, borders), strict=True)
    return {name: digits.at(np.sort(part)) for name, part in parts}
