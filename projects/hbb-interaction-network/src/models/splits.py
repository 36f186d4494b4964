"""Which jets train a network, which choose its epoch, and which test it.

Shards are the unit: a shard comes from seeds of its own, so that jets of two shards share no
event. The first shards in order of name are the test set and the next ones the validation set, so
that both stay the same when more shards are simulated.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from record_files.checksum import sha256

from ..data.shards import find_shards, shard_jets

PARTS = ("train", "validation", "test")


@dataclass(frozen=True)
class Shard:
    """A file of jets: its name within the folder of the data, jets, size in bytes and SHA-256."""

    name: str
    jets: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Splits:
    """The shards of each part, under the names of `PARTS`."""

    parts: dict[str, list[Shard]]

    def jets(self, part: str) -> int:
        """Number of jets of a part."""
        return sum(shard.jets for shard in self.parts[part])

    def paths(self, folder: Path, part: str) -> list[Path]:
        """Files of a part."""
        return [folder / shard.name for shard in self.parts[part]]

    def to_dict(self) -> dict[str, Any]:
        """As a file has it: lists of shards."""
        return {part: [vars(shard) for shard in shards] for part, shards in self.parts.items()}


def by_shard(folder: Path, validation: int, test: int, jets: int) -> Splits:
    """The first `jets` jets, of which at least `test` and `validation` are for those parts.

    Raises `ValueError` where the folder holds fewer, or where none is left to train on.
    """
    shards = up_to(describe(find_shards(folder)), jets)
    found = sum(shard.jets for shard in shards)
    tests, rest = first_with(shards, test)
    validations, trains = first_with(rest, validation)
    smallest = min((shard.jets for shard in shards), default=0)
    if found + smallest <= jets or not trains:
        raise ValueError(
            f"{folder} holds {found} jets in {len(shards)} shards where {jets} are asked for, "
            f"{test} of them for testing, {validation} for validation and the rest for training; "
            "simulate more or ask for fewer"
        )
    return Splits({"train": trains, "validation": validations, "test": tests})


def up_to(shards: list[Shard], most: int) -> list[Shard]:
    """The first shards that hold `most` jets at most together."""
    totals = np.cumsum([shard.jets for shard in shards])
    return [shard for shard, total in zip(shards, totals, strict=True) if total <= most]


def first_with(shards: list[Shard], jets: int) -> tuple[list[Shard], list[Shard]]:
    """The first shards that together hold at least `jets`, and the others."""
    before = np.cumsum([0] + [shard.jets for shard in shards])
    count = int(np.searchsorted(before, jets))
    return shards[:count], shards[count:]


def describe(paths: list[Path]) -> list[Shard]:
    """Jets, size and SHA-256 of each file."""
    with ThreadPoolExecutor(2) as pool:
        sums = list(pool.map(sha256, paths))
    return [
        Shard(path.name, shard_jets(path), path.stat().st_size, digest)
        for path, digest in zip(paths, sums, strict=True)
    ]


def read(path: Path) -> Splits:
    """The splits in a JSON file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Splits({part: [Shard(**shard) for shard in content[part]] for part in PARTS})


def k_folds(files: int, size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Method (i) of Duarte et al., section 3.2: folds of `size` files, each validating once.

    Returns pairs of indices of files, for training and for validation.
    """
    if files <= size:
        raise ValueError(f"{files} files give no two folds of {size} files")
    order = np.arange(files)
    folds = [order[i : i + size] for i in range(0, files, size)]
    return [(np.setdiff1d(order, fold), fold) for fold in folds]


def random_files(files: int, size: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Method (ii): `size` files drawn at random validate, the others train."""
    if files <= size:
        raise ValueError(f"{files} files leave none to train on beside {size} for validation")
    order = rng.permutation(files)
    return np.sort(order[size:]), np.sort(order[:size])


def random_jets(jets: int, part: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Method (iii): a `part` of all jets, drawn at random, validates, the others train."""
    order = rng.permutation(jets)
    count = max(1, round(part * jets))
    return np.sort(order[count:]), np.sort(order[:count])
