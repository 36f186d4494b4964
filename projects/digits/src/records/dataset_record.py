"""The record of the digits, from their files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from record_files.artifacts import artifact, licence
from record_files.record_yaml import grouped

from src.data.digits import MOST, PIXELS, SIDE
from src.data.files import LABEL, read_split, split_path
from src.records.shared import (
    AUTHORS,
    MODEL,
    PROJECT_RECORD,
    SOURCES,
    write_data_licence,
    write_record,
)

SETTINGS = "data.toml"
SPLITS = ("train", "validation", "test")

DESCRIPTION = """\
{total} handwritten digits as images of 8 × 8 pixels: the test part of *Optical Recognition of \
Handwritten Digits*, which scikit-learn brings along as `load_digits`, divided into splits by a \
seed.

Thirteen people wrote the digits on a form. Their bitmaps of 32 × 32 pixels were divided into \
blocks of 4 × 4, and the dark pixels of each block were counted; each image is 64 such counts. The \
files are small enough to lie beside this record, so it serves to try how data, training, claims \
and their verification hang together.
"""

LIMITATIONS = """\
- Nothing tells who wrote a digit, so people could not be kept apart: the same hands are in all \
splits, and what is learned here does worse on the digits of others.
- The training part of the original, by thirty other people, is not here.
- Images are small; they are no stand-in for photographs.
"""

SNIPPET = """\
import numpy as np

table = np.loadtxt("digits-test.csv", delimiter=",", skiprows=1)
pixels, digit = table[:, :64], table[:, 64].astype(int)
print(pixels[0].reshape(8, 8), digit[0])
"""


def write_dataset(folder: Path, data: Path, settings_file: Path, date: str) -> None:
    """Record, files and settings of the dataset into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(settings_file, folder / SETTINGS)
    for name in SPLITS:
        shutil.copyfile(split_path(data, name), split_path(folder, name))
    describe_dataset(folder, date)


def describe_dataset(folder: Path, date: str) -> None:
    """Record, description and licence beside the files of the digits."""
    items = {name: len(read_split(folder, name)) for name in SPLITS}
    write_data_licence(folder, date)
    text = DESCRIPTION.format(total=grouped(sum(items.values())))
    (folder / "description.md").write_text(text, encoding="utf-8")
    write_record(folder / "record.yaml", _record(folder, items, date))


def _record(folder: Path, items: dict[str, int], date: str) -> dict[str, Any]:
    total = sum(items.values())
    return {
        "kind": "dataset",
        "title": "Handwritten digits of scikit-learn",
        "alternate_titles": ["load_digits"],
        "summary": f"{grouped(total)} handwritten digits as images of 8 × 8 pixels, the test part of a "
        "data set of the UCI Machine Learning Repository, divided for training and testing.",
        "version": "1.0.0",
        "date_created": date,
        "authors": [{"name": "E. Alpaydin"}, {"name": "C. Kaynak"}],
        "shared_by": AUTHORS,
        "license": "CC-BY-4.0",
        "access": {"rights": "open", "free": True, "conditions": "No account is needed."},
        "keywords": ["handwritten digits", "image classification", "MNIST-like", "teaching"],
        "language": "en",
        "artifacts": _artifacts(folder),
        "relations": [
            {
                "type": "is-derived-from",
                "target": "doi:10.24432/C50P49",
                "title": "Optical Recognition of Handwritten Digits",
                "description": "The whole data set; this is its test part.",
            },
            {"type": "is-source-of", "target": MODEL},
            {
                "type": "is-compiled-by",
                "target": PROJECT_RECORD,
                "description": "The program that divides the digits.",
            },
        ],
        "publications": SOURCES,
        "usage": _usage(),
        "provenance": [
            {
                "name": "Division",
                "description": "The digits of scikit-learn 1.9.1, drawn class by class; seed and "
                f"sizes are in {SETTINGS}.",
                "date": date,
                "software": [PROJECT_RECORD],
            }
        ],
        "dataset": _section(folder, items, total),
    }


def _artifacts(folder: Path) -> list[dict[str, Any]]:
    files = [
        artifact(
            folder,
            split_path(folder, name).name,
            role="data",
            media_type="text/csv",
            format="CSV",
            description=f"Digits of the {name} split, one a row",
        )
        for name in SPLITS
    ]
    settings = artifact(
        folder,
        SETTINGS,
        role="configuration",
        media_type="application/toml",
        format="TOML",
        description="SHA-256 of scikit-learn's file, seed and sizes of the splits",
    )
    return [*files, settings, licence(folder)]


def _usage() -> dict[str, Any]:
    return {
        "instructions": "Load a file with any reader of CSV. `make data` in projects/digits of the "
        "repository of this catalogue makes the same files of scikit-learn's copy.",
        "snippets": [
            {"language": "python", "description": "Images and their digits.", "code": SNIPPET}
        ],
        "intended_use": "Teaching, and trying programs around training and records.",
        "limitations": LIMITATIONS,
        "ethical": "Digits that people wrote on a form for research; nothing tells who they were.",
        "legal": "CC BY 4.0 by E. Alpaydin and C. Kaynak; the notice is in `LICENSE`.",
    }


def _section(folder: Path, items: dict[str, int], total: int) -> dict[str, Any]:
    pixels = [
        {
            "name": name,
            "data_type": "int64",
            "unit": "1",
            "description": f"Dark pixels, 0 to {MOST}, in row {number // SIDE} and column "
            f"{number % SIDE}",
        }
        for number, name in enumerate(PIXELS)
    ]
    return {
        "fields": [*pixels, {"name": LABEL, "data_type": "int64", "description": "0 to 9"}],
        "splits": [{"name": name, "items": count} for name, count in items.items()],
        "formats": ["CSV"],
        "size": sum(split_path(folder, name).stat().st_size for name in items),
        "number_of_files": len(items),
        "number_of_items": total,
        "item": "digit",
        "collection": "Forms by 13 people, scanned and cut by programs of NIST into bitmaps of "
        "32 × 32 pixels; the dark pixels of each block of 4 × 4 were counted.",
        "preparation": "Divided class by class by a seed, so that all splits have nearly the same "
        "shares of the digits.",
        "sensitive_data": {"present": False},
    }
