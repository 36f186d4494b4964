"""A toy simulation of showers of photons and charged pions in a calorimeter of four layers.

A shower's mean profile along its depth t, in radiation lengths, is the gamma distribution
dE/dt = E b (bt)^(a-1) exp(-bt) / Γ(a) (Particle Data Group, Review of Particle Physics, "Passage of
particles through matter", electromagnetic cascades). All else is a toy: parameters vary from shower
to shower, a pion begins where it first meets a nucleus and loses a part of its energy unseen, and
layers measure with a resolution that falls with the root of the energy. The numbers mean nothing
for a real detector.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CLASSES = ("photon", "pion")
PION = CLASSES.index("pion")
SLICES = 250
"""Slices of depth over which a profile is summed."""


@dataclass(frozen=True)
class Split:
    """How many showers a file holds, and their seed."""

    showers: int
    seed: int


@dataclass(frozen=True)
class Settings:
    """The numbers of `config/simulation.toml`."""

    edges: list[float]
    resolution: float
    least_energy: float
    energies: list[float]
    critical_energy: float
    variation: float
    pion_start: float


@dataclass(frozen=True)
class Showers:
    """Measured energies of the layers in GeV [n, 4], and classes [n]."""

    energies: Floats
    label: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.label)


def read_settings(path: Path) -> tuple[Settings, dict[str, Split]]:
    """Settings and splits; `TypeError` names a wrong key."""
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    splits = {name: Split(**split) for name, split in table["splits"].items()}
    return Settings(**table["calorimeter"], **table["particles"]), splits


def simulate(settings: Settings, split: Split) -> Showers:
    """As many showers as the split has, both classes alike often."""
    random = np.random.default_rng(split.seed)
    energies, labels = np.empty((0, len(settings.edges) - 1)), np.empty(0, np.int64)
    while len(labels) < split.showers:
        label = random.integers(0, len(CLASSES), split.showers)
        measured = measure(settings, deposits(settings, label, random), random)
        kept = measured.sum(axis=1) >= settings.least_energy
        energies = np.concatenate([energies, measured[kept]])
        labels = np.concatenate([labels, label[kept]])
    return Showers(energies[: split.showers], labels[: split.showers])


def deposits(settings: Settings, label: NDArray[np.int64], random: np.random.Generator) -> Floats:
    """True energies in the layers in GeV [n, 4]."""
    pion, count = label == PION, len(label)
    energy = random.uniform(*settings.energies, count)
    of_photon = 1 + 0.5 * (np.log(energy / settings.critical_energy) - 0.5)
    shape = np.where(pion, random.uniform(2, 5, count), of_photon)
    shape *= vary(settings, count, random)
    rate = np.where(pion, 0.25, 0.5) * vary(settings, count, random)
    start = np.where(pion, random.exponential(settings.pion_start, count), 0)
    seen = energy * np.where(pion, random.uniform(0.5, 1, count), 1)
    return seen[:, None] * layer_shares(np.asarray(settings.edges), start, shape, rate)


def vary(settings: Settings, count: int, random: np.random.Generator) -> Floats:
    """Factors near 1, one a shower."""
    return random.normal(1, settings.variation, count).clip(0.7, 1.3)


def layer_shares(edges: Floats, start: Floats, shape: Floats, rate: Floats) -> Floats:
    """Shares of each shower's energy between the edges [n, layers]; the rest leaks out."""
    borders = np.linspace(edges[0], edges[-1], SLICES + 1)
    middle = (borders[:-1] + borders[1:]) / 2
    depth = rate[:, None] * (middle - start[:, None]).clip(0)
    whole = np.array([math.gamma(value) for value in shape])
    density = (rate / whole)[:, None] * depth ** (shape[:, None] - 1) * np.exp(-depth)
    layer = np.digitize(middle, edges[1:-1])
    sums = [density[:, layer == index].sum(axis=1) for index in range(len(edges) - 1)]
    return np.stack(sums, axis=1) * (borders[1] - borders[0])


def measure(settings: Settings, true: Floats, random: np.random.Generator) -> Floats:
    """What the layers measure of the true energies, in whole MeV."""
    noise = settings.resolution * np.sqrt(true) * random.standard_normal(true.shape)
    return (true + noise).clip(0).round(3)
