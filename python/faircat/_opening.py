"""Which catalogue somebody means: a folder or an address, in any of the ways to write it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union
from urllib.parse import urlsplit

from ._native import Folder
from ._site_lists import INDEX
from .errors import Error, NotFoundError

if TYPE_CHECKING:
    from ._sites import Site

__all__ = ["Place", "opened"]

Place = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_HOME = "give the address of the site's first page, of which its pages are below"
_ASK = "check the address and the network, and try again"
_REMEDY = (
    "give `faircat.open` the folder that holds `catalog/`, the address of a published site, "
    "or the folder of a site that was built"
)


def opened(source: Place) -> tuple[Union[Folder, Site], str]:
    """The catalogue that was meant, and its address or its whole path."""
    named = _text(source)
    scheme = _SCHEME.match(named)
    if scheme and scheme[1].lower() in ("https", "http"):
        address = scheme[1].lower() + named[len(scheme[1]) :]
        return _opened_site(address), address
    place = _path(named, scheme[1].lower() if scheme else None)
    try:
        return _opened_folder(place)
    except OSError as problem:
        raise _not_there(f"`{place}` cannot be read: {problem.strerror}") from problem


def _text(source: Any) -> str:
    try:
        return os.fsdecode(source)
    except TypeError as problem:
        raise _not_there(f"`{source!r}` names no folder and no address") from problem


def _opened_site(address: str) -> Site:
    # What sites need takes longer to import than a folder to open.
    from ._sites import Site

    try:
        return Site(address, is_address=True)
    except Error as problem:
        first = problem.diagnostics[0]
        if first.code == "site":
            raise
        said = re.sub(r" for url \([^)]*\)", "", first.message)
        if re.search(r"\b(404|410)\b", said):
            message = f"there is no catalogue of faircat at <{address}>: {said}"
            raise NotFoundError.of("no-catalog", message, _HOME) from problem
        # A server that does not answer may have one all the same.
        message = f"<{address}> cannot be read: {said}"
        raise Error.of(first.code, message, first.hint or _ASK) from problem


def _opened_folder(place: Path) -> tuple[Union[Folder, Site], str]:
    if (place / "catalog").is_dir():
        return Folder(str(place)), str(place)
    if (place / INDEX).is_file():
        from ._sites import Site

        return Site(str(place), is_address=False), str(place)
    # Somebody who names `catalog/` itself means the same.
    if place.name == "catalog" and place.is_dir():
        return Folder(str(place.parent)), str(place.parent)
    what = "no folder `catalog` in" if place.is_dir() else "no folder"
    raise _not_there(f"there is {what} `{place}`")


def _path(named: str, scheme: str | None) -> Path:
    """The whole path, as it stays when the working folder is another."""
    if scheme == "file":
        parts = urlsplit(named)
        if parts.netloc.lower() not in ("", "localhost"):
            raise _not_there(f"`{named}` is on another machine")
        from urllib.request import url2pathname

        named = url2pathname(parts.path)
    elif scheme is not None:
        raise _not_there(f"`{named}` cannot be opened: `{scheme}` is no scheme of sites")
    if not named or "\0" in named:
        raise _not_there(f"`{named}` names no folder")
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError as problem:
        raise _not_there(f"`{named}` cannot be opened: its home folder is not known") from problem


def _not_there(message: str) -> Error:
    return NotFoundError.of("no-catalog", message, _REMEDY)
