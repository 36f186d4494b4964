"""The network: its sizes, its published form, and the compact computation of the same function."""

from __future__ import annotations

import json
from pathlib import Path

import beside
import pytest
import torch
from torch import nn

from src.data.features import MAX_TRACKS, MAX_VERTICES
from src.models import configuration, scaling
from src.models.architecture import Architecture, from_shapes
from src.models.compact_jets import gather, subset
from src.models.edges import edge_sums
from src.models.network import InteractionNetwork, compact_logits, multiplicities, slots_for
from src.models.training import logits_of
from tests.toy_jets import tensors, toy_jets

PROJECT = Path(__file__).parents[1]
PUBLISHED = beside.shared() / "data" / "fair4hep-hbb"
NETWORKS = {
    "hbb-in-pythia": (25554, "gnn_baseline"),
    "hbb-in-pythia-8498": (8498, "gnn_psvfeaturesdropped_001_noTrackQ_hidden32_De16_Do16"),
    "hbb-in-pythia-7178": (7178, "gnn_psvfeaturesdropped_001_noTrackQ_hidden32_De8_Do8"),
    "hbb-in-pythia-2842": (2842, "gnn_psvfeaturesdropped_001_noTrackQ_hidden16_De8_Do8"),
}
SMALL = Architecture(hidden=8, edge=4, node=3)
ABLATED = Architecture(hidden=6, edge=3, node=2, dropped_tracks=(0, 7), dropped_vertices=(2,))


def network_for(architecture: Architecture, seed: int = 0) -> InteractionNetwork:
    torch.manual_seed(seed)
    return InteractionNetwork(architecture)


@pytest.mark.parametrize("slug", NETWORKS)
def test_networks_have_the_parameters_of_the_paper(slug: str) -> None:
    architecture = configuration.read(PROJECT / "config" / f"{slug}.toml").architecture
    network = InteractionNetwork(architecture)
    assert sum(p.numel() for p in network.parameters()) == NETWORKS[slug][0]
    assert architecture.parameters() == NETWORKS[slug][0]


@pytest.mark.parametrize("slug", NETWORKS)
def test_networks_have_the_state_dict_and_features_that_were_published(slug: str) -> None:
    if not PUBLISHED.is_dir():
        beside.skip(f"the published networks are not in {PUBLISHED} (FAIRCAT_SHARED)")
    name = NETWORKS[slug][1]
    architecture = configuration.read(PROJECT / "config" / f"{slug}.toml").architecture
    state = torch.load(PUBLISHED / f"{name}_best.pth", map_location="cpu", weights_only=True)
    own = InteractionNetwork(architecture).state_dict()
    assert {k: v.shape for k, v in own.items()} == {k: v.shape for k, v in state.items()}
    metadata = json.loads((PUBLISHED / f"{name}_model_metadata.json").read_text())
    for key, dropped in (
        ("drop_pfeatures", architecture.dropped_tracks),
        ("drop_svfeatures", architecture.dropped_vertices),
    ):
        assert ",".join(map(str, dropped)) == metadata[key]


def test_sizes_are_read_from_shapes() -> None:
    shapes = {key: value.shape for key, value in InteractionNetwork(ABLATED).state_dict().items()}
    assert from_shapes(shapes) == {
        "track_features": 28, "vertex_features": 13, "hidden": 6, "edge": 3, "node": 2,
    }  # fmt: skip
    with pytest.raises(ValueError, match=r"no fo1\.weight"):
        from_shapes({k: v for k, v in shapes.items() if k != "fo1.weight"})
    with pytest.raises(ValueError, match=r"fo1\.weight has 99 inputs where fr1 and fr3 imply 34"):
        from_shapes({**shapes, "fo1.weight": (6, 99)})


@pytest.mark.parametrize("architecture", [SMALL, ABLATED])
def test_compact_computation_is_the_published_function(architecture: Architecture) -> None:
    """Padding counted instead of repeated, also with inputs for which padding is not zero."""
    network = network_for(architecture)
    jets = toy_jets(40, seed=3)
    compact = gather([(jets.tracks, jets.vertices, jets.label)], architecture)
    scales = scaling.measure(compact)
    real = compact.tracks.values[:-1]
    assert torch.equal(scales.track_ends[:, 1], real.max(dim=0).values)
    assert (scales.track_ends[:, 0] <= scales.track_centre).all()
    scaling.apply(compact, scales)
    tracks, vertices = tensors(jets)
    tracks = (tracks[:, architecture.kept_tracks] - scales.track_centre[:, None]) / (
        scales.track_scale[:, None]
    )
    vertices = (vertices[:, architecture.kept_vertices] - scales.vertex_centre[:, None]) / (
        scales.vertex_scale[:, None]
    )
    with torch.no_grad():
        expected = network(tracks, vertices)
        found = logits_of(network, compact, torch.arange(40), torch.float32)
    assert torch.allclose(found, expected, rtol=1e-5, atol=1e-4)


def test_a_full_jet_has_no_padding() -> None:
    network = network_for(SMALL)
    tracks, vertices = torch.randn(2, 30, MAX_TRACKS), torch.randn(2, 14, MAX_VERTICES)
    with torch.no_grad():
        expected = network(tracks, vertices)
        found = compact_logits(network, tracks.mT, vertices.mT, torch.float32)
    assert torch.allclose(found, expected, rtol=1e-5, atol=1e-4)
    assert slots_for(60, 60) == 60
    assert multiplicities(60, 60).tolist() == [1.0] * 60
    assert multiplicities(3, 60).tolist() == [1.0, 1.0, 58.0]


def test_the_order_of_items_does_not_matter() -> None:
    network = network_for(SMALL)
    tracks, vertices = tensors(toy_jets(4, seed=1))
    with torch.no_grad():
        expected = network(tracks, vertices)
        found = network(tracks[:, :, torch.randperm(60)], vertices[:, :, torch.randperm(5)])
    assert torch.allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_gradients_of_edge_sums_are_those_of_the_plain_formula() -> None:
    torch.manual_seed(0)
    second, third = nn.Linear(5, 5), nn.Linear(5, 3)
    receiving, sending = (torch.randn(2, 4, 5, requires_grad=True) for _ in range(2))
    counts = multiplicities(4, 60) - torch.eye(4)
    weights = torch.randn(2, 4, 3)

    def plain() -> torch.Tensor:
        first = torch.relu(receiving.unsqueeze(2) + sending.unsqueeze(1))
        states = torch.relu(third(torch.relu(second(first))))
        return (states * counts[:, :, None]).sum(2)

    inputs = [receiving, sending, *second.parameters(), *third.parameters()]
    found = edge_sums(receiving, sending, second, third, counts)
    assert torch.allclose(found, plain(), rtol=1e-5, atol=1e-5)
    for own, expected in zip(
        torch.autograd.grad((found * weights).sum(), inputs),
        torch.autograd.grad((plain() * weights).sum(), inputs),
        strict=True,
    ):
        assert torch.allclose(own, expected, rtol=1e-4, atol=1e-5)


def test_bfloat16_edges_stay_near_float32() -> None:
    network = network_for(SMALL)
    tracks, vertices = torch.randn(8, 10, 30), torch.randn(8, 2, 14)
    with torch.no_grad():
        exact = compact_logits(network, tracks, vertices, torch.float32)
        half = compact_logits(network, tracks, vertices, torch.bfloat16)
    assert (half - exact).abs().max() < 0.02 * exact.abs().max()


def test_a_subset_holds_the_jets_asked_for() -> None:
    jets = toy_jets(12, seed=5)
    compact = gather([(jets.tracks, jets.vertices, jets.label)], SMALL)
    chosen = torch.tensor([7, 0, 11])
    part = subset(compact, chosen)
    assert part.labels.tolist() == [1, 0, 1]
    for items, found in ((compact.tracks, part.tracks), (compact.vertices, part.vertices)):
        assert torch.equal(items.padded(chosen), found.padded(torch.arange(3)))


def test_a_value_that_is_no_number_is_named() -> None:
    jets = toy_jets(4, seed=5)
    jets.tracks[2, 9, 1] = float("nan")
    with pytest.raises(ValueError, match="jet 2: feature 9 of item 1 is not a finite number"):
        gather([(jets.tracks, jets.vertices, jets.label)], SMALL)


def test_the_scaling_folds_into_the_first_layers() -> None:
    """The folded network gives for raw features what the trained one gives for scaled ones."""
    network, folded = network_for(ABLATED), network_for(ABLATED, seed=1)
    jets = toy_jets(30, seed=2)
    raw, scaled = (gather([(jets.tracks, jets.vertices, jets.label)], ABLATED) for _ in range(2))
    scales = scaling.measure(scaled)
    scaling.apply(scaled, scales)
    folded.load_state_dict(scaling.fold(network.state_dict(), scales))
    with torch.no_grad():
        expected = logits_of(network, scaled, torch.arange(30), torch.float32)
        found = logits_of(folded, raw, torch.arange(30), torch.float32)
    assert torch.allclose(found, expected, rtol=1e-4, atol=1e-4)
    values = scaled.tracks.values[:-1]
    assert values.abs().mean() < 2
    assert scales.track_scale.min() > 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[training]\nepochs = 0\n", "epochs is 0; it must be at least 1"),
        ("[training]\nepoch = 3\n", "unknown key epoch for training"),
        ('[training]\nedges = "int8"\n', "edges is 'int8'; it is one of float32, bfloat16"),
        ("[network]\n", "unknown table network"),
        ("[training\n", "net.toml"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "net.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=message):
        configuration.read(path)
