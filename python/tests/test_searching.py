"""Search among works."""

from __future__ import annotations

from faircat.searching import Index
from faircat.tables import Table

WORKS = [
    {"slug": "b", "title": "Jets of muons", "keywords": ["top quark"], "summary": "A net."},
    {"slug": "a", "title": "A net", "keywords": ["jet", "tagging"], "summary": None},
    {"slug": "net", "title": "Tracks", "keywords": [], "summary": "Of a JET, and others."},
]


def found(text: str) -> list[str]:
    return [work["slug"] for work in Index(WORKS).find(text, {})]


def test_the_best_is_first_and_every_word_must_be_there() -> None:
    assert found("jet") == ["b", "a", "net"]
    assert found("net") == ["net", "a", "b"]
    assert found("NET jet") == ["a", "net", "b"]
    assert found("net muons") == ["b"]
    assert found("nothing") == []
    assert found(" ") == ["a", "b", "net"]


def test_no_word_runs_from_one_text_into_the_next() -> None:
    assert found("muonstop") == found("jettagging") == found("quarka") == []


def test_columns_are_those_of_all_rows() -> None:
    rows = [{"slug": "a"}, {"slug": "b", "title": "B"}, {"slug": "c"}]
    assert Table(rows, ["date"]).columns == ["date", "slug", "title"]
