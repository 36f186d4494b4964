"""Data of other libraries, by the record's contract."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import faircat


@pytest.fixture(scope="module")
def inputs(root: Path, model: faircat.Model) -> dict[str, np.ndarray]:
    file = root / "catalog" / "models" / model.slug / "control" / "control-set.npz"
    names = [it.name for it in model.signature.inputs]
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name][:8] for name in names}


def test_lists_of_records_are_filled_up(
    model: faircat.Model, inputs: dict[str, np.ndarray]
) -> None:
    ak = pytest.importorskip("awkward")
    counts = {name: [3, 1, 0, 2, 5, 4, 1, 2] for name in inputs}
    cut, lists = {}, {}
    for declared in model.signature.inputs:
        array, many = inputs[declared.name].copy(), counts[declared.name]
        for row, count in enumerate(many):
            array[row, :, count:] = 0
        cut[declared.name] = array
        items = np.concatenate([array[row, :, :count].T for row, count in enumerate(many)])
        fields = {f.name: items[:, place] for place, f in enumerate(declared.features)}
        lists[declared.name] = ak.unflatten(ak.zip({**fields, "more": items[:, 0]}), many)
    expected, found = model.run(cut), model.run(lists)
    for name in expected:
        np.testing.assert_allclose(expected[name], found[name], atol=1e-6)


def test_a_missing_feature_is_named(model: faircat.Model, inputs: dict[str, np.ndarray]) -> None:
    ak = pytest.importorskip("awkward")
    first = next(iter(inputs))
    bad = ak.unflatten(ak.zip({"nonsense": np.zeros(8)}), [1] * 8)
    with pytest.raises(faircat.ContractError, match="no feature `track_ptrel`"):
        model.run({**inputs, first: bad})


def test_words_are_no_numbers(model: faircat.Model, inputs: dict[str, np.ndarray]) -> None:
    first = next(iter(inputs))
    with pytest.raises(faircat.ContractError, match="not numbers"):
        model.run({**inputs, first: np.array(["a"] * 8)})
    with pytest.raises(faircat.ContractError, match="inputs"):
        model.run(*inputs.values(), np.zeros(8))
