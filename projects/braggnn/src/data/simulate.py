"""Random Bragg peaks and what a flat-panel detector records of them.

The settings, their meaning and their sources are in `config/simulation.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from src.data.profile import PATCH_SIZE, Array, Peaks, expected_counts

Counts = NDArray[np.uint16]

BATCH = 5_000
"""Peaks drawn at a time; a part of the contract, as it decides the order of random numbers."""


VERSION = 1
"""To be raised when the same settings and seed give other peaks, so that files are made again."""

TABLES = ("peaks", "detector", "selection")
"""Tables of the settings file that decide what a patch looks like."""


@dataclass(frozen=True)
class Settings:
    """How peaks are drawn. Units: pixels, detector counts; see `config/simulation.toml`."""

    shift: int
    width_median: float
    width_spread: float
    width_range: tuple[float, float]
    elongation_spread: float
    mixing_range: tuple[float, float]
    amplitude_range: tuple[float, float]
    amplitude_slope: float
    background_range: tuple[float, float]
    gain: float
    read_noise: float
    saturation: int
    threshold: float
    brightest_at_least: float
    pixels_at_least: int


def read_settings(path: Path) -> Settings:
    """Settings from the `[peaks]`, `[detector]` and `[selection]` tables of a TOML file.

    Raises `ValueError` that names the file where a setting is missing or not known.
    """
    with path.open("rb") as file:
        tables = tomllib.load(file)
    values = {k: v for name in TABLES for k, v in tables.get(name, {}).items()}
    try:
        settings = Settings(
            **{key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
        )
    except TypeError as error:
        raise ValueError(f"{path}: {error}") from error
    return settings


@dataclass(frozen=True)
class Split:
    """A part of the dataset: how many patches, and the seed of its random numbers."""

    peaks: int
    seed: int


def read_splits(path: Path) -> dict[str, Split]:
    """The `[splits.NAME]` tables of a settings file; `ValueError` where two share a seed."""
    with path.open("rb") as file:
        tables = tomllib.load(file).get("splits", {})
    splits = {name: Split(**table) for name, table in tables.items()}
    if len({split.seed for split in splits.values()}) < len(splits):
        raise ValueError(f"{path}: two splits have the same seed, so they would share peaks")
    return splits


def draw_peaks(settings: Settings, number: int, rng: Generator) -> Peaks:
    """Parameters of `number` peaks.

    As in the published training data, the crop is centred on the pixel that the whole part of the
    position names, and then moved by up to `shift` pixels along each axis.
    """
    middle = PATCH_SIZE // 2
    shifts = rng.integers(-settings.shift, settings.shift, endpoint=True, size=(2, number))
    centre = middle + rng.random((2, number)) + shifts
    width = settings.width_median * np.exp(settings.width_spread * rng.standard_normal(number))
    ratio = np.exp(settings.elongation_spread * rng.standard_normal(number) / 2)
    return Peaks(
        column=centre[0],
        row=centre[1],
        width_first=np.clip(width * ratio, *settings.width_range),
        width_second=np.clip(width / ratio, *settings.width_range),
        angle=rng.uniform(0, np.pi, number),
        mixing=rng.uniform(*settings.mixing_range, number),
        amplitude=_power_law(settings.amplitude_range, settings.amplitude_slope, number, rng),
        background=rng.uniform(*settings.background_range, number),
    )


def _power_law(limits: tuple[float, float], slope: float, number: int, rng: Generator) -> Array:
    """Values with density proportional to value**-slope between the limits (slope above 1)."""
    power = 1 - slope
    low, high = limits[0] ** power, limits[1] ** power
    return (low + (high - low) * rng.random(number)) ** (1 / power)


def record(settings: Settings, peaks: Peaks, rng: Generator) -> Counts:
    """What the detector's files hold of the peaks: whole counts, [n, 11, 11].

    Photons are Poisson distributed, each gives `gain` counts, and the electronics add Gaussian
    noise. The mean background is subtracted, and what is below the threshold becomes zero, as in
    the frames that BraggNN was published with.
    """
    mean = expected_counts(peaks)
    signal = settings.gain * rng.poisson(mean / settings.gain)
    signal = signal + settings.read_noise * rng.standard_normal(mean.shape)
    raw = np.clip(np.rint(signal), 0, settings.saturation)
    net = raw - np.rint(peaks.background)[:, None, None]
    return np.where(net >= settings.threshold, net, 0).astype(np.uint16)


def is_accepted(settings: Settings, patches: Counts) -> NDArray[np.bool_]:
    """Which patches a peak search would keep: bright enough, and more than a few pixels."""
    flat = patches.reshape(len(patches), -1)
    bright = flat.max(axis=1) >= settings.brightest_at_least
    return bright & ((flat > 0).sum(axis=1) >= settings.pixels_at_least)


def simulate(settings: Settings, number: int, seed: int) -> tuple[Counts, Peaks]:
    """Exactly `number` accepted patches [number, 11, 11] with their true parameters."""
    rng = np.random.default_rng(seed)
    patches: list[Counts] = []
    kept: list[Peaks] = []
    have = 0
    while have < number:
        peaks = draw_peaks(settings, BATCH, rng)
        counts = record(settings, peaks, rng)
        accepted = is_accepted(settings, counts)
        if not accepted.any():
            raise ValueError("the settings let no peak through: lower `brightest_at_least`")
        patches.append(counts[accepted])
        kept.append(peaks.part(accepted))
        have += int(accepted.sum())
    joined = {
        name: np.concatenate([getattr(peaks, name) for peaks in kept])[:number]
        for name in vars(kept[0])
    }
    return np.concatenate(patches)[:number], Peaks(**joined)
