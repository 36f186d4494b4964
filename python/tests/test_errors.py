"""Errors as they are told, also by other processes."""

from __future__ import annotations

import copy
import pickle

import pytest

import faircat
from faircat._said import error_of
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


SAID = """error[yaml-syntax]: this is not YAML: unclosed bracket '['
 --> catalog/models/broken.yaml:1:7
  |
1 | kind: [
  |       ^
  |
  = help: check quotes, brackets and indentation here and on the line before

warning[description]: the description has 0 characters
 --> catalog/models/n.yaml:1:1

error[no-catalog]: there is no folder `catalog`
 |
 = help: run faircat in the folder that holds `catalog/`, or name it with --root

sound records: 1; 2 errors and 1 warning found
"""


def test_what_the_program_says_becomes_diagnostics() -> None:
    error = error_of(SAID, "check")
    first, second = error.diagnostics
    assert (first.code, first.file, first.line, first.column) == (
        "yaml-syntax", "catalog/models/broken.yaml", 1, 7,
    )  # fmt: skip
    assert first.hint == "check quotes, brackets and indentation here and on the line before"
    assert second.hint == "give `faircat.open` the folder that holds `catalog/`"
    assert isinstance(error_of(SAID.split("\n\n", 2)[2], "fetch"), faircat.NotFoundError)
    (other,) = error_of("thread panicked", "fetch").diagnostics
    assert (other.code, other.message) == ("fetch", "thread panicked")
