"""Records in YAML, laid out for people."""

from __future__ import annotations

from collections.abc import Iterable
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


class OthersRecordError(ValueError):
    """A file that somebody else wrote lies where a record is to be written."""


def _head(comment: str) -> str:
    return "".join(f"# {line}\n" for line in comment.splitlines())


def refuse_others(paths: Iterable[Path], comment: str) -> None:
    """`OthersRecordError` where one of the records is there and does not begin with `comment`.

    Call it before any file of the records is written. A record has one of two places,
    `<slug>/record.yaml` and `<slug>.yaml`.
    """
    for path in paths:
        if path.exists() and not path.read_bytes().startswith(_head(comment).encode()):
            raise OthersRecordError(
                f"{path}: it does not begin with the comment of this project's `make records`, so "
                "somebody else may have written it: give one of the two works another name, or "
                "take the file away if it is yours"
            )
        other = _other_place(path)
        if other.exists():
            raise OthersRecordError(
                f"{other}: there is a record of this name already: give one of the two works "
                "another name, or take the file away if it is yours"
            )


def _other_place(path: Path) -> Path:
    if path.name == "record.yaml":
        return path.parent.with_name(f"{path.parent.name}.yaml")
    return path.with_name(path.stem) / "record.yaml"


def write(path: Path, record: dict[str, Any], comment: str, width: int) -> None:
    """Write a record, keys in the order given, below the lines of `comment`.

    `width` is the length of a line. A record of somebody else is refused.
    """
    refuse_others([path], comment)
    body = yaml.dump(record, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_head(comment) + body, encoding="utf-8")
