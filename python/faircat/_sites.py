"""Published sites, by their static API: nothing is asked of a server but files."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Optional

from ._native import VERSION, companions, read_address, read_record
from ._program import program_words
from ._said import error_of
from ._site_files import keep
from ._site_lists import INDEX, json_of, kinds_of, object_of, records_of, text_of, wrong
from ._user_cache import user_cache
from .errors import Error, NotFoundError
from .federation import Federation, of_site

_LARGEST_FILE = 64 << 20


class Site:
    """What a published site, or one that was built on this disk, says of its records.

    Attributes:
        source: Its address, or its folder, with `/` at the end.
    """

    def __init__(self, source: str, is_address: bool) -> None:
        self.source = source if source.endswith("/") else source + "/"
        self._is_address = is_address
        address = self.source + INDEX
        index = object_of(self._read(INDEX), address)
        self._lists = kinds_of(index, address)
        url = index.get("url")
        self._base = f"{url.rstrip('/')}/" if isinstance(url, str) and url else None
        files = index.get("files")
        self._is_federated = isinstance(files, dict) and "federation" in files
        self._folders: dict[str, tuple[str, str]] = {}

    def problems(self) -> str:
        """None: a site has sound records only."""
        return "[]"

    def summaries(self, kind: str) -> str:
        """What lists show of the works of a kind."""
        if f"{kind}.json" not in self._lists:
            return "[]"
        return json.dumps(records_of(self._read, kind, self.source))

    def federation(self) -> Federation:
        """Works of the other catalogues that it names."""
        return of_site(self._read, self.source) if self._is_federated else Federation({})

    def record(self, kind: str, slug: str) -> Optional[str]:
        """Read the record from its JSON-LD."""
        return read_record(*self.place(kind, slug))

    def files(self, kind: str, slug: str) -> Optional[str]:
        """None: its files are elsewhere."""
        return None

    def kept(self, url: Optional[str], sha256: Optional[str], anew: bool) -> Optional[Path]:
        """Where the file of a site on this disk is now; `None` where this one has no such file.

        Args:
            url: Where the file is to be when the site is published.
            sha256: What the record says of it.
            anew: Whether it is taken again, also where the cache has it.
        """
        if self._is_address or not (url and self._base and url.startswith(self._base)):
            return None
        return keep(Path(self.source), url[len(self._base) :], sha256, anew)

    def told_as(self, id: str, format: str) -> bytes:
        """The file that the site has beside the record's page."""
        names = dict(companions())
        if format not in names:
            known = f"there are {', '.join(names)}"
            raise NotFoundError.of("no-such-format", f"there is no format `{format}`", known)
        file = f"{id}/{names[format]}"
        content = self._read(file)
        _check_file(content, format, self.source + file)
        return content

    def place(self, kind: str, slug: str) -> tuple[str, str]:
        """A folder with the record in it as the program imports it, and its name there."""
        id = f"{kind}/{slug}"
        if id not in self._folders:
            self._folders[id] = self._imported(id)
        return self._folders[id]

    def _imported(self, id: str) -> tuple[str, str]:
        content = self._read(f"{id}/record.jsonld")
        place = user_cache() / "sites" / self._digest(id, content)
        try:
            if not place.is_dir():
                _place(content, place)
        except OSError as problem:
            remedy = "let XDG_CACHE_HOME name a folder that can be written"
            message = f"the record cannot be kept in `{place}`: {problem.strerror}"
            raise Error.of("no-cache", message, remedy) from problem
        return str(place), _only_record(place, f"{self.source}{id}/record.jsonld")

    def _digest(self, id: str, content: bytes) -> str:
        """A name that what another program makes of the document, or of a newer one, has not."""
        digest = hashlib.sha256(f"{VERSION} {self.source}{id}\n".encode("utf-8", "replace"))
        digest.update(content)
        return digest.hexdigest()[:32]

    def _read(self, path: str) -> bytes:
        address = self.source + path
        if self._is_address:
            return read_address(address)
        try:
            return _read_file(Path(address))
        except OSError as problem:
            raise wrong(address, f"it cannot be read: {problem.strerror}") from problem


def _check_file(content: bytes, format: str, address: str) -> None:
    """Refuse a file that cannot be told as a text, or is no JSON where it should be."""
    if format == "scorecard":
        object_of(content, address)
    elif address.endswith((".json", ".jsonld")):
        json_of(content, address)
    else:
        text_of(content, address)


def _read_file(path: Path) -> bytes:
    # A pipe would wait for ever.
    if path.exists() and not path.is_file():
        raise wrong(str(path), "it is no file")
    with path.open("rb") as file:
        content = file.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise wrong(str(path), f"it has more than {_LARGEST_FILE >> 20} MiB")
    return content


def _place(content: bytes, place: Path) -> None:
    """Import the document into a folder of its own, which then gets its name, whole."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as made:
        document = Path(made) / "record.jsonld"
        document.write_bytes(content)
        whole = Path(made) / "whole"
        _import(document, whole / "catalog")
        try:
            whole.rename(place)
        except OSError:
            # Whoever came first made the same of the same document, and may be reading it.
            if not place.is_dir():
                raise


def _only_record(place: Path, address: str) -> str:
    names = [
        f"{it.parent.name}/{it.stem}" if it.stem != "record" else _name(it)
        for it in sorted((place / "catalog").glob("*/**/*.yaml"))
    ]
    if len(names) != 1:
        raise wrong(address, f"it holds {len(names)} records, not one")
    return names[0]


def _name(record: Path) -> str:
    return f"{record.parent.parent.name}/{record.parent.name}"


def _import(document: Path, catalog: Path) -> None:
    """Let the program read the document, as `faircat import` does."""
    command = [*program_words(), "import", str(document), "--into", str(catalog)]
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError as problem:
        hint = "FAIRCAT must name a program that is there"
        raise Error.of("import", f"{command[0]}: {problem.strerror}", hint) from problem
    if done.returncode != 0:
        raise error_of(done.stderr.replace(str(document), "record.jsonld"), "import")
