"""Write the records of dataset and model into the catalogue: `python -m src.records.make_records`.

Everything in them is read from the files of the simulation and of the training run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from record_files import record_yaml

from src.data.files import read_split
from src.data.simulate import read_splits
from src.models.control_set import FILE as CONTROL_FILE
from src.models.evaluate import errors as test_errors
from src.models.metrics import euclidean_errors
from src.models.run_files import read_json
from src.paths import (
    CATALOG,
    CONFIG,
    DATASET_SLUG,
    MODEL_SLUG,
    PROJECT,
    data_folder,
    run_folder,
)
from src.records.dataset_record import write_dataset
from src.records.model_record import control_errors, write_model
from src.records.yaml_files import COMMENT


def write_records(catalog: Path, data: Path, run: Path, settings: Path, check: Path) -> None:
    """Both records with their files; `OSError` where an earlier step has not run."""
    folders = (catalog / "datasets" / DATASET_SLUG, catalog / "models" / MODEL_SLUG)
    record_yaml.refuse_others([folder / "record.yaml" for folder in folders], COMMENT)
    training = read_json(run / "training.json")
    splits = read_splits(settings)
    write_dataset(
        folders[0],
        data,
        settings,
        check,
        splits,
        read_json(check),
        training["finished"],
    )
    test = read_split(data, "test")
    errors = {
        "test": test_errors(run, test),
        "fit": euclidean_errors(test.position_fit, test.position),
        "control set": control_errors(run / CONTROL_FILE),
    }
    write_model(folders[1], run, training, errors)


def main(arguments: list[str]) -> int:
    """Write the records; 2 where a file of an earlier step is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    parser.add_argument("--catalog", type=Path, default=CATALOG)
    parser.add_argument("--settings", type=Path, default=CONFIG / "simulation.toml")
    parser.add_argument("--check", type=Path, default=PROJECT / "reports" / "simulation-check.json")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        write_records(options.catalog, options.data, options.run, options.settings, options.check)
    except (OSError, record_yaml.OthersRecordError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"records written to {options.catalog}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
