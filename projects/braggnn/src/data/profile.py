"""The two-dimensional pseudo-Voigt profile of a Bragg peak on the pixels of a detector.

A pseudo-Voigt profile is the sum of a Lorentzian and a Gaussian of the same width, with weights
eta and 1 - eta (Thompson, Cox and Hastings, J. Appl. Cryst. 20 (1987) 79). Here both depend on
position through one elliptical radius, so a peak may be longer along one axis and be turned.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PATCH_SIZE = 11
"""Pixels along each side of a patch (Liu et al., arXiv:2008.08198)."""

PIXEL_WIDTH_UM = 200.0
"""Width of one pixel in micrometres (Ravi et al., Sci. Data 9 (2022) 657)."""

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(3)
SUBPIXEL_OFFSETS: Array = _NODES / 2
"""Gauss-Legendre nodes within a pixel, from its centre, in pixels."""
SUBPIXEL_WEIGHTS: Array = _WEIGHTS / 2
"""Their weights, which sum to one: the integral over a pixel is a mean."""


@dataclass(frozen=True)
class Peaks:
    """Parameters of n peaks; every array has the shape [n].

    Positions count pixels from the centre of the first pixel of the patch; widths are full widths
    at half maximum in pixels; `angle` turns the first axis from the columns towards the rows, in
    radians; `amplitude` and `background` are detector counts; `mixing` is eta, from 0 to 1.
    """

    column: Array
    row: Array
    width_first: Array
    width_second: Array
    angle: Array
    mixing: Array
    amplitude: Array
    background: Array

    def __len__(self) -> int:
        return len(self.column)

    def part(self, rows: slice | NDArray[np.intp] | NDArray[np.bool_]) -> Peaks:
        """The same parameters of some of the peaks."""
        return Peaks(**{name: values[rows] for name, values in vars(self).items()})


def shape(peaks: Peaks, columns: Array, rows: Array) -> Array:
    """Profile of height one at points (columns, rows), broadcast against [n, 1, ...]."""
    extra = (len(peaks),) + (1,) * (columns.ndim - 1)
    dx = columns - peaks.column.reshape(extra)
    dy = rows - peaks.row.reshape(extra)
    cos, sin = np.cos(peaks.angle).reshape(extra), np.sin(peaks.angle).reshape(extra)
    first = 2 * (cos * dx + sin * dy) / peaks.width_first.reshape(extra)
    second = 2 * (cos * dy - sin * dx) / peaks.width_second.reshape(extra)
    radius2 = first**2 + second**2
    eta = peaks.mixing.reshape(extra)
    return eta / (1 + radius2) + (1 - eta) * np.exp(-np.log(2) * radius2)


def expected_counts(peaks: Peaks, size: int = PATCH_SIZE) -> Array:
    """Mean counts of every pixel, [n, size, size] as [peak, row, column].

    The profile is integrated over each pixel with 3 x 3 Gauss-Legendre points, because the narrow
    peaks change much across one pixel.
    """
    pixels = np.arange(size, dtype=np.float64)
    total = np.zeros((len(peaks), size, size))
    for row_offset, row_weight in zip(SUBPIXEL_OFFSETS, SUBPIXEL_WEIGHTS, strict=True):
        for column_offset, column_weight in zip(SUBPIXEL_OFFSETS, SUBPIXEL_WEIGHTS, strict=True):
            rows = (pixels + row_offset)[None, :, None]
            columns = (pixels + column_offset)[None, None, :]
            total += row_weight * column_weight * shape(peaks, columns, rows)
    return peaks.background[:, None, None] + peaks.amplitude[:, None, None] * total
