"""Catalogues, and the works in them."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterator, Mapping
from typing import Any, Generic, Optional, TypeVar, Union

from ._native import Folder
from .errors import Diagnostic, NotFoundError, diagnostics_of
from .works import Dataset, Model, Work

__all__ = ["Catalog", "Works", "open"]

W = TypeVar("W", bound=Work)


def open(source: Union[str, os.PathLike[str]]) -> Catalog:  # noqa: A001 - faircat.open
    """Open a catalogue.

    Args:
        source: A folder that holds `catalog/`.

    Raises:
        faircat.NotFoundError: There is no catalogue.
    """
    return Catalog(Folder(os.fspath(source)), os.fspath(source))


class Works(Mapping[str, W], Generic[W]):
    """The works of one kind, by their slugs."""

    def __init__(self, catalog: Catalog, folder: str, kind: type[W]) -> None:
        self._catalog = catalog
        self._folder = folder
        self._kind = kind
        self._summaries: Optional[dict[str, dict[str, Any]]] = None

    @property
    def _all(self) -> dict[str, dict[str, Any]]:
        if self._summaries is None:
            found = json.loads(self._catalog._native.summaries(self._folder))
            self._summaries = {it["slug"]: it for it in found}
        return self._summaries

    def __getitem__(self, slug: str) -> W:
        """Get the work of that slug.

        Raises:
            faircat.NotFoundError: There is none; the error names the one that was probably meant.
        """
        plain = slug[len(self._folder) + 1 :] if slug.startswith(f"{self._folder}/") else slug
        if plain not in self._all:
            near = difflib.get_close_matches(plain, list(self._all), 1)
            remedy = f"did you mean `{near[0]}`?" if near else "iterate over it for all names"
            raise NotFoundError.of(
                "unknown-record", f"there is no `{slug}` among the {self._folder}", remedy
            )
        return self._kind(self._catalog, self._folder, plain)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._folder} of {self._catalog.source}>"


class Catalog:
    """A catalogue of models and datasets.

    Attributes:
        source: The folder or address it was opened from.
        models: Its models by slug.
        datasets: Its datasets by slug.
        software: Its software by slug.
    """

    def __init__(self, native: Folder, source: str) -> None:
        self._native = native
        self.source = source
        self.models: Works[Model] = Works(self, "models", Model)
        self.datasets: Works[Dataset] = Works(self, "datasets", Dataset)
        self.software: Works[Work] = Works(self, "software", Work)

    @property
    def problems(self) -> list[Diagnostic]:
        """What is wrong with the records. Those with errors are left out."""
        return diagnostics_of(self._native.problems())

    def __repr__(self) -> str:
        return (
            f"<catalogue of {len(self.models)} models and {len(self.datasets)} datasets "
            f"in {self.source}>"
        )
