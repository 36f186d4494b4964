"""Files beside the records of a site on this disk, of which their addresses say nothing yet."""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path
from typing import BinaryIO, Optional
from urllib.parse import unquote, urlsplit

from ._user_cache import user_cache
from .errors import Error

__all__ = ["keep"]

_SHA256 = re.compile("[0-9a-f]{64}")


def keep(site: Path, address: str, sha256: Optional[str], anew: bool) -> Optional[Path]:
    """Put a file of the site into the cache of the program, in which it looks before it asks.

    Args:
        site: The folder of the site.
        address: Where the file is, relative to the site's.
        sha256: What the record says of it. Without it the file stays where it is.
        anew: Whether it is taken again, also where the cache has it.

    Returns:
        Where the file is; `None` where the site has none.

    Raises:
        faircat.Error: It is not the one that the record describes, or cannot be kept.
    """
    file, digest = _inside(site, address), (sha256 or "").lower()
    if file is None or not _SHA256.fullmatch(digest):
        return None if sha256 else file
    place = user_cache() / "artifacts" / "sha256" / digest[:2] / digest
    try:
        if anew or not place.is_file() or place.stat().st_size != file.stat().st_size:
            _copy(file, place, digest)
    except OSError as problem:
        message = f"`{file}` cannot be kept in `{place}`: {problem.strerror}"
        hint = "make space, or let XDG_CACHE_HOME name another folder"
        raise Error.of("no-cache", message, hint) from problem
    return place


def _inside(site: Path, address: str) -> Optional[Path]:
    """The file there; `None` where there is none, or the address or a link leads elsewhere."""
    try:
        folder = site.resolve()
        file = (folder / unquote(urlsplit(address).path)).resolve()
        return file if file.is_relative_to(folder) and file.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def _copy(file: Path, place: Path, sha256: str) -> None:
    """Copy it beside its place, to which it goes when it is whole and the right one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        copied = Path(folder) / "whole"
        with file.open("rb") as source, copied.open("wb") as target:
            found = _copied(source, target)
        if found != sha256:
            raise Error.of(
                "fetch",
                f"`{file}`: its sha256 is {found}, the record says {sha256}",
                "build the site again, or ask the maintainer of the record which is right",
            )
        copied.replace(place)


def _copied(source: BinaryIO, target: BinaryIO) -> str:
    """Copy all bytes; their SHA-256."""
    digest = hashlib.sha256()
    while piece := source.read(1 << 20):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()
