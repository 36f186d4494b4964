"""Collisions: Pythia 8 at 13 TeV, multijet production and G* -> HH -> 4b.

Units inside the project: GeV, centimetres, radians. Pythia counts lengths in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import awkward as ak
import numpy as np
import pythia8mc

GRAVITON_MASSES = (700, 800, 900, 1000, 1200, 1400, 1600, 2000, 2500, 3000)
"""Masses (GeV) of the graviton, taken in turn so that the signal's jets span 300-2000 GeV."""

HIGGS = 25
BOTTOM = 5
CM_PER_MM = 0.1

COMMON_SETTINGS = ("Beams:eCM = 13000.", "Print:quiet = on", "Random:setSeed = on")

QCD_SETTINGS = (
    "HardQCD:all = on",
    "PhaseSpace:pTHatMin = 270.",
    "PhaseSpace:bias2Selection = on",
    "PhaseSpace:bias2SelectionPow = 4.",
    "PhaseSpace:bias2SelectionRef = 270.",
)
"""Hard QCD, its steeply falling spectrum flattened by (pT / 270 GeV)^4 and taken unweighted."""

SIGNAL_SETTINGS = (
    "ExtraDimensionsG*:gg2G* = on",
    "ExtraDimensionsG*:SMinBulk = on",
    "ExtraDimensionsG*:Ghh = 1.0",
    "ExtraDimensionsG*:Ggg = 1.0",
    "5100039:onMode = off",
    "5100039:onIfMatch = 25 25",
    "25:onMode = off",
    "25:onIfMatch = 5 -5",
    "25:m0 = 125.",
    "25:doForceWidth = on",
)
"""Bulk graviton to two Higgs bosons of 125 GeV, each to a pair of b quarks."""


@dataclass(frozen=True)
class Particles:
    """All entries of the event records of some events, flat.

    `event` [n] counts from 0 within `events`; `parent_id` [n] is the species of the first mother;
    momenta in GeV, production points in cm.
    """

    events: int
    event: np.ndarray
    species: np.ndarray
    status: np.ndarray
    parent: np.ndarray
    px: np.ndarray
    py: np.ndarray
    pz: np.ndarray
    energy: np.ndarray
    x: np.ndarray
    y: np.ndarray
    z: np.ndarray

    @cached_property
    def pt(self) -> np.ndarray:
        """Transverse momentum, GeV."""
        return np.hypot(self.px, self.py)

    @cached_property
    def eta(self) -> np.ndarray:
        """Pseudorapidity."""
        return np.arcsinh(self.pz / np.maximum(self.pt, 1e-9))

    @cached_property
    def phi(self) -> np.ndarray:
        """Azimuth, rad."""
        return np.arctan2(self.py, self.px)


def start_pythia(settings: tuple[str, ...], seed: int) -> pythia8mc.Pythia:
    """A generator ready for its first event; `RuntimeError` where Pythia refuses its settings."""
    pythia = pythia8mc.Pythia("", False)
    for line in (*COMMON_SETTINGS, f"Random:seed = {seed}", *settings):
        if not pythia.readString(line):
            raise RuntimeError(f"Pythia does not know the setting `{line}`")
    if not pythia.init():
        raise RuntimeError(f"Pythia could not start with the settings {settings}")
    return pythia


def graviton_settings(mass: int) -> tuple[str, ...]:
    """Settings of the signal for a graviton of this mass (GeV)."""
    return (*SIGNAL_SETTINGS, f"5100039:m0 = {mass}.")


def qcd_events(seed: int, batch: int) -> Iterator[Particles]:
    """Batches of multijet events without end. Seeds of Pythia end at 900,000,000."""
    pythia = start_pythia(QCD_SETTINGS, 100 * seed + 1)
    while True:
        yield read_batch(pythia.nextBatch(batch))


def signal_events(seed: int, batch: int) -> Iterator[Particles]:
    """Batches of G* -> HH -> 4b events without end, one mass after the other.

    The masses of `GRAVITON_MASSES` follow each other, each with a generator of its own,
    started when its turn comes first.
    """
    started: dict[int, pythia8mc.Pythia] = {}
    while True:
        for number, mass in enumerate(GRAVITON_MASSES):
            if mass not in started:
                settings = graviton_settings(mass)
                started[mass] = start_pythia(settings, 100 * seed + 11 + number)
            yield read_batch(started[mass].nextBatch(batch))


def read_batch(batch: ak.Array) -> Particles:
    """Flat arrays of a batch of event records, without the last event.

    Pythia 8.317 hands out one entry too many in the list of production points at the start of
    every event, so that the points of event i stand i + 1 entries late and the last event's run
    out of the table. `_production_points` puts them back; the last event is left out.
    """
    record = batch.prt
    counts = ak.to_numpy(ak.num(record.id))
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    event = np.repeat(np.arange(len(counts)), counts)
    species = _flat(record.id)
    momenta = (_flat(record.p[name]) for name in ("px", "py", "pz", "e"))
    x, y, z = _production_points(record.vProd, event, first)
    columns = {
        "event": event,
        "species": species,
        "status": _flat(record.status),
        "parent": species[first[event] + _flat(record.mother1)],
        **dict(zip(("px", "py", "pz", "energy", "x", "y", "z"), (*momenta, x, y, z), strict=True)),
    }
    whole = event < len(counts) - 1
    return Particles(
        events=len(counts) - 1, **{name: column[whole] for name, column in columns.items()}
    )


def _production_points(
    points: ak.Array, event: np.ndarray, first: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Production points (x, y, z; cm) of all entries; 0 where none is recorded.

    The points that exist are stored in order; only the marks of the entries that own them are
    displaced. The first entry of an event stands for the event as a whole and owns none, which
    tells whether the marks are displaced and, after the repair, that all are in place.
    """
    table = points.layout.content
    marked = np.asarray(table.index.data) >= 0
    if marked[first[0]]:
        source = np.arange(len(marked)) + event + 1
        marked = np.append(marked, False)[np.minimum(source, len(marked))]
    if marked[first[:-1]].any():
        raise RuntimeError("Pythia's table of production points has a form not known here")
    row = np.cumsum(marked) - 1
    stored = (np.asarray(table.content[axis].data) for axis in ("px", "py", "pz"))
    x, y, z = (np.where(marked, CM_PER_MM * values[row], 0.0) for values in stored)
    return x, y, z


def _flat(values: ak.Array) -> np.ndarray:
    return ak.to_numpy(ak.flatten(values))
