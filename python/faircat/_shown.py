"""Texts of others as a terminal may show them."""

from __future__ import annotations

import re

__all__ = ["plain"]

_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# Controls steer terminals, marks of direction put what is read elsewhere than it stands, and half
# of a surrogate pair cannot be written at all.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """The text in one line, with a sign in place of whatever steers a terminal."""
    return _STEERING.sub("\ufffd", _BREAKS.sub(" ", text))
