"""Whether the simulated peaks are like the real ones: `python -m src.data.check_simulation`.

Two networks were published with their weights (Liu et al.). Neither has seen a simulated peak, so
what they make of one says how real it is. One was trained with shifted crops and is asked about
shifted peaks; the other never saw a shifted crop, so it is asked about unshifted ones. Beside them
stand the two classical ways to a position, a fitted profile and the centre of mass.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

from src.data.files import normalised
from src.data.fit import centres_of_mass, fit_positions
from src.data.profile import Array
from src.data.simulate import Counts, Settings, read_settings, simulate
from src.models.metrics import euclidean_errors, summary
from src.models.predict import load_network, positions
from src.models.run_files import write_json
from src.paths import CONFIG, PROJECT, published_folder

PEAKS = 13_799
"""As many peaks as the published figures rest on (Ravi et al.)."""

SEED = 20083

PUBLISHED_NETWORKS = {"fc16_8_4_2-sz11.pth": "shifted", "fc16_8_4_2-sz11-aug0.pth": "unshifted"}
"""State dicts, and the crops with which each was trained."""


def simulated(settings: Settings, kind: str, peaks: int) -> tuple[Counts, Array]:
    """Patches and true positions, with shifted or unshifted crops."""
    shift = settings.shift if kind == "shifted" else 0
    counts, truth = simulate(dataclasses.replace(settings, shift=shift), peaks, SEED)
    return counts, np.stack([truth.column, truth.row], axis=1)


def classical(settings: Settings, peaks: int) -> dict[str, dict[str, float]]:
    """Errors in pixels of a fitted profile and of the centre of mass, on shifted crops."""
    counts, truth = simulated(settings, "shifted", peaks)
    ways = {"pseudo-Voigt fit": fit_positions(counts), "centre of mass": centres_of_mass(counts)}
    return {name: summary(euclidean_errors(found, truth)) for name, found in ways.items()}


def published(settings: Settings, folder: Path, peaks: int) -> dict[str, dict[str, float]]:
    """Errors in pixels of the two published networks, each on crops as in its training."""
    figures = {}
    for name, kind in PUBLISHED_NETWORKS.items():
        counts, truth = simulated(settings, kind, peaks)
        found = positions(load_network(folder / name), normalised(counts))
        figures[f"{name}, {kind} crops"] = summary(euclidean_errors(found, truth))
    return figures


def main(arguments: list[str]) -> int:
    """Write the check as JSON and show it; 2 where the published networks are not here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", type=Path, default=published_folder())
    parser.add_argument("--peaks", type=int, default=PEAKS)
    parser.add_argument("--out", type=Path, default=PROJECT / "reports" / "simulation-check.json")
    options = parser.parse_args(arguments)
    if options.networks is None:
        print("error: name the folder of the published state dicts by --networks", file=sys.stderr)
        return 2
    torch.set_num_threads(1)
    settings = read_settings(CONFIG / "simulation.toml")
    errors = published(settings, options.networks, options.peaks)
    errors |= classical(settings, options.peaks)
    result: dict[str, Any] = {"peaks": options.peaks, "seed": SEED, "errors_pixels": errors}
    write_json(options.out, result)
    for name, figures in errors.items():
        print(name, *(f"{metric} {value:.3f}" for metric, value in figures.items()), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
