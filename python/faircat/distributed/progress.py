"""How far a run is, and how fast."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import Callable, TextIO

#: Seconds between two lines.
EVERY = 2.0


@dataclass(frozen=True)
class Progress:
    """The state of a run. `bytes_read` counts inputs that were run, not what stood already."""

    total: int
    done: int = 0
    kept: int = 0
    failed: int = 0
    bytes_read: int = 0
    seconds: float = 0.0

    @property
    def ended(self) -> int:
        """Files that have an output, or never will."""
        return self.done + self.kept + self.failed

    @property
    def files_per_second(self) -> float:
        """Files that were run in a second, since the start."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def bytes_per_second(self) -> float:
        """Bytes of input in a second, since the start."""
        return self.bytes_read / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float:
        """At the rate so far; infinite before the first file."""
        rate = self.files_per_second
        return (self.total - self.ended) / rate if rate > 0 else float("inf")

    def __str__(self) -> str:
        words = [f"{self.ended}/{self.total} files"]
        if self.kept:
            words.append(f"{self.kept} stood already")
        if self.failed:
            words.append(f"{self.failed} failed")
        if self.done:
            words.append(f"{self.files_per_second:.3g} files/s")
            words.append(f"{self.bytes_per_second / 1e6:.3g} MB/s")
        if self.done and self.ended < self.total:
            words.append(f"{self.seconds_left:.0f} s left")
        return ", ".join(words)


Watcher = Callable[[Progress], None]


def watcher(wish: bool | Watcher) -> Watcher:
    """What is told of progress: lines on standard error, nothing, or a function of the user's."""
    if callable(wish):
        return wish
    return lines_to(sys.stderr) if wish else lambda progress: None


def lines_to(stream: TextIO) -> Watcher:
    """A line every two seconds and at the end."""
    last = [time.monotonic()]

    def tell(progress: Progress) -> None:
        now = time.monotonic()
        if progress.ended == progress.total or now - last[0] >= EVERY:
            last[0] = now
            print(progress, file=stream, flush=True)

    return tell
