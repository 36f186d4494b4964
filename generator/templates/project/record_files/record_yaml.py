"""Records in YAML, laid out for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Lists are indented below their key, and texts of several lines keep their lines.

    Quotes are those that `faircat fmt` leaves: double ones, unless the text has quotes itself.
    """

    quote = "'"

    def write_single_quoted(self, text: str, split: bool = True) -> None:
        self.quote = "'" if set(text) & set("'\"\\") else '"'
        super().write_single_quoted(text, split)

    def write_indicator(self, indicator: str, *how: bool, **more: bool) -> None:
        super().write_indicator(self.quote if indicator == "'" else indicator, *how, **more)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def write(path: Path, record: dict[str, Any], comment: str, width: int) -> None:
    """Write a record, keys in the order given, below the lines of `comment`.

    `width` is the length of a line.
    """
    body = yaml.dump(record, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width)
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + body, encoding="utf-8")
