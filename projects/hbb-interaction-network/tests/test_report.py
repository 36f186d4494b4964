"""The report states what is in the shards, and comes out the same every time."""

import json

import numpy as np
import pytest
import torch

from src.data.features import SPECTATORS, TRUTH
from src.data.shards import JetSet, write_shard
from src.models.network import InteractionNetwork
from src.visualization import published, report
from src.visualization.composition import FLAVOURS, composition, flavours
from tests.toy_jets import toy_jets

JETS = 120


@pytest.fixture
def jets():
    toy = toy_jets(JETS, seed=5)
    rng = np.random.default_rng(6)
    values = {feature.name: rng.random(JETS) for feature in SPECTATORS}
    values |= {feature.name: rng.integers(0, 3, JETS) for feature in TRUTH}
    return JetSet(toy.tracks, toy.vertices, toy.label, values)


@pytest.fixture
def folder(jets, tmp_path):
    data = tmp_path / "data"
    write_shard(data / "jets-000001.h5", jets, {"seed": 1})
    write_shard(data / "jets-000002.h5", jets, {"seed": 2})
    return data


@pytest.fixture
def networks(tmp_path):
    """A folder with a file of random weights in place of the published baseline."""
    torch.manual_seed(0)
    file, architecture, _ = published.NETWORKS[published.BASELINE]
    folder = tmp_path / "networks"
    folder.mkdir()
    torch.save(InteractionNetwork(architecture).state_dict(), folder / file)
    return folder


def run(data, out, *options):
    assert report.main(["--data", str(data), "--out", str(out), *options]) == 0
    return json.loads((out / "simulation.json").read_text())


def test_the_report_counts_the_jets_it_was_asked_for(folder, tmp_path):
    found = run(folder, tmp_path / "out", "--jets", "150")
    assert found["jets"] == 150
    assert found["seeds"] == [1, 2]
    assert found["classes"]["QCD"]["jets"] == 75
    assert found["published_networks"] == {}


def test_figures_are_the_same_every_time(folder, tmp_path):
    for name in ("one", "two"):
        run(folder, tmp_path / name, "--jets", str(JETS))
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_networks_that_are_there_are_asked(folder, networks, tmp_path):
    found = run(folder, tmp_path / "out", "--jets", str(JETS), "--networks", str(networks))
    (entry,) = found["published_networks"].values()
    assert 0 < entry["auc"] < 1
    assert 0 < entry["error"] < 0.2
    assert set(entry["by_flavour_of_qcd"]) <= set(FLAVOURS)
    assert (tmp_path / "out" / "roc.svg").exists()
    assert f"{entry['auc']:.4f}" in (tmp_path / "out" / "simulation.md").read_text()


def test_a_missing_folder_of_networks_is_said(folder, tmp_path, capsys):
    run(folder, tmp_path / "out", "--jets", "20", "--networks", str(tmp_path / "absent"))
    assert "no such folder; the networks' AUC is left out" in capsys.readouterr().out


def test_without_shards_there_is_no_report(tmp_path, capsys):
    options = ["--data", str(tmp_path), "--out", str(tmp_path / "out")]
    assert report.main(options) == 1
    assert "no shards; `make data` makes them" in capsys.readouterr().err


def test_flavours_go_by_the_heaviest_hadrons(jets):
    values = {"fj_nbHadrons": np.array([0, 0, 1, 2, 3]), "fj_ncHadrons": np.array([0, 2, 1, 0, 9])}
    few = JetSet(jets.tracks[:5], jets.vertices[:5], np.array([0, 0, 0, 0, 1]), values)
    assert list(flavours(few)) == [0, 1, 2, 3, 3]
    assert composition(few)["QCD"] == dict.fromkeys(FLAVOURS, 0.25)
    assert composition(few)["Hbb"]["two or more"] == 1
