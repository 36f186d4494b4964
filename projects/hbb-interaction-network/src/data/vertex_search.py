"""The search for secondary vertices, compiled: clusters of tracks, fits, arbitration.

The steps are those of the inclusive vertex finder of CMS (CMS, JINST 13 (2018) P05011,
section 3.4), and the cuts its defaults (`inclusiveVertexFinder_cfi` of CMSSW), but for three:
`MIN_PARTNER_SIGNIFICANCE` and `MIN_TRACKS_COSINE`, which CMS does not have, and
`MIN_TRANSVERSE_SIGNIFICANCE`, 2.5 in CMS. The lower value stands in for the vertices of photon
conversions and nuclear interactions in the detector's material, which are not simulated: without
them too few QCD events have a vertex near their jets. Arguments are the arrays of
`vertexing.Lines`; the primary vertex is the origin; cm, GeV.
"""

from __future__ import annotations

import math

import numba
import numpy as np

from .detector import PION_MASS, PRIMARY_VERTEX_RESOLUTION

MIN_SEED_DISTANCE = 0.005
"""cm; smallest impact parameter in space of a seed."""
MIN_SEED_SIGNIFICANCE = 1.2
MIN_PARTNER_SIGNIFICANCE = 0.8
MAX_PAIR_DISTANCE = 0.05
"""cm; largest distance of a track from its seed."""
MAX_PAIR_SIGNIFICANCE = 4.5
MIN_FLIGHT_OVER_DISTANCE = 20.0
"""Smallest ratio of a pair's flight length to the distance between its tracks."""
MAX_FLIGHT = 25.0
"""cm."""
MIN_PAIR_COSINE = 0.5
"""Smallest cosine between each track of a pair and the flight to where they meet."""
MIN_TRACKS_COSINE = 0.7
"""Smallest cosine between the two tracks of a pair: tracks of different jets do not pair."""
MAX_CLUSTER_TRACKS = 60
MAX_CLUSTERS = 160
MAX_VERTICES = 48

FIT_ITERATIONS = 8
FIT_CUTOFF = 9.0
"""Chi-squared at which a track has weight one half in the fit."""
PRIOR_WEIGHT = 1e-3
"""1/cm^2; keeps the fit solvable for parallel tracks."""

MIN_WEIGHT = 0.5
MIN_TRANSVERSE_SIGNIFICANCE = 2.0
MIN_SIGNIFICANCE = 0.5
MIN_POINTING_COSINE = 0.95

_RESOLUTION = PRIMARY_VERTEX_RESOLUTION
_COLUMNS = 12


@numba.njit(cache=True)
def _dot(a, b):
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@numba.njit(cache=True)
def _pair_error(n, seed, other, across, along, s_across, s_along):
    """Uncertainty (cm) of the distance between two lines along the common normal `n`."""
    variance = 0.0
    for track in (seed, other):
        variance += (_dot(n, across[track]) * s_across[track]) ** 2
        variance += (_dot(n, along[track]) * s_along[track]) ** 2
    return math.sqrt(variance)


@numba.njit(cache=True)
def _meeting(seed, other, point, direction, across, along, s_across, s_along):
    """Whether two tracks may share a vertex; where they meet (cm), and the weight of that place."""
    nowhere = np.zeros(3)
    u, v = direction[seed], direction[other]
    normal = np.cross(u, v)
    sine = math.sqrt(_dot(normal, normal))
    if sine < 1e-5 or _dot(u, v) < MIN_TRACKS_COSINE:
        return False, nowhere, 0.0
    normal = normal / sine
    gap = point[other] - point[seed]
    distance = abs(_dot(gap, normal))
    if distance > MAX_PAIR_DISTANCE:
        return False, nowhere, 0.0
    error = _pair_error(normal, seed, other, across, along, s_across, s_along)
    if distance > MAX_PAIR_SIGNIFICANCE * error:
        return False, nowhere, 0.0
    cosine, gap_u, gap_v = _dot(u, v), _dot(gap, u), _dot(gap, v)
    on_seed = point[seed] + (gap_u - cosine * gap_v) / (1 - cosine * cosine) * u
    on_other = point[other] + (cosine * gap_u - gap_v) / (1 - cosine * cosine) * v
    middle = 0.5 * (on_seed + on_other)
    flight = math.sqrt(_dot(middle, middle))
    if flight < MIN_FLIGHT_OVER_DISTANCE * distance or flight > MAX_FLIGHT:
        return False, nowhere, 0.0
    if min(_dot(middle, u), _dot(middle, v)) < MIN_PAIR_COSINE * flight:
        return False, nowhere, 0.0
    return True, middle, sine * sine / (error * error + 1e-8)


@numba.njit(cache=True)
def _residuals(point, across, along, s_across, s_along):
    """What a fit compares [n, 2, 4]: two normals over their uncertainties, and the track's place.

    The pull of a vertex v is row[:3] . v - row[3].
    """
    rows = np.zeros((len(point), 2, 4))
    for i in range(len(point)):
        for c in range(3):
            rows[i, 0, c] = across[i, c] / s_across[i]
            rows[i, 1, c] = along[i, c] / s_along[i]
        rows[i, 0, 3], rows[i, 1, 3] = _dot(point[i], rows[i, 0]), _dot(point[i], rows[i, 1])
    return rows


@numba.njit(cache=True)
def _fit(members, count, start, rows):
    """Adaptive least-squares fit: vertex, covariance, chi-squared; weight and distance by track."""
    vertex, chi2, covariance = start.copy(), 0.0, np.zeros((3, 3))
    weights, squares = np.zeros(count), np.zeros(count)
    for _ in range(FIT_ITERATIONS):
        matrix, right, chi2 = np.eye(3) * PRIOR_WEIGHT, np.zeros(3), 0.0
        for k in range(count):
            a, b = rows[members[k], 0], rows[members[k], 1]
            square = (_dot(a, vertex) - a[3]) ** 2 + (_dot(b, vertex) - b[3]) ** 2
            weight = 1 / (1 + math.exp(min(50.0, 0.5 * (square - FIT_CUTOFF))))
            weights[k], squares[k] = weight, square
            chi2 += weight * square
            for i in range(3):
                right[i] += weight * (a[3] * a[i] + b[3] * b[i])
                for j in range(3):
                    matrix[i, j] += weight * (a[i] * a[j] + b[i] * b[j])
        covariance = np.linalg.inv(matrix)
        vertex = np.dot(covariance, right)
    return vertex, covariance, chi2, weights, squares


@numba.njit(cache=True)
def _gather(seed, members, point, direction, across, along, s_across, s_along, significance):
    """Fills `members` with the seed and the tracks that meet it; their number and mean place."""
    members[0], count, weight_sum, place = seed, 1, 0.0, np.zeros(3)
    for other in range(len(point)):
        if other == seed or significance[other] < MIN_PARTNER_SIGNIFICANCE:
            continue
        if count == MAX_CLUSTER_TRACKS:
            break
        meets, middle, weight = _meeting(
            seed, other, point, direction, across, along, s_across, s_along
        )
        if meets:
            members[count] = other
            count += 1
            weight_sum += weight
            place += weight * middle
    return count, place / max(weight_sum, 1e-30)


@numba.njit(cache=True)
def _belonging(members, count, weights, squares, significance):
    """Moves the tracks nearer to the fitted than to the primary vertex to the front; how many."""
    kept = 0
    for k in range(count):
        if weights[k] > MIN_WEIGHT and squares[k] < significance[members[k]] ** 2:
            members[kept] = members[k]
            weights[kept] = weights[k]
            kept += 1
    return kept


@numba.njit(cache=True)
def _clusters(point, direction, across, along, s_across, s_along, distance, significance, rows):
    """Candidates for vertices: members [c, tracks], their numbers, places and chi-squared."""
    members = np.zeros((MAX_CLUSTERS, MAX_CLUSTER_TRACKS), np.int64)
    sizes, chi2s = np.zeros(MAX_CLUSTERS, np.int64), np.zeros(MAX_CLUSTERS)
    places, found = np.zeros((MAX_CLUSTERS, 3)), 0
    for seed in range(len(point)):
        if found == MAX_CLUSTERS:
            break
        if distance[seed] < MIN_SEED_DISTANCE or significance[seed] < MIN_SEED_SIGNIFICANCE:
            continue
        row = members[found]
        count, start = _gather(
            seed, row, point, direction, across, along, s_across, s_along, significance
        )
        if count < 2:
            continue
        vertex, _, chi2, weights, squares = _fit(row, count, start, rows)
        kept = _belonging(row, count, weights, squares, significance)
        if kept >= 2:
            sizes[found], chi2s[found], places[found] = kept, chi2, vertex
            found += 1
    return members[:found], sizes[:found], places[:found], chi2s[:found]


@numba.njit(cache=True)
def _next_cluster(members, sizes, chi2s, used, done):
    """The cluster with most unused tracks, then lowest chi-squared; -1 where none is left.

    A cluster that has lost more than half of its tracks is done with.
    """
    best, most, lowest = -1, 1, np.inf
    for c in range(len(sizes)):
        if done[c]:
            continue
        free = 0
        for k in range(sizes[c]):
            free += not used[members[c, k]]
        if free < 2 or free < 0.5 * sizes[c]:
            done[c] = True
        elif free > most or (free == most and chi2s[c] < lowest):
            best, most, lowest = c, free, chi2s[c]
    return best


@numba.njit(cache=True)
def _describe(vertex, covariance, chi2, members, weights, count, momentum):
    """The row of a vertex in the table of `search`, and whether it passes the selection."""
    row, energy, weight = np.zeros(_COLUMNS), 0.0, 0.0
    total = np.zeros(3)
    for k in range(count):
        p = momentum[members[k]]
        total += p
        energy += math.sqrt(np.dot(p, p) + PION_MASS**2)
        weight += weights[k]
    d3d, dxy = math.sqrt(np.dot(vertex, vertex)), math.hypot(vertex[0], vertex[1])
    if dxy <= 0:
        return row, False
    variance = covariance + np.diag(_RESOLUTION**2)
    flat = np.array([vertex[0], vertex[1], 0.0])
    d3d_error = math.sqrt(np.dot(vertex, np.dot(variance, vertex))) / d3d
    dxy_error = math.sqrt(np.dot(flat, np.dot(variance, flat))) / dxy
    cosine = np.dot(vertex, total) / (d3d * math.sqrt(np.dot(total, total)))
    row[:3], row[3], row[4], row[5], row[6] = total, energy, count, chi2, max(2 * weight - 3, 0.1)
    row[7], row[8], row[9], row[10], row[11] = dxy, dxy_error, d3d, d3d_error, cosine
    significant = dxy > MIN_TRANSVERSE_SIGNIFICANCE * dxy_error
    significant &= d3d > MIN_SIGNIFICANCE * d3d_error
    return row, significant and cosine > MIN_POINTING_COSINE


@numba.njit(cache=True)
def search(point, direction, momentum, across, along, s_across, s_along, distance, significance):
    """Table [vertices, 12]: px, py, pz, E, tracks, chi2, ndof, dxy, error, d3d, error, cosine."""
    rows = _residuals(point, across, along, s_across, s_along)
    members, sizes, places, chi2s = _clusters(
        point, direction, across, along, s_across, s_along, distance, significance, rows
    )
    used, done = np.zeros(len(point), np.bool_), np.zeros(len(sizes), np.bool_)
    table, found = np.zeros((MAX_VERTICES, _COLUMNS)), 0
    free = np.zeros(MAX_CLUSTER_TRACKS, np.int64)
    while found < MAX_VERTICES:
        best = _next_cluster(members, sizes, chi2s, used, done)
        if best < 0:
            break
        done[best], count = True, 0
        for k in range(sizes[best]):
            if not used[members[best, k]]:
                free[count] = members[best, k]
                count += 1
        vertex, covariance, chi2, weights, squares = _fit(free, count, places[best], rows)
        count = _belonging(free, count, weights, squares, significance)
        if count < 2:
            continue
        row, good = _describe(vertex, covariance, chi2, free, weights, count, momentum)
        if good:
            table[found] = row
            found += 1
            for k in range(count):
                used[free[k]] = True
    return table[:found]
