"""Positions by fitting a two-dimensional pseudo-Voigt profile, for many patches at once.

This is how the reference positions of the published data were had (Liu et al., arXiv:2008.08198).
Here the truth is known, so the fit is a second opinion: how far it lies from the truth says what
an error of a network means. Least squares by the method of Levenberg and Marquardt (Marquardt,
J. Soc. Indust. Appl. Math. 11 (1963) 431), with all patches of a batch stepping together.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from src.data.profile import PATCH_SIZE, Array, Peaks, shape
from src.data.simulate import Counts

ITERATIONS = 40
BATCH = 2_000
STEP = 1e-5
"""Relative step of the numerical derivatives."""

LOG_WIDTHS = (np.log(0.5), np.log(22.0))
"""Limits of the logarithm of a full width at half maximum in pixels."""

AMPLITUDE, COLUMN, ROW, FIRST, SECOND, ANGLE, MIXING, BACKGROUND = range(8)
"""Columns of a table of parameters; widths as logarithms, mixing as a logit."""


def fit_positions(patches: Counts) -> Array:
    """Fitted centres [n, 2] as (column, row) in pixels from the centre of the first pixel."""
    parts = [_fit_batch(patches[i : i + BATCH]) for i in range(0, len(patches), BATCH)]
    return np.concatenate(parts)[:, [COLUMN, ROW]]


def centres_of_mass(patches: Counts) -> Array:
    """Means of the pixels' (column, row), weighted with their counts; [n, 2]."""
    weights = patches / patches.sum(axis=(1, 2), keepdims=True)
    pixels = np.arange(patches.shape[1])
    return np.stack([weights.sum(axis=1) @ pixels, weights.sum(axis=2) @ pixels], axis=1)


def _fit_batch(patches: Counts) -> Array:
    """Table of fitted parameters [n, 8], counts in units of each patch's brightest pixel."""
    target = patches.reshape(len(patches), -1).astype(np.float64)
    target /= target.max(axis=1, keepdims=True)
    table = _start(patches)
    damping = np.full(len(table), 1e-2)
    residual = _model(table) - target
    loss = (residual**2).sum(axis=1)
    for _ in range(ITERATIONS):
        trial = _clip(table - _step(table, residual, damping))
        trial_residual = _model(trial) - target
        trial_loss = (trial_residual**2).sum(axis=1)
        better = trial_loss < loss
        table[better], residual[better] = trial[better], trial_residual[better]
        loss[better] = trial_loss[better]
        damping = np.clip(np.where(better, damping / 3, damping * 5), 1e-9, 1e9)
    return table


def _start(patches: Counts) -> Array:
    """First guess: the brightest pixel, a round peak of two pixels, half Lorentzian."""
    brightest = patches.reshape(len(patches), -1).argmax(axis=1)
    table = np.zeros((len(patches), 8))
    table[:, AMPLITUDE] = 1.0
    table[:, COLUMN], table[:, ROW] = brightest % PATCH_SIZE, brightest // PATCH_SIZE
    table[:, FIRST], table[:, SECOND] = np.log(2.3), np.log(2.1)
    return table


def _clip(table: Array) -> Array:
    """Parameters within limits in which the profile is a peak of this patch."""
    table[:, [COLUMN, ROW]] = np.clip(table[:, [COLUMN, ROW]], -1, PATCH_SIZE)
    table[:, [FIRST, SECOND]] = np.clip(table[:, [FIRST, SECOND]], *LOG_WIDTHS)
    table[:, MIXING] = np.clip(table[:, MIXING], -6, 6)
    return table


def _model(table: Array) -> Array:
    """Profile of every row of the table on all pixels, [n, 121]."""
    pixels = np.arange(PATCH_SIZE, dtype=np.float64)
    unit = np.ones(len(table))
    peaks = Peaks(
        column=table[:, COLUMN],
        row=table[:, ROW],
        width_first=np.exp(table[:, FIRST]),
        width_second=np.exp(table[:, SECOND]),
        angle=table[:, ANGLE],
        mixing=1 / (1 + np.exp(-table[:, MIXING])),
        amplitude=unit,
        background=unit,
    )
    profile = shape(peaks, pixels[None, None, :], pixels[None, :, None])
    return table[:, [AMPLITUDE]] * profile.reshape(len(table), -1) + table[:, [BACKGROUND]]


def _step(table: Array, residual: Array, damping: NDArray[np.float64]) -> Array:
    """The damped Gauss-Newton step of every row, [n, 8]."""
    here = _model(table)
    slopes = np.empty((*residual.shape, table.shape[1]))
    for parameter in range(table.shape[1]):
        moved = table.copy()
        moved[:, parameter] += STEP
        slopes[:, :, parameter] = (_model(moved) - here) / STEP
    curvature = np.einsum("npi,npj->nij", slopes, slopes, optimize=True)
    gradient = np.einsum("npi,np->ni", slopes, residual, optimize=True)
    diagonal = np.einsum("nii->ni", curvature)
    scaled = damping[:, None] * (diagonal + 1e-9) + 1e-12
    return np.linalg.solve(curvature + scaled[:, :, None] * np.eye(8), gradient[:, :, None])[..., 0]
