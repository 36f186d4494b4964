"""Labels and truths mean what they mean to the framework, or are refused by name."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.cross_decomposition import PLSRegression
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression, SGDClassifier
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.tree import DecisionTreeRegressor

import faircat
from faircat.recording import RecordingError, record_from
from faircat.recording.tables import labels

X, Y = load_iris(return_X_y=True)
X = X.astype("float32")
TWO = Y < 2


def fitted(y, x=X):
    return LogisticRegression(max_iter=500).fit(x, y)


def test_whole_labels_in_floats_are_the_same_labels(tmp_path):
    model = fitted(Y + 1.0)
    test = (X[TWO], (Y + 1)[TWO])
    found = record_from(model, X, Y + 1.0, slug="m", into=tmp_path, test=test, metrics=["accuracy"])
    assert found.values["accuracy"] == pytest.approx(model.score(*test), abs=1e-12)
    signs = np.where(Y == 0, -1, 1)[TWO]
    model = fitted(signs.astype(float), X[TWO])
    found = record_from(
        model, X[TWO], signs, slug="n", into=tmp_path, test=(X[TWO], signs), metrics="accuracy"
    )
    assert found.values["accuracy"] == model.score(X[TWO], signs)


@pytest.mark.parametrize("truth", [Y, Y.astype(str), (Y + 5).astype(str), np.full(150, 5.5)])
def test_labels_that_an_estimator_does_not_know_are_no_places(tmp_path, truth):
    with pytest.raises(RecordingError, match="does not know; it has 5, 6, 7"):
        record_from(fitted(Y + 5), X, Y + 5, slug="m", into=tmp_path, test=(X, truth))
    assert not list(tmp_path.iterdir())


def test_a_network_knows_places_names_and_one_hot():
    data, names = np.array([2, 0, 1, 1]), ["a", "b", "c"]
    for truth in (data, data.astype(float), np.array(names)[data], np.eye(3)[data]):
        np.testing.assert_array_equal(labels(truth, names, are_named=True), data)
    np.testing.assert_array_equal(labels(data + 5, [5, 6, 7], are_named=True), data)
    for bad in (data + 1, data / 2, np.array(["a", "d"]), np.ones((4, 3)), np.eye(4)[data]):
        with pytest.raises(RecordingError) as raised:
            labels(bad, names, are_named=True)
        assert raised.value.diagnostics[0].hint


def test_several_labels_an_item_are_refused_by_name(tmp_path):
    pairs = np.column_stack([Y, Y > 0])
    sets = np.column_stack([Y == 1, Y > 0]).astype(int)
    for model, y in (
        (RandomForestClassifier(5, random_state=0), pairs),
        (MLPClassifier((4,), max_iter=800, random_state=0), sets),
        (OneVsRestClassifier(LogisticRegression()), sets),
    ):
        with pytest.raises(RecordingError, match="gives each item 2 labels") as raised:
            record_from(model.fit(X, y), X, y, slug="m", into=tmp_path)
        assert "one estimator for each" in raised.value.diagnostics[0].hint
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("several", [True, False])
@pytest.mark.parametrize(
    "model",
    [
        RandomForestRegressor(5, random_state=0),
        DecisionTreeRegressor(max_depth=3),
        PLSRegression(2),
    ],
)
def test_regressors_of_one_and_of_several_targets(tmp_path, model, several):
    x, y = X[:, :2], X[:, 2:] if several else X[:, 2]
    found = record_from(model.fit(x, y), x, y, slug="m", into=tmp_path)
    assert found.values["R²"] == pytest.approx(model.score(x, y), abs=1e-4)


def test_a_predict_that_goes_by_something_else_is_told(tmp_path):
    model = SGDClassifier(loss="modified_huber", random_state=0).fit(X, Y)
    found = record_from(model, X, Y, slug="m", into=tmp_path, metrics=["accuracy"])
    assert model.score(X, Y) != found.values["accuracy"]
    (note,) = found.notes
    assert note.startswith("`predict` of SGDClassifier gives another class")
    assert record_from(fitted(Y), X, Y, slug="n", into=tmp_path).notes == []


def test_records_of_the_catalogue_are_referred_to(tmp_path):
    catalog = tmp_path / "catalog"
    for name, fields in {
        "people/ada": "kind: person\nname: Ada\nsummary: Counts.\n",
        "datasets/irises/record": "kind: dataset\ntitle: Irises\nsummary: Of three kinds.\n"
        "authors: [people/ada]\nartifacts:\n  - path: data.csv\n    role: data\n",
        "models/broken": "kind: [",
    }.items():
        (catalog / name).parent.mkdir(parents=True, exist_ok=True)
        (catalog / f"{name}.yaml").write_text(fields)
    of = {"dataset": "datasets/irises", "creators": ["people/ada", "Grace"]}
    found = record_from(fitted(Y), X, Y, slug="m", into=tmp_path, **of)
    written = (found.folder / "record.yaml").read_text()
    assert "- people/ada" in written
    assert "dataset: datasets/irises" in written
    for wrong in ({"dataset": "datasets/roses"}, {"creators": ["people/nobody"]}):
        with pytest.raises(RecordingError, match=r"there is no record `(datasets|people)/"):
            record_from(fitted(Y), X, Y, slug="n", into=tmp_path, **wrong)


@pytest.mark.parametrize("sizes", [(1e-6,), (1e5, 0.1), (1e-3, 1e-7), (1e7,)])
def test_targets_of_any_sizes(tmp_path, sizes):
    random = np.random.default_rng(1)
    x = random.normal(size=(400, 5)).astype(np.float32)
    y = (x[:, : len(sizes)] + 0.1 * random.normal(size=(400, len(sizes)))) * np.array(sizes)
    model = LinearRegression().fit(x, y)
    found = record_from(model, x, y, slug="m", into=tmp_path)
    assert found.values["R²"] == pytest.approx(model.score(x, y), abs=1e-4)


def test_what_is_asked_for_is_what_is_meant(tmp_path):
    model = fitted(Y)
    named = {"features": list("abcd"), "metrics": "accuracy", "creators": "Ada"}
    found = record_from(model, X, Y, slug="one", into=tmp_path, units={"a": "cm"}, **named)
    assert "- name: Ada" in (found.folder / "record.yaml").read_text()
    (tmp_path / "file").touch()
    for wrong, said in (
        ({"features": "abcd"}, "`features` is the text"),
        ({"creators": [""]}, "`creators` is"),
        ({"creators": [5]}, "`creators` is"),
        ({"units": {"zz": "cm"}}, "`units` names the feature `zz`"),
        ({"test": (X,)}, "`test` is no pair"),
        ({"slug": 5}, "5 is no slug"),
        ({"into": tmp_path / "file"}, "cannot be used as a folder"),
        ({"license": "my own"}, "the program refuses the record"),
    ):
        with pytest.raises(faircat.Error, match=said) as raised:
            record_from(model, X, Y, **{"slug": "m", "into": tmp_path, **wrong})
        assert isinstance(raised.value, RecordingError)
        assert raised.value.diagnostics[-1].hint
        assert "onnxruntime" not in str(raised.value)
    assert [it.name for it in (tmp_path / "catalog" / "models").iterdir()] == ["one"]
