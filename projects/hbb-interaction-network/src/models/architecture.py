"""Sizes of the interaction network and the features that each variant reads.

Sizes of the baseline: Duarte et al., Mach. Learn. Sci. Technol. 4 (2023) 045062, table 3. The three
smaller networks: table 10, with the features that their published metadata files list as dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..data.features import CLASSES, TRACK_FEATURES, VERTEX_FEATURES

#: Indices, among the 30 and 14, that the networks of table 10 do without: `drop_pfeatures` and
#: `drop_svfeatures` of the published metadata (label `psvfeaturesdropped_001_noTrackQ`).
DROPPED_TRACK_FEATURES = (2, 13, 14, 15, 16, 17, 18, 19, 20, 21, 25, 26)
DROPPED_VERTEX_FEATURES = (0, 1, 2, 3, 8)


@dataclass(frozen=True)
class Architecture:
    """Sizes of one interaction network.

    `hidden` is the width of every hidden layer, `edge` is D_E, the length of an edge's state, and
    `node` is D_O, the length of a track's state.
    """

    hidden: int = 60
    edge: int = 20
    node: int = 24
    dropped_tracks: tuple[int, ...] = field(default=())
    dropped_vertices: tuple[int, ...] = field(default=())

    @property
    def track_features(self) -> int:
        """P: number of features of a track that the network reads."""
        return len(TRACK_FEATURES) - len(self.dropped_tracks)

    @property
    def vertex_features(self) -> int:
        """S: number of features of a vertex that the network reads."""
        return len(VERTEX_FEATURES) - len(self.dropped_vertices)

    @property
    def kept_tracks(self) -> list[int]:
        """Indices of the track features that are read, in order."""
        return kept(len(TRACK_FEATURES), self.dropped_tracks)

    @property
    def kept_vertices(self) -> list[int]:
        """Indices of the vertex features that are read, in order."""
        return kept(len(VERTEX_FEATURES), self.dropped_vertices)

    def layers(self) -> dict[str, tuple[int, int]]:
        """Outputs and inputs of each layer, under the names of the published state dict."""
        p, s, h = self.track_features, self.vertex_features, self.hidden
        return {
            "fr1": (h, 2 * p),
            "fr2": (h, h),
            "fr3": (self.edge, h),
            "fr1_pv": (h, p + s),
            "fr2_pv": (h, h),
            "fr3_pv": (self.edge, h),
            "fo1": (h, p + 2 * self.edge),
            "fo2": (h, h),
            "fo3": (self.node, h),
            "fc_fixed": (len(CLASSES), self.node),
        }

    def parameters(self) -> int:
        """Number of trainable parameters: weights and biases of all layers."""
        return sum(out * (inputs + 1) for out, inputs in self.layers().values())


def kept(count: int, dropped: Sequence[int]) -> list[int]:
    """The indices below `count` that are not in `dropped`."""
    wrong = [index for index in dropped if not 0 <= index < count]
    if wrong:
        raise ValueError(f"dropped features {wrong} are not below {count}")
    return [index for index in range(count) if index not in set(dropped)]


def from_shapes(shapes: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Sizes of a network from the shapes of its state dict.

    Returns `track_features`, `vertex_features`, `hidden`, `edge` and `node`. Raises `ValueError`
    where a parameter is missing or two disagree.
    """
    needed = ("fr1.weight", "fr3.weight", "fr1_pv.weight", "fo1.weight", "fo3.weight")
    missing = [key for key in needed if key not in shapes]
    if missing:
        raise ValueError(f"not the state dict of an interaction network: no {', '.join(missing)}")
    hidden, double = shapes["fr1.weight"]
    sizes = {
        "track_features": double // 2,
        "vertex_features": shapes["fr1_pv.weight"][1] - double // 2,
        "hidden": hidden,
        "edge": shapes["fr3.weight"][0],
        "node": shapes["fo3.weight"][0],
    }
    expected = sizes["track_features"] + 2 * sizes["edge"]
    if double % 2 or shapes["fo1.weight"][1] != expected:
        raise ValueError(
            f"fo1.weight has {shapes['fo1.weight'][1]} inputs where fr1 and fr3 imply {expected}"
        )
    return sizes
