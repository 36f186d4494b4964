"""What the network reaches on the test split: `python -m src.models.evaluate`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from src.data.files import Patches, normalised, read_split
from src.models.metrics import euclidean_errors, summary, uncertainties
from src.models.predict import load_network, positions
from src.models.run_files import write_json
from src.paths import data_folder, run_folder

FILE = "evaluation.json"


def errors(run: Path, test: Patches) -> NDArray[np.float64]:
    """Distances in pixels of the network's positions from the true ones."""
    found = positions(load_network(run / "model.pt"), normalised(test.counts))
    return euclidean_errors(found, test.position)


def evaluation(distances: NDArray[np.float64]) -> dict[str, dict[str, float]]:
    """Every metric in pixels, with its uncertainty."""
    spread = uncertainties(distances)
    return {
        name: {"value": value, "uncertainty": spread[name]}
        for name, value in summary(distances).items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Write `evaluation.json` beside the run; 2 where a file of an earlier step is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        figures = evaluation(errors(options.run, read_split(options.data, "test")))
    except (OSError, ValueError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    write_json(options.run / FILE, figures)
    for name, figure in figures.items():
        print(f"{name}: {figure['value']:.4f} ± {figure['uncertainty']:.4f} pixel")
    return 0


if __name__ == "__main__":
    sys.exit(main())
