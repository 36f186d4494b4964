"""The record of the simulated dataset."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from record_files.artifacts import artifact
from record_files.project import Project

from src.data.files import LAYERS, split_path
from src.data.simulate import CLASSES, Settings, Split
from src.records.shared import references, rights, write_record

SETTINGS = "simulation.toml"


def write_dataset(
    folder: Path,
    data: Path,
    settings_file: Path,
    project: Project,
    settings: Settings,
    splits: dict[str, Split],
    date: str,
) -> None:
    """Record, files and settings of the dataset into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(settings_file, folder / SETTINGS)
    for name in splits:
        shutil.copyfile(split_path(data, name), split_path(folder, name))
    write_record(folder, _record(folder, project, settings, splits, date), project)


def _record(
    folder: Path, project: Project, settings: Settings, splits: dict[str, Split], date: str
) -> dict[str, Any]:
    named = references(project)
    total = sum(split.showers for split in splits.values())
    return {
        "kind": "dataset",
        "title": f"Showers of photons and pions, simulated by {project.title}",
        "summary": f"Energies of {total:,} showers in the four layers of a toy calorimeter, with "
        "the particle that made each, from seeds.",
        "version": "1.0.0",
        "date_created": date,
        **rights(project),
        "keywords": ["calorimeter", "shower", "simulation", "classification"],
        "language": "en",
        "artifacts": _artifacts(folder, splits),
        "relations": [
            {"type": "is-source-of", "target": named["model"]},
            {"type": "is-compiled-by", "target": named["software"]},
        ],
        "usage": {
            "instructions": "`make data` makes the same files again.",
            "intended_use": "Training and testing the classifier of this project.",
            "limitations": "A toy simulation; the numbers mean nothing for a real detector.",
        },
        "provenance": [
            {
                "name": "Simulation",
                "description": f"All settings and seeds are in {SETTINGS}.",
                "date": date,
                "software": [named["software"]],
            }
        ],
        "dataset": _section(folder, settings, splits, total, named["software"]),
    }


def _artifacts(folder: Path, splits: dict[str, Split]) -> list[dict[str, Any]]:
    files = [
        artifact(
            folder,
            split_path(folder, name).name,
            role="data",
            media_type="text/csv",
            format="CSV",
            description=f"Showers of the {name} split, one a row",
        )
        for name in splits
    ]
    settings = artifact(
        folder,
        SETTINGS,
        role="configuration",
        media_type="application/toml",
        format="TOML",
        description="Settings of the simulation, seeds and sizes of the splits",
    )
    return [*files, settings]


def _section(
    folder: Path, settings: Settings, splits: dict[str, Split], total: int, software: str
) -> dict[str, Any]:
    edges = settings.edges
    layers = [
        {
            "name": name,
            "data_type": "float64",
            "unit": "GeV",
            "description": f"Measured energy, {low:g} to {high:g} radiation lengths",
        }
        for name, low, high in zip(LAYERS, edges[:-1], edges[1:], strict=True)
    ]
    particle = {"name": "class", "data_type": "string", "description": " or ".join(CLASSES)}
    low, high = settings.energies
    return {
        "fields": [*layers, particle],
        "splits": [
            {"name": name, "items": split.showers, "description": f"seed {split.seed}"}
            for name, split in splits.items()
        ],
        "formats": ["CSV"],
        "size": sum(split_path(folder, name).stat().st_size for name in splits),
        "number_of_files": len(splits),
        "number_of_items": total,
        "item": "shower",
        "collection": f"Photons and charged pions in equal parts, with energies from {low:g} to "
        f"{high:g} GeV. The mean profile along the depth is a gamma distribution whose parameters "
        "vary from shower to shower; a pion begins where it first meets a nucleus and loses a part "
        f"of its energy unseen. Layers measure with a resolution of {settings.resolution:.0%} / "
        f"√(E / GeV). Showers of less than {settings.least_energy:g} GeV are left out.",
        "sensitive_data": {"present": False},
        "generators": [software],
    }
