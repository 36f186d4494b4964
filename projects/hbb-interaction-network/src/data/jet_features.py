"""The features of a jet's tracks and vertices, computed as the CMS ntuple producer does.

Names, units and bounds: `features.py`. The formulas are those of `TrackFiller`, `SVFiller` and
`TrackInfoBuilder` of HiggsToBBNtupleProducerTool. Lengths in cm, momenta in GeV.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .detector import PRIMARY_VERTEX_RESOLUTION, Candidates
from .features import (
    MAX_TRACKS,
    MAX_VERTICES,
    SPECTATORS,
    TRACK_FEATURES,
    VERTEX_FEATURES,
    apply_bounds,
    names,
)
from .jets import RADIUS, Jets, angles, delta_phi
from .vertexing import Vertices, find_vertices, lines_of

NO_VERTEX = -1.0
"""`track_drminsv` in an event without secondary vertices."""


@dataclass(frozen=True)
class JetFeatures:
    """`tracks` [jets, 30, 60], `vertices` [jets, 14, 5], zero-padded; spectators [jets]."""

    tracks: np.ndarray
    vertices: np.ndarray
    spectators: dict[str, np.ndarray]


@dataclass(frozen=True)
class _Axis:
    """A jet's axis: momentum [4], its size and angles, unit vector [3], prongs' angles [2, 2]."""

    p4: np.ndarray
    pt: float
    eta: float
    phi: float
    unit: np.ndarray
    prongs: np.ndarray

    @property
    def eta_sign(self) -> float:
        """Sign by which relative pseudorapidities are mirrored."""
        return 1.0 if self.eta > 0 else -1.0


def compute_features(candidates: Candidates, jets: Jets) -> JetFeatures:
    """Features of all jets; the vertices are looked for once in each event that has a jet."""
    tracks = np.zeros((len(jets), len(TRACK_FEATURES), MAX_TRACKS), np.float32)
    vertices = np.zeros((len(jets), len(VERTEX_FEATURES), MAX_VERTICES), np.float32)
    spectators = np.zeros((len(jets), len(SPECTATORS)), np.float32)
    found = {event: _vertices_of(candidates, event) for event in np.unique(jets.event)}
    for jet in range(len(jets)):
        axis, in_event = _axis(jets, jet), found[jets.event[jet]]
        rows = jets.constituents[jets.offsets[jet] : jets.offsets[jet + 1]]
        track_rows = rows[candidates.is_track[rows]]
        track_table = _track_table(candidates, track_rows, axis, in_event)
        vertex_table = _vertex_table(in_event, axis)
        _fill(tracks[jet], apply_bounds(TRACK_FEATURES, track_table))
        _fill(vertices[jet], apply_bounds(VERTEX_FEATURES, vertex_table))
        spectators[jet] = (
            *(axis.pt, axis.eta, axis.phi, _mass(axis.p4), jets.soft_drop_mass[jet]),
            *(len(rows), len(track_rows), len(vertex_table)),
        )
    columns = {name: spectators[:, i] for i, name in enumerate(names(SPECTATORS))}
    return JetFeatures(tracks, vertices, columns)


def _fill(padded: np.ndarray, table: np.ndarray) -> None:
    """Writes the first rows of a table [items, features] into [features, places]."""
    kept = min(len(table), padded.shape[1])
    padded[:, :kept] = table[:kept].T


def _axis(jets: Jets, jet: int) -> _Axis:
    p4 = jets.p4[jet]
    pt, eta, phi = angles(p4)
    _, prong_eta, prong_phi = angles(jets.subjets[jet])
    prongs = np.stack([prong_eta, prong_phi], axis=1)
    return _Axis(p4, float(pt), float(eta), float(phi), p4[:3] / np.linalg.norm(p4[:3]), prongs)


def _mass(p4: np.ndarray) -> float:
    return float(np.sqrt(max(p4[3] ** 2 - np.sum(p4[:3] ** 2), 0.0)))


def _vertices_of(candidates: Candidates, event: int) -> Vertices:
    """Vertices of one event, from all of its tracks."""
    first, last = np.searchsorted(candidates.event, [event, event + 1])
    rows = first + np.nonzero(candidates.may_vertex[first:last])[0]
    return find_vertices(
        lines_of(
            candidates.p4[rows, :3],
            candidates.dxy[rows],
            candidates.dz[rows],
            candidates.sigma_dxy[rows],
            candidates.sigma_dz[rows],
        )
    )


def _nearest(eta: np.ndarray, phi: np.ndarray, vertices: Vertices) -> np.ndarray:
    """Angular distance of tracks [n] from the nearest of the vertices."""
    if len(vertices) == 0:
        return np.full(len(eta), NO_VERTEX)
    _, vertex_eta, vertex_phi = angles(vertices.p4)
    distances = np.hypot(eta[:, None] - vertex_eta[None], delta_phi(phi[:, None], vertex_phi[None]))
    return distances.min(axis=1)


def _track_table(
    candidates: Candidates, rows: np.ndarray, axis: _Axis, vertices: Vertices
) -> np.ndarray:
    """Features [tracks, 30] of a jet's tracks in the order they are stored, without bounds."""
    columns = {
        **_kinematics(candidates.p4[rows], axis, vertices),
        **_track_fit(candidates, rows),
        **_axis_relation(candidates, rows, axis),
        **_signed_impact(candidates, rows, axis),
    }
    table = np.stack([columns[name] for name in names(TRACK_FEATURES)], axis=1)
    return table[np.argsort(-columns["trackBTag_Sip2dSig"], kind="stable")]


def _kinematics(p4: np.ndarray, axis: _Axis, vertices: Vertices) -> dict[str, np.ndarray]:
    pt, eta, phi = angles(p4)
    eta_away, phi_away = eta - axis.eta, delta_phi(phi, axis.phi)
    to_prongs = np.hypot(
        eta[:, None] - axis.prongs[:, 0], delta_phi(phi[:, None], axis.prongs[:, 1])
    )
    return {
        "track_ptrel": pt / axis.pt,
        "track_erel": p4[:, 3] / axis.p4[3],
        "track_phirel": phi_away,
        "track_etarel": axis.eta_sign * eta_away,
        "track_deltaR": np.hypot(eta_away, phi_away),
        "track_drminsv": _nearest(eta, phi, vertices),
        "track_drsubjet1": to_prongs[:, 0],
        "track_drsubjet2": to_prongs[:, 1],
    }


def _track_fit(candidates: Candidates, rows: np.ndarray) -> dict[str, np.ndarray]:
    dxy, dz = candidates.dxy[rows], candidates.dz[rows]
    error_dxy, error_dz = candidates.sigma_dxy[rows], candidates.sigma_dz[rows]
    error_lambda, error_phi = candidates.sigma_lambda[rows], candidates.sigma_phi[rows]
    correlation = candidates.correlation[rows]
    return {
        "track_dz": dz,
        "track_dzsig": dz / error_dz,
        "track_dxy": dxy,
        "track_dxysig": dxy / error_dxy,
        "track_normchi2": candidates.normchi2[rows],
        "track_quality": candidates.quality[rows],
        "track_dptdpt": candidates.sigma_qoverp[rows] ** 2,
        "track_detadeta": error_lambda**2,
        "track_dphidphi": error_phi**2,
        "track_dxydxy": error_dxy**2,
        "track_dzdz": error_dz**2,
        "track_dxydz": correlation[:, 0] * error_dxy * error_dz,
        "track_dphidxy": correlation[:, 1] * error_phi * error_dxy,
        "track_dlambdadz": correlation[:, 2] * error_lambda * error_dz,
    }


def _axis_relation(candidates: Candidates, rows: np.ndarray, axis: _Axis) -> dict[str, np.ndarray]:
    """Momentum along and across the jet axis, and the distance from it."""
    momentum, energy = candidates.p4[rows, :3], candidates.p4[rows, 3]
    p = np.linalg.norm(momentum, axis=1)
    direction = momentum / p[:, None]
    cosine = np.minimum(direction @ axis.unit, 1.0)
    parallel = p * cosine
    normal = np.cross(axis.unit, direction)
    sine = np.linalg.norm(normal, axis=1)
    point = _closest_point(candidates, rows)
    return {
        "trackBTag_EtaRel": 0.5 * np.log((energy + parallel) / (energy - parallel)),
        "trackBTag_PtRatio": np.sqrt(1 - cosine**2),
        "trackBTag_PParRatio": cosine,
        "trackBTag_JetDistVal": -np.abs(np.sum(point * normal, axis=1)) / (sine + 1e-9),
    }


def _closest_point(candidates: Candidates, rows: np.ndarray) -> np.ndarray:
    """Where tracks come closest to the beam line [n, 3], cm from the primary vertex."""
    _, _, phi = angles(candidates.p4[rows])
    dxy = candidates.dxy[rows]
    return np.stack([-dxy * np.sin(phi), dxy * np.cos(phi), candidates.dz[rows]], axis=1)


def _signed_impact(candidates: Candidates, rows: np.ndarray, axis: _Axis) -> dict[str, np.ndarray]:
    """Impact parameters, positive where the track comes from ahead of the primary vertex."""
    lines = lines_of(
        candidates.p4[rows, :3],
        candidates.dxy[rows],
        candidates.dz[rows],
        candidates.sigma_dxy[rows],
        candidates.sigma_dz[rows],
    )
    transverse = lines.point[:, :2] @ axis.unit[:2]
    height = np.sum(lines.along * lines.point, axis=1)
    in_space = candidates.dxy[rows] * (lines.across @ axis.unit) + height * (
        lines.along @ axis.unit
    )
    ahead_2d, ahead_3d = np.where(transverse > 0, 1.0, -1.0), np.where(in_space > 0, 1.0, -1.0)
    value_2d = ahead_2d * np.abs(candidates.dxy[rows])
    error_2d = np.hypot(candidates.sigma_dxy[rows], PRIMARY_VERTEX_RESOLUTION[0])
    return {
        "trackBTag_Sip2dVal": value_2d,
        "trackBTag_Sip2dSig": value_2d / error_2d,
        "trackBTag_Sip3dVal": ahead_3d * lines.distance,
        "trackBTag_Sip3dSig": ahead_3d * lines.significance,
    }


def _vertex_table(vertices: Vertices, axis: _Axis) -> np.ndarray:
    """Features [vertices, 14] of the vertices near a jet, in order, without bounds."""
    pt, eta, phi = angles(vertices.p4)
    eta_away, phi_away = eta - axis.eta, delta_phi(phi, axis.phi)
    distance = np.hypot(eta_away, phi_away)
    squared_mass = vertices.p4[:, 3] ** 2 - np.sum(vertices.p4[:, :3] ** 2, axis=1)
    columns = {
        "sv_ptrel": pt / axis.pt,
        "sv_erel": vertices.p4[:, 3] / axis.p4[3],
        "sv_phirel": phi_away,
        "sv_etarel": axis.eta_sign * eta_away,
        "sv_deltaR": distance - 0.5,
        "sv_pt": pt,
        "sv_mass": np.sqrt(np.maximum(squared_mass, 0.0)),
        "sv_ntracks": vertices.tracks,
        "sv_normchi2": vertices.chi2 / vertices.ndof,
        "sv_dxy": vertices.dxy,
        "sv_dxysig": vertices.dxy / vertices.dxy_error,
        "sv_d3d": vertices.d3d,
        "sv_d3dsig": vertices.d3d / vertices.d3d_error,
        "sv_costhetasvpv": vertices.cosine,
    }
    table = np.stack([columns[name] for name in names(VERTEX_FEATURES)], axis=1)
    order = np.argsort(-columns["sv_dxysig"], kind="stable")
    return table[order[distance[order] < RADIUS]]
