"""The digits, their division, and their files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sklearn.datasets

from src.data import make_dataset
from src.data.digits import CLASSES, Digits, divide, load, read_settings
from src.data.files import read_split, split_path
from src.paths import CONFIG

SETTINGS = read_settings(CONFIG / "data.toml")


def test_every_digit_of_scikit_learn_is_in_one_split(splits: dict[str, Digits]) -> None:
    assert {name: len(digits) for name, digits in splits.items()} == SETTINGS.splits
    rows = [np.column_stack([each.pixels, each.label]) for each in splits.values()]
    whole = sklearn.datasets.load_digits()
    expected = np.column_stack([whole.data, whole.target]).astype(int)
    found = np.concatenate(rows)
    assert sorted(map(tuple, found)) == sorted(map(tuple, expected))


def test_all_splits_have_the_shares_of_the_whole(splits: dict[str, Digits]) -> None:
    labels = np.concatenate([digits.label for digits in splits.values()])
    whole = np.bincount(labels, minlength=len(CLASSES)) / len(labels)
    for digits in splits.values():
        counts = np.bincount(digits.label, minlength=len(CLASSES))
        assert np.abs(counts - whole * len(digits)).max() < 2


def test_the_seed_alone_divides(splits: dict[str, Digits]) -> None:
    again = divide(load(SETTINGS.sha256), SETTINGS)
    other = divide(load(SETTINGS.sha256), replace(SETTINGS, seed=2))
    assert (again["test"].pixels == splits["test"].pixels).all()
    assert not (other["test"].pixels == splits["test"].pixels).all()


def test_files_give_back_what_was_written(data: Path, splits: dict[str, Digits]) -> None:
    for name, digits in splits.items():
        read = read_split(data, name)
        assert (read.pixels == digits.pixels).all() and (read.label == digits.label).all()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("pixel_0_0", "pixel", "columns"), ("\n0,", "\n17,", "range"), ("\n0,", "\nx,", "invalid")],
)
def test_a_damaged_file_is_told(data: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    text = split_path(data, "test").read_text(encoding="utf-8")
    split_path(tmp_path, "test").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"digits-test\.csv.*{said}.*make data"):
        read_split(tmp_path, "test")


def test_another_file_of_scikit_learn_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (CONFIG / "data.toml").read_text(encoding="utf-8")
    (tmp_path / "data.toml").write_text(text.replace(SETTINGS.sha256, 64 * "0"), encoding="utf-8")
    options = ["--out", str(tmp_path), "--settings", str(tmp_path / "data.toml")]
    assert make_dataset.main(options) == 2
    assert "install the version of scikit-learn" in capsys.readouterr().err


def test_splits_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="the splits have 1798 digits"):
        divide(load(SETTINGS.sha256), replace(SETTINGS, splits={"train": 1798}))
