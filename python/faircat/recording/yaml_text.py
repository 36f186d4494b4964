"""A record as YAML; `faircat fmt` brings it into its style."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _./()-]*[A-Za-z0-9)]\Z")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "nan", "inf"}


def text(record: dict[str, Any]) -> str:
    """Mappings and lists in blocks, keys in the order given."""
    return "".join(f"{line}\n" for line in _lines(record))


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [line for key, inner in value.items() for line in _entry(f"{key}:", inner)]
    return [line for inner in value for line in _item(inner)]


def _entry(head: str, value: Any) -> list[str]:
    if isinstance(value, (dict, list)) and value:
        return [head, *(f"  {line}" for line in _lines(value))]
    return [f"{head} {scalar(value)}"]


def _item(value: Any) -> list[str]:
    if isinstance(value, (dict, list)) and value:
        first, *rest = _lines(value)
        return [f"- {first}", *(f"  {line}" for line in rest)]
    return [f"- {scalar(value)}"]


def scalar(value: Any) -> str:
    """A text in quotes where YAML could take it for something else."""
    is_plain = isinstance(value, str) and _PLAIN.match(value) and value.lower() not in _WORDS
    return value if is_plain else json.dumps(value, ensure_ascii=False)
