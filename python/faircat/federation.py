"""Works of other catalogues: of the harvests beside this one, or of the lists of its site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

from ._site_lists import object_of, wrong
from .errors import Error
from .searching import Index
from .tables import Table

__all__ = ["FederatedTable", "Federation"]


class FederatedTable(Table):
    """Works of several catalogues as rows; `home` is the address of each in its own."""

    _shown_columns = ("title", "kind", "catalogue", "license", "date", "home")


class Federation:
    """The other catalogues that this one names, and their works.

    Attributes:
        catalogs: How many works each has, by its name.
    """

    def __init__(self, works: dict[str, list[dict[str, Any]]]) -> None:
        self.catalogs = {name: len(found) for name, found in works.items()}
        self._works = [_row(name, work) for name, found in works.items() for work in found]
        self._index: Optional[Index] = None

    def search(
        self,
        text: str = "",
        *,
        kind: Optional[str] = None,
        license: Optional[str] = None,
        keyword: Optional[str] = None,
        catalogue: Optional[str] = None,
    ) -> FederatedTable:
        """Find works, best first.

        Args:
            text: Words that must all stand in address, title, keywords, authors or summary.
            kind: As `model` or `dataset`.
            license: As the other catalogue says it.
            keyword: One of its keywords.
            catalogue: Name of a catalogue, of `catalogs`.
        """
        if self._index is None:
            self._index = Index(self._works)
        conditions = {
            "kind": kind,
            "license": license,
            "keywords": keyword,
            "catalogue": catalogue,
        }
        return FederatedTable(self._index.find(text, conditions))

    @property
    def table(self) -> FederatedTable:
        """All works as a table."""
        return FederatedTable(self._works)

    def __len__(self) -> int:
        return len(self._works)

    def __repr__(self) -> str:
        return f"<{len(self)} works of {len(self.catalogs)} other catalogues>"


def of_site(read: Callable[[str], bytes], place: str) -> Federation:
    """What a published site lists of the catalogues that it names.

    Args:
        read: Gives the bytes of a file of the site.
        place: Where the site is, with `/` at its end.
    """
    found = object_of(read(CATALOGS), place + CATALOGS)
    catalogs = found.get("catalogs")
    works = {}
    for it in catalogs if isinstance(catalogs, list) else [None]:
        name = it.get("name") if isinstance(it, dict) else None
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise wrong(place + CATALOGS, "one of its catalogues has no `name` that is one")
        path = f"federation/{name}/works.json"
        works[name] = _works(object_of(read(path), place + path), place + path)
    return Federation(works)


def of_folder(root: Path) -> Federation:
    """What was harvested into the folder of a catalogue."""
    works = {}
    for file in sorted(root.glob("federation/*/harvest.json")):
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as problem:
            raise Error.of("harvest", f"`{file}` cannot be read: {problem}", _AGAIN) from problem
        works[file.parent.name] = _works(found, str(file))
    return Federation(works)


CATALOGS = "federation/catalogs.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_AGAIN = "let `faircat harvest` read that catalogue again"
_TEXTS = ("home", "title", "summary", "date", "version", "kind")


def _works(found: Any, address: str) -> list[dict[str, Any]]:
    works = found.get("works") if isinstance(found, dict) else None
    listed: list[Any] = works if isinstance(works, list) else [None]
    if not all(isinstance(it, dict) and isinstance(it.get("home"), str) for it in listed):
        message = f"`{address}` has no list of works with their addresses"
        raise Error.of("harvest", message, _AGAIN)
    return listed


def _row(catalogue: str, work: dict[str, Any]) -> dict[str, Any]:
    """A work as searches see it; texts and lists of texts only."""
    row: dict[str, Any] = {name: str(work.get(name) or "") for name in _TEXTS}
    names = {"authors": "creators", "keywords": "keywords", "identifiers": "identifiers"}
    for name, given in names.items():
        values = work.get(given)
        row[name] = [str(it) for it in values] if isinstance(values, list) else []
    license = work.get("licence")
    return {**row, "slug": row["home"], "license": license and str(license), "catalogue": catalogue}
