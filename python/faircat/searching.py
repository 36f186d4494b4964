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
    """In which works each word stands, by field; made once.

    A word that is looked for stands within words of a text, as none of both has a space: so only
    the different words of all works are gone through, not the texts.
    """

    def __init__(self, works: Iterable[dict[str, Any]]) -> None:
        # By slug, so that of works found equally well the order of their numbers is right.
        self._works = sorted(works, key=lambda it: str(it["slug"]))
        self._standing: dict[str, dict[str, list[int]]] = {name: {} for name in _WEIGHTS}
        self._values: dict[str, dict[str, set[int]]] = {}
        for number, work in enumerate(self._works):
            for name, words in self._standing.items():
                for word in set(_lower(work.get(name)).split()):
                    words.setdefault(word, []).append(number)

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
        first, *others = map(self._of_word, words)
        for scores in others:
            first = {number: first[number] + scores[number] for number in first if number in scores}
        return first

    def _of_word(self, wanted: str) -> dict[int, int]:
        scores: dict[int, int] = {}
        for name, weight in _WEIGHTS.items():
            standing = self._standing[name]
            numbers = {it for word in standing if wanted in word for it in standing[word]}
            for number in numbers:
                scores[number] = scores.get(number, 0) + weight
        return scores


def _texts(text: Any, conditions: Mapping[str, Any]) -> None:
    """Refuse what is looked for and is no text."""
    for value in (text, *conditions.values()):
        if not isinstance(value, (str, type(None))) or text is None:
            raise Error.of(
                "bad-search", f"{value!r} is no text that can be looked for", "give words"
            )


def _lower(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_lower, value))
    return "" if value is None else str(value).lower()


def _values(has: Any) -> Iterable[str]:
    if isinstance(has, list):
        return map(_lower, has)
    # Of a licence expression, each licence counts as well.
    whole = _lower(has)
    return [whole, *re.split(r"[ ()]+(?:or|and|with)?[ ()]*", whole)]
