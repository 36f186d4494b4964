"""Standardised inputs for training, folded into the first layers afterwards.

The features span eleven orders of magnitude, from covariances in cm² to momenta in GeV. The network
is trained on (x − centre) / scale; because the first layers are affine, the trained network is then
rewritten, exactly, as one that reads x itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from .compact_jets import CompactJets, Items

#: Values beyond these quantiles count as if they lay on them, so that tails set no scale.
QUANTILES = (0.02, 0.98)
#: The scale is not below this part of the plain standard deviation, so that tails stay bounded.
FLOOR = 0.2
#: Items that the statistics are taken from at most.
SAMPLE = 200_000


@dataclass
class Scaling:
    """Centres and scales [features] of tracks and vertices, float32, and their extreme values."""

    track_centre: Tensor
    track_scale: Tensor
    vertex_centre: Tensor
    vertex_scale: Tensor
    track_ends: Tensor
    vertex_ends: Tensor

    def to_dict(self) -> dict[str, list[float]]:
        """As lists, for a file of the run."""
        return {name: value.tolist() for name, value in vars(self).items()}


def measure(jets: CompactJets) -> Scaling:
    """The scaling for `jets`, from real items only, never from padding."""
    return Scaling(
        *centre_and_scale(jets.tracks),
        *centre_and_scale(jets.vertices),
        ends(jets.tracks),
        ends(jets.vertices),
    )


def ends(items: Items) -> Tensor:
    """The least and the greatest value [features, 2] of real items; none where there are none."""
    values = items.values[:-1]
    if len(values) == 0:
        return torch.zeros(0, 2)
    return torch.stack([values.amin(dim=0), values.amax(dim=0)], dim=1)


def centre_and_scale(items: Items) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation [features] of the values, tails pulled in."""
    values = items.values[:-1]
    if len(values) < 2:
        features = items.values.shape[1]
        return torch.zeros(features), torch.ones(features)
    values = values[:: -(-len(values) // SAMPLE)].double()
    low, high = torch.quantile(values, torch.tensor(QUANTILES, dtype=torch.float64), dim=0)
    inner = values.clamp(low, high)
    scale = torch.maximum(inner.std(dim=0), FLOOR * values.std(dim=0))
    scale = torch.where(scale > 0, scale, torch.ones_like(scale))
    return inner.mean(dim=0).float(), scale.float()


def apply(jets: CompactJets, scaling: Scaling) -> None:
    """Standardise the values of `jets` in place, the rows of padding included."""
    jets.tracks.values.sub_(scaling.track_centre).div_(scaling.track_scale)
    jets.vertices.values.sub_(scaling.vertex_centre).div_(scaling.vertex_scale)


def fold(state: dict[str, Tensor], scaling: Scaling) -> dict[str, Tensor]:
    """The state dict that gives for x what `state` gives for (x − centre) / scale.

    Computed in float64 and returned in float32. W·((x − c)/s) + b = (W/s)·x + (b − (W/s)·c).
    """
    tracks = (scaling.track_centre, scaling.track_scale)
    vertices = (scaling.vertex_centre, scaling.vertex_scale)
    folded = {key: value.detach().double().clone() for key, value in state.items()}
    for layer, parts in {
        "fr1": (tracks, tracks),
        "fr1_pv": (tracks, vertices),
        "fo1": (tracks,),
    }.items():
        centre, scale = (torch.cat([part[i].double() for part in parts]) for i in (0, 1))
        weight = folded[f"{layer}.weight"]
        weight[:, : len(scale)] /= scale
        folded[f"{layer}.bias"] -= weight[:, : len(centre)] @ centre
    return {key: value.float() for key, value in folded.items()}
