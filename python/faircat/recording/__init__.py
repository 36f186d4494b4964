"""From a trained model to a record whose claims the program recomputes, in one call.

from faircat.recording import record_from
record_from(classifier, x, y, slug="my-model", test=(x_test, y_test), into=".")
"""

from __future__ import annotations

from .errors import RecordingError
from .record import Recorded, record_from

__all__ = ["Recorded", "RecordingError", "record_from"]
