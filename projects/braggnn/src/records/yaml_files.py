"""Record files in YAML, laid out for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from record_files import artifacts, record_yaml

PROJECT_RECORD = "software/bragg-peaks-project"
"""Record of this project."""

AUTHORS = "organizations/faircat-authors"
LICENSE_TEXT = """\
Copyright (c) $year The faircat authors

The files of this record are licensed under the Creative Commons Attribution 4.0 International
License:

    https://creativecommons.org/licenses/by/4.0/

You may copy, change and publish them, for any purpose, if you name "The faircat authors", link to
the licence, and say whether you changed anything.

SPDX-License-Identifier: CC-BY-4.0
"""

COMMENT = (
    "Made by `make records` in projects/braggnn from the files of the run: change the texts in\n"
    "src/records there, and run it again."
)


def write_record(path: Path, record: dict[str, Any]) -> None:
    """Write a record, keys in the order given."""
    record_yaml.write(path, record, COMMENT, width=96)


def write_licence(folder: Path, date: str) -> None:
    """The file `LICENSE` beside the record's other files; `date` is the ISO date of the run."""
    artifacts.write_licence(folder, LICENSE_TEXT, date[:4])


def publications() -> list[dict[str, Any]]:
    """The two papers that the model and the data follow."""
    return [
        {
            "title": "BraggNN: fast X-ray Bragg peak analysis using deep learning",
            "identifiers": ["arxiv:2008.08198"],
            "authors": "Liu Z, Sharma H, Park J-S, Kenesei P, Miceli A, Almer J, Kettimuthu R "
            "and Foster I",
            "venue": "IUCrJ 9, 104-113",
            "year": 2022,
        },
        {
            "title": "FAIR principles for AI models with a practical application for accelerated "
            "high energy diffraction microscopy",
            "identifiers": ["doi:10.1038/s41597-022-01712-9", "arxiv:2207.00611"],
            "authors": "Ravi N, Chaturvedi P, Huerta E A, Liu Z, Chard R, Scourtas A, Schmidt K J, "
            "Chard K, Blaiszik B and Foster I",
            "venue": "Scientific Data 9, 657",
            "year": 2022,
        },
    ]


def shared_fields(date: str) -> dict[str, Any]:
    """What both records say about who made them and who may use them."""
    return {
        "date_created": date,
        "authors": [AUTHORS],
        "publisher": AUTHORS,
        "copyright_holder": AUTHORS,
        "copyright_year": int(date[:4]),
        "license": "CC-BY-4.0",
    }
