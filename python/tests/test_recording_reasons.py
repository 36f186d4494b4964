"""Why a model is not recorded, and what to do."""

from __future__ import annotations

import pytest
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import ExtraTreesClassifier, IsolationForest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.linear_model import LogisticRegression, Ridge

from faircat.recording import RecordingError, record_from

X, Y = load_diabetes(return_X_y=True)
X, Y = X[:50].astype("float32"), Y[:50]


@pytest.mark.parametrize(
    ("model", "operator"),
    [
        (GaussianProcessRegressor(alpha=1.0), "Scan"),
        (IsolationForest(n_estimators=5, random_state=0), "LabelEncoder"),
    ],
)
def test_what_the_default_engine_does_not_run_says_why(tmp_path, model, operator):
    with pytest.raises(RecordingError, match=rf"the operator \S*{operator} is not") as raised:
        record_from(model.fit(X, Y), X, Y, slug="m", into=tmp_path)
    (problem,) = raised.value.diagnostics
    assert problem.hint == "try engine='onnxruntime'"


def test_what_another_engine_runs_is_recorded_by_it(tmp_path, monkeypatch):
    # The package's own program has the ONNX Runtime of this Python.
    monkeypatch.delenv("FAIRCAT", raising=False)
    model = GaussianProcessRegressor(alpha=1.0).fit(X, Y)
    found = record_from(model, X, Y, slug="m", into=tmp_path, engine="onnxruntime")
    assert found.values["R²"] == pytest.approx(model.score(X, Y), abs=1e-4)


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ("accuracy", "accuracy: the metric needs class labels"),
        ("max error", "`max error` is no metric"),
        ("mean absolute errors", "did you mean `mean absolute error`"),
        ("mean pinball loss (0.9)", "pinball loss, 95 % quantile"),
    ],
)
def test_metrics_without_a_value_say_why_and_which_there_are(tmp_path, metric, said):
    with pytest.raises(RecordingError, match=said) as raised:
        record_from(Ridge().fit(X, Y), X, Y, slug="m", into=tmp_path, metrics=[metric])
    assert "manual/verify/" in str(raised.value)
    assert "control_set" not in str(raised.value)
    is_read = metric == "accuracy"
    assert ("those that can are: accuracy; balanced" in str(raised.value)) is not is_read
    assert not list(tmp_path.iterdir())


def test_one_metric_with_a_value_is_enough(tmp_path):
    names = ["max error", "MAE"]
    found = record_from(Ridge().fit(X, Y), X, Y, slug="m", into=tmp_path, metrics=names)
    assert list(found.values) == ["MAE"]
    assert "is no metric" in found.left_out["max error"]


def test_a_loss_that_is_none_has_no_sign(tmp_path):
    x, y = load_iris(return_X_y=True)
    model = ExtraTreesClassifier(10, random_state=0).fit(x, y)
    found = record_from(model, x, y, slug="m", into=tmp_path, metrics=["log loss"])
    assert str(found.values["log loss"]) == "0.0"
    assert "value: -0" not in (found.folder / "record.yaml").read_text()
    with pytest.raises(RecordingError, match="class labels"):
        record_from(Ridge().fit(X, Y), X, Y, slug="n", into=tmp_path, metrics="log loss")
    model = LogisticRegression(max_iter=500).fit(x, y)
    assert record_from(model, x, y, slug="o", into=tmp_path).values["log loss"] > 0
