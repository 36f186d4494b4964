"""Write the records into a catalogue: `python -m src.records.make_records`.

Everything in them is read from the files of the run.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from record_files import project as projects
from record_files import record_yaml

from src.data.simulate import read_settings
from src.models.evaluate import FIGURES
from src.models.train_model import REPORT
from src.paths import CATALOG, CONFIG, DATA, REPORTS, RUN
from src.records.dataset_record import write_dataset
from src.records.model_record import write_model
from src.records.shared import comment, references
from src.records.software_record import write_software


def write_records(catalog: Path) -> list[Path]:
    """All records with their files; `OSError` where an earlier step has not run."""
    project = projects.read(CONFIG / "project.toml")
    named = references(project)
    files = [catalog / reference / "record.yaml" for reference in named.values()]
    record_yaml.refuse_others(files, comment(project))
    settings, splits = read_settings(CONFIG / "simulation.toml")
    training = json.loads((RUN / REPORT).read_text(encoding="utf-8"))
    figures = json.loads((REPORTS / FIGURES).read_text(encoding="utf-8"))
    write_software(catalog / named["software"], project, training["environment"]["packages"])
    write_dataset(
        catalog / named["dataset"],
        DATA,
        CONFIG / "simulation.toml",
        project,
        settings,
        splits,
        training["finished"],
    )
    write_model(catalog / named["model"], RUN, project, training, figures)
    return files


def main(arguments: list[str] | None = None) -> int:
    """Write the records; 2 where a file of an earlier step is missing, or a record is not ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, default=CATALOG, help="folder of the records")
    catalog = parser.parse_args(arguments).catalog
    try:
        written = write_records(catalog)
    except record_yaml.OthersRecordError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    except (OSError, ValueError, TypeError, KeyError) as problem:
        print(f"error: {problem}: run `make evaluate` first", file=sys.stderr)
        return 2
    for path in written:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
