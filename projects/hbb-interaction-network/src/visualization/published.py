"""What the published networks, not retrained, make of jets.

The networks are those of Duarte et al., Mach. Learn. Sci. Technol. 4 (2023) 045062: the baseline
and the three of table 10. A simulation that they cannot classify is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ..data.shards import JetSet
from ..models.architecture import DROPPED_TRACK_FEATURES, DROPPED_VERTEX_FEATURES, Architecture
from ..models.compact_jets import gather
from ..models.export import read_weights
from ..models.metrics import roc_auc
from ..models.network import InteractionNetwork
from ..models.training import probabilities

BASELINE = "25,554 parameters"
RESAMPLINGS = 100


def _small(hidden: int, edge: int, node: int) -> Architecture:
    return Architecture(hidden, edge, node, DROPPED_TRACK_FEATURES, DROPPED_VERTEX_FEATURES)


NETWORKS = {
    BASELINE: ("gnn_baseline_best.pth", Architecture(), 0.9902),
    "8,498 parameters": (
        "gnn_psvfeaturesdropped_001_noTrackQ_hidden32_De16_Do16_best.pth",
        _small(32, 16, 16),
        0.9887,
    ),
    "7,178 parameters": (
        "gnn_psvfeaturesdropped_001_noTrackQ_hidden32_De8_Do8_best.pth",
        _small(32, 8, 8),
        0.9884,
    ),
    "2,842 parameters": (
        "gnn_psvfeaturesdropped_001_noTrackQ_hidden16_De8_Do8_best.pth",
        _small(16, 8, 8),
        0.9862,
    ),
}
"""File, sizes and the AUC that table 10 gives for the CMS jets."""


def scores(folder: Path, jets: JetSet) -> Iterator[tuple[str, np.ndarray]]:
    """Name and probabilities of H→bb [jets] of every published network found in the folder."""
    for name, (file, architecture, _) in NETWORKS.items():
        if (folder / file).exists():
            network = InteractionNetwork(architecture)
            network.load_state_dict(read_weights(folder / file))
            items = gather([(jets.tracks, jets.vertices, jets.label)], architecture)
            yield name, probabilities(network, items)


def auc_with_error(score: np.ndarray, label: np.ndarray) -> tuple[float, float]:
    """AUC and its standard deviation over bootstrap samples, the classes drawn apart."""
    rng = np.random.default_rng(0)
    classes = [np.flatnonzero(label == value) for value in (0, 1)]
    found = []
    for _ in range(RESAMPLINGS):
        drawn = np.concatenate([rng.choice(rows, len(rows)) for rows in classes])
        found.append(roc_auc(score[drawn], label[drawn]))
    return roc_auc(score, label), float(np.std(found, ddof=1))


def roc_curve(score: np.ndarray, label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Efficiencies of QCD and of H→bb for 400 cuts on the score, from tight to loose."""
    cuts = np.quantile(score[label == 1], np.linspace(1, 0, 400))
    background = np.sort(score[label == 0])
    signal = np.sort(score[label == 1])
    above = [1 - np.searchsorted(values, cuts) / len(values) for values in (background, signal)]
    return above[0], above[1]
