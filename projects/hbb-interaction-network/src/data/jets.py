"""Large-radius jets: anti-kT clustering, soft drop, the selection, and truth matching."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import awkward as ak
import fastjet
import numpy as np

from .detector import Candidates
from .generator import BOTTOM, HIGGS, Particles

RADIUS = 0.8
MIN_PT, MAX_PT = 300.0, 2000.0
"""GeV."""
MAX_ETA = 2.4
MIN_SOFT_DROP_MASS, MAX_SOFT_DROP_MASS = 40.0, 200.0
"""GeV."""
SOFT_DROP_Z_CUT = 0.1
MIN_TRACKS = 2

TRUTH_MIN_PT = 5.0
"""GeV; hadrons below it do not count for a jet's flavour."""
BOTTOM_HADRONS = (511, 521, 531, 541, 5122, 5132, 5232, 5332)
"""Species of weakly decaying hadrons with a b quark."""
CHARM_HADRONS = (411, 421, 431, 4122, 4132, 4232, 4332)
"""Species of weakly decaying hadrons with a c quark."""

ANTI_KT = fastjet.JetDefinition(fastjet.antikt_algorithm, RADIUS)
CAMBRIDGE_AACHEN = fastjet.JetDefinition(fastjet.cambridge_algorithm, 1000.0)
"""A radius that lets all constituents of a jet merge, as soft drop's declustering asks."""


@dataclass(frozen=True)
class Jets:
    """Jets of some events, flat, in the order of their events.

    `p4` [jets, 4]: px, py, pz, energy (GeV). `constituents` [n]: rows of the candidates that make
    up the jets, jet after jet; `offsets` [jets + 1] cuts them. `subjets` [jets, 2, 4]: the two
    prongs where soft drop stopped, harder one first.
    """

    event: np.ndarray
    p4: np.ndarray
    constituents: np.ndarray
    offsets: np.ndarray
    soft_drop_mass: np.ndarray
    subjets: np.ndarray

    def __len__(self) -> int:
        return len(self.event)


def angles(p4: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Transverse momentum (GeV), pseudorapidity and azimuth of momenta [..., >= 3]."""
    pt = np.hypot(p4[..., 0], p4[..., 1])
    return pt, np.arcsinh(p4[..., 2] / np.maximum(pt, 1e-9)), np.arctan2(p4[..., 1], p4[..., 0])


def delta_phi(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Difference of two azimuths, within (-pi, pi]."""
    return -np.mod(second - first + np.pi, 2 * np.pi) + np.pi


def find_jets(candidates: Candidates) -> Jets:
    """Jets within the selection: pT, |eta|, soft-drop mass and at least two tracks.

    Soft drop: Larkoski et al., JHEP 05 (2014) 146, with z_cut 0.1 and beta 0. It only takes
    constituents away and so never adds mass: jets below the bound need not be groomed.
    """
    event, p4, constituents, offsets = _cluster(candidates)
    pt, eta, _ = angles(p4)
    tracks = np.add.reduceat(candidates.is_track[constituents].astype(int), offsets[:-1])
    inside = (pt > MIN_PT) & (pt < MAX_PT) & (np.abs(eta) < MAX_ETA) & (tracks >= MIN_TRACKS)
    inside &= p4[:, 3] ** 2 - np.sum(p4[:, :3] ** 2, axis=1) > MIN_SOFT_DROP_MASS**2
    event, p4, constituents, offsets = _choose(inside, event, p4, constituents, offsets)
    momenta = candidates.p4[constituents]
    dropped = [_soft_drop(momenta[i:j]) for i, j in pairwise(offsets)]
    mass = np.array([mass for mass, _ in dropped])
    prongs = np.array([pair for _, pair in dropped]).reshape(-1, 2, 4)
    heavy = (mass > MIN_SOFT_DROP_MASS) & (mass < MAX_SOFT_DROP_MASS)
    return keep_jets(Jets(event, p4, constituents, offsets, mass, prongs), heavy)


def keep_jets(jets: Jets, keep: np.ndarray) -> Jets:
    """The jets for which `keep` [jets] is true."""
    parts = _choose(keep, jets.event, jets.p4, jets.constituents, jets.offsets)
    return Jets(*parts, jets.soft_drop_mass[keep], jets.subjets[keep])


def _cluster(candidates: Candidates) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Event, momentum, constituents and offsets of all jets a little below the threshold."""
    counts = np.bincount(candidates.event, minlength=candidates.events)
    sequence = fastjet.ClusterSequence(_momenta(candidates.p4, counts), ANTI_KT)
    jets = sequence.inclusive_jets(min_pt=MIN_PT - 10)
    indices = sequence.constituent_index(min_pt=MIN_PT - 10)
    event = np.repeat(np.arange(candidates.events), ak.to_numpy(ak.num(jets)))
    indices = ak.flatten(indices, axis=1)
    sizes = ak.to_numpy(ak.num(indices))
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    constituents = ak.to_numpy(ak.flatten(indices)) + np.repeat(first[event], sizes)
    return event, _rows(jets), constituents, np.concatenate([[0], np.cumsum(sizes)])


def _choose(
    keep: np.ndarray,
    event: np.ndarray,
    p4: np.ndarray,
    constituents: np.ndarray,
    offsets: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    sizes = np.diff(offsets)
    chosen = constituents[np.repeat(keep, sizes)]
    return event[keep], p4[keep], chosen, np.concatenate([[0], np.cumsum(sizes[keep])])


def _soft_drop(p4: np.ndarray) -> tuple[float, np.ndarray]:
    """Soft-drop mass (GeV) of a jet's constituents [n, 4] and its two prongs [2, 4].

    A jet that never splits evenly enough has mass 0.
    """
    particles = [fastjet.PseudoJet(*row) for row in p4.tolist()]
    sequence = fastjet.ClusterSequence(particles, CAMBRIDGE_AACHEN)
    jet = sequence.exclusive_jets(1)[0]
    first, second = fastjet.PseudoJet(), fastjet.PseudoJet()
    while jet.has_parents(first, second):
        softer, harder = sorted((first, second), key=lambda prong: prong.pt())
        if softer.pt() > SOFT_DROP_Z_CUT * (softer.pt() + harder.pt()):
            return jet.m(), np.array([_components(harder), _components(softer)])
        jet = fastjet.PseudoJet(harder)
    return 0.0, np.zeros((2, 4))


def _components(jet: fastjet.PseudoJet) -> tuple[float, float, float, float]:
    return jet.px(), jet.py(), jet.pz(), jet.e()


def _momenta(p4: np.ndarray, counts: np.ndarray) -> ak.Array:
    columns = {"px": p4[:, 0], "py": p4[:, 1], "pz": p4[:, 2], "E": p4[:, 3]}
    return ak.unflatten(ak.zip(columns, with_name="Momentum4D"), counts)


def _rows(momenta: ak.Array) -> np.ndarray:
    """Momenta [n, 4] of nested lists of vectors."""
    columns = [ak.to_numpy(ak.flatten(momenta[name])) for name in ("px", "py", "pz", "E")]
    return np.stack(columns, axis=1)


def count_near(jets: Jets, particles: Particles, chosen: np.ndarray) -> np.ndarray:
    """For each jet, how many of the chosen particles of its event lie within 0.8 of its axis.

    `chosen` [particles]: true for those to count.
    """
    rows = np.nonzero(chosen)[0]
    event, (_, eta, phi) = particles.event[rows], angles(jets.p4)
    momenta = np.stack([particles.px[rows], particles.py[rows], particles.pz[rows]], axis=1)
    _, particle_eta, particle_phi = angles(momenta)
    begin, end = np.searchsorted(event, jets.event), np.searchsorted(event, jets.event + 1)
    counts = np.zeros(len(jets), dtype=np.int32)
    for jet in range(len(jets)):
        near = slice(begin[jet], end[jet])
        distance = np.hypot(particle_eta[near] - eta[jet], delta_phi(particle_phi[near], phi[jet]))
        counts[jet] = np.count_nonzero(distance < RADIUS)
    return counts


def quarks_of_higgs(particles: Particles) -> np.ndarray:
    """Which particles are b quarks straight from the decay of a Higgs boson."""
    return (np.abs(particles.species) == BOTTOM) & (np.abs(particles.parent) == HIGGS)


def hadrons(particles: Particles, species: tuple[int, ...]) -> np.ndarray:
    """Which particles are hadrons of these species above `TRUTH_MIN_PT`."""
    return np.isin(np.abs(particles.species), species) & (particles.pt > TRUTH_MIN_PT)
