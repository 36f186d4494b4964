"""What keeps a model from becoming a record."""

from __future__ import annotations


class RecordingError(ValueError):
    """A model, data or a folder that no record can be made of; the text says what to do."""
