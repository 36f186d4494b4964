"""Exported files: both ONNX forms, state dict and safetensors agree with PyTorch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from src.models.architecture import Architecture
from src.models.export import (
    ONNX_FILES,
    check_files,
    main,
    network_of,
    random_jets,
    read_weights,
    run_onnx,
    write_files,
)
from src.models.network import InteractionNetwork
from src.models.onnx_graph import build

SMALL = Architecture(hidden=8, edge=4, node=3, dropped_tracks=(29,), dropped_vertices=(0, 13))


@pytest.fixture
def state() -> dict[str, torch.Tensor]:
    torch.manual_seed(4)
    return InteractionNetwork(SMALL).state_dict()


def test_every_file_agrees_with_pytorch(state: dict[str, torch.Tensor], tmp_path: Path) -> None:
    written = write_files(state, tmp_path)
    assert sorted(path.name for path in written) == [
        "model-published.onnx", "model.onnx", "model.pt", "model.safetensors",
    ]  # fmt: skip
    found = check_files(tmp_path, *random_jets(network_of(state), 20, seed=1))
    assert set(found) == {"model.onnx", "model-published.onnx", "model.safetensors"}
    assert max(found.values()) < 1e-5


def test_a_file_with_other_weights_is_found(state: dict[str, torch.Tensor], tmp_path: Path) -> None:
    write_files(state, tmp_path)
    torch.save({**state, "fc_fixed.bias": state["fc_fixed.bias"] + 0.01}, tmp_path / "model.pt")
    with pytest.raises(ValueError, match="further than 1e-05 from PyTorch"):
        check_files(tmp_path, *random_jets(network_of(state), 5, seed=1))


@pytest.mark.parametrize("form", ["published", "factorised"])
def test_the_onnx_file_keeps_the_contract(state: dict[str, torch.Tensor], form: str) -> None:
    values = {key: value.numpy() for key, value in state.items()}
    file = build(values, form)
    stored = {t.name: onnx.numpy_helper.to_array(t) for t in file.graph.initializer}
    assert set(stored) == set(values)
    assert all(np.array_equal(stored[key], values[key]) for key in values)
    shapes = {
        value.name: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
        for value in (*file.graph.input, *file.graph.output)
    }
    assert list(shapes.items()) == [
        ("tracks", ["batch", 29, 60]),
        ("vertices", ["batch", 12, 5]),
        ("logits", ["batch", 2]),
        ("probabilities", ["batch", 2]),
    ]
    metadata = {entry.key: entry.value for entry in file.metadata_props}
    assert metadata == {"architecture": "interaction-network", "form": form}
    assert [(o.domain, o.version) for o in file.opset_import] == [("", 17)]
    assert build(values, form).SerializeToString(deterministic=True) == file.SerializeToString(
        deterministic=True
    )


def test_probabilities_are_the_softmax_of_the_logits(
    state: dict[str, torch.Tensor], tmp_path: Path
) -> None:
    write_files(state, tmp_path)
    jets = random_jets(network_of(state), 7, seed=2)
    for name in ONNX_FILES.values():
        logits, probabilities = run_onnx(tmp_path / name, *jets)
        expected = torch.softmax(torch.from_numpy(logits), dim=1).numpy()
        assert np.abs(probabilities - expected).max() < 1e-6


def test_an_unknown_form_is_refused(state: dict[str, torch.Tensor]) -> None:
    with pytest.raises(ValueError, match="it is one of published, factorised"):
        build({key: value.numpy() for key, value in state.items()}, "fast")


def test_the_command_exports_and_checks(
    state: dict[str, torch.Tensor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save(state, tmp_path / "trained.pt")
    out = tmp_path / "out"
    assert main(["--weights", str(tmp_path / "trained.pt"), "--out", str(out), "--jets", "5"]) == 0
    assert "model.onnx: within" in capsys.readouterr().out
    assert read_weights(out / "model.pt").keys() == state.keys()


def test_the_command_names_a_file_that_is_no_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save({"a.weight": torch.zeros(2, 2)}, tmp_path / "other.pt")
    assert main(["--weights", str(tmp_path / "other.pt"), "--out", str(tmp_path)]) == 2
    assert "not the state dict of an interaction network: no fr1.weight" in capsys.readouterr().err
