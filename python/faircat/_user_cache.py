"""The folder in which the program, and so this package, keeps what it fetches."""

from __future__ import annotations

import os
from pathlib import Path


def user_cache() -> Path:
    """`faircat` in XDG_CACHE_HOME, which counts only where it is absolute, or in `~/.cache`."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else Path.home() / ".cache") / "faircat"
