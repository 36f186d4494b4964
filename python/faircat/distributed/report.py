"""What a run came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .progress import Progress


@dataclass(frozen=True)
class FileResult:
    """One file: its output, or why there is none."""

    source: Path
    output: Path | None
    #: Whether an output of the same file, model and options stood there already.
    kept: bool
    seconds: float
    message: str

    @property
    def ok(self) -> bool:
        """Whether there is an output."""
        return self.output is not None


@dataclass(frozen=True)
class Report:
    """All files, in the order in which they were given."""

    files: tuple[FileResult, ...]
    progress: Progress

    @property
    def failed(self) -> list[FileResult]:
        """Files without an output, each with a message."""
        return [file for file in self.files if not file.ok]

    @property
    def outputs(self) -> list[Path]:
        """Every output that is there."""
        return [file.output for file in self.files if file.output is not None]

    def __iter__(self) -> Iterator[FileResult]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def __str__(self) -> str:
        said = [f"{file.source}: {file.message}" for file in self.failed]
        return "\n".join([str(self.progress), *said])
