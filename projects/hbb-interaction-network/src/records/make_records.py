"""Command: files and records of the catalogue from finished runs.

Example: `python -m src.records.make_records --runs RUNS --data DATA --splits DATA/splits.json
--catalog ../../catalog`. For every run it exports the network, makes the control set, checks both
against PyTorch, and writes the record; and it writes the record of the dataset.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import numpy as np
from record_files import record_yaml

from ..models import splits
from ..models.architecture import Architecture
from ..models.compact_jets import Arrays
from ..models.export import check_files, network_of, read_weights, write_files
from ..models.train_model import arrays
from . import control_set, dataset_record, evaluations, fidelity, model_record


def test_arrays(data: Path, parts: splits.Splits) -> Arrays:
    """All jets of the test set, with all features."""
    tracks, vertices, labels = zip(*arrays(parts.paths(data, "test")), strict=True)
    return np.concatenate(tracks), np.concatenate(vertices), np.concatenate(labels)


def make_model(run_folder: Path, folder: Path, test: Arrays, jets: int) -> None:
    """Everything of one network into its folder of the catalogue."""
    run = model_record.read_run(run_folder / "training.json")
    architecture = Architecture(**model_record.as_tuples(run["configuration"]["architecture"]))
    state = read_weights(run_folder / "model.pt")
    write_files(state, folder)
    shutil.copyfile(run_folder / "training.json", folder / "training.json")
    path = folder / model_record.CONTROL_SET
    count = control_set.write(path, network_of(state), architecture, test, jets)
    control = np.load(path)
    found = check_files(folder, control["tracks"], control["vertices"])
    claims = evaluations.of_test(run) + evaluations.of_control_set(
        control["reference_probabilities"], control["label"], run["date"]
    )
    # The baseline's control set is there already: its name comes first.
    claims += fidelity.of_baseline(folder, run)
    model_record.write(folder, run, claims, count)
    worst = max(found.values())
    print(f"{folder.name}: {count} control jets, files within {worst:.1e} of PyTorch", flush=True)


def same_data(run_folder: Path, parts: splits.Splits) -> None:
    """`ValueError` where the run was made with other files than those of `parts`."""
    if model_record.read_run(run_folder / "training.json")["data"] != parts.to_dict():
        raise ValueError(
            f"{run_folder} was trained on other files than the splits name; train again"
        )


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m src.records.make_records", description=__doc__)
    parser.add_argument("--runs", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--data", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--splits", type=Path, required=True, help="file of `src.models.split`")
    parser.add_argument("--catalog", type=Path, required=True, help="folder of the records")
    parser.add_argument("--control-jets", type=int, default=3000, help="jets of a control set")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 1 where a file disagrees with PyTorch, 2 where an input is wrong."""
    options = parse(arguments)
    try:
        parts = splits.read(options.splits)
        runs = sorted(path.parent for path in options.runs.glob("*/training.json"))
        if not runs:
            raise ValueError(f"no finished run in {options.runs}")
        for run in runs:
            same_data(run, parts)
        dataset = options.catalog / "datasets" / "hbb-jets-pythia"
        models = [options.catalog / "models" / run.name for run in runs]
        record_yaml.refuse_others([dataset / "record.yaml"], dataset_record.SOURCE)
        record_yaml.refuse_others([it / "record.yaml" for it in models], model_record.SOURCE)
        test = test_arrays(options.data, parts)
        date = max(model_record.read_run(run / "training.json")["date"] for run in runs)
        dataset_record.write(dataset, options.data, parts, date)
        for run, model in zip(runs, models, strict=True):
            make_model(run, model, test, options.control_jets)
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
