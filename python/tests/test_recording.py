"""From estimators to records that the program verifies."""

from __future__ import annotations

import json

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("sklearn", reason="scikit-learn is not installed")
pytest.importorskip("skl2onnx", reason="skl2onnx is not installed")
pytest.importorskip("faircat", reason="the native module is not built")

from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris  # noqa: E402
from sklearn.decomposition import PCA  # noqa: E402
from sklearn.discriminant_analysis import (  # noqa: E402
    LinearDiscriminantAnalysis,
    QuadraticDiscriminantAnalysis,
)
from sklearn.ensemble import (  # noqa: E402
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, Ridge  # noqa: E402
from sklearn.naive_bayes import GaussianNB  # noqa: E402
from sklearn.neighbors import KNeighborsClassifier  # noqa: E402
from sklearn.neural_network import MLPClassifier, MLPRegressor  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import (  # noqa: E402
    MinMaxScaler,
    Normalizer,
    PolynomialFeatures,
    StandardScaler,
)
from sklearn.svm import SVC, SVR  # noqa: E402
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor  # noqa: E402

from faircat.recording import RecordingError, record_from  # noqa: E402
from faircat.recording.program import run  # noqa: E402

LOGISTIC = LogisticRegression(max_iter=500)
CLASSIFIERS = [
    LOGISTIC,
    SVC(probability=True, random_state=0),
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
    taken = estimator.classes_[estimator.predict_proba(test[0]).argmax(axis=1)]
    right = taken == test[1]
    assert found.values["accuracy"] == pytest.approx(right.mean(), abs=1e-12)
    assert not found.left_out


@pytest.mark.parametrize("estimator", REGRESSORS, ids=name)
def test_regressors_become_records_that_hold(tmp_path, estimator):
    (x, y), test = halves(*load_diabetes(return_X_y=True))
    found = record_from(estimator.fit(x, y), x, y, slug="m", into=tmp_path, test=test)
    verified(found.folder)
    assert found.values["R²"] == pytest.approx(estimator.score(*test), abs=1e-4)


def test_what_is_not_run_says_why(tmp_path):
    (x, y), test = halves(*load_iris(return_X_y=True))
    neighbours = KNeighborsClassifier(3).fit(x, y)
    with pytest.raises(RecordingError, match="Scan"):
        record_from(neighbours, x, y, slug="m", into=tmp_path, test=test)
    boosted = HistGradientBoostingClassifier(max_iter=3).fit(x, y)
    try:
        verified(record_from(boosted, x, y, slug="h", into=tmp_path, test=test).folder)
    except RecordingError as error:
        assert "skl2onnx" in str(error)
    assert not (tmp_path / "catalog" / "models" / "m").exists()


def test_frames_bring_names_and_ranges(tmp_path):
    pytest.importorskip("pandas", reason="pandas is not installed")
    iris = load_iris(as_frame=True)
    names = iris.target_names[iris.target]
    model = LogisticRegression(max_iter=500).fit(iris.data.to_numpy(), names)
    units = {"petal width (cm)": "cm"}
    found = record_from(model, iris.data, names, slug="iris", into=tmp_path, units=units)
    record = (found.folder / "record.yaml").read_text()
    assert "name: petal width (cm)" in record
    assert "unit: cm" in record
    assert "From 0.1 to 2.5 in the training data." in record
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


def test_a_module_of_pytorch(tmp_path):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    torch.manual_seed(0)
    (x, y), test = halves(*load_iris(return_X_y=True))
    module = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))
    found = record_from(
        module, torch.from_numpy(x), y, slug="m", into=tmp_path, test=test, classes=["a", "b", "c"]
    )
    verified(found.folder)
