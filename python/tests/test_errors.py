"""Errors as they are told, also by other processes."""

from __future__ import annotations

import copy
import pickle

import pytest

import faircat
from faircat.distributed.errors import RunError
from faircat.recording import RecordingError


@pytest.mark.parametrize(
    "kind", [faircat.Error, faircat.ContractError, faircat.NotFoundError, RecordingError, RunError]
)
def test_errors_go_to_other_processes(kind: type[faircat.Error]) -> None:
    two = [*kind.of("a", "first", "do this").diagnostics, *kind.of("b", "second").diagnostics]
    error = kind(two)
    error.__dict__["__notes__"] = ["in file 3"]
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301
        assert type(again) is kind
        assert str(again) == str(error) == "first [a]\n  help: do this\nsecond [b]"
        assert again.diagnostics == error.diagnostics
        assert again.__notes__ == ["in file 3"]
