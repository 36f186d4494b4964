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


def grouped(number: int) -> str:
    """A whole number as the pages write it (`faircat_inference::figures::count`).

    From five digits on these stand in groups of three, set apart by narrow no-break spaces.
    """
    return f"{number:,}".replace(",", "\u202f") if abs(number) >= 10_000 else str(number)


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
        if path.exists() and not path.read_text(encoding="utf-8").startswith(_head(comment)):
            raise OthersRecordError(
                f"{path}: it does not begin with the comment of this project's `make records`, so "
                "somebody else may have written it: give one of the two works another name, or, "
                "if it is of this project, as after a change of its author, let it begin with\n"
                f"{_head(comment).rstrip()}"
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


# What happened to a record after it was made, of which a run may know a part.
_HISTORY = ("identifiers", "versions", "status", "withdrawn", "moved_from", "extensions")


def _with_history(record: dict[str, Any], path: Path) -> dict[str, Any]:
    """`record`, with what the one at `path` says of its history, or in other fields, besides."""
    try:
        before = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    except yaml.YAMLError as problem:
        raise OthersRecordError(f"{path}: it is no YAML any more: {problem}") from problem
    if not isinstance(before, dict):
        return record
    # People write into a record, too: translations of its texts, or who paid for it.
    whole = {**record, **{key: value for key, value in before.items() if key not in record}}
    for key in (key for key in _HISTORY if key in before):
        old, new = before[key], whole.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            whole[key] = {**old, **new}
        elif isinstance(old, list) and isinstance(new, list):
            whole[key] = [*new, *(it for it in old if it not in new)]
        elif new is None:
            whole[key] = old
    return whole


def write(path: Path, record: dict[str, Any], comment: str, width: int) -> None:
    """Write a record, keys in the order given, below the lines of `comment`.

    `width` is the length of a line. A record of somebody else is refused. What was done with the
    one that is there, as a deposit or a move, stays, and so do fields that `record` has not.
    """
    refuse_others([path], comment)
    record = _with_history(record, path)
    body = yaml.dump(record, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_head(comment) + body, encoding="utf-8")
