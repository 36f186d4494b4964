"""The dataset's files: one HDF5 file per split."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import h5py
import numpy as np
from numpy.typing import NDArray

from src.data.profile import PATCH_SIZE, PIXEL_WIDTH_UM, Array, Peaks
from src.data.simulate import VERSION, Counts, Settings, Split

FIELDS: dict[str, tuple[str, str]] = {
    "patch": ("counts", "Net counts of 11 x 11 detector pixels, as [peak, row, column]"),
    "position": ("pixel", "True centre of the peak as (column, row), from the centre of pixel 0"),
    "position_fit": ("pixel", "Centre of a fitted 2D pseudo-Voigt profile, in the same way"),
    "width_first": ("pixel", "Full width at half maximum along the first axis of the ellipse"),
    "width_second": ("pixel", "Full width at half maximum along the second axis"),
    "angle": ("rad", "Turn of the first axis from the columns towards the rows"),
    "mixing": ("1", "Lorentzian part of the pseudo-Voigt profile"),
    "amplitude": ("counts", "Height of the profile at its centre, before noise"),
    "background": ("counts", "Mean background that was added and subtracted again"),
}
"""Datasets of a file with unit and meaning."""

PARAMETERS = ("width_first", "width_second", "angle", "mixing", "amplitude", "background")


@dataclass(frozen=True)
class Patches:
    """Patches with their reference positions: counts [n, 11, 11] and pixels [n, 2]."""

    counts: Counts
    position: NDArray[np.float32]
    position_fit: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.counts)


def normalised(counts: Counts) -> NDArray[np.float32]:
    """The network's input [n, 1, 11, 11]: each patch from its minimum to its maximum, 0 to 1.

    Raises `ValueError` that names the first patch without any contrast.
    """
    values = counts.astype(np.float32)
    low = values.min(axis=(1, 2), keepdims=True)
    spread = values.max(axis=(1, 2), keepdims=True) - low
    flat = np.flatnonzero(spread == 0)
    if len(flat):
        raise ValueError(f"patch {flat[0]} has the same count in every pixel: leave it out")
    return ((values - low) / spread)[:, None]


def split_path(folder: Path, split: str) -> Path:
    """File of a split."""
    return folder / f"bragg-peaks-{split}.h5"


def write_split(
    path: Path, counts: Counts, peaks: Peaks, fitted: Array, made_with: tuple[Settings, Split]
) -> None:
    """Write a split, whole or not at all; the same arguments give the same bytes."""
    position = np.stack([peaks.column, peaks.row], axis=1)
    columns: dict[str, NDArray[np.generic]] = {
        "patch": counts,
        "position": position.astype(np.float32),
        "position_fit": fitted.astype(np.float32),
    }
    columns |= {name: getattr(peaks, name).astype(np.float32) for name in PARAMETERS}
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with h5py.File(part, "w") as file:
        for name, values in columns.items():
            stored = file.create_dataset(
                name, data=values, compression="gzip", shuffle=True, track_times=False
            )
            stored.attrs["unit"], stored.attrs["description"] = FIELDS[name]
        file.attrs["made_with"] = _fingerprint(*made_with)
        file.attrs["patch_size"] = PATCH_SIZE
        file.attrs["pixel_width_um"] = PIXEL_WIDTH_UM
    part.replace(path)


def is_made_with(path: Path, settings: Settings, split: Split) -> bool:
    """Whether the file is there and was made with these very settings."""
    if not path.is_file():
        return False
    with h5py.File(path) as file:
        return file.attrs.get("made_with") == _fingerprint(settings, split)


def read_split(folder: Path, split: str) -> Patches:
    """Patches of a split; `FileNotFoundError` says how to make a missing file."""
    path = split_path(folder, split)
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: make it with `make data`")
    with h5py.File(path) as file:
        return Patches(file["patch"][:], file["position"][:], file["position_fit"][:])


def _fingerprint(settings: Settings, split: Split) -> str:
    """Settings and version of the simulation as JSON with sorted keys."""
    told = {"settings": asdict(settings), "split": asdict(split), "version": VERSION}
    return json.dumps(told, sort_keys=True)
