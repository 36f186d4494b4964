"""The record of the simulated dataset, from its files, its settings and the check."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from record_files.artifacts import artifact, licence
from record_files.checksum import sha256
from record_files.record_yaml import grouped

from src.data.files import FIELDS, split_path
from src.data.simulate import Split
from src.models.metrics import DEVIATION, MEAN
from src.paths import DATASET_SLUG
from src.records.yaml_files import (
    PROJECT_RECORD,
    publications,
    shared_fields,
    write_licence,
    write_record,
)

Q95 = "Euclidean error, 95 % quantile"
TYPES = {"patch": "uint16"}

DESCRIPTION = """\
{total} images of single Bragg peaks as a flat-panel detector of high energy diffraction \
microscopy records them, with the true position of each peak. They are simulated, so the truth is \
known exactly and anyone can make them again with one command.

Each patch holds 11 × 11 pixels of 200 µm. A two-dimensional pseudo-Voigt profile with random \
position, widths, turn, mixing, height and background is integrated over the pixels; photons are \
Poisson distributed, electronics add Gaussian noise, the converter has 14 bits, the background is \
subtracted, and pixels below a threshold become zero.

How like real peaks they are was asked of the two networks that the authors of BraggNN published, \
which never saw a simulated peak. Errors in pixels, on {checked} peaks that are in no split:

| position by | 95 % quantile | mean | standard deviation |
| --- | --- | --- | --- |
{rows}

Published for real peaks, against fitted positions: 0.688, about 0.21 and about 0.22 (Ravi et \
al.). `fc16_8_4_2-sz11` was trained with shifted crops and `fc16_8_4_2-sz11-aug0` without; each \
was asked about the crops it knows. The median width and the threshold were tuned until the \
figures of the former were near the published ones, so the agreement is no independent proof.
"""

LIMITATIONS = """\
- One peak to a patch; overlapping peaks, streaks, dead pixels and the edge of the detector are \
not simulated.
- The profile is symmetric and exactly pseudo-Voigt; real peaks of deformed materials are not.
- Distributions of widths, heights and backgrounds are assumptions. Two of them, the median width \
and the threshold, were tuned so that published networks have about their published errors.
- A peak's spread over neighbouring frames is not simulated.
"""

COLLECTION = """\
1. The centre is uniform within a pixel; the crop is centred on that pixel and shifted by −1, 0 or \
1 pixel along each axis, as for the training of the published networks.
2. Both widths, the turn, the mixing, the height and the background are drawn from the \
distributions of `simulation.toml`.
3. The profile is integrated over each pixel with 3 × 3 Gauss-Legendre points.
4. Photons are Poisson distributed, each gives two counts, and electronics add Gaussian noise.
"""

PREPARATION = """\
1. The mean background is subtracted, and net counts below the threshold become zero.
2. Patches are kept whose brightest pixel and number of pixels reach the limits of \
`simulation.toml`.
3. A pseudo-Voigt profile is fitted to each patch; its centre is stored as a second opinion.
"""


def write_dataset(
    folder: Path,
    data: Path,
    settings_file: Path,
    check_file: Path,
    splits: dict[str, Split],
    check: dict[str, Any],
    date: str,
) -> None:
    """Record, description, manifest and settings of the dataset in its catalogue folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(settings_file, folder / "simulation.toml")
    shutil.copyfile(check_file, folder / "simulation-check.json")
    files = [split_path(data, name) for name in splits]
    lines = [f"{sha256(file)}  {file.name}\n" for file in files]
    (folder / "manifest-sha256.txt").write_text("".join(lines))
    describe_dataset(
        folder, {file.name: file.stat().st_size for file in files}, splits, check, date
    )


def describe_dataset(
    folder: Path,
    sizes: dict[str, int],
    splits: dict[str, Split],
    check: dict[str, Any],
    date: str,
) -> None:
    """Record, description and licence beside manifest and settings.

    `sizes` has the bytes of each file, in the order of the splits.
    """
    write_licence(folder, date)
    (folder / "description.md").write_text(_description(splits, check), encoding="utf-8")
    write_record(folder / "record.yaml", _record(folder, sizes, splits, date))


def _description(splits: dict[str, Split], check: dict[str, Any]) -> str:
    rows = [
        f"| {name} | {figures[Q95]:.3f} | {figures[MEAN]:.3f} | {figures[DEVIATION]:.3f} |"
        for name, figures in check["errors_pixels"].items()
    ]
    total = sum(split.peaks for split in splits.values())
    checked = grouped(check["peaks"])
    return DESCRIPTION.format(total=grouped(total), checked=checked, rows="\n".join(rows))


def _record(
    folder: Path, sizes: dict[str, int], splits: dict[str, Split], date: str
) -> dict[str, Any]:
    total = sum(split.peaks for split in splits.values())
    return {
        "kind": "dataset",
        "title": "Simulated Bragg peaks",
        "summary": f"{grouped(total)} simulated detector images of 11 × 11 pixels with one Bragg peak "
        "each and its true position, made by one command from a seed.",
        "version": "1.0.0",
        **shared_fields(date),
        "access": {
            "rights": "open",
            "free": True,
            "conditions": "The files are made by `make data` in projects/braggnn; the manifest "
            "has their SHA-256. They are not hosted.",
        },
        "keywords": [
            "Bragg peak",
            "high energy diffraction microscopy",
            "simulation",
            "pseudo-Voigt profile",
            "regression",
        ],
        "language": "en",
        "artifacts": _artifacts(folder),
        "relations": _relations(),
        "publications": publications(),
        "code": {
            "programming_languages": ["Python"],
            "dependencies": [{"name": "NumPy"}, {"name": "h5py"}],
        },
        "usage": _usage(),
        "provenance": [
            {
                "name": "Simulation",
                "description": "Seeds "
                + ", ".join(f"{split.seed} ({name})" for name, split in splits.items())
                + "; settings in simulation.toml.",
                "date": date,
                "software": [PROJECT_RECORD],
            },
            {
                "name": "Check with published networks",
                "description": "Errors of two networks trained on measured peaks, and of a fit.",
                "date": date,
                "inputs": ["software/braggnn"],
            },
        ],
        "dataset": _section(sizes, splits, total),
    }


def _artifacts(folder: Path) -> list[dict[str, Any]]:
    return [
        artifact(
            folder,
            "manifest-sha256.txt",
            role="file-index",
            media_type="text/plain",
            description="Names and SHA-256 of the HDF5 files",
        ),
        artifact(
            folder,
            "simulation.toml",
            role="configuration",
            media_type="application/toml",
            format="TOML",
            description="Settings, their sources, sizes of the splits, and seeds",
        ),
        artifact(
            folder,
            "simulation-check.json",
            role="documentation",
            media_type="application/json",
            format="JSON",
            description="Errors of published networks, of a fit and of the centre of mass",
        ),
        licence(folder),
    ]


def _relations() -> list[dict[str, str]]:
    return [
        {"type": "is-source-of", "target": "models/braggnn-simulated"},
        {
            "type": "is-compiled-by",
            "target": PROJECT_RECORD,
            "description": "The program that simulates the peaks.",
        },
        {
            "type": "references",
            "target": "datasets/gold-bicrystal-bragg-peaks",
            "description": "The measured peaks that the simulation stands in for.",
        },
        {
            "type": "is-described-by",
            "target": "doi:10.1038/s41597-022-01712-9",
            "title": "FAIR principles for AI models with a practical application for accelerated "
            "high energy diffraction microscopy",
        },
    ]


def _usage() -> dict[str, Any]:
    return {
        "instructions": "Run `make data` in the folder projects/braggnn of the repository of this "
        "catalogue; it takes a few minutes on one core and writes one HDF5 file per split. Compare "
        "with the manifest by `sha256sum --check`. The pinned versions of the packages give the "
        "same bytes on the same kind of processor; on another one they may differ.",
        "snippets": [
            {
                "language": "python",
                "description": "Patches as BraggNN takes them, and true positions in pixels.",
                "code": "import h5py\nimport numpy as np\n\n"
                'with h5py.File("bragg-peaks-test.h5") as file:\n'
                '    counts = file["patch"][:].astype(np.float32)\n'
                '    position = file["position"][:]  # (column, row)\n'
                "low = counts.min(axis=(1, 2), keepdims=True)\n"
                "high = counts.max(axis=(1, 2), keepdims=True)\n"
                "patches = ((counts - low) / (high - low))[:, None]\n",
            }
        ],
        "intended_use": "Training and checking networks that locate single Bragg peaks, and "
        "testing software around them, where measured data may not be passed on.",
        "limitations": LIMITATIONS,
        "risks": "A network that does well here may do worse on measured peaks: check it on those "
        "before use.",
        "ethical": "Simulated images of a crystal's diffraction; no person is concerned.",
        "legal": "CC BY 4.0; the notice is in `LICENSE`.",
    }


def _section(sizes: dict[str, int], splits: dict[str, Split], total: int) -> dict[str, Any]:
    return {
        "fields": [
            {
                "name": name,
                "data_type": TYPES.get(name, "float32"),
                "unit": unit,
                "description": meaning,
            }
            for name, (unit, meaning) in FIELDS.items()
        ],
        "splits": [
            {
                "name": name,
                "items": split.peaks,
                "description": f"{file}, seed {split.seed}, {size} bytes",
            }
            for (name, split), (file, size) in zip(splits.items(), sizes.items(), strict=True)
        ],
        "formats": ["HDF5"],
        "size": sum(sizes.values()),
        "number_of_files": len(sizes),
        "number_of_items": total,
        "item": "Bragg peak",
        "collection": COLLECTION,
        "preparation": PREPARATION,
        "measurement_techniques": ["simulation of high energy diffraction microscopy"],
        "sensitive_data": {"present": False},
        "generators": [PROJECT_RECORD],
    }


REFERENCE = f"datasets/{DATASET_SLUG}"
"""How other records name the dataset."""
