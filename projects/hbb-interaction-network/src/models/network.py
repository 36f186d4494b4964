"""The interaction network in PyTorch: as published, and in a factorised form of the same function.

Architecture: Moreno et al., Phys. Rev. D 102 (2020) 012010, section IV; Duarte et al., Mach. Learn.
Sci. Technol. 4 (2023) 045062, section 2.4.1. Parameters carry the names of the published files.
"""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data.features import MAX_TRACKS, MAX_VERTICES
from .architecture import Architecture
from .edges import edge_sums


class InteractionNetwork(nn.Module):
    """Parameters of the network and the published way to compute it.

    `forward(tracks, vertices)` takes float32 [batch, P, 60] and [batch, S, 5], padded with zeros,
    and returns logits [batch, 2] in the order of `features.CLASSES`.
    """

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture = architecture
        for name, (outputs, inputs) in architecture.layers().items():
            setattr(self, name, nn.Linear(inputs, outputs))

    def forward(self, tracks: Tensor, vertices: Tensor) -> Tensor:
        """Logits by the matrices R_R, R_S, R_K and R_V of the paper."""
        receivers, senders, track_ends, vertex_ends = (
            matrix.to(tracks) for matrix in interaction_matrices(MAX_TRACKS, MAX_VERTICES)
        )
        pairs = torch.cat([tracks @ receivers, tracks @ senders], dim=1).transpose(1, 2)
        between_tracks = self.edges_of_tracks(pairs).transpose(1, 2) @ receivers.T
        pairs = torch.cat([tracks @ track_ends, vertices @ vertex_ends], dim=1).transpose(1, 2)
        from_vertices = self.edges_of_vertices(pairs).transpose(1, 2) @ track_ends.T
        nodes = torch.cat([tracks, between_tracks, from_vertices], dim=1).transpose(1, 2)
        return self.fc_fixed(self.nodes(nodes).sum(dim=1))

    def edges_of_tracks(self, pairs: Tensor) -> Tensor:
        """f_R: states [..., D_E] of edges between tracks from both ends' features [..., 2P]."""
        return F.relu(self.fr3(F.relu(self.fr2(F.relu(self.fr1(pairs))))))

    def edges_of_vertices(self, pairs: Tensor) -> Tensor:
        """f_V: states [..., D_E] of edges from vertices to tracks, from features [..., P + S]."""
        return F.relu(self.fr3_pv(F.relu(self.fr2_pv(F.relu(self.fr1_pv(pairs))))))

    def nodes(self, nodes: Tensor) -> Tensor:
        """f_O: states [..., D_O] of tracks from features and summed edges [..., P + 2 D_E]."""
        return F.relu(self.fo3(F.relu(self.fo2(F.relu(self.fo1(nodes))))))


def interaction_matrices(tracks: int, vertices: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """R_R and R_S [tracks, tracks (tracks − 1)], R_K [tracks, tracks · vertices] and R_V.

    Column e of R_R holds a one in the row of the track that edge e goes to, and of R_S in the row
    of the track it comes from; R_K and R_V say the same of the edges from vertices to tracks.
    """
    pairs = torch.tensor([p for p in itertools.product(range(tracks), repeat=2) if p[0] != p[1]])
    mixed = torch.tensor(list(itertools.product(range(tracks), range(vertices))))
    return (
        F.one_hot(pairs[:, 0], tracks).T.float(),
        F.one_hot(pairs[:, 1], tracks).T.float(),
        F.one_hot(mixed[:, 0], tracks).T.float(),
        F.one_hot(mixed[:, 1], vertices).T.float(),
    )


def slots_for(items: int, all_slots: int) -> int:
    """Slots that hold `items` real items and, where there is room, one of padding."""
    return min(all_slots, items + 1)


def multiplicities(slots: int, all_slots: int) -> Tensor:
    """How many of `all_slots` each of `slots` slots stands for, float32 [slots].

    Padded items are all equal, hence one slot can stand for several. A list whose last slot is
    padding, or that is full, is described exactly by ones and a last entry that completes the sum.
    """
    counts = torch.ones(slots)
    counts[-1] = all_slots + 1 - slots
    return counts


def compact_logits(
    network: InteractionNetwork, tracks: Tensor, vertices: Tensor, edge_type: torch.dtype
) -> Tensor:
    """Logits [batch, 2] from `tracks` [batch, slots, P] and `vertices` [batch, vertex slots, S].

    Items come before features here, and there are at least `slots_for` the jet with most items;
    slots after a jet's items hold what padding looks like. The function is the one of
    `InteractionNetwork.forward`: W·[x_i; x_j] = W_r x_i + W_s x_j, so that the first layer of the
    edges is computed per item, and padding is counted instead of repeated.

    The edges, most of the work, are computed in `edge_type`, float32 or bfloat16.
    """
    slots, features = tracks.shape[1:]
    track_counts = multiplicities(slots, MAX_TRACKS).to(tracks)
    vertex_counts = multiplicities(vertices.shape[1], MAX_VERTICES).to(tracks)
    between_tracks = edge_sums(
        F.linear(tracks, network.fr1.weight[:, :features], network.fr1.bias),
        F.linear(tracks, network.fr1.weight[:, features:]),
        network.fr2,
        network.fr3,
        (track_counts - torch.eye(slots).to(tracks)).to(edge_type),
    )
    from_vertices = edge_sums(
        F.linear(tracks, network.fr1_pv.weight[:, :features], network.fr1_pv.bias),
        F.linear(vertices, network.fr1_pv.weight[:, features:]),
        network.fr2_pv,
        network.fr3_pv,
        vertex_counts.expand(slots, -1).to(edge_type),
    )
    states = network.nodes(torch.cat([tracks, between_tracks, from_vertices], dim=2))
    return network.fc_fixed((states * track_counts.unsqueeze(1)).sum(dim=1))
