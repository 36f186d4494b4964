"""The record of the simulated dataset, from the shards and their splits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from record_files.record_yaml import grouped

from ..data.features import SPECTATORS, TRACK_FEATURES, TRUTH, VERTEX_FEATURES, Feature
from ..data.shards import read_provenance, read_shard, take, write_shard
from ..models.splits import PARTS, Shard, Splits
from .writing import (
    artifact,
    licence,
    template,
    text_template,
    write_licence,
    write_record,
)

SOURCE = "Written by `make records` in projects/hbb-interaction-network from the files of jets."
#: Jets of the sample that is published with the record.
SAMPLE_JETS = 400
SAMPLE = "sample.h5"
FILE_INDEX = "files.json"
USES = {
    "train": "Fits the parameters.",
    "validation": "Chooses the epoch; never used for fitting.",
    "test": "For the published figures only.",
}


def write(folder: Path, data: Path, parts: Splits, date: str) -> None:
    """`record.yaml`, `description.md`, the file index and the sample, in `folder`.

    `data` is the folder of the shards, `parts` says which shards are used and for what.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shards = [shard for part in PARTS for shard in parts.parts[part]]
    made = [read_provenance(data / shard.name) for shard in shards]
    (folder / FILE_INDEX).write_text(
        json.dumps(file_index(parts, shards, made), indent=1) + "\n", encoding="utf-8"
    )
    write_sample(folder / SAMPLE, data / parts.parts["test"][0].name)
    describe(folder, parts, made, date)


def describe(folder: Path, parts: Splits, made: list[dict[str, Any]], date: str) -> None:
    """`record.yaml`, `description.md` and licence beside the file index and the sample.

    `made` is what made each shard, in the order of the parts.
    """
    shards = [shard for part in PARTS for shard in parts.parts[part]]
    values = texts(shards, parts, made, date)
    write_licence(folder, "data", date[:4])
    record = template("dataset", values)
    record["artifacts"] = artifacts(folder)
    versions = made[0]["versions"]
    record["code"]["dependencies"] = [{"name": n, "version": v} for n, v in versions.items()]
    record["provenance"][0]["software"] = [f"{name} {v}" for name, v in versions.items()]
    record["dataset"] |= {
        "size": sum(shard.size for shard in shards),
        "number_of_files": len(shards),
        "number_of_items": sum(shard.jets for shard in shards),
        "generators": [f"Pythia 8 ({name} {versions[name]})" for name in ("pythia8mc",)],
        "splits": [
            {"name": part, "items": parts.jets(part), "description": USES[part]} for part in PARTS
        ],
        "fields": fields(),
    }
    write_record(folder / "record.yaml", record, SOURCE)
    (folder / "description.md").write_text(text_template("dataset", values), encoding="utf-8")


def write_sample(path: Path, shard: Path) -> None:
    """The first jets of a test shard, as a shard of its own."""
    jets = read_shard(shard)
    sample = take(jets, np.arange(min(SAMPLE_JETS, len(jets))))
    write_shard(path, sample, {**read_provenance(shard), "sample_of": shard.name})


def file_index(parts: Splits, shards: list[Shard], made: list[dict[str, Any]]) -> dict[str, Any]:
    """Every file with its part, seed, jets, size and SHA-256, and what they have in common."""
    part_of = {shard.name: part for part in PARTS for shard in parts.parts[part]}
    shared = {key: value for key, value in made[0].items() if key != "seed"}
    differing = [
        shard.name
        for shard, entry in zip(shards, made, strict=True)
        if {key: value for key, value in entry.items() if key != "seed"} != shared
    ]
    if differing:
        raise ValueError(
            f"shards {', '.join(differing)} were made with other settings or versions than "
            f"{shards[0].name}; a dataset is made in one way"
        )
    return {
        "made_by": shared,
        "files": [
            {"name": s.name, "part": part_of[s.name], "seed": entry["seed"], **rest(s)}
            for s, entry in zip(shards, made, strict=True)
        ],
    }


def from_index(index: dict[str, Any]) -> tuple[Splits, list[dict[str, Any]]]:
    """The parts and what made each shard, from a file index that was written before."""
    files = index["files"]
    parts = {
        part: [
            Shard(f["name"], f["jets"], f["size"], f["sha256"]) for f in files if f["part"] == part
        ]
        for part in PARTS
    }
    ordered = [f for part in PARTS for f in files if f["part"] == part]
    return Splits(parts), [{**index["made_by"], "seed": f["seed"]} for f in ordered]


def rest(shard: Shard) -> dict[str, Any]:
    """Jets, size and hash of a shard."""
    return {"jets": shard.jets, "size": shard.size, "sha256": shard.sha256}


def texts(
    shards: list[Shard], parts: Splits, made: list[dict[str, Any]], date: str
) -> dict[str, str]:
    """What the templates ask for."""
    jets = sum(shard.jets for shard in shards)
    seeds = [entry["seed"] for entry in made]
    return {
        "date": date,
        "version": f"{date.replace('-', '.')}-{round(jets / 1000)}k",
        "jets": grouped(jets),
        "number_of_files": str(len(shards)),
        "gigabytes": f"{sum(shard.size for shard in shards) / 1e9:.1f}",
        "sample_jets": str(min(SAMPLE_JETS, shards[-1].jets)),
        "first_seed": str(min(seeds)),
        "last_seed": str(max(seeds)),
        "masses": ", ".join(str(mass) for mass in made[0]["graviton_masses_gev"]),
        "settings": ", ".join(made[0]["settings"]),
        "settings_qcd": ", ".join(made[0]["settings_qcd"]),
        "settings_signal": ", ".join(made[0]["settings_signal"]),
        **{f"{part}_jets": grouped(parts.jets(part)) for part in PARTS},
    }


def artifacts(folder: Path) -> list[dict[str, Any]]:
    """The sample and the list of the full files."""
    return [
        artifact(
            folder,
            SAMPLE,
            role="data",
            format="HDF5",
            media_type="application/x-hdf5",
            description="Jets of the test split in the format of the full files.",
        ),
        artifact(
            folder,
            FILE_INDEX,
            role="file-index",
            format="JSON",
            media_type="application/json",
            description="Every full file with part, seed, jets, size and SHA-256.",
        ),
        licence(folder),
    ]


def fields() -> list[dict[str, str]]:
    """Every quantity of the files."""
    label = Feature("label", "1", "class of the jet: 0 for QCD, 1 for H→bb")
    return [
        *(field(feature, "float32", "tracks") for feature in TRACK_FEATURES),
        *(field(feature, "float32", "vertices") for feature in VERTEX_FEATURES),
        field(label, "int8", "jet"),
        *(field(feature, "float32", "jet") for feature in SPECTATORS),
        *(field(feature, "int32", "jet") for feature in TRUTH),
    ]


def field(feature: Feature, data_type: str, group: str) -> dict[str, str]:
    """A field of the record."""
    return {
        "name": feature.name,
        "data_type": data_type,
        "unit": feature.unit,
        "description": feature.meaning[:1].upper() + feature.meaning[1:],
        "group": group,
    }
