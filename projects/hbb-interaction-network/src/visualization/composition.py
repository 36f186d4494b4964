"""What simulated jets are made of: flavours, multiplicities, kinematics."""

from __future__ import annotations

import numpy as np

from ..data.features import CLASSES
from ..data.shards import JetSet

FLAVOURS = ("light", "charm", "one bottom hadron", "two or more")


def flavours(jets: JetSet) -> np.ndarray:
    """Index into `FLAVOURS` of each jet, by the heavy hadrons in it: [jets]."""
    bottom, charm = jets.values["fj_nbHadrons"], jets.values["fj_ncHadrons"]
    return np.select([bottom >= 2, bottom == 1, charm >= 1], [3, 2, 1], 0)


def composition(jets: JetSet) -> dict[str, dict[str, float]]:
    """Share of each flavour among the jets of each class."""
    flavour = flavours(jets)
    return {
        name: {
            kind: float(np.mean(flavour[jets.label == label] == number))
            for number, kind in enumerate(FLAVOURS)
        }
        for label, name in enumerate(CLASSES)
    }


def summary(jets: JetSet) -> dict[str, dict[str, float]]:
    """Means and medians of multiplicities and kinematics for each class."""
    return {name: _class_summary(jets, label) for label, name in enumerate(CLASSES)}


def _class_summary(jets: JetSet, label: int) -> dict[str, float]:
    mine = jets.label == label
    tracks, vertices = jets.values["ntracks"][mine], jets.values["nsv"][mine]
    return {
        "jets": int(mine.sum()),
        "mean number of tracks": float(np.mean(tracks)),
        "mean number of secondary vertices": float(np.mean(vertices)),
        "share with a secondary vertex": float(np.mean(vertices > 0)),
        "median transverse momentum (GeV)": float(np.median(jets.values["fj_pt"][mine])),
        "median soft-drop mass (GeV)": float(np.median(jets.values["fj_sdmass"][mine])),
    }
