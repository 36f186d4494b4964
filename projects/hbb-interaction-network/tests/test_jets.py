"""Soft drop, angles and counting on made-up particles."""

import numpy as np
import pytest

from src.data import jets
from src.data.detector import Candidates
from src.data.generator import Particles


def massless(pt, eta, phi):
    pt, eta, phi = map(np.asarray, (pt, eta, phi))
    return np.stack(
        [pt * np.cos(phi), pt * np.sin(phi), pt * np.sinh(eta), pt * np.cosh(eta)], axis=-1
    )


def candidates(p4, events=1, event=None):
    n = len(p4)
    event = np.zeros(n, int) if event is None else event
    flags, ones = np.ones(n, bool), np.ones(n)
    return Candidates(events, event, p4, flags, flags, *[ones] * 9, np.ones((n, 3)))


def test_azimuths_differ_by_half_a_turn_at_most():
    differences = jets.delta_phi(np.array([3.0, -3.0, 1.0, np.pi]), np.array([-3.0, 3.0, 0.5, 0.0]))
    np.testing.assert_allclose(differences, [6 - 2 * np.pi, 2 * np.pi - 6, 0.5, np.pi])


def test_two_prongs_give_their_mass_and_soft_radiation_is_dropped():
    prongs = massless([300.0, 150.0], [0.0, 0.0], [0.0, 0.4])
    soft = massless([5.0], [0.7], [0.0])
    found = jets.find_jets(candidates(np.concatenate([prongs, soft])))
    total = prongs.sum(axis=0)
    mass = np.sqrt(total[3] ** 2 - np.sum(total[:3] ** 2))
    assert len(found) == 1
    np.testing.assert_allclose(found.soft_drop_mass, [mass], rtol=1e-6)
    np.testing.assert_allclose(found.subjets[0], prongs, rtol=1e-6, atol=1e-6)
    assert sorted(found.constituents) == [0, 1, 2]


@pytest.mark.parametrize(
    ("pt", "eta", "phi"),
    [
        ([150.0, 100.0], [0.0, 0.0], [0.0, 0.6]),
        ([500.0, 20.0], [0.0, 0.0], [0.0, 0.7]),
        ([300.0, 150.0], [2.5, 2.5], [0.0, 0.4]),
        ([1500.0, 900.0], [0.0, 0.0], [0.0, 0.1]),
    ],
    ids=["pT below 300 GeV", "one prong", "forward", "pT above 2000 GeV"],
)
def test_jets_outside_the_selection_are_left_out(pt, eta, phi):
    assert len(jets.find_jets(candidates(massless(pt, eta, phi)))) == 0


def test_constituents_are_those_of_the_right_event():
    one = massless([300.0, 150.0], [0.0, 0.0], [0.0, 0.4])
    other = massless([200.0, 5.0, 250.0], [1.0, -2.0, 1.0], [2.0, 0.0, 2.5])
    both = candidates(np.concatenate([one, other]), 3, np.array([0, 0, 2, 2, 2]))
    found = jets.find_jets(both)
    assert list(found.event) == [0, 2]
    assert sorted(found.constituents[: found.offsets[1]]) == [0, 1]
    assert sorted(found.constituents[found.offsets[1] :]) == [2, 4]


def test_only_chosen_particles_of_the_same_event_count():
    p4 = massless([300.0, 150.0], [0.0, 0.0], [0.0, 0.4])
    found = jets.find_jets(candidates(p4))
    eta, phi = np.array([0.0, 0.5, 2.0, 0.0]), np.array([0.1, 0.1, 0.1, 0.1])
    p = massless(np.full(4, 20.0), eta, phi)
    zeros = np.zeros(4)
    particles = Particles(
        2, np.array([0, 0, 0, 1]), np.full(4, 511), zeros, zeros, *p.T, zeros, zeros, zeros
    )
    chosen = jets.hadrons(particles, jets.BOTTOM_HADRONS)
    assert list(jets.count_near(found, particles, chosen)) == [2]
    assert list(jets.count_near(found, particles, chosen & (eta > 0.2))) == [1]
