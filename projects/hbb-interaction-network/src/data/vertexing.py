"""Secondary vertices from the geometry of tracks alone.

Seeds with a significant impact parameter gather the tracks that pass near them, an adaptive fit
(Fruehwirth et al., Comput. Phys. Commun. 154 (2003) 1) finds the vertex, and tracks and vertices
are arbitrated: `vertex_search.py`. Tracks are straight lines; the primary vertex is the origin;
cm, GeV.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .detector import PRIMARY_VERTEX_RESOLUTION
from .vertex_search import search


@dataclass(frozen=True)
class Lines:
    """Tracks as straight lines with uncertainties, flat.

    `point` [n, 3]: closest approach to the beam line in the transverse plane; `direction` [n, 3],
    unit vectors; `momentum` [n, 3]; `across` and `along` [n, 3]: unit vectors normal to the
    track, in the transverse plane and in the plane of track and beam, along which `sigma_across`
    and `sigma_along` [n] are the uncertainties. `distance` and `significance` [n]: impact
    parameter in space with respect to the primary vertex.
    """

    point: np.ndarray
    direction: np.ndarray
    momentum: np.ndarray
    across: np.ndarray
    along: np.ndarray
    sigma_across: np.ndarray
    sigma_along: np.ndarray
    distance: np.ndarray
    significance: np.ndarray


@dataclass(frozen=True)
class Vertices:
    """Vertices found, in the order they were accepted.

    `p4` [n, 4] (GeV, pion masses), `tracks` [n], `chi2` and `ndof` [n], flight distances and
    their uncertainties (cm), `cosine` [n] between flight direction and momentum.
    """

    p4: np.ndarray
    tracks: np.ndarray
    chi2: np.ndarray
    ndof: np.ndarray
    dxy: np.ndarray
    dxy_error: np.ndarray
    d3d: np.ndarray
    d3d_error: np.ndarray
    cosine: np.ndarray

    def __len__(self) -> int:
        return len(self.tracks)


def lines_of(
    momentum: np.ndarray,
    dxy: np.ndarray,
    dz: np.ndarray,
    sigma_dxy: np.ndarray,
    sigma_dz: np.ndarray,
) -> Lines:
    """Lines of tracks with momenta [n, 3] (GeV) and impact parameters [n] (cm)."""
    p = np.linalg.norm(momentum, axis=1)
    pt = np.hypot(momentum[:, 0], momentum[:, 1])
    cos_phi, sin_phi = momentum[:, 0] / pt, momentum[:, 1] / pt
    sin_theta, cos_theta = pt / p, momentum[:, 2] / p
    across = np.stack([-sin_phi, cos_phi, np.zeros_like(pt)], axis=1)
    along = np.stack([-cos_theta * cos_phi, -cos_theta * sin_phi, sin_theta], axis=1)
    height = dz * sin_theta
    distance = np.hypot(dxy, height) + 1e-9
    vertex_xy, vertex_z = PRIMARY_VERTEX_RESOLUTION[0], PRIMARY_VERTEX_RESOLUTION[2]
    error_across = np.hypot(sigma_dxy, vertex_xy)
    error_along = np.hypot(sigma_dz, vertex_z) * sin_theta
    error = np.hypot(dxy * error_across, height * error_along) / distance
    return Lines(
        point=np.stack([-dxy * sin_phi, dxy * cos_phi, dz], axis=1),
        direction=momentum / p[:, None],
        momentum=momentum,
        across=across,
        along=along,
        sigma_across=sigma_dxy,
        sigma_along=sigma_dz * sin_theta,
        distance=distance,
        significance=distance / error,
    )


def find_vertices(lines: Lines) -> Vertices:
    """All secondary vertices of one event's tracks."""
    table = search(
        lines.point,
        lines.direction,
        lines.momentum,
        lines.across,
        lines.along,
        lines.sigma_across,
        lines.sigma_along,
        lines.distance,
        lines.significance,
    )
    columns = table.T
    return Vertices(np.ascontiguousarray(table[:, :4]), *columns[4:])
