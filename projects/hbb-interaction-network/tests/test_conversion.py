"""CMS ntuples, as ROOT and as HDF5, become files of jets: selection, labels, padding, order."""

import awkward as ak
import h5py
import hdf5plugin
import numpy as np
import pytest
import uproot

from src.data import convert
from src.data.cms_ntuples import TREE
from src.data.features import MAX_TRACKS, MAX_VERTICES, TRACK_FEATURES, VERTEX_FEATURES, names
from src.data.shards import find_shards, read_provenance, read_shard

JETS = 40
# (pT, soft-drop mass, sample_isQCD, fj_isQCD, fj_isH) -> kept?; the first jets of the ntuple.
CASES = [
    ((500.0, 100.0, 1, 1, 0), True),
    ((500.0, 100.0, 0, 0, 1), True),
    ((299.0, 100.0, 1, 1, 0), False),
    ((2001.0, 100.0, 1, 1, 0), False),
    ((500.0, 39.0, 0, 0, 1), False),
    ((500.0, 201.0, 0, 0, 1), False),
    ((500.0, 100.0, 0, 1, 0), False),
    ((500.0, 100.0, 0, 0, 0), False),
]


@pytest.fixture(scope="module")
def ntuple():
    """Branches of a made-up ntuple; jet 1 has more tracks and vertices than there are places."""
    rng = np.random.default_rng(3)
    rows = [row for row, _ in CASES] + [CASES[i % 2][0] for i in range(JETS - len(CASES))]
    pt, mass, sample, qcd, higgs = map(np.array, zip(*rows, strict=True))
    tracks, vertices = rng.integers(2, 30, JETS), rng.integers(0, 4, JETS)
    tracks[1], vertices[1] = MAX_TRACKS + 7, MAX_VERTICES + 2
    branches = {
        "fj_pt": pt.astype(np.float32),
        "fj_eta": rng.normal(size=JETS).astype(np.float32),
        "fj_sdmass": mass.astype(np.float32),
        "ntracks": tracks.astype(np.float32),
        "nsv": vertices.astype(np.float32),
        "sample_isQCD": sample.astype(np.int32),
        "fj_isQCD": qcd.astype(np.int32),
        "fj_isH": higgs.astype(np.int32),
        "fj_nbHadrons": rng.integers(0, 3, JETS).astype(np.int32),
    }
    for features, counts in ((TRACK_FEATURES, tracks), (VERTEX_FEATURES, vertices)):
        for name in names(features):
            values = rng.normal(size=counts.sum()).astype(np.float32)
            branches[name] = ak.unflatten(values, counts)
    return branches


def write_root(path, branches):
    with uproot.recreate(path) as file:
        file[TREE] = branches
    return path


def write_hdf5(path, branches):
    with h5py.File(path, "w") as file:
        for name, values in branches.items():
            if isinstance(values, ak.Array):
                places = MAX_TRACKS if name.startswith("track") else MAX_VERTICES
                values = ak.to_numpy(ak.fill_none(ak.pad_none(values, places, clip=True), 0.0))
            file.create_dataset(name, data=values, **hdf5plugin.Blosc())
    return path


@pytest.fixture(params=["root", "hdf5"])
def source(request, tmp_path, ntuple):
    if request.param == "root":
        return write_root(tmp_path / "ntuple_merged_9.root", ntuple)
    return write_hdf5(tmp_path / "ntuple_merged_9.h5", ntuple)


def converted(source, tmp_path, *options):
    folder = tmp_path / "out"
    assert convert.main([str(source), "--out", str(folder), *options]) == 0
    return find_shards(folder)


def test_jets_outside_the_selection_or_without_a_label_are_left_out(source, tmp_path, ntuple):
    (shard,) = converted(source, tmp_path)
    jets = read_shard(shard)
    kept = [kept for _, kept in CASES] + [True] * (JETS - len(CASES))
    np.testing.assert_array_equal(jets.values["fj_eta"], ntuple["fj_eta"][kept])
    np.testing.assert_array_equal(jets.label, ntuple["fj_isH"][kept])


def test_features_keep_their_order_and_are_padded_with_zeros(source, tmp_path, ntuple):
    jets = read_shard(converted(source, tmp_path)[0])
    for row, name in enumerate(names(TRACK_FEATURES)):
        first = ak.to_numpy(ntuple[name][0])
        np.testing.assert_array_equal(jets.tracks[0, row, : len(first)], first)
        assert not jets.tracks[0, row, len(first) :].any()
    for row, name in enumerate(names(VERTEX_FEATURES)):
        first = ak.to_numpy(ntuple[name][0])
        np.testing.assert_array_equal(jets.vertices[0, row, : len(first)], first)
        assert not jets.vertices[0, row, len(first) :].any()


def test_only_the_first_items_of_a_long_list_are_kept(source, tmp_path, ntuple):
    jets = read_shard(converted(source, tmp_path)[0])
    expected = ak.to_numpy(ntuple["track_dxy"][1])[:MAX_TRACKS]
    np.testing.assert_array_equal(
        jets.tracks[1, names(TRACK_FEATURES).index("track_dxy")], expected
    )
    expected = ak.to_numpy(ntuple["sv_mass"][1])[:MAX_VERTICES]
    np.testing.assert_array_equal(
        jets.vertices[1, names(VERTEX_FEATURES).index("sv_mass")], expected
    )


def test_chunks_become_shards_with_the_same_jets(source, tmp_path):
    whole = read_shard(converted(source, tmp_path)[0])
    parts = converted(source, tmp_path / "chunked", "--chunk", "16")
    assert [part.name for part in parts] == [f"ntuple_merged_9-00{i}.h5" for i in range(3)]
    together = np.concatenate([read_shard(part).tracks for part in parts])
    np.testing.assert_array_equal(together, whole.tracks)


def test_the_shard_says_where_it_comes_from(source, tmp_path):
    provenance = read_provenance(converted(source, tmp_path)[0])
    assert provenance["source"] == source.name
    assert provenance["entries"] == JETS
    assert provenance["jets"] == {"QCD": 17, "Hbb": 17}


def test_converting_again_reads_nothing(source, tmp_path, capsys):
    (shard,) = converted(source, tmp_path)
    before = shard.stat().st_mtime_ns
    converted(source, tmp_path)
    assert "already converted" in capsys.readouterr().out
    assert shard.stat().st_mtime_ns == before


def test_jets_with_values_that_are_not_finite_are_left_out_and_counted(tmp_path, ntuple, capsys):
    broken = dict(ntuple)
    values = ak.to_numpy(ak.flatten(ntuple["track_dz"])).copy()
    values[0] = np.nan
    broken["track_dz"] = ak.unflatten(values, ak.num(ntuple["track_dz"]))
    source = write_root(tmp_path / "nan.root", broken)
    jets = read_shard(converted(source, tmp_path)[0])
    assert len(jets) == JETS - 7
    assert "34 in the selection, 33 kept" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p, n: write_root(p / "x.root", {"fj_pt": n["fj_pt"]}), "51 branches are missing"),
        (lambda p, n: write_hdf5(p / "x.h5", {"fj_pt": n["fj_pt"]}), "51 branches are missing"),
        (lambda p, n: write_root(p / "x.root", n | {"sv_pt": n["fj_pt"]}), "sv_pt is no list"),
        (lambda p, n: write_hdf5(p / "x.h5", n | {"sv_pt": n["fj_pt"]}), "sv_pt is no list"),
        (lambda p, _: text(p / "x.root"), "cannot be read as ROOT"),
        (lambda p, _: text(p / "x.h5"), "cannot be read as HDF5"),
        (lambda p, _: text(p / "x.csv"), "neither .root nor .h5"),
        (lambda p, _: p / "absent.root", "No such file"),
    ],
)
def test_a_file_that_is_no_ntuple_is_an_error(tmp_path, ntuple, capsys, make, message):
    source = make(tmp_path, ntuple)
    assert convert.main([str(source), "--out", str(tmp_path / "out")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert message in error
    assert source.name in error


def text(path):
    path.write_text("no ntuple\n")
    return path
