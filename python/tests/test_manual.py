"""The manual's chapters with Python, run from their first block to their last."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

CHAPTER = "crates/pages/src/site/manual/python.md"


CHECKS = "crates/pages/src/site/manual/verify.md"


def test_the_blocks_of_the_chapter_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    names = after_all(root, CHAPTER, 6)
    assert names["checked"].holds and len(names["frame"])


def test_a_model_is_recorded_as_the_chapter_on_claims_says(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written = after_all(root, CHECKS, 1)["written"]
    assert written.values["accuracy"] > 0.9
    assert written.to_write == ["summary", "dataset"]
    assert (tmp_path / "catalog/models/my-model/record.yaml").is_file()


def after_all(root: Path, chapter: str, count: int) -> dict[str, Any]:
    """The names that the blocks of a chapter leave, which are so many."""
    text = (root / chapter).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python.*?\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == count
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, chapter, "exec"), names)  # noqa: S102 - that is the test
    return names
