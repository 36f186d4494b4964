"""The catalogue that these functions look at, and works in it by any of their names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import faircat
from faircat.catalog import Works
from faircat.works import Work

_IN_USE: list[faircat.Catalog] = []


def use(source: str | os.PathLike[str] | faircat.Catalog) -> None:
    """Choose the catalogue: a folder, or an open one. Without it the working folder is meant."""
    _IN_USE[:] = [source if isinstance(source, faircat.Catalog) else faircat.open(source)]


def in_use() -> faircat.Catalog:
    """The catalogue that was chosen."""
    if not _IN_USE:
        use(os.environ.get("FAIRCAT_CATALOG", "."))
    return _IN_USE[0]


def works(folder: str) -> Works[Any]:
    """All works of a kind, by their slugs: `models`, `datasets`, `workflows`."""
    catalog = in_use()
    known: dict[str, Works[Any]] = {"models": catalog.models, "datasets": catalog.datasets}
    return known.get(folder) or Works(catalog, folder, Work)


def named(folder: str, name: str) -> Any:
    """The work of this slug, title or other title; case does not matter.

    Raises:
        faircat.NotFoundError: There is none.
    """
    found = works(folder)
    if name in found or "/" in name:
        return found[name]
    wanted = name.casefold()
    for slug in found:
        if wanted in (title.casefold() for title in names(found[slug])):
            return found[slug]
    return found[name]


def names(work: Work) -> Iterator[str]:
    """The slug, the title and other titles."""
    yield work.slug
    yield work.title
    yield from work.metadata.get("alternate_titles") or ()


def matching(folder: str, keyword: str) -> list[str]:
    """Slugs of the works in whose names, summary, keywords or tasks the regex is found."""
    try:
        pattern = re.compile(keyword, re.IGNORECASE)
    except re.error as problem:
        raise faircat.Error.of(
            "bad-regex",
            f"`{keyword}` is no regular expression: {problem}",
            "escape its signs by \\",
        ) from problem
    found = works(folder)
    return [slug for slug in found if any(map(pattern.search, texts(found[slug])))]


def texts(work: Work) -> Iterator[str]:
    """What is searched."""
    yield from names(work)
    yield work.metadata.get("summary") or ""
    yield from work.metadata.get("keywords") or ()
    yield from (work.metadata.get("model") or {}).get("task") or ()
