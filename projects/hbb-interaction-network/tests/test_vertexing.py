"""Vertices are found where tracks meet, and nowhere else."""

import numpy as np

from src.data.vertexing import find_vertices, lines_of

SIGMA = 20e-4
"""cm; uncertainty of the impact parameters of the tests' tracks."""


def tracks_from(point, momenta, rng):
    """Momenta and impact parameters of tracks from a point (cm), measured with `SIGMA`."""
    momenta = np.asarray(momenta, float)
    phi = np.arctan2(momenta[:, 1], momenta[:, 0])
    cotangent = momenta[:, 2] / np.hypot(momenta[:, 0], momenta[:, 1])
    x, y, z = point
    dxy = y * np.cos(phi) - x * np.sin(phi)
    dz = z - (x * np.cos(phi) + y * np.sin(phi)) * cotangent
    return momenta, dxy + rng.normal(size=len(phi)) * SIGMA, dz + rng.normal(size=len(phi)) * SIGMA


def lines(*sources):
    momenta, dxy, dz = (np.concatenate(parts) for parts in zip(*sources, strict=True))
    sigma = np.full(len(dxy), SIGMA)
    return lines_of(momenta, dxy, dz, sigma, sigma)


DECAY = [(10.0, 1.0, 0.5), (12.0, -1.0, 0.3), (8.0, 0.3, -1.2), (9.0, 0.8, 1.5)]
PROMPT = [(20.0, 3.0, 1.0), (5.0, -2.0, 3.0), (-7.0, 4.0, 1.0), (3.0, 8.0, -2.0), (15.0, 1.0, -4.0)]


def test_a_decay_is_found_with_its_place_momentum_and_tracks():
    rng = np.random.default_rng(1)
    point = (0.8, 0.02, 0.02)
    found = find_vertices(
        lines(tracks_from((0, 0, 0), PROMPT, rng), tracks_from(point, DECAY, rng))
    )
    assert len(found) == 1
    assert found.tracks[0] == len(DECAY)
    assert abs(found.dxy[0] - np.hypot(*point[:2])) < 5 * found.dxy_error[0]
    assert abs(found.d3d[0] - np.linalg.norm(point)) < 5 * found.d3d_error[0]
    np.testing.assert_allclose(found.p4[0, :3], np.sum(DECAY, axis=0), rtol=1e-9)
    assert found.cosine[0] > 0.99


def test_two_decays_give_two_vertices():
    rng = np.random.default_rng(2)
    away = np.array(DECAY)[:, [1, 0, 2]]
    found = find_vertices(
        lines(tracks_from((0.8, 0.02, 0.02), DECAY, rng), tracks_from((0.02, 0.6, 0.02), away, rng))
    )
    assert sorted(found.tracks) == [len(DECAY), len(DECAY)]


def test_tracks_of_the_primary_vertex_give_none():
    found = find_vertices(lines(tracks_from((0, 0, 0), PROMPT, np.random.default_rng(3))))
    assert len(found) == 0


def test_a_vertex_behind_its_flight_direction_is_refused():
    rng = np.random.default_rng(4)
    found = find_vertices(lines(tracks_from((-0.8, -0.02, -0.02), DECAY, rng)))
    assert len(found) == 0


def test_no_track_and_one_track_give_none():
    rng = np.random.default_rng(5)
    assert len(find_vertices(lines(tracks_from((0, 0, 0), np.zeros((0, 3)), rng)))) == 0
    assert len(find_vertices(lines(tracks_from((0.8, 0, 0), DECAY[:1], rng)))) == 0
