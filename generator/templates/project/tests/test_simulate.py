from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from src.data.files import read_split, split_path
from src.data.simulate import PION, Settings, Showers, Split, layer_shares, simulate


def test_a_seed_gives_the_same_showers_and_another_seed_others(settings: Settings) -> None:
    first, again, other = (simulate(settings, Split(50, seed)) for seed in (1, 1, 2))
    assert (first.energies == again.energies).all() and (first.label == again.label).all()
    assert not (first.energies == other.energies).all()


def test_all_energy_of_a_profile_is_within_deep_layers() -> None:
    edges = np.array([0.0, 5.0, 200.0])
    shares = layer_shares(edges, np.zeros(2), np.array([3.0, 5.0]), np.array([0.5, 0.25]))
    # The sum over slices of 0.8 radiation lengths is near the integral.
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=0.01)


def test_pions_begin_later_and_lose_energy(splits: dict[str, Showers]) -> None:
    showers = splits["train"]
    pion = showers.label == PION
    first = showers.energies[:, 0] / showers.energies.sum(axis=1)
    assert first[pion].mean() < first[~pion].mean()
    assert showers.energies[pion].sum(axis=1).mean() < showers.energies[~pion].sum(axis=1).mean()
    assert abs(pion.mean() - 0.5) < 0.1


def test_files_hold_what_was_simulated(run: Path, splits: dict[str, Showers]) -> None:
    read = read_split(run / "data", "test")
    np.testing.assert_array_equal(read.energies, splits["test"].energies)
    np.testing.assert_array_equal(read.label, splits["test"].label)


def test_a_missing_or_broken_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make it with `make data`"):
        read_split(tmp_path, "test")
    split_path(tmp_path, "test").write_text("layer_1,class\n1,photon\n")
    with pytest.raises(ValueError, match="make it anew with `make data`"):
        read_split(tmp_path, "test")
