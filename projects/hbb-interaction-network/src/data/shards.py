"""Files of jets: HDF5, one shard a file, with the CMS names.

Layout of a file, n jets in it:

- `tracks` float32 [n, 30, 60] and `vertices` float32 [n, 14, 5], zero-padded, their rows named by
  the attribute `features`, with `units` beside it;
- `label` int8 [n], index into `CLASSES`; one dataset [n] for each spectator and truth value;
- the groups of the files of Duarte et al. as further names of the same data:
  `training_subgroup/training_2` and `training_3`, `target_subgroup/target` float32 [n, 2];
- attributes of the file: what made it, as JSON in `provenance`.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np

from .features import CLASSES, SPECTATORS, TRACK_FEATURES, TRUTH, VERTEX_FEATURES, Feature

CHUNK_JETS = 100
FORMAT_VERSION = 1


@dataclass(frozen=True)
class JetSet:
    """Jets ready to be stored: `tracks` [n, 30, 60], `vertices` [n, 14, 5], `label` [n].

    `values` holds spectators and truth by name, each [n].
    """

    tracks: np.ndarray
    vertices: np.ndarray
    label: np.ndarray
    values: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.label)


def take(jets: JetSet, rows: np.ndarray | slice) -> JetSet:
    """The jets at these positions, in this order."""
    values = {name: column[rows] for name, column in jets.values.items()}
    return JetSet(jets.tracks[rows], jets.vertices[rows], jets.label[rows], values)


def concatenate(parts: list[JetSet]) -> JetSet:
    """One set of jets after the other; only values that all parts have are kept."""
    shared = [name for name in parts[0].values if all(name in part.values for part in parts)]
    return JetSet(
        np.concatenate([part.tracks for part in parts]),
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.label for part in parts]),
        {name: np.concatenate([part.values[name] for part in parts]) for name in shared},
    )


def write_shard(path: Path, jets: JetSet, provenance: dict[str, object]) -> None:
    """Writes a shard under a temporary name and renames it when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with h5py.File(temporary, "w", libver=("earliest", "v110")) as file:
            _write(file, jets, provenance)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(file: h5py.File, jets: JetSet, provenance: dict[str, object]) -> None:
    file.attrs["format_version"] = FORMAT_VERSION
    file.attrs["provenance"] = json.dumps(provenance, sort_keys=True)
    _items(file, "tracks", jets.tracks, TRACK_FEATURES)
    _items(file, "vertices", jets.vertices, VERTEX_FEATURES)
    label = _column(file, "label", jets.label.astype(np.int8))
    label.attrs["classes"] = list(CLASSES)
    for feature in SPECTATORS:
        if feature.name in jets.values:
            column = _column(file, feature.name, jets.values[feature.name].astype(np.float32))
            column.attrs["unit"] = feature.unit
    for feature in TRUTH:
        if feature.name in jets.values:
            _column(file, feature.name, jets.values[feature.name].astype(np.int32))
    one_hot = np.eye(len(CLASSES), dtype=np.float32)[jets.label]
    _column(file, "target_subgroup/target", one_hot)
    file["training_subgroup/training_2"] = file["tracks"]
    file["training_subgroup/training_3"] = file["vertices"]


def _items(file: h5py.File, name: str, values: np.ndarray, features: tuple[Feature, ...]) -> None:
    dataset = _column(file, name, values.astype(np.float32))
    dataset.attrs["features"] = [feature.name for feature in features]
    dataset.attrs["units"] = [feature.unit for feature in features]


def _column(file: h5py.File, name: str, values: np.ndarray) -> h5py.Dataset:
    chunk = (min(CHUNK_JETS, len(values)), *values.shape[1:]) if len(values) else None
    if chunk is None:
        return file.create_dataset(name, data=values)
    if values.ndim == 1:
        chunk = (len(values),)
    return file.create_dataset(
        name, data=values, chunks=chunk, compression="gzip", compression_opts=4, shuffle=True
    )


def read_shard(path: Path) -> JetSet:
    """Jets of a shard; `ValueError` where the file is not one of this format and feature order."""
    with h5py.File(path, "r") as file:
        _check(path, file, "tracks", TRACK_FEATURES)
        _check(path, file, "vertices", VERTEX_FEATURES)
        known = [feature.name for feature in (*SPECTATORS, *TRUTH) if feature.name in file]
        return JetSet(
            tracks=file["tracks"][:],
            vertices=file["vertices"][:],
            label=file["label"][:].astype(np.int64),
            values={name: file[name][:] for name in known},
        )


def _check(path: Path, file: h5py.File, name: str, features: tuple[Feature, ...]) -> None:
    if name not in file or list(file[name].attrs.get("features", [])) != [
        feature.name for feature in features
    ]:
        raise ValueError(f"{path}: `{name}` is missing or its features are not those expected")


def read_provenance(path: Path) -> dict[str, object]:
    """What made a shard, as it was written."""
    with h5py.File(path, "r") as file:
        return json.loads(file.attrs["provenance"])


def shard_jets(path: Path) -> int:
    """Number of jets of a shard, read from its header."""
    with h5py.File(path, "r") as file:
        return int(file["label"].shape[0])


def find_shards(folder: Path) -> list[Path]:
    """The finished shards of a folder, by name."""
    return sorted(path for path in folder.glob("*.h5") if not path.name.startswith("."))
