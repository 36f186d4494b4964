"""The program `faircat`, as all parts of this package start it.

FAIRCAT of the environment where it is set, else the program of this package. The search path and
the working folder are not looked at: whoever opens a catalogue may stand in a folder of others,
and the program must be that of the version that asks.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Union

from ._native import LAUNCHER
from ._said import error_of
from .errors import Error

Program = Union[None, str, "os.PathLike[str]", Sequence[str]]


def program_words(program: Program = None) -> list[str]:
    """The command that is `faircat`: the one given, that of FAIRCAT, or this package's own.

    Raises:
        faircat.Error: Python does not know where it is itself, and FAIRCAT is not set.
    """
    if isinstance(program, (str, os.PathLike)):
        return [os.fspath(program)]
    if program is not None:
        return [str(word) for word in program]
    if named := os.environ.get("FAIRCAT"):
        return [named]
    if not sys.executable:
        raise Error.of(
            "no-program",
            "the program cannot be started, as Python does not know its own file",
            "name a program `faircat` in the environment variable FAIRCAT",
        )
    # `-I` and `-S` keep it from modules that lie in the working folder.
    return [sys.executable, "-I", "-S", LAUNCHER]


def output_of(program: list[str], *arguments: str) -> str:
    """What the program says.

    Raises:
        faircat.Error: It ended with problems, or is not there.
    """
    try:
        ended = subprocess.run([*program, *arguments], capture_output=True, check=False)
    except OSError as problem:
        raise Error.of(
            "no-program",
            f"{program[0]}: {problem.strerror}",
            "install faircat, or give `program`, or name it in the environment variable FAIRCAT",
        ) from problem
    if ended.returncode != 0:
        raise error_of(ended.stderr.decode("utf-8", "replace"), arguments[0])
    return ended.stdout.decode("utf-8")
