"""What the records of the project have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from record_files import artifacts, record_yaml

from src.paths import PROJECT

PROJECT_RECORD = "software/digits-project"
DATASET = "datasets/handwritten-digits"
MODEL = "models/digits-dense"

AUTHORS = "organizations/faircat-authors"
COMMENT = (
    "Made by `make records` in projects/digits from the files of the run: change the texts in\n"
    "src/records there, and run it again."
)
DATA_LICENCE = """\
The digits are those of "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak,
UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, licensed under the Creative
Commons Attribution 4.0 International License:

    https://creativecommons.org/licenses/by/4.0/

They are the test part, as scikit-learn brings it along (sklearn/datasets/data/digits.csv.gz). The
faircat authors changed them in $year: the digits were divided into three files, and the columns
have names.

SPDX-License-Identifier: CC-BY-4.0
"""
SOURCES = [
    {
        "title": "Optical Recognition of Handwritten Digits",
        "identifiers": ["doi:10.24432/C50P49"],
        "authors": "Alpaydin E and Kaynak C",
        "venue": "UCI Machine Learning Repository",
        "year": 1998,
    },
    {
        "title": "Scikit-learn: machine learning in Python",
        "authors": "Pedregosa F, Varoquaux G, Gramfort A and others",
        "venue": "Journal of Machine Learning Research 12, 2825-2830",
        "year": 2011,
    },
]


def write_record(path: Path, record: dict[str, Any]) -> None:
    """Write a record, keys in the order given."""
    record_yaml.write(path, record, COMMENT, width=96)


def write_data_licence(folder: Path, date: str) -> None:
    """The notice beside the digits."""
    artifacts.write_licence(folder, DATA_LICENCE, date[:4])


def write_weights_licence(folder: Path) -> None:
    """The notice beside the weights: the licences of the code, said of the record's files."""
    text = (PROJECT / artifacts.LICENSE).read_text(encoding="utf-8")
    text = text.replace("The code of this project is", "The files of this record are", 1)
    (folder / artifacts.LICENSE).write_text(text, encoding="utf-8")


def own(date: str) -> dict[str, Any]:
    """What the records of our own works say about who made them and who may use them."""
    return {
        "authors": [AUTHORS],
        "publisher": AUTHORS,
        "copyright_holder": AUTHORS,
        "copyright_year": int(date[:4]),
        "license": "Apache-2.0 OR MIT",
    }
