"""A parametrised detector: what a tracker and calorimeters like those of CMS make of particles.

The resolutions follow the published performance of the CMS tracker (CMS, JINST 9 (2014) P10009)
in size and in their dependence on momentum and angle. Absent: pile-up, interactions with
material, the curvature of tracks, and the loss of tracks in the dense core of jets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .generator import Particles

PION_MASS = 0.13957
"""GeV; given to every track."""
KAON_ZERO_MASS = 0.4976
"""GeV; given to every neutral hadron."""

MUON, ELECTRON, PHOTON = 13, 11, 22
NEUTRINOS = (12, 14, 16)
CHARGED = (11, 13, 211, 321, 2212, 3112, 3222, 3312, 3334)
"""Species of charged particles that live long enough to reach the tracker."""

TRACK_MIN_PT = 0.95
"""GeV; tracks below it are kept for the jet's momentum only, as CMS's packed candidates are."""
VERTEXING_MIN_PT = 0.8
"""GeV; tracks above it may belong to a secondary vertex."""
CANDIDATE_MAX_ETA = 3.4
TRACKER_MAX_ETA = 2.5
PIXEL_RADII = (4.4, 7.3, 10.2)
"""cm; radii of the pixel layers of 2016."""
PRIMARY_VERTEX_RESOLUTION = np.array([12e-4, 12e-4, 20e-4])
"""cm, along x, y and z."""


@dataclass(frozen=True)
class Candidates:
    """Reconstructed particles of some events, flat, in the order of their events.

    `p4` [n, 4]: px, py, pz, energy (GeV). `is_track` [n] and `may_vertex` [n]: measured by the
    tracker, pT above `TRACK_MIN_PT` and `VERTEXING_MIN_PT`. The remaining arrays describe the
    track and mean nothing elsewhere: impact parameters and their uncertainties (cm), chi-squared
    over degrees of freedom, quality mask, uncertainties of charge over momentum (1/GeV), dip angle
    and azimuth (rad), and `correlation` [n, 3] of (dxy, dz), (phi, dxy) and (lambda, dz).
    """

    events: int
    event: np.ndarray
    p4: np.ndarray
    is_track: np.ndarray
    may_vertex: np.ndarray
    dxy: np.ndarray
    dz: np.ndarray
    sigma_dxy: np.ndarray
    sigma_dz: np.ndarray
    normchi2: np.ndarray
    quality: np.ndarray
    sigma_qoverp: np.ndarray
    sigma_lambda: np.ndarray
    sigma_phi: np.ndarray
    correlation: np.ndarray


@dataclass(frozen=True)
class _Seen:
    """Stable visible particles: truth before measurement, flat (GeV, cm, rad)."""

    event: np.ndarray
    kind: np.ndarray
    pt: np.ndarray
    eta: np.ndarray
    phi: np.ndarray
    energy: np.ndarray
    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    radius: np.ndarray


def detect(particles: Particles, rng: np.random.Generator) -> Candidates:
    """What the detector sees of the particles. Random numbers come from `rng` alone."""
    seen = _visible(particles, rng)
    tracked = _reconstructed(seen, rng)
    pt, eta, phi = _measured_momentum(seen, tracked, rng)
    keep = _above_threshold(seen.kind, tracked, pt)
    mass = np.select([tracked, seen.kind == PHOTON], [PION_MASS, 0.0], KAON_ZERO_MASS)
    momentum = pt * np.cosh(eta)
    p4 = np.stack(
        [pt * np.cos(phi), pt * np.sin(phi), pt * np.sinh(eta), np.hypot(momentum, mass)], axis=1
    )
    columns = {
        "event": seen.event,
        "p4": p4,
        "is_track": tracked & (pt > TRACK_MIN_PT),
        "may_vertex": tracked & (pt > VERTEXING_MIN_PT),
        **_measured_track(seen, momentum, rng),
    }
    return Candidates(
        events=particles.events, **{name: column[keep] for name, column in columns.items()}
    )


def _visible(particles: Particles, rng: np.random.Generator) -> _Seen:
    """Stable particles with production points relative to the measured primary vertex."""
    kind = np.abs(particles.species)
    stable = (particles.status > 0) & ~np.isin(kind, NEUTRINOS)
    chosen = np.nonzero(stable & (np.abs(particles.eta) < CANDIDATE_MAX_ETA))[0]
    event = particles.event[chosen]
    vertex = rng.normal(size=(particles.events, 3)) * PRIMARY_VERTEX_RESOLUTION
    return _Seen(
        event=event,
        kind=kind[chosen],
        pt=particles.pt[chosen],
        eta=particles.eta[chosen],
        phi=particles.phi[chosen],
        energy=particles.energy[chosen],
        x=particles.x[chosen] - vertex[event, 0],
        y=particles.y[chosen] - vertex[event, 1],
        z=particles.z[chosen] - vertex[event, 2],
        radius=np.hypot(particles.x[chosen], particles.y[chosen]),
    )


def _reconstructed(seen: _Seen, rng: np.random.Generator) -> np.ndarray:
    """Which particles leave a track: 94% (electrons 90%, muons 99%), fewer beyond 3 cm."""
    plateau = np.select([seen.kind == MUON, seen.kind == ELECTRON], [0.99, 0.90], 0.94)
    efficiency = plateau * np.clip(1 - (seen.radius - 3.0) / 45.0, 0, 1)
    measurable = np.isin(seen.kind, CHARGED) & (np.abs(seen.eta) < TRACKER_MAX_ETA)
    return measurable & (rng.random(len(seen.pt)) < efficiency) & (seen.pt > 0.3)


def _track_pt_resolution(pt: np.ndarray) -> np.ndarray:
    """Relative resolution of the transverse momentum of a track."""
    return np.hypot(0.008, 0.00015 * pt)


def _measured_momentum(
    seen: _Seen, tracked: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Transverse momentum, pseudorapidity and azimuth from the tracker or the calorimeters."""
    photon = seen.kind == PHOTON
    relative = np.select(
        [tracked, photon],
        [_track_pt_resolution(seen.pt), np.hypot(0.03 / np.sqrt(seen.energy), 0.007)],
        np.hypot(0.9 / np.sqrt(np.maximum(seen.energy, 0.5)), 0.05),
    )
    angle = np.select([tracked, photon], [3e-4, 4e-3], 2.5e-2)
    shift = rng.normal(size=(3, len(seen.pt)))
    pt = seen.pt * np.maximum(1 + relative * shift[0], 0.05)
    return pt, seen.eta + angle * shift[1], seen.phi + angle * shift[2]


def _above_threshold(kind: np.ndarray, tracked: np.ndarray, pt: np.ndarray) -> np.ndarray:
    """Tracks above 0.3 GeV, photons above 0.4, the rest above 0.8; muons only as tracks."""
    deposit = np.where(kind == PHOTON, pt > 0.4, (pt > 0.8) & (kind != MUON))
    return np.where(tracked, pt > 0.3, deposit)


def _measured_track(
    seen: _Seen, momentum: np.ndarray, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Track parameters with errors, straight lines assumed from the production point.

    The impact parameters have tails (4.4% at 2.5 sigma, 0.6% at 8 sigma) that the reported
    uncertainties, themselves known to 12%, do not tell of.
    """
    n = len(seen.pt)
    sin_theta, pt = 1 / np.cosh(seen.eta), np.maximum(seen.pt, 0.3)
    layers_lost = _layers_lost_factor(seen.radius)
    sigma_dxy = 1e-4 * np.hypot(14, 75 / (pt * np.sqrt(sin_theta))) * layers_lost
    sigma_dz = 1e-4 * np.hypot(28, 90 / (pt * sin_theta**1.5)) * layers_lost
    draw = rng.random(n)
    tail = np.select([draw < 0.006, draw < 0.05], [8.0, 2.5], 1.0)
    sin_phi, cos_phi = np.sin(seen.phi), np.cos(seen.phi)
    dxy = seen.y * cos_phi - seen.x * sin_phi
    dz = seen.z - (seen.x * cos_phi + seen.y * sin_phi) * np.sinh(seen.eta)
    dxy = dxy + sigma_dxy * tail * rng.normal(size=n)
    dz = dz + sigma_dz * tail * rng.normal(size=n)
    misjudged = np.exp(0.12 * rng.normal(size=(2, n)))
    normchi2 = rng.gamma(10, 0.1, n) * np.where(tail > 1, 1.3, 1.0)
    angular = layers_lost**0.3
    return {
        "dxy": dxy,
        "dz": dz,
        "sigma_dxy": sigma_dxy * misjudged[0],
        "sigma_dz": sigma_dz * misjudged[1],
        "normchi2": normchi2,
        "quality": _quality(rng, n),
        "sigma_qoverp": _track_pt_resolution(seen.pt) / momentum * misjudged[0],
        "sigma_lambda": 1e-4 * np.hypot(2.0, 10.0 / pt) * angular,
        "sigma_phi": 1e-4 * np.hypot(1.5, 12.0 / pt) * angular,
        "correlation": rng.normal(size=(n, 3)) * [0.05, 0.02, 0.03] + [0.0, -0.95, -0.92],
    }


def _layers_lost_factor(radius: np.ndarray) -> np.ndarray:
    """How much worse impact parameters are for particles made at `radius` (cm)."""
    inner, middle, outer = PIXEL_RADII
    return np.select(
        [radius < inner, radius < middle, radius < outer, radius < 25.0], [1.0, 1.6, 2.6, 6.0], 25.0
    )


def _quality(rng: np.random.Generator, n: int) -> np.ndarray:
    """Quality masks: 5 (loose and high purity) for 96% of the tracks, else 1 or 0."""
    return np.where(rng.random(n) < 0.96, 5.0, np.where(rng.random(n) < 0.7, 1.0, 0.0))
