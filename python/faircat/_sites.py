"""Published sites, by their static API: nothing is asked of a server but files."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Optional

from ._native import companions, read_address, read_record
from ._program import program_words
from .errors import Error, NotFoundError

INDEX = "api/v1/index.json"
_MOST_PAGES = 1000
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")


class Site:
    """What a published site, or one that was built on this disk, says of its records."""

    def __init__(self, source: str, is_address: bool) -> None:
        self._source = source if source.endswith("/") else source + "/"
        self._is_address = is_address
        index = json.loads(self._read(INDEX))
        self._lists = {_file_of(it["href"], "api/v1/"): it for it in index["kinds"]}
        self._folders: dict[str, tuple[str, str]] = {}

    def problems(self) -> str:
        """None: a site has sound records only."""
        return "[]"

    def summaries(self, kind: str) -> str:
        """What lists show of the works of a kind."""
        found: list[dict[str, Any]] = []
        for page in range(1, _MOST_PAGES):
            name = f"api/v1/{kind}.json" if page == 1 else f"api/v1/{kind}-{page}.json"
            if page == 1 and name not in self._lists:
                break
            content = json.loads(self._read(name))
            found += map(_summary, content["records"])
            if page >= content.get("pages", 1):
                break
        return json.dumps(found)

    def record(self, kind: str, slug: str) -> Optional[str]:
        """Read the record from its JSON-LD."""
        return read_record(*self.place(kind, slug))

    def files(self, kind: str, slug: str) -> Optional[str]:
        """None: its files are elsewhere."""
        return None

    def told_as(self, id: str, format: str) -> bytes:
        """The file that the site has beside the record's page."""
        names = dict(companions())
        if format not in names:
            raise NotFoundError.of(
                "no-such-format", f"there is no format `{format}`", f"there are {', '.join(names)}"
            )
        return self._read(f"{id}/{names[format]}")

    def place(self, kind: str, slug: str) -> tuple[str, str]:
        """A folder with the record in it as the program imports it, and its name there."""
        id = f"{kind}/{slug}"
        if id not in self._folders:
            self._folders[id] = self._imported(id)
        return self._folders[id]

    def _imported(self, id: str) -> tuple[str, str]:
        digest = hashlib.sha256(f"{self._source}{id}".encode()).hexdigest()[:24]
        place = _cache() / "faircat" / "sites" / digest
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent) as made:
            document = Path(made) / "record.jsonld"
            document.write_bytes(self._read(f"{id}/record.jsonld"))
            catalog = Path(made) / "catalog"
            _import(document, catalog)
            document.unlink()
            names = [
                f"{it.parent.name}/{it.stem}" if it.stem != "record" else _name(it)
                for it in sorted(catalog.glob("*/**/*.yaml"))
            ]
            if len(names) != 1:
                raise Error.of("import", f"the site's document of `{id}` holds no single record")
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(made, place)
        return str(place), names[0]

    def _read(self, path: str) -> bytes:
        if self._is_address:
            return read_address(self._source + path)
        return (Path(self._source) / path).read_bytes()


def _name(record: Path) -> str:
    return f"{record.parent.parent.name}/{record.parent.name}"


def _import(document: Path, catalog: Path) -> None:
    """Let the program read the document, as `faircat import` does."""
    command = [*program_words(), "import", str(document), "--into", str(catalog)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as problem:
        hint = "FAIRCAT must name a program that is there"
        raise Error.of("import", f"{command[0]}: {problem.strerror}", hint) from problem
    if done.returncode != 0:
        raise Error.of("import", done.stderr.strip() or "the record cannot be read")


def _cache() -> Path:
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"


def _file_of(address: str, folder: str) -> str:
    return folder + address.rsplit("/", 1)[-1]


def _summary(record: dict[str, Any]) -> dict[str, Any]:
    if not _SLUG.fullmatch(str(record.get("slug", ""))):
        raise Error.of("site", "a record of the site has a name that is none")
    authors = [it.get("name", "") for it in record.get("authors", [])]
    return {**record, "authors": authors}
