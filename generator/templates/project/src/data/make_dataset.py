"""Simulate the splits: `python -m src.data.make_dataset`."""

from __future__ import annotations

import sys

from src.data.files import split_path, write_split
from src.data.simulate import read_settings, simulate
from src.paths import CONFIG, DATA


def main() -> int:
    """Write all splits; 2 where the settings are wrong."""
    try:
        settings, splits = read_settings(CONFIG / "simulation.toml")
    except (OSError, ValueError, TypeError, KeyError) as problem:
        print(f"error: config/simulation.toml: {problem}", file=sys.stderr)
        return 2
    for name, split in splits.items():
        write_split(DATA, name, simulate(settings, split))
        print(f"{split_path(DATA, name)}: {split.showers} showers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
