"""Records of what skl2onnx alone does not make: boosted trees, categories, nearest neighbours."""

from __future__ import annotations

import json

import lightgbm
import pytest
import sklearn.metrics
import xgboost
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    StackingClassifier,
    VotingClassifier,
)
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from faircat.recording import RecordingError, record_from
from faircat.recording.program import run

IRIS, CANCER, DIABETES = load_iris, load_breast_cancer, load_diabetes
XGB = {"n_estimators": 12, "max_depth": 3}
LGBM = {"n_estimators": 12, "verbose": -1}


def hot(**choices):
    columns = make_column_transformer((OneHotEncoder(**choices), [0, 2]), remainder="passthrough")
    return make_pipeline(columns, LogisticRegression(max_iter=3000))


ESTIMATORS = [
    (xgboost.XGBClassifier(**XGB), IRIS),
    (xgboost.XGBClassifier(**XGB), CANCER),
    (xgboost.XGBRegressor(**XGB), DIABETES),
    (make_pipeline(StandardScaler(), xgboost.XGBClassifier(**XGB)), CANCER),
    (lightgbm.LGBMClassifier(**LGBM), IRIS),
    (lightgbm.LGBMClassifier(**LGBM), CANCER),
    (lightgbm.LGBMRegressor(**LGBM), DIABETES),
    (make_pipeline(StandardScaler(), RandomForestClassifier(10, random_state=0)), CANCER),
    (make_pipeline(StandardScaler(), lightgbm.LGBMClassifier(**LGBM)), CANCER),
    (
        StackingClassifier(
            [("near", KNeighborsClassifier(5)), ("trees", xgboost.XGBClassifier(**XGB))],
            LogisticRegression(),
            cv=2,
        ),
        CANCER,
    ),
    (HistGradientBoostingClassifier(max_iter=10), IRIS),
    (HistGradientBoostingRegressor(max_iter=10), DIABETES),
    (hot(handle_unknown="ignore"), IRIS),
    (hot(handle_unknown="ignore", drop="first"), IRIS),
    (KNeighborsClassifier(5), CANCER),
    (KNeighborsClassifier(5, weights="distance"), CANCER),
    (KNeighborsRegressor(4), DIABETES),
    (KNeighborsRegressor(4, weights="distance"), DIABETES),
    (make_pipeline(StandardScaler(), KNeighborsClassifier(7)), CANCER),
]


VOTERS = [
    ("linear", LogisticRegression(max_iter=3000)),
    ("near", KNeighborsClassifier(5)),
    ("trees", RandomForestClassifier(10, random_state=0)),
]
ESTIMATORS += [
    (VotingClassifier(VOTERS, voting="soft"), IRIS),
    (VotingClassifier(VOTERS, voting="soft", weights=[1, 2, 4]), CANCER),
    (VotingClassifier([*VOTERS[:2], ("no", "drop"), VOTERS[2]], voting="soft"), IRIS),
    (
        VotingClassifier([VOTERS[0], ("no", "drop"), VOTERS[2]], voting="soft", weights=[1, 2, 4]),
        CANCER,
    ),
    (make_pipeline(StandardScaler(), VotingClassifier(VOTERS, voting="soft")), CANCER),
]


def halves(load):
    data, target = load(return_X_y=True)
    data = data.astype("float32")
    return (data[::2], target[::2]), (data[1::2], target[1::2])


def name(case):
    steps = getattr(case, "steps", None)
    return "-".join(type(it).__name__ for _, it in steps or [("", case)])


@pytest.mark.filterwarnings("ignore:X does not have valid feature names")
@pytest.mark.parametrize(
    ("estimator", "load"), ESTIMATORS, ids=lambda it: getattr(it, "__name__", name(it))
)
def test_others_become_records_that_hold(tmp_path, estimator, load):
    (x, y), test = halves(load)
    found = record_from(estimator.fit(x, y), x, y, slug="m", into=tmp_path, test=test)
    done = run(["verify", "--check", "--engine", "tract"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        json.loads((found.folder / "evidence/verification.json").read_text())["verdict"] == "holds"
    )
    score = found.values["R²" if load is DIABETES else "accuracy"]
    assert score == pytest.approx(estimator.score(*test), abs=1e-4)


def test_training_items_are_their_own_neighbours(tmp_path):
    (x, y), _ = halves(DIABETES)
    model = KNeighborsRegressor(4, weights="distance").fit(x, y)
    found = record_from(model, x, y, slug="m", into=tmp_path)
    assert found.values["mean absolute error"] < 1e-4


def test_the_library_is_named(tmp_path):
    (x, y), test = halves(IRIS)
    model = lightgbm.LGBMClassifier(**LGBM).fit(x, y)
    found = record_from(model, x, y, slug="m", into=tmp_path, test=test)
    text = (found.folder / "record.yaml").read_text()
    assert "- LightGBM" in text
    assert f'- name: lightgbm\n      version: "{lightgbm.__version__}"' in text


@pytest.mark.parametrize(
    ("estimator", "said"),
    [
        (KNeighborsClassifier(3, metric="cosine"), "the distance 'cosine'"),
        (KNeighborsClassifier(3, weights=lambda it: it + 1), "weights are a function"),
        (xgboost.XGBRanker(), "XGBRanker of XGBoost is not converted"),
        (hot(handle_unknown="ignore", min_frequency=3), "rare categories together"),
    ],
)
def test_what_is_not_converted_says_why(tmp_path, estimator, said):
    (x, y), test = halves(CANCER)
    fit = {"group": [len(x)]} if isinstance(estimator, xgboost.XGBRanker) else {}
    with pytest.raises(RecordingError, match=said):
        record_from(estimator.fit(x, y, **fit), x, y, slug="m", into=tmp_path, test=test)


def test_every_average_is_that_of_scikit_learn(tmp_path):
    (x, y), test = halves(IRIS)
    model = LogisticRegression(max_iter=500).fit(x, y)
    kinds = [("ovr", "macro"), ("ovr", "weighted"), ("ovr", "micro"), ("ovo", "macro")]
    metrics = [f"ROC AUC ({pairing}, {average})" for pairing, average in kinds]
    found = record_from(model, x, y, slug="m", into=tmp_path, test=test, metrics=metrics)
    for metric, (pairing, average) in zip(metrics, kinds):
        expected = sklearn.metrics.roc_auc_score(
            test[1], model.predict_proba(test[0]), multi_class=pairing, average=average
        )
        assert found.values[metric] == pytest.approx(expected, abs=1e-6)
