"""What can go wrong, with the file, the line and the remedy."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Optional

from ._shown import plain

__all__ = ["ContractError", "DataWarning", "Diagnostic", "Error", "NotFoundError"]


@dataclass(frozen=True)
class Diagnostic:
    """One problem.

    Attributes:
        severity: `error` or `warning`.
        code: Stable name of the problem, as `unknown-record`.
        message: What is wrong, in one sentence.
        file: The file in which it is; `None` where there is none.
        line: Counted from 1; 0 where the whole file is meant.
        column: Counted from 1 in characters; 0 where the whole line is meant.
        hint: What to do about it, in one sentence.
    """

    severity: str
    code: str
    message: str
    file: Optional[str] = None
    line: int = 0
    column: int = 0
    hint: Optional[str] = None

    def __str__(self) -> str:
        place = ""
        if self.file:
            numbers = [str(it) for it in (self.line, self.column) if it]
            place = ":".join([self.file, *numbers]) + ": "
        remedy = f"\n  help: {plain(self.hint)}" if self.hint else ""
        return f"{plain(place)}{plain(self.message)} [{self.code}]{remedy}"


class Error(Exception):
    """A problem of a record, of data, or of a model.

    `diagnostics` has all of them; the text names file, line and remedy of each.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic] = ()) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the diagnostics, of which the text is made again; and notes that were added."""
        state = {name: it for name, it in self.__dict__.items() if name != "diagnostics"}
        return type(self), (self.diagnostics,), state

    @classmethod
    def of(cls, code: str, message: str, hint: Optional[str] = None) -> Error:
        """Make an error of one problem."""
        return cls([Diagnostic("error", code, message, hint=hint)])


class NotFoundError(Error, KeyError):
    """No record, file or engine has the name."""

    __str__ = Exception.__str__


class ContractError(Error, ValueError):
    """Data are not what the model's record says it takes."""


class DataWarning(UserWarning):
    """Data are what a model takes, and something of them should be known all the same."""


_NOT_FOUND = {
    "ambiguous-record",
    "no-catalog",
    "no-such-format",
    "unknown-device",
    "unknown-engine",
    "unknown-record",
}
_CONTRACT = {
    "bad-input",
    "data-format",
    "input-contract",
    "input-length",
    "input-value",
    "missing-input",
    "no-items",
    "no-rows",
}


# What the program says to people at its command line, as people in Python can do it.
_IN_PYTHON = [
    (
        r"run faircat in the folder that holds `catalog/`, or name (?:it|that folder) with --root",
        "give `faircat.open` the folder that holds `catalog/`",
    ),
    (r"(a file that ends in .*) or \.parquet", r"\1, .parquet or .root"),
    (r"--unverified uses", "`unverified=True` uses"),
    # The remedy beside it says the rest.
    (r"(the address is private); --allow-private asks there too", r"\1"),
    (r"--allow-private asks", "`allow_private=True` of `faircat.open`, or of `fetch`, asks"),
    (r"`--engine ([\w-]+)`", r"`engine='\1'`"),
    (r"`--(timeout|batch|threads|device|engine)\b`?", r"`\1=`"),
    (r"(?m)^.*(?:For more information, try|try) '--help'\.?\s*$\n?", ""),
]


def in_python(text: str) -> str:
    """The text with options of the command line as arguments in Python."""
    for words, said in _IN_PYTHON:
        text = re.sub(words, said, text)
    return text


def _kind(code: str) -> type[Error]:
    if code in _NOT_FOUND:
        return NotFoundError
    return ContractError if code in _CONTRACT else Error


#: Of a data file, beside what a contract says of data.
_OF_FILE = {
    *_CONTRACT,
    "data-kind",
    "no-file",
    "outside-file",
    "soft-link",
    "too-large",
    "unreadable",
}


@contextmanager
def in_file(path: str) -> Iterator[None]:
    """Name the data file in errors that are of it and name none."""
    try:
        yield
    except Error as problem:
        named = [
            dataclasses.replace(it, file=path) if it.file is None and it.code in _OF_FILE else it
            for it in problem.diagnostics
        ]
        raise type(problem)(named) from None


def diagnostics_of(text: str) -> list[Diagnostic]:
    """Diagnostics as the native module writes them."""
    fields = ("severity", "code", "message", "file", "line", "column", "hint")
    return [
        Diagnostic(**{name: _said(name, it[name]) for name in fields if it.get(name) is not None})
        for it in json.loads(text)
    ]


def _said(name: str, value: Any) -> Any:
    return in_python(value) if name in ("message", "hint") else value


def of_diagnostics(text: str) -> Error:
    """Make the error that the native module raises."""
    return of_kind(diagnostics_of(text))


def of_kind(found: Sequence[Diagnostic]) -> Error:
    """Make the error of these problems; the first says of which class."""
    return (_kind(found[0].code) if found else Error)(found)
