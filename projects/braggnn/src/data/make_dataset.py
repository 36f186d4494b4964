"""Simulate the dataset: `python -m src.data.make_dataset`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from src.data.files import is_made_with, split_path, write_split
from src.data.fit import fit_positions
from src.data.simulate import Settings, Split, read_settings, read_splits, simulate
from src.paths import CONFIG, data_folder


def make_split(folder: Path, name: str, settings: Settings, split: Split) -> bool:
    """Make one file, unless it is there with the same settings; whether it was made."""
    path = split_path(folder, name)
    if is_made_with(path, settings, split):
        return False
    counts, peaks = simulate(settings, split.peaks, split.seed)
    write_split(path, counts, peaks, fit_positions(counts), (settings, split))
    return True


def main(arguments: list[str]) -> int:
    """Make every split of the settings file; 2 where the settings are wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=Path, default=CONFIG / "simulation.toml")
    parser.add_argument("--out", type=Path, default=data_folder())
    options = parser.parse_args(arguments)
    try:
        settings, splits = read_settings(options.settings), read_splits(options.settings)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for name, split in splits.items():
        start = time.perf_counter()
        made = make_split(options.out, name, settings, split)
        took = f"made in {time.perf_counter() - start:.0f} s" if made else "up to date"
        print(f"{name}: {split.peaks} patches, {took}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
