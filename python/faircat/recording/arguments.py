"""What `record_from` was asked for, as it is meant."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional, Union

from .errors import refused
from .tables import Table

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Kinds of records, by their folders, that a record of a model may refer to from here.
REFERRED = ("people", "organizations", "datasets")


def folder_for(slug: Any, into: Union[str, os.PathLike[str]]) -> tuple[Path, Path]:
    """The folder that holds `catalog/`, and that of the record in it.

    Raises:
        RecordingError: No slug, or a record that is there already.
    """
    if not isinstance(slug, str) or not SLUG.fullmatch(slug):
        raise refused(f"{slug!r} is no slug", "use lower-case letters, digits and single hyphens")
    root = Path(into)
    target = root / "catalog" / "models" / slug
    if target.exists() or target.with_suffix(".yaml").exists():
        raise refused(f"{target} is there already", "choose another `slug`, or remove it")
    return root, target


def make(root: Path) -> None:
    """Make the folder, where it is not there.

    Raises:
        RecordingError: It cannot be made, as where a file has its name.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise refused(
            f"`{root}` cannot be used as a folder: {problem.strerror}", "choose another `into`"
        ) from problem


def bring(references: Iterable[str], root: Path, staging: Path) -> None:
    """Put the records that are referred to beside the new one, where it is checked.

    Raises:
        RecordingError: The catalogue has no such record.
    """
    for reference in references:
        folder, _, slug = reference.partition("/")
        if folder not in REFERRED or not SLUG.fullmatch(slug):
            continue
        place = root / "catalog" / folder
        found = [place / f"{slug}.yaml", place / slug / "record.yaml"]
        record = next((it for it in found if it.is_file()), None)
        if record is None:
            raise refused(
                f"there is no record `{reference}` in {root}",
                "write that record first, or give a name or a URL",
            )
        beside = staging / "catalog" / folder
        beside.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(record, beside / f"{slug}.yaml")


def texts(name: str, given: Optional[Sequence[str]]) -> list[str]:
    """Texts in a list; one alone is one, and not its letters.

    Raises:
        RecordingError: Something else is among them.
    """
    found = [given] if isinstance(given, str) else list(given) if given is not None else []
    if not all(isinstance(it, str) and it.strip() for it in found):
        raise refused(f"`{name}` is {given!r}", "give a list of texts")
    return found


def several(name: str, given: Optional[Sequence[Any]]) -> Optional[list[Any]]:
    """A list as it was given.

    Raises:
        RecordingError: A text, whose letters nobody means.
    """
    if isinstance(given, str):
        raise refused(f"`{name}` is the text {given!r}", f"give a list, as [{given!r}]")
    return list(given) if given is not None else None


def pair(test: Any) -> tuple[Any, Any]:
    """Inputs and truths of the control set.

    Raises:
        RecordingError: Not both, or something besides.
    """
    if not isinstance(test, (tuple, list)) or len(test) != 2:
        raise refused("`test` is no pair", "give `test=(x_test, y_test)`")
    return test[0], test[1]


def units_of(units: Optional[Mapping[str, str]], table: Table) -> dict[str, str]:
    """Units by the names of features.

    Raises:
        RecordingError: A unit of a feature that is not there.
    """
    found = dict(units or {})
    for name in found:
        if name not in table.features:
            known = ", ".join(table.features) or "none: name them in `features`"
            raise refused(f"`units` names the feature `{name}`", f"the features are {known}")
    return found
