"""Estimators that were fitted to frames, by the names of columns."""

from __future__ import annotations

import warnings

import lightgbm
import pytest
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

import faircat
from faircat.recording import RecordingError, record_from

IRIS = load_iris(as_frame=True)
FRAME, Y = IRIS.data.astype("float32"), IRIS.target
LAST = FRAME.columns[::-1]


def by_columns(*choices, remainder="passthrough"):
    steps = [(str(place), StandardScaler(), it) for place, it in enumerate(choices)]
    return ColumnTransformer(steps, remainder=remainder)


PIPELINES = [
    by_columns([LAST[0], LAST[2]]),
    by_columns([LAST[1]], [LAST[0]], remainder="drop"),
    by_columns(slice(FRAME.columns[1], FRAME.columns[2])),
    by_columns(slice(1, 3)),
    by_columns(lambda frame: [frame.columns[3]]),
    by_columns([True, False, False, True], remainder=MinMaxScaler()),
    by_columns([2, 0]),
    FeatureUnion([("a", by_columns([LAST[0]])), ("b", MinMaxScaler())]),
    make_pipeline(by_columns([LAST[0]]), StandardScaler()),
]


@pytest.mark.filterwarnings("error:X has feature names", "error:X does not have valid feature")
@pytest.mark.parametrize("steps", PIPELINES, ids=range(len(PIPELINES)))
def test_columns_by_name_become_places(tmp_path, steps):
    model = make_pipeline(steps, LogisticRegression(max_iter=2000)).fit(FRAME[::2], Y[::2])
    test = (FRAME[1::2], Y[1::2])
    found = record_from(model, FRAME[::2], Y[::2], slug="m", into=tmp_path, test=test)
    assert found.values["accuracy"] == pytest.approx(model.score(*test), abs=1e-12)
    # Nothing of it is changed.
    assert model.score(*test) == pytest.approx(found.values["accuracy"], abs=1e-12)
    # An array of the same columns is as good.
    again = record_from(model, FRAME[::2].to_numpy(), Y[::2], slug="n", into=tmp_path)
    assert again.values["accuracy"] == pytest.approx(model.score(FRAME[::2], Y[::2]), abs=1e-12)


@pytest.mark.parametrize(
    "model",
    [lightgbm.LGBMClassifier(n_estimators=5, verbose=-1), xgboost.XGBClassifier(n_estimators=5)],
)
def test_boosted_trees_that_were_fitted_to_frames(tmp_path, model):
    frame = FRAME.rename(columns=lambda it: it.split(" (")[0].replace(" ", "_"))
    found = record_from(model.fit(frame, Y), frame, Y, slug="m", into=tmp_path)
    assert found.values["accuracy"] == pytest.approx(model.score(frame, Y), abs=1e-12)


def test_columns_of_another_order_are_refused(tmp_path):
    model = LogisticRegression(max_iter=500).fit(FRAME, Y)
    with pytest.raises(RecordingError, match="same columns in the same order"):
        record_from(model, FRAME, Y, slug="m", into=tmp_path, test=(FRAME[LAST], Y))
    with pytest.raises(RecordingError, match="order"):
        record_from(model, FRAME[LAST], Y, slug="m", into=tmp_path)


def test_gaps_are_to_be_filled_outside(tmp_path):
    gaps = FRAME.mask(FRAME > 7.5)
    model = make_pipeline(SimpleImputer(), LogisticRegression(max_iter=500)).fit(gaps, Y)
    with pytest.raises(RecordingError, match="not finite in row") as raised:
        record_from(model, gaps, Y, slug="m", into=tmp_path)
    assert "fill them before" in raised.value.diagnostics[0].hint


def test_inputs_beyond_the_training_data_are_told(tmp_path):
    model = LogisticRegression(max_iter=500).fit(FRAME, Y)
    record_from(model, FRAME, Y, slug="m", into=tmp_path)
    model = faircat.open(tmp_path).models["m"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model.run(FRAME)
    with pytest.warns(faircat.DataWarning, match="150 of 150 items lie outside") as told:
        model.run(FRAME * 1000)
    assert told[0].filename == __file__
