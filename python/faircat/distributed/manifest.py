"""The manifest beside the outputs: which of them was made of what, by SHA-256.

A line of JSON is added for each file as it ends, so that a killed run loses nothing; the last line
of a file counts, and a line that was cut off is left out. At the end the lines are written anew, in
the order of the outputs and nothing else, so that equal work gives an equal manifest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

NAME = "manifest.jsonl"
Entry = dict[str, str]

#: In bytes: what file systems take.
LONGEST_NAME = 255


def read(folder: Path) -> dict[str, Entry]:
    """Entries by the name of the output."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return {}
    entries = (entry(line) for line in lines)
    return {found["output"]: found for found in entries if "output" in found}


def entry(line: str) -> Entry:
    """One line; nothing where it is no entry."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    is_entry = isinstance(found, dict) and all(isinstance(it, str) for it in found.values())
    return found if is_entry and is_file_name(found.get("output", "")) else {}


def is_file_name(name: str) -> bool:
    """Whether an output in the folder can have this name, which a damaged line may give."""
    try:
        return Path(name).name == name != "" and len(os.fsencode(name)) <= LONGEST_NAME
    except ValueError:
        return False


def add(folder: Path, output: str, made: Mapping[str, str]) -> None:
    """Note one output."""
    path = folder / NAME
    cut_off = path.exists() and path.stat().st_size > 0 and not ends_in_newline(path)
    with path.open("a", encoding="utf-8") as file:
        file.write(("\n" if cut_off else "") + line_of({**made, "output": output}))


def ends_in_newline(path: Path) -> bool:
    """Whether the last line is whole."""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def settle(folder: Path) -> None:
    """Write the entries anew: one for each output that is there, sorted."""
    present = {name: made for name, made in read(folder).items() if (folder / name).is_file()}
    if not present:
        return
    fresh = folder / f".{NAME}.fresh"
    fresh.write_text("".join(line_of(present[name]) for name in sorted(present)), encoding="utf-8")
    fresh.replace(folder / NAME)


def line_of(made: Mapping[str, str]) -> str:
    """An entry as it is written."""
    return json.dumps(made, sort_keys=True, ensure_ascii=False) + "\n"
