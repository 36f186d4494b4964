"""Reading the CMS Open Data ntuples of boosted H->bb and QCD jets (CERN Open Data record 12102).

Two forms are read in chunks: ROOT files with the tree `deepntuplizer/tree`, one entry a jet, its
tracks and vertices in jagged branches; and the HDF5 files made of them, one dataset a branch,
tracks and vertices in zero-padded columns. Both keep the order in which CMS sorted the items.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import awkward as ak
import h5py
import hdf5plugin  # noqa: F401  # registers Blosc, with which the published HDF5 files are packed
import numpy as np
import uproot

from .features import (
    CLASSES,
    MAX_TRACKS,
    MAX_VERTICES,
    SPECTATORS,
    TRACK_FEATURES,
    TRUTH,
    VERTEX_FEATURES,
    names,
)
from .jets import MAX_PT, MAX_SOFT_DROP_MASS, MIN_PT, MIN_SOFT_DROP_MASS
from .shards import JetSet, take

TREE = "deepntuplizer/tree"
NEEDED = ("fj_pt", "fj_eta", "fj_sdmass", "ntracks", "nsv", "fj_isH", "fj_isQCD", "sample_isQCD")
"""Branches that each file must have beside the features; other spectators are taken if there."""
QCD, HBB = range(len(CLASSES))

Columns = dict[str, np.ndarray]


class UnreadableNtuple(ValueError):
    """A file that is not such an ntuple; the message names it and says what is wrong."""


@dataclass(frozen=True)
class CutFlow:
    """How many jets were read, had a label, were in the selection, and were finite and kept."""

    read: int = 0
    labelled: int = 0
    selected: int = 0
    kept: int = 0

    def __add__(self, other: CutFlow) -> CutFlow:
        """The counts of both."""
        return CutFlow(
            self.read + other.read,
            self.labelled + other.labelled,
            self.selected + other.selected,
            self.kept + other.kept,
        )


def read_columns(path: Path, chunk: int) -> Iterator[Columns]:
    """Columns of at most `chunk` jets at a time, from a ROOT or an HDF5 file.

    Track columns are float32 [n, 60], vertex columns [n, 5], all others [n].
    """
    if path.suffix == ".root":
        return _read_root(path, chunk)
    if path.suffix in (".h5", ".hdf5"):
        return _read_hdf5(path, chunk)
    raise UnreadableNtuple(f"{path}: neither .root nor .h5; give the ntuples of record 12102")


def select(columns: Columns) -> tuple[JetSet, CutFlow]:
    """Labelled jets within the selection of Duarte et al., section 3.

    300 < pT < 2000 GeV, 40 < soft-drop mass < 200 GeV; QCD where `sample_isQCD` and `fj_isQCD`,
    Hbb where `fj_isH`; a jet that is both or neither has no label and is left out, as are jets
    with values that are not finite.
    """
    jets, labelled = _jets(columns)
    pt, mass = jets.values["fj_pt"], jets.values["fj_sdmass"]
    inside = (pt > MIN_PT) & (pt < MAX_PT)
    inside &= (mass > MIN_SOFT_DROP_MASS) & (mass < MAX_SOFT_DROP_MASS)
    finite = np.isfinite(jets.tracks).all(axis=(1, 2)) & np.isfinite(jets.vertices).all(axis=(1, 2))
    chosen = labelled & inside & finite
    flow = CutFlow(
        len(jets), int(labelled.sum()), int((labelled & inside).sum()), int(chosen.sum())
    )
    return take(jets, np.nonzero(chosen)[0]), flow


def _jets(columns: Columns) -> tuple[JetSet, np.ndarray]:
    """All jets of the columns, and which of them have a label."""
    qcd = (columns["sample_isQCD"] != 0) & (columns["fj_isQCD"] != 0)
    higgs = columns["fj_isH"] != 0
    values = {name: columns[name] for name in _scalars() if name in columns}
    tracks = np.stack([columns[name] for name in names(TRACK_FEATURES)], axis=1)
    vertices = np.stack([columns[name] for name in names(VERTEX_FEATURES)], axis=1)
    label = np.where(higgs, HBB, QCD).astype(np.int64)
    return JetSet(tracks, vertices, label, values), qcd != higgs


def _scalars() -> list[str]:
    return names((*SPECTATORS, *TRUTH))


def _wanted() -> dict[str, int]:
    """Jagged columns and the number of places they are padded to."""
    tracks = dict.fromkeys(names(TRACK_FEATURES), MAX_TRACKS)
    return {**tracks, **dict.fromkeys(names(VERTEX_FEATURES), MAX_VERTICES)}


def _check_present(path: Path, present: set[str]) -> None:
    missing = [name for name in (*_wanted(), *NEEDED) if name not in present]
    if missing:
        raise UnreadableNtuple(
            f"{path}: {len(missing)} branches are missing, among them "
            f"{', '.join(missing[:5])}; the file is not an ntuple of record 12102"
        )


def _read_root(path: Path, chunk: int) -> Iterator[Columns]:
    try:
        with uproot.open(path) as file:
            if TREE not in file:
                raise UnreadableNtuple(f"{path}: there is no tree {TREE}")
            tree = file[TREE]
            _check_present(path, set(tree.keys()))
            optional = [name for name in _scalars() if name in tree.keys()]  # noqa: SIM118
            branches = [*_wanted(), *dict.fromkeys([*NEEDED, *optional])]
            for arrays in tree.iterate(branches, step_size=chunk, library="ak"):
                yield {name: _regular(arrays[name], name, path) for name in branches}
    except (OSError, uproot.DeserializationError) as error:
        raise UnreadableNtuple(f"{path}: cannot be read as ROOT ({error})") from error


def _regular(values: ak.Array, name: str, path: Path) -> np.ndarray:
    places = _wanted().get(name)
    if places is None:
        return ak.to_numpy(values)
    _check_list(values.ndim, name, path)
    padded = ak.fill_none(ak.pad_none(values, places, clip=True), 0.0)
    return ak.to_numpy(padded).astype(np.float32)


def _read_hdf5(path: Path, chunk: int) -> Iterator[Columns]:
    try:
        with h5py.File(path, "r") as file:
            _check_present(path, set(file.keys()))
            jets = len(file["fj_pt"])
            branches = [*_wanted(), *(name for name in _scalars() if name in file)]
            for start in range(0, jets, chunk):
                rows = slice(start, min(start + chunk, jets))
                yield {name: _fitted(file[name][rows], name, path) for name in branches}
    except OSError as error:
        raise UnreadableNtuple(f"{path}: cannot be read as HDF5 ({error})") from error


def _fitted(values: np.ndarray, name: str, path: Path) -> np.ndarray:
    """A column cut or zero-padded to the number of places; others as they are."""
    places = _wanted().get(name)
    if places is None:
        return values
    _check_list(values.ndim, name, path)
    fitted = np.zeros((len(values), places), np.float32)
    kept = min(places, values.shape[1])
    fitted[:, :kept] = values[:, :kept]
    return fitted


def _check_list(dimensions: int, name: str, path: Path) -> None:
    if dimensions != 2:
        raise UnreadableNtuple(f"{path}: {name} is no list of values for each jet")
