"""The profile and its integral over pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import dblquad

from src.data.profile import Peaks, expected_counts, shape

ONE = Peaks(
    column=np.array([5.3]),
    row=np.array([4.6]),
    width_first=np.array([3.0]),
    width_second=np.array([2.0]),
    angle=np.array([0.4]),
    mixing=np.array([0.5]),
    amplitude=np.array([100.0]),
    background=np.array([7.0]),
)


def value(peaks: Peaks, column: float, row: float) -> float:
    return shape(peaks, np.array([[column]]), np.array([[row]])).item()


@pytest.mark.parametrize("mixing", [0.0, 0.5, 1.0])
def test_the_profile_is_one_at_its_centre_and_a_half_at_half_its_width(mixing: float) -> None:
    peaks = replace(ONE, mixing=np.array([mixing]))
    along = 1.5 * np.array([np.cos(0.4), np.sin(0.4)])
    across = 1.0 * np.array([-np.sin(0.4), np.cos(0.4)])
    assert value(peaks, 5.3, 4.6) == pytest.approx(1)
    assert value(peaks, 5.3 + along[0], 4.6 + along[1]) == pytest.approx(0.5)
    assert value(peaks, 5.3 + across[0], 4.6 + across[1]) == pytest.approx(0.5)


@pytest.mark.parametrize(("row", "column"), [(4, 5), (5, 6), (0, 10)])
def test_a_pixel_holds_the_integral_of_the_profile(row: int, column: int) -> None:
    integral, _ = dblquad(
        lambda y, x: value(ONE, x, y), column - 0.5, column + 0.5, row - 0.5, row + 0.5
    )
    counts = expected_counts(ONE)[0, row, column]
    assert counts == pytest.approx(7 + 100 * integral, rel=2e-3)


def test_rows_come_before_columns() -> None:
    peaks = replace(ONE, column=np.array([8.0]), row=np.array([2.0]))
    assert np.unravel_index(expected_counts(peaks)[0].argmax(), (11, 11)) == (2, 8)
