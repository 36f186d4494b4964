"""What keeps a model from becoming a record."""

from __future__ import annotations

from typing import Optional

from ..errors import Diagnostic, Error


class RecordingError(Error, ValueError):
    """A model, data or a folder that no record can be made of; the hint says what to do."""


def refused(message: str, hint: Optional[str] = None) -> RecordingError:
    """The error that says why no record is made, and what to do."""
    return RecordingError([Diagnostic("error", "not-recorded", message, hint=hint)])
