"""Write the records into the catalogue: `python -m src.records.make_records`.

Everything in them is read from the files of the data and of the training run.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from record_files import record_yaml

from src.models.evaluate import FIGURES
from src.models.train_model import REPORT
from src.paths import CATALOG, CONFIG, data_folder, run_folder
from src.records.dataset_record import write_dataset
from src.records.model_record import write_model
from src.records.shared import COMMENT, DATASET, MODEL, PROJECT_RECORD
from src.records.software_record import write_software


def write_records(catalog: Path, data: Path, run: Path) -> list[Path]:
    """All records with their files; `OSError` where an earlier step has not run."""
    training = json.loads((run / REPORT).read_text(encoding="utf-8"))
    figures = json.loads((run / FIGURES).read_text(encoding="utf-8"))
    software = catalog / f"{PROJECT_RECORD}.yaml"
    written = [software, *(catalog / name / "record.yaml" for name in (DATASET, MODEL))]
    record_yaml.refuse_others(written, COMMENT)
    write_software(software, training)
    write_dataset(catalog / DATASET, data, CONFIG / "data.toml", training["finished"])
    write_model(catalog / MODEL, data, run, training, figures)
    return written


def main(arguments: list[str] | None = None) -> int:
    """Write the records; 2 where a file of an earlier step is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    parser.add_argument("--catalog", type=Path, default=CATALOG)
    options = parser.parse_args(arguments)
    try:
        written = write_records(options.catalog, options.data, options.run)
    except record_yaml.OthersRecordError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}: run `make evaluate` first", file=sys.stderr)
        return 2
    for path in written:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
