"""How near the scores of a smaller network are to those of the baseline, from their control sets.

Source: Duarte et al., Mach. Learn. Sci. Technol. 4 (2023) 045062, equation (1) and table 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from record_files.record_yaml import grouped

from ..models.architecture import Architecture
from .evaluations import DATASET, with_uncertainty
from .model_record import CONTROL_SET, as_tuples

#: Folder of the network that the others are compared with.
BASELINE = "hbb-in-pythia"


def of_baseline(folder: Path, run: dict[str, Any]) -> list[dict[str, Any]]:
    """The evaluation of the network in `folder`; none for the baseline, or where it is not there.

    No split is named: the jets are some of the test split, fewer than the record says were tested.
    """
    path = folder.parent / BASELINE / CONTROL_SET
    if folder.name == BASELINE or not path.is_file():
        return []
    architecture = Architecture(**as_tuples(run["configuration"]["architecture"]))
    with np.load(folder / CONTROL_SET) as own, np.load(path) as baseline:
        apart = differences(own, baseline, architecture)
    if len(apart) < 2:
        return []
    error = float(apart.std(ddof=1) / np.sqrt(len(apart)))
    return [
        {
            "metric": "fidelity",
            **with_uncertainty(1 - float(apart.mean()), error),
            "dataset": DATASET,
            "condition": f"to {BASELINE}, on {grouped(len(apart))} jets of both control sets",
            "method": "One minus the mean absolute difference of the scores from those of the "
            "baseline; uncertainty: standard error of that mean.",
            "date": run["date"],
        }
    ]


def differences(
    own: Mapping[str, np.ndarray], baseline: Mapping[str, np.ndarray], architecture: Architecture
) -> np.ndarray:
    """|ŷ − ŷ of the baseline| for every jet that both control sets hold.

    The baseline reads all features; a jet is the same where those that `architecture` keeps are.
    """
    kept = jets(
        baseline["tracks"][:, architecture.kept_tracks],
        baseline["vertices"][:, architecture.kept_vertices],
    )
    places = {jet: place for place, jet in enumerate(kept)}
    pairs = [
        (place, places[jet])
        for place, jet in enumerate(jets(own["tracks"], own["vertices"]))
        if jet in places
    ]
    ours, theirs = np.array(pairs, int).reshape(-1, 2).T
    scores = own["reference_probabilities"][ours, 1].astype(float)
    return np.abs(scores - baseline["reference_probabilities"][theirs, 1])


def jets(tracks: np.ndarray, vertices: np.ndarray) -> list[bytes]:
    """Each jet's values as bytes."""
    pairs = zip(tracks, vertices, strict=True)
    return [track.tobytes() + vertex.tobytes() for track, vertex in pairs]
