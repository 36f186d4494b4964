"""`dataset` of the paper: HPCFAIR's functions for datasets (section III.D)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Union

import faircat
from faircat.distributed.one_file import sha256

from . import catalogue, metadata
from .fetching import fetched

__all__ = [
    "apply",
    "get_metadata",
    "list_datasets",
    "list_supporting_files",
    "load_dataset",
    "search",
]

Place = Union[str, os.PathLike[str]]


def __dir__() -> list[str]:
    """What the paper has, and no more."""
    return __all__


def list_datasets() -> list[str]:
    """All datasets of the catalogue."""
    return list(catalogue.works("datasets"))


def search(keyword: str) -> list[str]:
    """Datasets in whose names, summary or keywords the regular expression is found."""
    return catalogue.matching("datasets", keyword)


def get_metadata(dataset_name: str | Sequence[str]) -> list[metadata.DatasetMetadata]:
    """Metadata of a dataset, or of several."""
    names = [dataset_name] if isinstance(dataset_name, str) else dataset_name
    return [metadata.of_dataset(catalogue.named("datasets", name)) for name in names]


def list_supporting_files(dataset_name: str) -> list[dict[str, Any]]:
    """Scripts of a dataset: name, description and format of each."""
    work = catalogue.named("datasets", dataset_name)
    return [
        {
            "name": metadata.name_of(it),
            "description": it.get("description"),
            "format": it.get("format"),
        }
        for it in metadata.artifacts(work, "code")
    ]


def load_dataset(
    dataset_name: str,
    src_path: Place | None = None,
    dest_path: Place | None = None,
    *,
    fromPath: Place | None = None,  # noqa: N803 - as listing 6 has it
    force: bool = False,
    allow_private: bool = False,
) -> Path:
    """Bring a dataset to this machine, unless it is there already; the path of its folder.

    Args:
        dataset_name: Slug or title; or, with `src_path`, the name of a file there.
        src_path: A folder of one's own that holds the file.
        dest_path: Folder for the files; the cache by default. With `src_path`, the file is copied
            there.
        fromPath: As `src_path`.
        force: Fetch anew, also what is in the cache.
        allow_private: Ask in private networks too; only for records whose authors you trust.
    """
    own = src_path or fromPath
    if own is None:
        work = catalogue.named("datasets", dataset_name)
        return fetched(work, Path(dest_path) if dest_path else None, force, allow_private)
    path = inside(Path(own), dataset_name)
    return copied(path, Path(dest_path)) if dest_path else path


def inside(folder: Path, name: str) -> Path:
    """What has this name below the folder."""
    path = folder / name
    if not path.exists() or not path.resolve().is_relative_to(folder.resolve()):
        raise faircat.NotFoundError.of(
            "no-file", f"there is no `{name}` in {folder}", "name a file of that folder"
        )
    return path


def copied(path: Path, dest: Path) -> Path:
    """A copy of a file or a folder, by its name in `dest`."""
    target = dest / path.name
    try:
        dest.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, target, dirs_exist_ok=True)
        else:
            shutil.copy2(path, target)
    except OSError as problem:
        raise faircat.Error.of(
            "unwritable", f"{target} cannot be written: {problem.strerror}", "choose another folder"
        ) from problem
    return target


def apply(dataset_name: str, data_path: Place, script_name: str, **kwargs: Any) -> str:
    """Run a script of `list_supporting_files` in the folder of the data, in place.

    The script is run as a program of this user, so read it first. One whose SHA-256 is not that of
    the record, or whose record gives none, is not run. `kwargs` become options: `num_threads=4` is
    `--num_threads=4`.

    Returns:
        What the script said.
    """
    work = catalogue.named("datasets", dataset_name)
    script = checked(work, script_name)
    options = [f"--{key}={value}" for key, value in kwargs.items()]
    command = [sys.executable, str(script), f"--data={os.fspath(data_path)}", *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        said = (ended.stderr or ended.stdout).strip()[-2000:]
        raise faircat.Error.of("script", f"{script.name} failed: {said}")
    return ended.stdout


def checked(work: Any, script_name: str) -> Path:
    """The script on this machine, if it is that of the record."""
    for artifact in metadata.artifacts(work, "code"):
        name = metadata.name_of(artifact)
        if script_name in (name, Path(name).stem):
            folder = fetched(work)
            places = [folder / place for place in (artifact.get("path"), name) if place]
            script = next((it for it in places if it.is_file()), places[0])
            if not artifact.get("sha256") or sha256(str(script)) != artifact["sha256"]:
                raise faircat.Error.of(
                    "unverified-script",
                    f"{name} of `{work.id}` is not run, as no SHA-256 vouches for it",
                    "give the artifact its `sha256`",
                )
            return script
    raise faircat.NotFoundError.of(
        "no-script", f"`{work.id}` has no script `{script_name}`", "see list_supporting_files"
    )
