"""Search among the works of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .errors import Error

__all__ = ["Index"]

# How much a word counts by where it stands.
_WEIGHTS = {"slug": 8, "title": 6, "keywords": 4, "tasks": 3, "authors": 3, "summary": 1}


class Index:
    """The texts of all works, made once somebody looks for a word.

    A word that is looked for has no space, so it stands within one field or in none. To look
    through all texts takes less time than to list all their words, which nobody may ask for again.
    """

    def __init__(self, works: Iterable[dict[str, Any]]) -> None:
        # By slug, so that of works found equally well the order of their numbers is right.
        self._works = sorted(works, key=lambda it: str(it["slug"]))
        self._whole: list[str] = []
        # Of each field in the order of its weight.
        self._parts: list[list[str]] = []
        self._values: dict[str, dict[str, set[int]]] = {}

    def find(self, text: str, conditions: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Find the works that have every word of `text` and meet every condition, best first."""
        _texts(text, conditions)
        wanted = {name: _lower(value) for name, value in conditions.items() if value is not None}
        meeting = [self._having(name).get(value, set()) for name, value in wanted.items()]
        words = text.lower().split()
        if words:
            scores = self._scores(words)
            numbers = sorted(set(scores).intersection(*meeting))
            # Of equal scores, the order of the numbers stays.
            found = sorted(numbers, key=scores.__getitem__, reverse=True)
        elif meeting:
            found = sorted(set.intersection(*meeting))
        else:
            return list(self._works)
        return [self._works[number] for number in found]

    def _having(self, name: str) -> dict[str, set[int]]:
        """Which works have each value of a field, by their numbers; made once somebody asks."""
        if name not in self._values:
            values: dict[str, set[int]] = {}
            for number, work in enumerate(self._works):
                for value in _values(work.get(name)):
                    values.setdefault(value, set()).add(number)
            self._values[name] = values
        return self._values[name]

    def _scores(self, words: list[str]) -> dict[int, int]:
        """How well all words are met by each work that has them, by its number."""
        self._read()
        first, *others = words
        found = [number for number, text in enumerate(self._whole) if first in text]
        for word in others:
            found = [number for number in found if word in self._whole[number]]
        scores = dict.fromkeys(found, 0)
        for texts, weight in zip(self._parts, _WEIGHTS.values()):
            for word in words:
                for number in [it for it in found if word in texts[it]]:
                    scores[number] += weight
        return scores

    def _read(self) -> None:
        if not self._parts:
            works = self._works
            self._parts = [[_lower(work.get(name)) for work in works] for name in _WEIGHTS]
            self._whole = ["\n".join(texts) for texts in zip(*self._parts)]


def _texts(text: Any, conditions: Mapping[str, Any]) -> None:
    """Refuse what is looked for and is no text."""
    for value in (text, *conditions.values()):
        if not isinstance(value, (str, type(None))) or text is None:
            raise Error.of(
                "bad-search", f"{value!r} is no text that can be looked for", "give words"
            )


def _lower(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value)).lower()
    return "" if value is None else str(value).lower()


def _values(has: Any) -> Iterable[str]:
    if isinstance(has, list):
        return map(_lower, has)
    # Of a licence expression, each licence counts as well.
    whole = _lower(has)
    return [whole, *re.split(r"[ ()]+(?:or|and|with)?[ ()]*", whole)]
