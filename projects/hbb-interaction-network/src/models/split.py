"""Command: write which shards train, validate and test, with their hashes, to a JSON file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import splits


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m src.models.split", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument("--validation", type=int, default=20_000, help="jets, at least")
    parser.add_argument("--test", type=int, default=40_000, help="jets, at least")
    parser.add_argument("--jets", type=int, required=True, help="jets of all parts")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 2 where the folder does not hold enough jets."""
    options = parse(arguments)
    try:
        parts = splits.by_shard(options.data, options.validation, options.test, options.jets)
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    options.out.write_text(json.dumps(parts.to_dict(), indent=1) + "\n", encoding="utf-8")
    print(", ".join(f"{part} {parts.jets(part)} jets" for part in splits.PARTS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
