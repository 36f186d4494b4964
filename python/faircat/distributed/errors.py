"""Why nothing is run at all."""

from __future__ import annotations

from ..errors import Error


class RunError(Error, ValueError):
    """What `run` was asked for cannot be done for any file."""
