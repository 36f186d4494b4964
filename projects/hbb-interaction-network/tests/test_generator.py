"""Events read in batches equal the event records that Pythia shows one by one."""

import numpy as np
import pytest

from src.data import generator

EVENTS = 6


@pytest.fixture(scope="module")
def in_batch():
    pythia = generator.start_pythia(generator.graviton_settings(1000), 7)
    return generator.read_batch(pythia.nextBatch(EVENTS))


@pytest.fixture(scope="module")
def one_by_one():
    pythia = generator.start_pythia(generator.graviton_settings(1000), 7)
    rows = []
    for event in range(EVENTS - 1):
        assert pythia.next()
        for entry in pythia.event:
            place = (entry.xProd(), entry.yProd(), entry.zProd())
            mother = pythia.event[entry.mother1()].id()
            rows.append((event, entry.id(), entry.status(), mother, entry.px(), entry.e(), *place))
    return np.array(rows).T


def test_batches_hold_all_events_but_the_last(in_batch):
    assert in_batch.events == EVENTS - 1


@pytest.mark.parametrize(
    ("row", "column", "unit"),
    [
        (0, "event", 1),
        (1, "species", 1),
        (2, "status", 1),
        (3, "parent", 1),
        (4, "px", 1),
        (5, "energy", 1),
        (6, "x", generator.CM_PER_MM),
        (7, "y", generator.CM_PER_MM),
        (8, "z", generator.CM_PER_MM),
    ],
)
def test_every_entry_is_read_as_it_is_recorded(in_batch, one_by_one, row, column, unit):
    np.testing.assert_array_equal(getattr(in_batch, column), one_by_one[row] * unit)


def test_bottom_hadrons_fly_millimetres(in_batch):
    species, parent = np.abs(in_batch.species), np.abs(in_batch.parent)
    from_bottom = (in_batch.status > 0) & np.isin(parent, [511, 521, 531]) & (species < 1000)
    radius = np.hypot(in_batch.x, in_batch.y)[from_bottom]
    assert 0.05 < np.median(radius) < 2.0
