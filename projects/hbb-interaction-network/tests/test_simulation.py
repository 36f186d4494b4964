"""A few dozen simulated jets look like jets, and the same seed gives the same jets."""

import hashlib

import numpy as np
import pytest

from src.data import features, make_dataset
from src.data.detector import TRACK_MIN_PT
from src.data.features import (
    MAX_TRACKS,
    MAX_VERTICES,
    TRACK_FEATURES,
    VERTEX_FEATURES,
    names,
    position,
)
from src.data.shards import read_provenance, read_shard, write_shard

PER_CLASS = 30
SEED = 987


@pytest.fixture(scope="module")
def jets():
    return make_dataset.simulate_shard(SEED, PER_CLASS)


@pytest.fixture(scope="module")
def again():
    return make_dataset.simulate_shard(SEED, PER_CLASS)


@pytest.fixture(scope="module")
def track(jets):
    """Features of all real tracks by name, [tracks]."""
    real = jets.tracks[:, position(TRACK_FEATURES, "track_ptrel")] != 0
    return {name: jets.tracks[:, i][real] for i, name in enumerate(names(TRACK_FEATURES))}


@pytest.fixture(scope="module")
def vertex(jets):
    """Features of all real vertices by name, [vertices]."""
    real = jets.vertices[:, position(VERTEX_FEATURES, "sv_ptrel")] != 0
    return {name: jets.vertices[:, i][real] for i, name in enumerate(names(VERTEX_FEATURES))}


def real_items(values):
    """Number of items that are not padding, [jets]."""
    return (values != 0).any(axis=1).sum(axis=1)


def test_arrays_have_the_shapes_of_the_networks_inputs(jets):
    assert jets.tracks.shape == (2 * PER_CLASS, 30, 60)
    assert jets.vertices.shape == (2 * PER_CLASS, 14, 5)
    assert jets.tracks.dtype == jets.vertices.dtype == np.float32
    assert np.isfinite(jets.tracks).all()
    assert np.isfinite(jets.vertices).all()


def test_classes_alternate_so_that_every_prefix_is_balanced(jets):
    np.testing.assert_array_equal(jets.label, np.arange(2 * PER_CLASS) % 2)


def test_items_come_first_and_zeros_fill_the_rest(jets):
    for values, count, most in (
        (jets.tracks, jets.values["ntracks"], MAX_TRACKS),
        (jets.vertices, jets.values["nsv"], MAX_VERTICES),
    ):
        kept = np.minimum(count, most).astype(int)
        np.testing.assert_array_equal(real_items(values), kept)
        for jet, items in enumerate(kept):
            assert not values[jet, :, items:].any()


@pytest.mark.parametrize(
    ("array", "table", "key"),
    [
        ("tracks", TRACK_FEATURES, features.TRACK_ORDER),
        ("vertices", VERTEX_FEATURES, features.VERTEX_ORDER),
    ],
)
def test_items_are_sorted(jets, array, table, key):
    values = getattr(jets, array)
    column = values[:, position(table, key)]
    for jet, items in enumerate(real_items(values)):
        assert (np.diff(column[jet, :items]) <= 0).all()


@pytest.mark.parametrize(
    ("array", "table"), [("tracks", TRACK_FEATURES), ("vertices", VERTEX_FEATURES)]
)
def test_no_value_is_beyond_its_bounds(jets, array, table):
    values = getattr(jets, array)
    for row, feature in enumerate(table):
        column = values[:, row][values[:, 0] != 0]
        assert column.min() >= feature.lower, feature.name
        assert column.max() <= feature.upper, feature.name


def test_jets_are_within_the_selection(jets):
    assert ((jets.values["fj_pt"] > 300) & (jets.values["fj_pt"] < 2000)).all()
    assert ((jets.values["fj_sdmass"] > 40) & (jets.values["fj_sdmass"] < 200)).all()
    assert (np.abs(jets.values["fj_eta"]) < 2.4).all()
    assert (jets.values["ntracks"] >= 2).all()
    assert (jets.values["fj_sdmass"] <= jets.values["fj_mass"] + 1e-3).all()


def test_features_of_a_track_agree_with_each_other(track, jets):
    distance = np.hypot(track["track_etarel"], track["track_phirel"])
    np.testing.assert_allclose(track["track_deltaR"], distance, rtol=1e-5)
    for value in ("dxy", "dz"):
        error = np.sqrt(track[f"track_d{value[1:]}d{value[1:]}"])
        np.testing.assert_allclose(
            track[f"track_{value}sig"] * error, track[f"track_{value}"], rtol=1e-4, atol=1e-9
        )
    across, along = track["trackBTag_PtRatio"], track["trackBTag_PParRatio"]
    np.testing.assert_allclose(np.hypot(across, along), 1, rtol=1e-5)
    positive = track["trackBTag_Sip2dVal"] > 0
    np.testing.assert_allclose(
        track["trackBTag_Sip2dVal"][positive], np.abs(track["track_dxy"][positive]), rtol=1e-6
    )
    in_space, in_plane = track["trackBTag_Sip3dVal"], track["trackBTag_Sip2dVal"]
    free = (np.abs(in_space) < 1) & (np.abs(in_plane) < 1)
    assert (np.abs(in_space[free]) >= np.abs(in_plane[free]) - 1e-6).all()
    counts = np.minimum(jets.values["ntracks"], MAX_TRACKS).astype(int)
    pt = track["track_ptrel"] * np.repeat(jets.values["fj_pt"], counts)
    assert pt.min() > TRACK_MIN_PT - 1e-3


def test_the_nearest_vertex_is_never_farther_than_the_nearest_of_the_jet(jets):
    row = position(TRACK_FEATURES, "track_drminsv")
    eta, phi = (position(TRACK_FEATURES, f"track_{name}rel") for name in ("eta", "phi"))
    for jet, (tracks, vertices) in enumerate(
        zip(real_items(jets.tracks), real_items(jets.vertices), strict=True)
    ):
        near, track = jets.tracks[jet, row, :tracks], jets.tracks[jet, :, :tracks]
        if vertices == 0:
            assert ((near == -1) | (near > 0)).all()
            continue
        vertex = jets.vertices[jet, :, :vertices]
        away = np.hypot(
            track[eta][:, None] - vertex[position(VERTEX_FEATURES, "sv_etarel")],
            track[phi][:, None] - vertex[position(VERTEX_FEATURES, "sv_phirel")],
        ).min(axis=1)
        assert (near >= 0).all()
        assert (near <= away + 1e-5).all()


def test_vertices_are_where_heavy_hadrons_decay(vertex):
    assert (vertex["sv_d3d"] >= vertex["sv_dxy"]).all()
    assert (vertex["sv_costhetasvpv"] > 0.95).all()
    assert (vertex["sv_ntracks"] >= 2).all()
    assert 0.05 < np.median(vertex["sv_dxy"]) < 2.0
    assert 0.5 < np.median(vertex["sv_mass"]) < 5.0


def test_signal_has_two_bottom_hadrons_and_qcd_rarely_any(jets):
    bottom = jets.values["fj_nbHadrons"]
    assert (bottom[jets.label == 1] >= 1).all()
    assert np.mean(bottom[jets.label == 1] >= 2) > 0.8
    assert np.mean(bottom[jets.label == 0] > 0) < 0.35


def test_signal_is_displaced_and_has_the_mass_of_the_higgs(jets):
    signal, qcd = jets.label == 1, jets.label == 0
    highest = jets.tracks[:, position(TRACK_FEATURES, "trackBTag_Sip2dSig"), 0]
    assert np.median(highest[signal]) > 3 * np.median(highest[qcd])
    assert jets.values["nsv"][signal].mean() > 1.5 * jets.values["nsv"][qcd].mean()
    assert 105 < np.median(jets.values["fj_sdmass"][signal]) < 135
    assert 10 < jets.values["ntracks"].mean() < 40


def test_truth_names_the_class(jets):
    np.testing.assert_array_equal(jets.values["fj_isH"], jets.label)
    np.testing.assert_array_equal(jets.values["fj_isQCD"], 1 - jets.label)
    np.testing.assert_array_equal(jets.values["sample_isQCD"], 1 - jets.label)


def test_the_same_seed_gives_the_same_jets_and_the_same_file(jets, again, tmp_path):
    np.testing.assert_array_equal(jets.tracks, again.tracks)
    np.testing.assert_array_equal(jets.vertices, again.vertices)
    digests = []
    for name, made in (("first.h5", jets), ("second.h5", again)):
        write_shard(tmp_path / name, made, make_dataset.provenance(SEED, PER_CLASS))
        digests.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert digests[0] == digests[1]


def test_another_seed_gives_other_jets(jets):
    other = make_dataset.simulate_class(make_dataset.QCD, SEED + 1, 5)
    assert not np.isin(other.values["fj_pt"], jets.values["fj_pt"]).any()


def test_a_command_that_was_stopped_goes_on(jets, tmp_path, capsys):
    folder, seed = tmp_path / "jets", SEED
    done = folder / f"jets-{seed:06d}.h5"
    write_shard(done, jets, make_dataset.provenance(seed, PER_CLASS))
    (folder / f"jets-{seed + 1:06d}.h5").write_bytes(b"cut off")
    before = done.stat().st_mtime_ns
    options = ["--out", str(folder), "--jets", "120", "--per-class", "30", "--workers", "1"]
    assert make_dataset.main([*options, "--first-seed", str(seed)]) == 0
    assert "2 shards, 1 of them already there" in capsys.readouterr().out
    assert done.stat().st_mtime_ns == before
    made = folder / f"jets-{seed + 1:06d}.h5"
    assert len(read_shard(made)) == 60
    assert read_provenance(made)["seed"] == seed + 1
    assert sorted(path.name for path in folder.iterdir()) == [done.name, made.name]


def test_numbers_below_one_are_refused(tmp_path, capsys):
    assert make_dataset.main(["--out", str(tmp_path), "--jets", "0"]) == 2
    assert "start at 1" in capsys.readouterr().err
