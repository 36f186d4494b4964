"""What a site's files of JSON say, or what is wrong with them: strangers write them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from .errors import Error

__all__ = [
    "INDEX",
    "MOST_BYTES",
    "MOST_PAGES",
    "json_of",
    "kinds_of",
    "object_of",
    "records_of",
    "text_of",
    "wrong",
]

INDEX = "api/v1/index.json"
MOST_PAGES = 1000
MOST_BYTES = 256 << 20

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
_TEXTS = ("title", "summary", "date", "modified", "version", "license", "status")
_LISTS = ("tasks", "keywords", "experiments", "frameworks")


def wrong(address: str, what: str) -> Error:
    """Make the error of a site's file."""
    return Error.of("site", f"<{address}>: {what}", "tell those who publish the site")


def text_of(content: bytes, address: str) -> str:
    """The text of a site's file."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise wrong(address, f"it is not UTF-8 at byte {problem.start}") from problem


def json_of(content: bytes, address: str) -> Any:
    """What the JSON of a site's file says."""
    text = text_of(content, address)
    try:
        return json.loads(text)
    except RecursionError:
        raise wrong(address, "its JSON is nested too deeply") from None
    except ValueError as problem:
        raise wrong(address, f"it is no JSON that can be read: {problem}") from problem


def object_of(content: bytes, address: str) -> dict[str, Any]:
    """The JSON object in a site's file."""
    found = json_of(content, address)
    if not isinstance(found, dict):
        raise wrong(address, f"it holds {_called(found)}, not an object of JSON")
    return found


def kinds_of(index: dict[str, Any], address: str) -> set[str]:
    """Names of the files in which the site lists its records."""
    names = set()
    for kind in _list(index, "kinds", address):
        href = kind.get("href") if isinstance(kind, dict) else None
        if not isinstance(href, str):
            raise wrong(address, "a kind of its `kinds` has no `href`")
        names.add(href.rsplit("/", 1)[-1])
    return names


def records_of(read: Callable[[str], bytes], kind: str, place: str) -> list[dict[str, Any]]:
    """Every record that the site lists of a kind, of all pages of the list.

    Args:
        read: Gives the bytes of a file of the site.
        kind: The kind's folder, as `models`.
        place: Where the site is, with `/` at its end.
    """
    found: dict[str, dict[str, Any]] = {}
    first = place + _page_name(kind, 1)
    counted = None
    for address, content in _pages(read, kind, place):
        counted = content.get("count") if address == first else counted
        for record in _list(content, "records", address):
            summary = _summary(record, address)
            if found.setdefault(summary["slug"], summary) is not summary:
                raise wrong(address, f"the record `{summary['slug']}` is listed twice")
    if _is_number(counted) and counted != len(found):
        raise wrong(first, f"it counts {counted} records, and lists {len(found)}")
    return list(found.values())


def _pages(
    read: Callable[[str], bytes], kind: str, place: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    number, pages, size = 1, 1, 0
    while number <= pages:
        name = _page_name(kind, number)
        content = read(name)
        size += len(content)
        if size > MOST_BYTES:
            raise wrong(place + name, f"its list has more than {MOST_BYTES >> 20} MiB")
        page = object_of(content, place + name)
        pages = _number_of_pages(page, place + name)
        yield place + name, page
        number += 1


def _page_name(kind: str, number: int) -> str:
    return f"api/v1/{kind}.json" if number == 1 else f"api/v1/{kind}-{number}.json"


def _number_of_pages(page: dict[str, Any], address: str) -> int:
    pages = page.get("pages", 1)
    if not isinstance(pages, int) or not _is_number(pages) or pages < 1:
        raise wrong(address, "its `pages` is no number of pages")
    if pages > MOST_PAGES:
        raise wrong(address, f"its list has more than {MOST_PAGES} pages")
    return pages


def _summary(record: Any, address: str) -> dict[str, Any]:
    slug = record.get("slug") if isinstance(record, dict) else None
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
        raise wrong(address, "one of its records has no `slug`, or one that is no name")
    texts = {name: _text(record.get(name), f"`{name}` of `{slug}`", address) for name in _TEXTS}
    lists = {name: _texts(record.get(name, []), name, slug, address) for name in _LISTS}
    authors = _texts(_names(record.get("authors", [])), "authors", slug, address)
    return {"slug": slug, **texts, **lists, "authors": authors}


def _names(people: Any) -> Any:
    """Their names; what is none of a list of objects stays, and is refused as such."""
    if not isinstance(people, list):
        return people
    return [it.get("name") if isinstance(it, dict) else None for it in people]


def _texts(value: Any, name: str, slug: str, address: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(it, str) for it in value):
        raise wrong(address, f"`{name}` of `{slug}` is no list of texts")
    return value


def _text(value: Any, what: str, address: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise wrong(address, f"{what} is {_called(value)}, not a text")
    return value


def _list(content: dict[str, Any], name: str, address: str) -> list[Any]:
    value = content.get(name)
    if not isinstance(value, list):
        raise wrong(address, f"its `{name}` is {_called(value)}, not a list")
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _called(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "a truth value"
    names = {dict: "an object", list: "a list", str: "a text"}
    return next((said for kind, said in names.items() if isinstance(value, kind)), "a number")
