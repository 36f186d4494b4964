"""Random peaks, the detector, and the dataset's files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest
from record_files.checksum import sha256
from scipy.optimize import least_squares

from src.data.files import FIELDS, normalised, read_split, split_path
from src.data.fit import centres_of_mass, fit_positions
from src.data.make_dataset import main, make_split
from src.data.profile import Peaks, shape
from src.data.simulate import Settings, Split, draw_peaks, read_settings, read_splits, simulate
from src.paths import CONFIG


def truth(peaks: Peaks) -> np.ndarray:
    return np.stack([peaks.column, peaks.row], axis=1)


def test_patches_are_whole_counts_of_a_thresholded_detector(settings: Settings) -> None:
    counts, peaks = simulate(settings, 300, 3)
    assert counts.shape == (300, 11, 11) and counts.dtype == np.uint16 and len(peaks) == 300
    assert counts[counts > 0].min() >= settings.threshold
    assert counts.max() <= settings.saturation
    assert (counts.reshape(300, -1).max(axis=1) >= settings.brightest_at_least).all()


def test_centres_are_uniform_over_the_shifted_pixels(settings: Settings) -> None:
    peaks = draw_peaks(settings, 30_000, np.random.default_rng(1))
    for centre in (peaks.column, peaks.row):
        assert centre.min() >= 4 and centre.max() < 7
        shares = np.histogram(centre, bins=6, range=(4, 7))[0] / 30_000
        assert np.abs(shares - 1 / 6).max() < 0.01


def test_widths_and_heights_follow_their_distributions(settings: Settings) -> None:
    peaks = draw_peaks(settings, 30_000, np.random.default_rng(1))
    mean_width = np.sqrt(peaks.width_first * peaks.width_second)
    assert np.median(mean_width) == pytest.approx(settings.width_median, rel=0.02)
    low, high = settings.amplitude_range
    # The median of a density proportional to height**-1.5 between the limits.
    middle = ((low**-0.5 + high**-0.5) / 2) ** -2
    assert np.median(peaks.amplitude) == pytest.approx(middle, rel=0.03)


def test_the_noise_is_that_of_photons_and_electronics(settings: Settings) -> None:
    dark = replace(
        settings,
        amplitude_range=(1e-6, 2e-6),
        background_range=(200.0, 200.0),
        threshold=1.0,
        brightest_at_least=1.0,
    )
    counts, _ = simulate(dark, 400, 4)
    # Half of the pixels are below the background and become zero; the rest is half a Gaussian.
    spread = np.sqrt(np.mean(counts[counts > 0].astype(float) ** 2))
    assert spread == pytest.approx(np.sqrt(2 * 200 + 16), rel=0.05)


def test_settings_that_let_nothing_through_are_refused(settings: Settings) -> None:
    with pytest.raises(ValueError, match="let no peak through: lower `brightest_at_least`"):
        simulate(replace(settings, brightest_at_least=1e6), 10, 1)


def test_a_seed_gives_the_same_peaks_and_another_seed_others(settings: Settings) -> None:
    first, again, other = (simulate(settings, 50, seed)[0] for seed in (1, 1, 2))
    assert (first == again).all() and not (first == other).all()


def test_the_fit_finds_the_truth_and_agrees_with_scipy(settings: Settings) -> None:
    counts, peaks = simulate(settings, 400, 6)
    fitted = fit_positions(counts)
    error = np.linalg.norm(fitted - truth(peaks), axis=1)
    assert np.median(error) < 0.08 and np.quantile(error, 0.95) < 0.4
    by_mass = np.linalg.norm(centres_of_mass(counts) - truth(peaks), axis=1)
    assert error.mean() < by_mass.mean()
    apart = [np.linalg.norm(fitted[row] - scipy_fit(counts[row])) for row in range(12)]
    assert np.median(apart) < 2e-3


def scipy_fit(patch: np.ndarray) -> np.ndarray:
    """The same least squares by an independent program."""
    target = patch / patch.max()
    row, column = np.unravel_index(patch.argmax(), patch.shape)
    pixels = np.arange(11.0)

    def residual(p: np.ndarray) -> np.ndarray:
        peaks = Peaks(*(np.array([v]) for v in (p[1], p[2], *np.exp(p[3:5]), p[5], p[6], 1, 0)))
        profile = shape(peaks, pixels[None, None, :], pixels[None, :, None])[0]
        return (p[0] * profile + p[7] - target).ravel()

    start = [1, column, row, np.log(2.3), np.log(2.1), 0, 0.5, 0]
    low = [-np.inf, -1, -1, np.log(0.5), np.log(0.5), -np.inf, 0.0025, -np.inf]
    high = [np.inf, 11, 11, np.log(22), np.log(22), np.inf, 0.9975, np.inf]
    return least_squares(residual, start, bounds=(low, high)).x[1:3]


def test_files_hold_every_field_with_unit_and_are_reproducible(
    data: Path, settings: Settings, tmp_path: Path
) -> None:
    make_split(tmp_path, "test", settings, Split(200, 2))
    assert sha256(split_path(tmp_path, "test")) == sha256(split_path(data, "test"))
    with h5py.File(split_path(data, "test")) as file:
        assert set(file) == set(FIELDS)
        assert file["position"].attrs["unit"] == "pixel" and len(file["position"]) == 200


def test_a_file_is_made_again_only_for_other_settings(settings: Settings, tmp_path: Path) -> None:
    assert make_split(tmp_path, "test", settings, Split(20, 1))
    assert not make_split(tmp_path, "test", settings, Split(20, 1))
    assert make_split(tmp_path, "test", settings, Split(20, 2))
    assert make_split(tmp_path, "test", replace(settings, gain=1.0), Split(20, 2))


def test_the_input_runs_from_zero_to_one(data: Path) -> None:
    patches = normalised(read_split(data, "test").counts)
    assert patches.shape == (200, 1, 11, 11) and patches.dtype == np.float32
    assert (patches.min(axis=(1, 2, 3)) == 0).all() and (patches.max(axis=(1, 2, 3)) == 1).all()


def test_a_flat_patch_is_refused_by_its_number() -> None:
    counts = np.arange(242, dtype=np.uint16).reshape(2, 11, 11)
    counts[1] = 5
    with pytest.raises(ValueError, match="patch 1 has the same count in every pixel"):
        normalised(counts)


def test_a_missing_split_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="is missing: make it with `make data`"):
        read_split(tmp_path, "train")


def test_wrong_settings_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (CONFIG / "simulation.toml").read_text()
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text.replace("read_noise", "readnoise"))
    assert main(["--settings", str(wrong), "--out", str(tmp_path)]) == 2
    assert "unexpected keyword argument 'readnoise'" in capsys.readouterr().err
    wrong.write_text(text.replace("20081", "20080"))
    with pytest.raises(ValueError, match="two splits have the same seed"):
        read_splits(wrong)
    assert set(read_splits(CONFIG / "simulation.toml")) == {"train", "validation", "test"}
    assert read_settings(CONFIG / "simulation.toml").shift == 1
