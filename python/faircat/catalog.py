"""Catalogues, and the works in them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Optional, TypeVar, Union

from ._native import Folder
from ._opening import Place, opened
from ._shown import plain
from .errors import Diagnostic, Error, NotFoundError, diagnostics_of
from .federation import Federation, of_folder
from .searching import Index
from .tables import Table
from .works import Dataset, Model, Work

if TYPE_CHECKING:
    from ._sites import Site

__all__ = ["Catalog", "Works", "open"]

W = TypeVar("W", bound=Work)


def open(source: Place, allow_private: bool = False) -> Catalog:
    """Open a catalogue.

    Args:
        source: A folder that holds `catalog/`, or that folder itself; the address of a published
            site, whose static files are read; or a site that was built on this disk.
        allow_private: Ask for files of its records in private networks too, as those of a
            laboratory are; only for catalogues whose authors you trust.

    Raises:
        faircat.NotFoundError: There is no catalogue.
    """
    return Catalog(*opened(source), allow_private=allow_private)


class Works(Mapping[str, W], Generic[W]):
    """The works of one kind, by their slugs."""

    def __init__(self, catalog: Catalog, folder: str, kind: type[W]) -> None:
        self._catalog = catalog
        self._folder = folder
        self._kind = kind
        self._summaries: Optional[dict[str, dict[str, Any]]] = None
        self._index: Optional[Index] = None
        self._columns: list[str] = []

    @property
    def _all(self) -> dict[str, dict[str, Any]]:
        if self._summaries is None:
            found = json.loads(self._catalog._native.summaries(self._folder))
            self._summaries = {it["slug"]: it for it in found}
        return self._summaries

    def search(
        self,
        text: str = "",
        *,
        task: Optional[str] = None,
        license: Optional[str] = None,
        keyword: Optional[str] = None,
        author: Optional[str] = None,
        experiment: Optional[str] = None,
        framework: Optional[str] = None,
    ) -> Table:
        """Find works, best first.

        Args:
            text: Words that must all stand in slug, title, keywords, tasks, authors or summary.
            task: What the model does, as `binary classification`.
            license: SPDX identifier, as the record has it.
            keyword: One of its keywords.
            author: Name or slug of an author.
            experiment: One of its experiments.
            framework: One of its frameworks.

        Raises:
            faircat.Error: Something is looked for that is no text.
        """
        if self._index is None:
            self._index = Index(self._all.values())
            self._columns = self.table.columns
        conditions = {
            "tasks": task,
            "license": license,
            "keywords": keyword,
            "authors": author,
            "experiments": experiment,
            "frameworks": framework,
        }
        return Table(self._index.find(text, conditions), self._columns)

    @property
    def table(self) -> Table:
        """All works as a table."""
        return Table(list(self._all.values()))

    def _ipython_key_completions_(self) -> list[str]:
        """What notebooks complete in brackets."""
        return list(self)

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def __getitem__(self, slug: str) -> W:
        """Get the work of that slug.

        Raises:
            faircat.NotFoundError: There is none; the error names the one that was probably meant.
        """
        name = self._plain(slug)
        if name is None or name not in self._all:
            raise self._not_there(slug, name)
        return self._kind(self._catalog, self._folder, name)

    def __contains__(self, slug: object) -> bool:
        return self._plain(slug) in self._all

    def _plain(self, slug: object) -> Optional[str]:
        """The slug without its folder; `None` where it can be none."""
        return slug.removeprefix(f"{self._folder}/") if isinstance(slug, str) else None

    def _not_there(self, slug: object, name: Optional[str]) -> Error:
        """Tell why there is no such work."""
        faults = [it for it in self._catalog.problems if name and self._is_in(it, name)]
        if faults:
            message = f"`{slug}` is left out of the {self._folder}: its record has errors"
            remedy = "mend them, and open the catalogue again"
            first = Diagnostic("error", "unknown-record", message, hint=remedy)
            return NotFoundError([first, *faults])
        near = difflib.get_close_matches(name or "", list(self._all), 1)
        remedy = f"did you mean `{near[0]}`?" if near else "iterate over it for all names"
        return NotFoundError.of(
            "unknown-record", f"there is no `{slug}` among the {self._folder}", remedy
        )

    def _is_in(self, problem: Diagnostic, name: str) -> bool:
        """Whether it is an error of that record."""
        place = f"catalog/{self._folder}/{name}"
        file = (problem.file or "").replace("\\", "/")
        is_its = file.startswith((f"{place}/", f"{place}.yaml", f"{place}.yml"))
        return is_its and problem.severity == "error"

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __repr__(self) -> str:
        return plain(f"<{len(self)} {self._folder} of {self._catalog.source}>")

    def __reduce__(self) -> tuple[type[Works[Any]], tuple[Any, ...]]:
        return Works, (self._catalog, self._folder, self._kind)


class Catalog:
    """A catalogue of models and datasets.

    Attributes:
        source: The folder or address it was opened from.
        allow_private: Whether its files are asked for in private networks too.
        models: Its models by slug.
        datasets: Its datasets by slug.
        software: Its software by slug.
    """

    def __init__(
        self, native: Union[Folder, Site], source: str, *, allow_private: bool = False
    ) -> None:
        self._native = native
        self.source = source
        self.allow_private = allow_private
        self.models: Works[Model] = Works(self, "models", Model)
        self.datasets: Works[Dataset] = Works(self, "datasets", Dataset)
        self.software: Works[Work] = Works(self, "software", Work)

    @property
    def problems(self) -> list[Diagnostic]:
        """What is wrong with the records. Those with errors are left out."""
        return diagnostics_of(self._native.problems())

    @property
    def federation(self) -> Federation:
        """Works of other catalogues: of the harvests in this folder, or of the lists of this site.

        Raises:
            faircat.Error: A broken harvest, or a site whose lists cannot be read.
        """
        if isinstance(self._native, Folder):
            return of_folder(Path(self.source))
        return self._native.federation()

    def __repr__(self) -> str:
        return plain(
            f"<catalogue of {len(self.models)} models and {len(self.datasets)} datasets "
            f"in {self.source}>"
        )

    def __reduce__(self) -> tuple[Callable[[str, bool], Catalog], tuple[str, bool]]:
        """Pickle its source only, which another process opens itself."""
        return open, (self.source, self.allow_private)
