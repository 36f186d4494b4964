"""From estimators to records that the program verifies."""

from __future__ import annotations

import json

import numpy as np
import pandas
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import (
    LinearDiscriminantAnalysis,
    QuadraticDiscriminantAnalysis,
)
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import GaussianNB
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    MinMaxScaler,
    Normalizer,
    PolynomialFeatures,
    StandardScaler,
)
from sklearn.svm import SVC, SVR, NuSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from faircat.recording import RecordingError, record_from
from faircat.recording.program import run
from faircat.recording.tables import changed_by_float32

LOGISTIC = LogisticRegression(max_iter=500)
CLASSIFIERS = [
    LOGISTIC,
    SVC(probability=True, random_state=0),
    # The class that most pairs of classes vote for is often another than the most probable one.
    SVC(kernel="poly", degree=2, probability=True, random_state=0),
    CalibratedClassifierCV(SVC(), ensemble=False),
    make_pipeline(StandardScaler(), CalibratedClassifierCV(NuSVC(nu=0.1, kernel="poly"))),
    CalibratedClassifierCV(make_pipeline(StandardScaler(), SVC(kernel="sigmoid"))),
    RandomForestClassifier(10, random_state=0),
    ExtraTreesClassifier(10, random_state=0),
    GradientBoostingClassifier(n_estimators=10, random_state=0),
    DecisionTreeClassifier(random_state=0),
    GaussianNB(),
    MLPClassifier((8,), max_iter=300, random_state=0),
    LinearDiscriminantAnalysis(),
    QuadraticDiscriminantAnalysis(),
    make_pipeline(StandardScaler(), LOGISTIC),
    make_pipeline(MinMaxScaler(), LOGISTIC),
    make_pipeline(StandardScaler(), PCA(2), LOGISTIC),
    make_pipeline(PolynomialFeatures(2), LogisticRegression(max_iter=5000)),
    make_pipeline(Normalizer(), LOGISTIC),
]
REGRESSORS = [
    LinearRegression(),
    Ridge(),
    Lasso(),
    make_pipeline(StandardScaler(), SVR()),
    SVR(kernel="linear"),
    SVR(kernel="poly"),
    RandomForestRegressor(10, random_state=0),
    ExtraTreesRegressor(10, random_state=0),
    GradientBoostingRegressor(n_estimators=10, random_state=0),
    DecisionTreeRegressor(random_state=0, max_depth=5),
    make_pipeline(
        StandardScaler(), MLPRegressor(hidden_layer_sizes=(8,), max_iter=50, random_state=0)
    ),
]


def name(estimator):
    return "-".join(type(it).__name__ for _, it in getattr(estimator, "steps", [("", estimator)]))


def halves(data, target):
    data = data.astype("float32")
    return (data[::2], target[::2]), (data[1::2], target[1::2])


def verified(folder):
    root = folder.parents[2]
    done = run(["verify", "--check", "--engine", "tract"], root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [it.name for it in root.iterdir()] == ["catalog"]
    evidence = json.loads((folder / "evidence" / "verification.json").read_text())
    assert evidence["verdict"] == "holds"
    return evidence


@pytest.mark.parametrize("labels", ["integers", "strings", "two", "odd integers"])
@pytest.mark.parametrize("estimator", CLASSIFIERS, ids=name)
def test_classifiers_become_records_that_hold(tmp_path, estimator, labels):
    load = load_breast_cancer if labels == "two" else load_iris
    data, target = load(return_X_y=True)
    data = data[:, :4]
    if labels == "strings":
        target = np.array(["setosa", "versicolor", "virginica"])[target]
    if labels == "odd integers":
        target = np.array([7, 3, 11])[target]
    (x, y), test = halves(data, target)
    found = record_from(estimator.fit(x, y), x, y, slug="m", into=tmp_path, test=test)
    verified(found.folder)
    # Support vector machines go by votes, and not by the largest probability.
    right = estimator.predict(test[0]) == test[1]
    assert found.values["accuracy"] == pytest.approx(right.mean(), abs=1e-12)
    assert not found.left_out
    assert not found.notes


@pytest.mark.parametrize("labels", [[0, 1, 2], [1, 2, 3], [7, 3, 11], ["b", "a", "c"]])
@pytest.mark.parametrize("wrap", [lambda it: it, lambda it: GridSearchCV(it, {"C": [1, 0.1]})])
def test_claims_are_of_what_predict_gives(tmp_path, wrap, labels):
    data, target = load_iris(return_X_y=True)
    (x, y), test = halves(data, np.array(labels)[target])
    kinds = {"kernel": "poly", "degree": 2, "probability": True, "random_state": 0}
    estimator = wrap(SVC(**kinds)).fit(x, y)
    said = estimator.predict(test[0])
    probable = estimator.classes_[estimator.predict_proba(test[0]).argmax(axis=1)]
    assert (said != probable).any()
    metrics = ["accuracy", "macro F1", "balanced accuracy", "log loss"]
    found = record_from(estimator, x, y, slug="m", into=tmp_path, test=test, metrics=metrics)
    verified(found.folder)
    assert found.notes == []
    expected = {
        "accuracy": accuracy_score(test[1], said),
        "macro F1": f1_score(test[1], said, average="macro"),
        "balanced accuracy": balanced_accuracy_score(test[1], said),
    }
    for metric, value in expected.items():
        assert found.values[metric] == pytest.approx(value, abs=1e-12)
    with np.load(found.folder / "control-set.npz") as arrays:
        places = arrays["reference_predicted_class"]
    np.testing.assert_array_equal(estimator.classes_[places], said)


@pytest.mark.parametrize("estimator", REGRESSORS, ids=name)
def test_regressors_become_records_that_hold(tmp_path, estimator):
    (x, y), test = halves(*load_diabetes(return_X_y=True))
    found = record_from(estimator.fit(x, y), x, y, slug="m", into=tmp_path, test=test)
    verified(found.folder)
    assert found.values["R²"] == pytest.approx(estimator.score(*test), abs=1e-4)


def test_frames_bring_names_and_ranges(tmp_path):
    iris = load_iris(as_frame=True)
    names = iris.target_names[iris.target]
    model = LogisticRegression(max_iter=500).fit(iris.data.to_numpy(), names)
    units = {"petal width (cm)": "cm"}
    found = record_from(model, iris.data, names, slug="iris", into=tmp_path, units=units)
    record = (found.folder / "record.yaml").read_text()
    assert "name: petal width (cm)" in record
    assert "unit: cm" in record
    assert "minimum: 0.1" in record
    assert "on the training data" in record
    assert found.to_write == ["summary", "creators", "license", "dataset"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda x, y: (x[:1], y[:1]), "too few items"),
        (lambda x, y: (x[:, :2], y), "`test` has items of"),
        (lambda x, y: (x, y[:-1]), "for 75 rows"),
        (lambda x, y: (np.where(x > 6, np.nan, x), y), "is not finite in row"),
        (lambda x, y: (x, y + 1), "does not know"),
        (lambda x, y: (x.astype(str) + "a", y), "does not hold numbers"),
        (lambda x, y: (x[:0], y[:0]), "give rows of features"),
    ],
)
def test_data_that_do_not_fit_leave_nothing_behind(tmp_path, change, said):
    (x, y), test = halves(*load_iris(return_X_y=True))
    model = LogisticRegression(max_iter=500).fit(x, y)
    with pytest.raises(RecordingError, match=said):
        record_from(model, x, y, slug="m", into=tmp_path, test=change(*test))
    assert not list(tmp_path.rglob("record.yaml"))
    assert not [it for it in tmp_path.iterdir() if it.name.startswith(".")]


def test_a_record_that_is_there_stays(tmp_path):
    (x, y), test = halves(*load_iris(return_X_y=True))
    model = LogisticRegression(max_iter=500).fit(x, y)
    record_from(model, x, y, slug="m", into=tmp_path, test=test, metrics=["accuracy"])
    with pytest.raises(RecordingError, match="there already"):
        record_from(model, x, y, slug="m", into=tmp_path, test=test)
    for slug in ("../m", "M", "", "a--b"):
        with pytest.raises(RecordingError, match="no slug"):
            record_from(model, x, y, slug=slug, into=tmp_path, test=test)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda x, y: (x + 1j, y), "complex numbers"),
        (lambda x, y: (x, y + 1j), "complex numbers"),
        (lambda x, y: (np.ma.masked_array(x, mask=x > 6), y), "masked values"),
        (lambda x, y: (x, np.ma.masked_array(y, mask=y > 1)), "masked values"),
        (lambda x, y: (x.astype("datetime64[s]"), y), "datetime64"),
        (lambda x, y: (x.astype(str), y), "not hold numbers alone"),
        (lambda x, y: (x.astype(float) * 1e300, y), "is not finite"),
        (lambda x, y: (x, y.astype("datetime64[s]")), "does not know"),
    ],
)
def test_data_whose_meaning_would_be_lost_are_refused(tmp_path, change, said):
    (x, y), _ = halves(*load_iris(return_X_y=True))
    model = LogisticRegression(max_iter=500).fit(x, y)
    bad = change(x, y)
    with pytest.raises(RecordingError, match=said):
        record_from(model, *bad, slug="m", into=tmp_path)
    with pytest.raises(RecordingError, match=said):
        record_from(model, x, y, slug="m", into=tmp_path, test=bad)


@pytest.mark.filterwarnings("error::numpy.exceptions.ComplexWarning")
def test_truths_of_a_regression_are_what_they_were(tmp_path):
    (x, y), _ = halves(*load_diabetes(return_X_y=True))
    model = LinearRegression().fit(x, y)
    for bad, said in (
        (y + 1j, "complex"),
        (y.astype(str), "gives numbers"),
        (y.astype(np.int64) + 2**53 + 1, "beyond 2\\*\\*53"),
    ):
        with pytest.raises(RecordingError, match=said):
            record_from(model, x, bad, slug="m", into=tmp_path)


def test_whole_numbers_that_are_rounded_are_told(tmp_path):
    random = np.random.default_rng(0)
    x = random.integers(0, 9, (60, 3))
    y = x[:, 0] > 4
    model = DecisionTreeClassifier(random_state=0).fit(x, y)
    assert record_from(model, x, y, slug="small", into=tmp_path).notes == []
    x[5, 1] = 2**53 + 1
    (note,) = record_from(model, x, y, slug="large", into=tmp_path).notes
    assert note.startswith("`x` has 1 whole numbers beyond 2**24 that are rounded to float32")
    frame = pandas.DataFrame({"a": x[:, 0], "event": x[:, 1], "c": x[:, 2] + 0.5})
    (note,) = record_from(model, frame, y, slug="frame", into=tmp_path).notes
    assert note.startswith("`event` of `x` has 1 whole")


@pytest.mark.parametrize(
    ("values", "count"),
    [
        (np.array([2**24, -(2**24), 2**24 + 2, 2**40, -(2**63)]), 0),
        (np.array([2**24 + 1, -(2**24) - 1, 2**53 + 1, 2**63 - 1]), 4),
        (np.array([2**64 - 1, 2**63], np.uint64), 1),
        (np.array([2.0**24 + 1, 0.1, 1e20 / 3 % 1, -(2.0**53) + 1]), 2),
        (np.array([2**24 + 1, 3, True, 0.5], object), 1),
        (np.array([65504.0], np.float16), 0),
        (np.array([], np.int64), 0),
        (np.array([True]), 0),
    ],
)
def test_what_float32_does_not_hold_is_counted(values, count):
    assert changed_by_float32(values) == count
