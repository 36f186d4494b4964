"""Jets in memory without their padding.

A jet has 26 tracks on average and often no vertex, out of 60 and 5 slots, so that jets are kept as
flat lists of items with offsets, and padded again batch by batch, only as far as the batch needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..data.features import MAX_TRACKS, MAX_VERTICES
from .architecture import Architecture
from .network import slots_for


@dataclass
class Items:
    """Tracks or vertices of many jets.

    `values` float32 [all items + 1, features], whose last row is what padding looks like;
    `offsets` int64 [jets + 1] cuts it into jets; `slots` is the most that a jet can have.
    """

    values: Tensor
    offsets: Tensor
    slots: int

    @property
    def counts(self) -> Tensor:
        """Items of each jet, int64 [jets]."""
        return self.offsets.diff()

    def padded(self, jets: Tensor) -> Tensor:
        """The items of `jets` (indices), float32 [jets, slots as needed, features]."""
        counts = self.offsets[jets + 1] - self.offsets[jets]
        slots = torch.arange(slots_for(int(counts.max()), self.slots))
        rows = self.offsets[jets].unsqueeze(1) + slots
        rows = torch.where(slots < counts.unsqueeze(1), rows, len(self.values) - 1)
        return self.values[rows]


@dataclass
class CompactJets:
    """Jets with their labels (int64 [jets], index into `features.CLASSES`)."""

    tracks: Items
    vertices: Items
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)


def subset(jets: CompactJets, chosen: Tensor) -> CompactJets:
    """A copy of the jets with these indices, in this order."""
    return CompactJets(
        items_of(jets.tracks, chosen), items_of(jets.vertices, chosen), jets.labels[chosen]
    )


def items_of(items: Items, chosen: Tensor) -> Items:
    """A copy of the items of the jets with these indices."""
    counts = items.counts[chosen]
    offsets = torch.cat([torch.zeros(1, dtype=torch.int64), counts.cumsum(0)])
    shifts = (items.offsets[chosen] - offsets[:-1]).repeat_interleave(counts)
    rows = torch.cat([torch.arange(len(shifts)) + shifts, torch.tensor([len(items.values) - 1])])
    return Items(items.values[rows], offsets, items.slots)


#: `tracks` [jets, features, 60], `vertices` [jets, features, 5] and `labels` [jets] of one file.
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


def gather(parts: Iterable[Arrays], architecture: Architecture) -> CompactJets:
    """All jets of `parts`, with the features that `architecture` reads.

    Raises `ValueError` where a value is not finite or there is no jet at all.
    """
    tracks, vertices, labels = [], [], []
    for part in parts:
        tracks.append(without_padding(part[0][:, architecture.kept_tracks], part[0]))
        vertices.append(without_padding(part[1][:, architecture.kept_vertices], part[1]))
        labels.append(np.asarray(part[2], dtype=np.int64))
    if not labels:
        raise ValueError("no file of jets was given")
    return CompactJets(
        joined(tracks, MAX_TRACKS),
        joined(vertices, MAX_VERTICES),
        torch.from_numpy(np.concatenate(labels)),
    )


def without_padding(values: np.ndarray, every: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Items [items, features] of `values` [jets, features, slots], and how many each jet has.

    A jet's items end with the last slot in which any feature of `every`, the features before some
    were dropped, is not zero.
    """
    if not np.isfinite(values).all():
        jet, feature, slot = np.argwhere(~np.isfinite(values))[0]
        raise ValueError(f"jet {jet}: feature {feature} of item {slot} is not a finite number")
    filled = (every != 0).any(axis=1)
    slots = filled.shape[1]
    counts = np.where(filled.any(axis=1), slots - filled[:, ::-1].argmax(axis=1), 0)
    real = np.arange(slots) < counts[:, None]
    return values.transpose(0, 2, 1)[real].astype(np.float32), counts


def joined(parts: list[tuple[np.ndarray, np.ndarray]], slots: int) -> Items:
    """One list of items from those of several files, with a row of zeros for padding."""
    features = parts[0][0].shape[1]
    values = np.concatenate([part[0] for part in parts] + [np.zeros((1, features), np.float32)])
    counts = np.concatenate([part[1] for part in parts])
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return Items(torch.from_numpy(values), torch.from_numpy(offsets.astype(np.int64)), slots)
