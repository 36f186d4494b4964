"""Search among the works of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["Index"]

# How much a word counts by where it stands.
_WEIGHTS = {"slug": 8, "title": 6, "keywords": 4, "tasks": 3, "authors": 3, "summary": 1}


class Index:
    """Texts of works in lower case, made once."""

    def __init__(self, works: Iterable[dict[str, Any]]) -> None:
        self._works = [(it, {name: _lower(it.get(name)) for name in _WEIGHTS}) for it in works]

    def find(self, text: str, conditions: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Find the works that have every word of `text` and meet every condition, best first."""
        words = text.lower().split()
        wanted = {name: _lower(value) for name, value in conditions.items() if value is not None}
        found = []
        for work, texts in self._works:
            if not all(_meets(work, name, value) for name, value in wanted.items()):
                continue
            score = _score(words, texts)
            if score is not None:
                found.append((-score, work["slug"], work))
        found.sort(key=lambda it: it[:2])
        return [work for _, _, work in found]


def _lower(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_lower, value))
    return "" if value is None else str(value).lower()


def _meets(work: dict[str, Any], name: str, wanted: str) -> bool:
    has = work.get(name)
    if isinstance(has, list):
        return wanted in map(_lower, has)
    # Of a licence expression, each licence counts as well.
    whole = _lower(has)
    return wanted == whole or wanted in re.split(r"[ ()]+(?:or|and|with)?[ ()]*", whole)


def _score(words: list[str], texts: dict[str, str]) -> int | None:
    """How well all words are met; `None` where one is not."""
    total = 0
    for word in words:
        score = sum(weight for name, weight in _WEIGHTS.items() if word in texts[name])
        if not score:
            return None
        total += score
    return total
