"""The manual's chapter on Python, run from its first block to its last."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

CHAPTER = "crates/pages/src/site/manual/python.md"


def test_the_blocks_of_the_chapter_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    text = (root / CHAPTER).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 6
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, CHAPTER, "exec"), names)  # noqa: S102 - that is the test
    assert names["checked"].holds and len(names["frame"])
