"""Trees of ROOT files that uproot writes: run by a record's contract, and as data frames."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import awkward
import numpy
import pytest
import uproot

import faircat
from faircat import _root


@pytest.fixture
def digits(catalog: faircat.Catalog) -> faircat.Model:
    return catalog.models["digits-dense"]


@pytest.fixture
def control(root: Path) -> Any:
    return numpy.load(root / "catalog/models/digits-dense/control/control-set.npz")


@pytest.fixture(params=["TTree", "RNTuple"])
def file(
    request: pytest.FixtureRequest, digits: faircat.Model, control: Any, tmp_path: Path
) -> Path:
    path = tmp_path / "events.root"
    names = [it.name for it in digits.signature.inputs[0].features]
    branches = {name: control["pixels"][:, place] for place, name in enumerate(names)}
    with uproot.recreate(path) as made:
        events = {**branches, "run": numpy.arange(len(control["pixels"]))}
        if request.param == "TTree":
            made.mktree("Events", {name: it.dtype for name, it in events.items()}).extend(events)
        else:
            made["Events"] = events
    return path


@pytest.mark.parametrize("tree", ["", ":Events"])
def test_features_are_branches(digits: faircat.Model, control: Any, file: Path, tree: str) -> None:
    found = digits.run(f"{file}{tree}")
    numpy.testing.assert_allclose(found, control["reference_probabilities"], atol=1e-5)


def test_lists_of_items_are_filled_up_by_the_record(
    model: faircat.Model, root: Path, tmp_path: Path
) -> None:
    """One branch a feature, with as many numbers as the jet has tracks."""
    control = numpy.load(root / "catalog/models" / model.slug / "control/control-set.npz")
    counts, jets, branches = [3, 1, 0, 5, 2], {}, {}
    for each in model.signature.inputs:
        jets[each.name] = control[each.name][:5].copy()
        for jet, count in zip(jets[each.name], counts):
            jet[:, count:] = 0
        for place, feature in enumerate(each.features):
            rows = [jet[place, :count] for jet, count in zip(jets[each.name], counts)]
            branches[feature.name] = awkward.Array(rows)
    with uproot.recreate(tmp_path / "jets.root") as made:
        made["jets"] = branches
    found, expected = model.run(tmp_path / "jets.root"), model.run(*jets.values())
    for name in expected:
        numpy.testing.assert_allclose(found[name], expected[name], atol=1e-6)


def test_trees_and_branches_that_are_not_there_are_told(
    digits: faircat.Model, file: Path, tmp_path: Path
) -> None:
    with pytest.raises(faircat.NotFoundError, match=r"(?s)no tree `Jets`.*there are Events"):
        digits.run(f"{file}:Jets")
    with uproot.recreate(tmp_path / "two.root") as made:
        made["a"], made["b"] = {"x": numpy.arange(3)}, {"x": numpy.arange(3)}
    with pytest.raises(faircat.NotFoundError, match=r"(?s)has 2 trees.*two\.root:TREE"):
        digits.run(tmp_path / "two.root")
    with pytest.raises(faircat.ContractError, match=r"(?s)no branch that the model.*pixel_0"):
        digits.run(f"{tmp_path / 'two.root'}:a")
    (tmp_path / "none.root").write_text("no ROOT file")
    with pytest.raises(faircat.Error, match=r"none\.root cannot be read as a ROOT file"):
        digits.run(tmp_path / "none.root")


def test_without_uproot_the_error_says_what_to_install(
    digits: faircat.Model, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uproot", None)
    with pytest.raises(faircat.Error, match="pip install uproot"):
        digits.run(file)


def test_a_tree_becomes_a_data_frame(file: Path, tmp_path: Path) -> None:
    found = _root.frame(file)
    assert len(found) == 500 and list(found["run"][:3]) == [0, 1, 2]
    with uproot.recreate(tmp_path / "lists.root") as made:
        made["Events"] = {"pt": awkward.Array([[1.0, 2.0], [], [3.0]])}
    assert list(_root.frame(tmp_path / "lists.root")["pt"]) == [[1.0, 2.0], [], [3.0]]
