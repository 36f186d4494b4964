"""A record of a run into the catalogue, once: what is there already is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import faircat

from . import catalogue
from .metadata import artifacts
from .training import TrainedRecord

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def save(trained: TrainedRecord, slug: str) -> Path:
    """Put a record and its files into `catalog/models/SLUG/` of the catalogue in use.

    Raises:
        faircat.Error: The name, an identifier or a network is in the catalogue already.
    """
    if not SLUG.fullmatch(slug):
        hint = "use small letters, digits and single hyphens, as in `digits-2`"
        raise faircat.Error.of("bad-name", f"`{slug}` is no name of a record", hint)
    catalog = catalogue.in_use()
    if "://" in str(catalog.source):
        hint = "use the folder of a catalogue"
        raise faircat.Error.of("no-folder", f"{catalog.source} is a site, and read only", hint)
    target = Path(catalog.source, "catalog", "models", slug)
    if slug in catalog.models or target.exists() or target.with_suffix(".yaml").exists():
        raise duplicate(f"there is a model `{slug}` already", "choose another name")
    refuse_same(catalog, trained.metadata)
    shutil.copytree(trained.folder, target)
    catalogue.use(catalog.source)
    return target / trained.record.name


def refuse_same(catalog: faircat.Catalog, record: dict[str, Any]) -> None:
    """Refuse a record whose identifier or network another model has."""
    keys = set(record.get("identifiers") or ()) | networks(record.get("artifacts") or ())
    for slug in catalog.models:
        work = catalog.models[slug]
        theirs = set(work.metadata.get("identifiers") or ()) | networks(artifacts(work))
        for key in sorted(keys & theirs):
            raise duplicate(f"`{work.id}` has {key} already", "use that record")


def networks(files: Any) -> set[str]:
    """SHA-256 of the weights."""
    return {
        f"sha256 {it['sha256']}" for it in files if it["role"] == "weights" and it.get("sha256")
    }


def duplicate(message: str, hint: str) -> faircat.Error:
    """What is said of a duplicate."""
    return faircat.Error.of("duplicate", message, hint)
