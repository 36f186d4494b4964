"""Files of jets: what is written is read, under the CMS names, whole or not at all."""

import h5py
import numpy as np
import pytest

from src.data.features import TRACK_FEATURES, VERTEX_FEATURES, names
from src.data.shards import (
    JetSet,
    concatenate,
    find_shards,
    read_provenance,
    read_shard,
    shard_jets,
    take,
    write_shard,
)


@pytest.fixture
def jets():
    rng = np.random.default_rng(1)
    tracks = rng.normal(size=(6, 30, 60)).astype(np.float32)
    vertices = rng.normal(size=(6, 14, 5)).astype(np.float32)
    label = np.array([0, 1, 0, 1, 0, 1])
    return JetSet(tracks, vertices, label, {"fj_pt": np.arange(6.0), "fj_nbHadrons": label})


def test_what_is_written_is_read(jets, tmp_path):
    path = tmp_path / "new" / "jets.h5"
    write_shard(path, jets, {"seed": 4})
    found = read_shard(path)
    np.testing.assert_array_equal(found.tracks, jets.tracks)
    np.testing.assert_array_equal(found.vertices, jets.vertices)
    np.testing.assert_array_equal(found.label, jets.label)
    np.testing.assert_array_equal(found.values["fj_pt"], jets.values["fj_pt"])
    assert read_provenance(path) == {"seed": 4}
    assert shard_jets(path) == 6
    assert [path.name for path in path.parent.iterdir()] == ["jets.h5"]


def test_files_carry_the_names_of_the_features_and_of_the_papers_groups(jets, tmp_path):
    write_shard(tmp_path / "jets.h5", jets, {})
    with h5py.File(tmp_path / "jets.h5") as file:
        assert list(file["tracks"].attrs["features"]) == names(TRACK_FEATURES)
        assert list(file["vertices"].attrs["features"]) == names(VERTEX_FEATURES)
        assert file["training_subgroup/training_2"] == file["tracks"]
        assert file["training_subgroup/training_3"] == file["vertices"]
        np.testing.assert_array_equal(file["target_subgroup/target"][:, 1], jets.label)


def test_a_failed_write_leaves_nothing(jets, tmp_path):
    with pytest.raises(TypeError):
        write_shard(tmp_path / "jets.h5", jets, {"not JSON": object()})
    assert list(tmp_path.iterdir()) == []


def test_unfinished_shards_are_not_listed(jets, tmp_path):
    write_shard(tmp_path / "b.h5", jets, {})
    write_shard(tmp_path / "a.h5", jets, {})
    (tmp_path / ".c.h5.17.partial").touch()
    assert [path.name for path in find_shards(tmp_path)] == ["a.h5", "b.h5"]


def test_another_order_of_features_is_refused(jets, tmp_path):
    path = tmp_path / "jets.h5"
    write_shard(path, jets, {})
    with h5py.File(path, "a") as file:
        file["tracks"].attrs["features"] = names(TRACK_FEATURES)[::-1]
    with pytest.raises(ValueError, match=r"jets\.h5: `tracks` is missing or its features"):
        read_shard(path)


def test_sets_of_jets_are_joined_and_reordered(jets):
    both = concatenate([jets, take(jets, np.array([5, 0]))])
    assert list(both.values["fj_pt"]) == [0, 1, 2, 3, 4, 5, 5, 0]
    assert list(both.label) == [0, 1, 0, 1, 0, 1, 1, 0]
