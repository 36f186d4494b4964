"""Command: simulate H->bb and QCD jets into shards, each made from its own seed.

Example: `python -m src.data.make_dataset --out data/jets --jets 340000 --workers 2`. Finished
shards are kept, so that the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import detector, generator, jets, vertex_search
from .features import CLASSES
from .jet_features import compute_features
from .shards import JetSet, concatenate, shard_jets, take, write_shard

EVENTS_PER_BATCH = 150
PER_CLASS = 2500
"""Jets of each class in a shard."""
QCD, HBB = range(len(CLASSES))
SOFTWARE = ("pythia8mc", "fastjet", "numpy", "numba", "awkward", "h5py")


@dataclass(frozen=True)
class Shard:
    """A shard to be made: its seed, its jets of each class and the file it goes to."""

    seed: int
    per_class: int
    path: Path


def simulate_shard(seed: int, per_class: int) -> JetSet:
    """As many jets of each class, QCD and signal alternating. Depends on its arguments alone."""
    both = concatenate([simulate_class(label, seed, per_class) for label in (QCD, HBB)])
    alternating = np.arange(2 * per_class).reshape(2, per_class).T.ravel()
    return take(both, alternating)


def simulate_class(label: int, seed: int, count: int) -> JetSet:
    """The first `count` jets of a class for this seed."""
    rng = np.random.default_rng([seed, label])
    source = generator.qcd_events if label == QCD else generator.signal_events
    parts: list[JetSet] = []
    for particles in source(seed, EVENTS_PER_BATCH):
        parts.append(jets_of_events(particles, label, rng))
        if sum(map(len, parts)) >= count:
            break
    return take(concatenate(parts), np.arange(count))


def jets_of_events(particles: generator.Particles, label: int, rng: np.random.Generator) -> JetSet:
    """Selected jets of some events: detector, clustering, truth and features."""
    candidates = detector.detect(particles, rng)
    found = jets.find_jets(candidates)
    if label == HBB:
        quarks = jets.count_near(found, particles, jets.quarks_of_higgs(particles))
        found = jets.keep_jets(found, quarks == 2)
    features = compute_features(candidates, found)
    constant = np.ones(len(found), np.int32)
    bottom = jets.hadrons(particles, jets.BOTTOM_HADRONS)
    charm = jets.hadrons(particles, jets.CHARM_HADRONS)
    truth = {
        "fj_nbHadrons": jets.count_near(found, particles, bottom),
        "fj_ncHadrons": jets.count_near(found, particles, charm),
        "fj_isH": constant * (label == HBB),
        "fj_isQCD": constant * (label == QCD),
        "sample_isQCD": constant * (label == QCD),
    }
    labels = np.full(len(found), label, np.int64)
    return JetSet(features.tracks, features.vertices, labels, {**features.spectators, **truth})


def provenance(seed: int, per_class: int) -> dict[str, object]:
    """What made a shard: seed, settings and versions."""
    return {
        "generator": "Pythia 8, anti-kT 0.8, parametrised tracker",
        "seed": seed,
        "jets_per_class": per_class,
        "events_per_batch": EVENTS_PER_BATCH,
        "settings": list(generator.COMMON_SETTINGS),
        "settings_qcd": list(generator.QCD_SETTINGS),
        "settings_signal": list(generator.SIGNAL_SETTINGS),
        "graviton_masses_gev": list(generator.GRAVITON_MASSES),
        "selection": {
            "jet": "anti-kT, R = 0.8",
            "pt_gev": [jets.MIN_PT, jets.MAX_PT],
            "max_abs_eta": jets.MAX_ETA,
            "soft_drop_mass_gev": [jets.MIN_SOFT_DROP_MASS, jets.MAX_SOFT_DROP_MASS],
            "soft_drop_z_cut": jets.SOFT_DROP_Z_CUT,
            "min_tracks": jets.MIN_TRACKS,
            "track_min_pt_gev": detector.TRACK_MIN_PT,
        },
        "vertex_finder": {
            "track_min_pt_gev": detector.VERTEXING_MIN_PT,
            "min_seed_distance_cm": vertex_search.MIN_SEED_DISTANCE,
            "min_seed_significance": vertex_search.MIN_SEED_SIGNIFICANCE,
            "min_partner_significance": vertex_search.MIN_PARTNER_SIGNIFICANCE,
            "max_pair_distance_cm": vertex_search.MAX_PAIR_DISTANCE,
            "max_pair_significance": vertex_search.MAX_PAIR_SIGNIFICANCE,
            "min_tracks_cosine": vertex_search.MIN_TRACKS_COSINE,
            "min_transverse_significance": vertex_search.MIN_TRANSVERSE_SIGNIFICANCE,
            "min_significance": vertex_search.MIN_SIGNIFICANCE,
            "min_pointing_cosine": vertex_search.MIN_POINTING_COSINE,
        },
        "versions": {name: importlib.metadata.version(name) for name in SOFTWARE},
    }


def plan(folder: Path, total: int, per_class: int, first_seed: int) -> list[Shard]:
    """The shards that hold at least `total` jets, numbered by seed."""
    count = -(-total // (2 * per_class))
    seeds = range(first_seed, first_seed + count)
    return [Shard(seed, per_class, folder / f"jets-{seed:06d}.h5") for seed in seeds]


def is_done(shard: Shard) -> bool:
    """Whether the shard's file is there and holds the planned number of jets."""
    try:
        return shard.path.exists() and shard_jets(shard.path) == 2 * shard.per_class
    except (OSError, KeyError):
        return False


def make(shard: Shard) -> Path:
    """Simulates one shard and writes it."""
    made = simulate_shard(shard.seed, shard.per_class)
    write_shard(shard.path, made, provenance(shard.seed, shard.per_class))
    return shard.path


def run(shards: list[Shard], workers: int) -> Iterator[Path]:
    """Makes the shards on several processes; yields each file when it is finished."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, maxtasksperchild=8) as pool:
        yield from pool.imap_unordered(make, shards)


def report(done: int, todo: int, jets_each: int, start: float) -> str:
    """One line of progress: shards, jets, rate and the time left."""
    elapsed = time.monotonic() - start
    rate = done * jets_each / elapsed
    left = (todo - done) * jets_each / rate / 60
    return f"{done}/{todo} shards, {done * jets_each} jets, {rate:.1f} jets/s, {left:.0f} min left"


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m src.data.make_dataset", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--jets", type=int, required=True, help="jets in all, half of each class")
    parser.add_argument("--per-class", type=int, default=PER_CLASS, help="per shard and class")
    parser.add_argument("--first-seed", type=int, default=1, help="seed of the first shard")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0 when all shards are there."""
    options = parse(arguments)
    if min(options.jets, options.per_class, options.first_seed, options.workers) < 1:
        print("error: numbers of jets, seeds and workers start at 1", file=sys.stderr)
        return 2
    shards = plan(options.out, options.jets, options.per_class, options.first_seed)
    missing = [shard for shard in shards if not is_done(shard)]
    print(f"{len(shards)} shards, {len(shards) - len(missing)} of them already there", flush=True)
    start = time.monotonic()
    for done, path in enumerate(run(missing, options.workers), start=1):
        line = report(done, len(missing), 2 * options.per_class, start)
        print(f"{path.name}: {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
