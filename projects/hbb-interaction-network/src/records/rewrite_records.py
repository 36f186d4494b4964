"""Command: the texts of the records anew, from the files that the catalogue already holds.

Example: `python -m src.records.rewrite_records --catalog ../../catalog`. Jets and networks are not
needed: figures come from `training.json`, the control sets and the file index, which stay as they
are. What `make_records` wrote is written again, byte for byte, unless the texts have changed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from . import dataset_record, evaluations, fidelity, model_record


def rewrite_model(folder: Path) -> str:
    """Record, description and licence of one network; returns the date of its run."""
    run = model_record.read_run(folder / "training.json")
    with np.load(folder / model_record.CONTROL_SET) as control:
        labels = control["label"]
        recomputed = evaluations.of_control_set(
            control["reference_probabilities"], labels, run["date"]
        )
    claims = evaluations.of_test(run) + recomputed + fidelity.of_baseline(folder, run)
    model_record.write(folder, run, claims, len(labels))
    return run["date"]


def rewrite(catalog: Path) -> None:
    """All records of this project in `catalog`."""
    found = sorted(path.parent for path in catalog.glob("models/hbb-in-pythia*/training.json"))
    if not found:
        raise ValueError(f"no network of this project in {catalog}")
    date = max(rewrite_model(folder) for folder in found)
    folder = catalog / "datasets" / "hbb-jets-pythia"
    index = json.loads((folder / dataset_record.FILE_INDEX).read_text(encoding="utf-8"))
    dataset_record.describe(folder, *dataset_record.from_index(index), date)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 2 where an input is missing or wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m src.records.rewrite_records", description=__doc__
    )
    parser.add_argument("--catalog", type=Path, required=True, help="folder of the records")
    options = parser.parse_args(arguments)
    try:
        rewrite(options.catalog)
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
