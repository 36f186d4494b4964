"""What a worker does for one file. It imports only the standard library, as it travels far."""

from __future__ import annotations

import hashlib
import subprocess
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: Of what the program said when it failed, this many characters are kept, from the end.
KEPT_OF_MESSAGE = 2000
BLOCK = 1 << 20


@dataclass(frozen=True)
class Task:
    """One file: how its output is made, and what the manifest says of an earlier one."""

    source: str
    output: str
    #: The program and its options; `{source}` and `{output}` stand for the files.
    command: tuple[str, ...]
    #: What the output hangs on besides the file itself; part of the manifest's entry.
    made_by: Mapping[str, str]
    earlier: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Done:
    """What became of a task: a new entry of the manifest, or why there is none."""

    entry: dict[str, str] | None
    kept: bool = False
    seconds: float = 0.0
    size: int = 0
    message: str = ""


def do(task: Task) -> Done:
    """Make the output of one file, unless what is there agrees with the manifest."""
    began = time.monotonic()
    try:
        before = Path(task.source).stat()
        source_sha256 = sha256(task.source)
        if stands(task, source_sha256):
            return Done(dict(task.earlier or {}), kept=True, size=before.st_size)
        output_sha256 = written(task)
        after = Path(task.source).stat()
    except RefusedError as refusal:
        return Done(None, seconds=time.monotonic() - began, message=str(refusal))
    except OSError as problem:
        where = problem.filename or task.source
        return Done(None, message=f"{where}: {problem.strerror or problem}")
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        Path(task.output).unlink()
        return Done(None, message=f"{task.source} changed while it was read: run again")
    entry = {"source_sha256": source_sha256, "output_sha256": output_sha256, **task.made_by}
    return Done(entry, seconds=time.monotonic() - began, size=before.st_size)


class RefusedError(Exception):
    """The program ended with an error; the text is what it said."""


def stands(task: Task, source_sha256: str) -> bool:
    """Whether the output is there, and was made of this file in this way."""
    if task.earlier is None or not Path(task.output).is_file():
        return False
    wanted = {"source_sha256": source_sha256, **task.made_by}
    if any(task.earlier.get(key) != value for key, value in wanted.items()):
        return False
    return task.earlier.get("output_sha256") == sha256(task.output)


def written(task: Task) -> str:
    """Write the output under another name first, so that what has its name is whole."""
    output = Path(task.output)
    partial = output.parent / ".partial" / f"{uuid.uuid4().hex}-{output.name}"
    partial.parent.mkdir(parents=True, exist_ok=True)
    try:
        start(filled(task, str(partial)))
        found = sha256(str(partial))
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return found


def filled(task: Task, partial: str) -> list[str]:
    """The command with the names of the files in it."""
    names = {"{source}": task.source, "{output}": partial}
    return [names.get(word, word) for word in task.command]


def start(command: list[str]) -> None:
    """Run the program; what it said where it fails."""
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
    except FileNotFoundError as problem:
        raise RefusedError(f"no program {command[0]} on this machine: install faircat") from problem
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip()[-KEPT_OF_MESSAGE:]
        raise RefusedError(said or f"{command[0]} ended with exit code {ended.returncode}")


def sha256(path: str) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
