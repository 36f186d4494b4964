"""Divide scikit-learn's digits into the splits: `python -m src.data.make_dataset`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from src.data.digits import divide, load, read_settings
from src.data.files import split_path, write_split
from src.paths import CONFIG, data_folder


def main(arguments: list[str] | None = None) -> int:
    """Write all splits; 2 where the settings or the file of scikit-learn are wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=data_folder())
    parser.add_argument("--settings", type=Path, default=CONFIG / "data.toml")
    options = parser.parse_args(arguments)
    try:
        settings = read_settings(options.settings)
        splits = divide(load(settings.sha256), settings)
        for name, digits in splits.items():
            write_split(options.out, name, digits)
            print(f"{split_path(options.out, name)}: {len(digits)} digits")
    except (OSError, ValueError, TypeError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
