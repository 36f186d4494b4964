"""What the program says on a terminal, as diagnostics."""

from __future__ import annotations

import re
from typing import Any

from .errors import Diagnostic, Error, in_python, of_kind

__all__ = ["diagnostics_of", "error_of"]

_HEAD = re.compile(r"(error|warning)\[([\w-]+)\]: (.*)")
_PLACE = re.compile(r" *--> (.+?)(?::(\d+)(?::(\d+))?)?")
_HELP = re.compile(r" *= help: (.*)")


def diagnostics_of(text: str) -> list[Diagnostic]:
    """Every problem that the text tells, with file, line and remedy."""
    found: list[dict[str, Any]] = []
    for line in text.splitlines():
        if head := _HEAD.fullmatch(line):
            severity, code, message = head.groups()
            found.append({"severity": severity, "code": code, "message": in_python(message)})
        elif found and (place := _PLACE.fullmatch(line)):
            file, row, column = place.groups()
            found[-1].update(file=file, line=int(row or 0), column=int(column or 0))
        elif found and (remedy := _HELP.fullmatch(line)):
            found[-1]["hint"] = in_python(remedy[1])
    return [Diagnostic(**it) for it in found]


def error_of(text: str, command: str) -> Error:
    """The error that a command of the program ended with.

    Args:
        text: What it said.
        command: Its name, as `fetch`: the code where it told no problem in the usual form.
    """
    found = [it for it in diagnostics_of(text) if it.severity == "error"]
    if found:
        return of_kind(found)
    words = in_python(text).strip()
    return Error.of(command, words or f"the program ended at `{command}` and said nothing")
