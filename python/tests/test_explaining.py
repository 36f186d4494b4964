"""Why the interaction network answers as it does."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import pytest

import faircat


@pytest.fixture(scope="module")
def jet(root: Path, model: faircat.Model) -> dict[str, np.ndarray]:
    file = root / "catalog" / "models" / model.slug / "control" / "control-set.npz"
    with np.load(file, allow_pickle=False) as arrays:
        return {it.name: arrays[it.name][3] for it in model.signature.inputs}


def test_relevances_and_biases_share_out_the_logit(
    model: faircat.Model, jet: dict[str, np.ndarray]
) -> None:
    found = model.explain(jet)
    total = sum(float(share.sum()) for share in found.relevance.values()) + found.bias
    assert total == pytest.approx(found.logit, abs=1e-3 * max(1.0, abs(found.logit)))
    for name, share in found.relevance.items():
        assert share.shape == jet[name].shape
        sums = found.by_feature(name)
        assert sum(sums.values()) == pytest.approx(float(found.by_place(name).sum()), abs=1e-3)
        # Places that hold nothing explain nothing.
        empty = (jet[name] == 0).all(axis=0)
        np.testing.assert_allclose(share[:, empty], 0, atol=1e-6)


def test_the_answer_is_explained_unless_a_class_is_named(
    model: faircat.Model, jet: dict[str, np.ndarray]
) -> None:
    arrays = [jet[it.name][None] for it in model.signature.inputs]
    answers = model.run(*arrays)
    scores = next(iter(answers.values())) if isinstance(answers, faircat.Outputs) else answers
    classes = next(it.classes for it in model.signature.outputs if it.classes)
    found = model.explain(*arrays)
    assert found.of == classes[int(scores[0].argmax())]
    assert model.explain(*arrays, of=found.of).logit == found.logit
    other = next(it for it in classes if it != found.of)
    assert model.explain(*arrays, of=other).logit < found.logit


def test_what_cannot_be_explained_is_told(
    catalog: faircat.Catalog, model: faircat.Model, jet: dict[str, np.ndarray]
) -> None:
    with pytest.raises(faircat.NotFoundError, match="there is no class `charm`"):
        model.explain(jet, of="charm")
    two = {name: np.stack([array, array]) for name, array in jet.items()}
    with pytest.raises(faircat.ContractError, match="not of one item"):
        model.explain(two)
    braggnn = catalog.models["braggnn-simulated"]
    with pytest.raises(faircat.Error):
        braggnn.explain(np.zeros((1, 1, 11, 11), dtype=np.float32))


def test_a_plot_has_a_bar_for_each_feature(
    model: faircat.Model, jet: dict[str, np.ndarray]
) -> None:
    matplotlib.use("agg")
    found = model.explain(jet)
    axes = found.plot()
    assert len(axes.patches) == sum(len(found.by_feature(name)) for name in found.relevance)
