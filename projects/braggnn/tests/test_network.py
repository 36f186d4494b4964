"""The network, its training, exports and control set."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx.reference import ReferenceEvaluator
from safetensors import safe_open

from src.data.files import normalised, read_split
from src.models import export as exporting
from src.models.control_set import control_arrays, write_npz
from src.models.metrics import MEAN, euclidean_errors, summary, uncertainties
from src.models.network import PARAMETERS, BraggNN, initialise, parameter_count
from src.models.onnx_graph import braggnn_graph
from src.models.predict import load_network, outputs
from src.models.run_files import TrainingSettings, read_training_settings
from src.models.train_model import learning_rate, main
from src.paths import CONFIG

Q95 = "Euclidean error, 95 % quantile"


def test_the_network_has_the_published_parameters() -> None:
    network = BraggNN()
    assert parameter_count(network) == PARAMETERS == 33_172
    assert network(torch.zeros(3, 1, 11, 11)).shape == (3, 2)


def test_the_non_local_block_is_softmax_attention_over_positions() -> None:
    torch.manual_seed(1)
    block = BraggNN().nlb.double()
    image = torch.randn(2, 64, 9, 9, dtype=torch.float64)
    flat = image.flatten(2)

    def project(layer: torch.nn.Conv2d, values: torch.Tensor) -> torch.Tensor:
        weight = layer.weight[:, :, 0, 0]
        return torch.einsum("oc,ncp->nop", weight, values) + layer.bias[:, None]

    theta, phi, g = (
        project(layer, flat) for layer in (block.theta_layer, block.phi_layer, block.g_layer)
    )
    weights = torch.exp(torch.einsum("nci,ncj->nij", theta, phi))
    weights = weights / weights.sum(dim=2, keepdim=True)
    expected = flat + project(block.out_cnn, torch.einsum("nij,ncj->nci", weights, g))
    torch.testing.assert_close(block(image).flatten(2), expected)


def test_training_starts_with_both_coordinates_alive() -> None:
    patches = torch.rand(64, 1, 11, 11)
    for seed in range(5):
        torch.manual_seed(seed)
        network = BraggNN()
        initialise(network)
        with torch.no_grad():
            assert (network(patches) > 0).float().mean() > 0.5


def test_the_learning_rate_rises_then_falls_to_zero() -> None:
    settings = TrainingSettings(1, 10, 3, 8, 0.1, 2, 1)
    rates = [learning_rate(settings, epoch) for epoch in (0, 1, 2, 6, 10)]
    assert rates == pytest.approx([0, 0.05, 0.1, 0.05, 0])


def test_a_run_writes_its_configuration_environment_and_history(run: Path) -> None:
    told = json.loads((run / "training.json").read_text())
    assert told["configuration"]["epochs"] == 2 and len(told["history"]) == 2
    assert told["parameters"] == 33_172
    assert {name: part["patches"] for name, part in told["data"].items()} == {
        "train": 600,
        "validation": 100,
        "test": 200,
    }
    assert set(told["environment"]["packages"]) >= {"torch", "onnx", "numpy"}
    losses = [entry["training_loss"] for entry in told["history"]]
    assert losses[1] < losses[0]


def test_training_is_repeatable_and_learns(data: Path, tmp_path: Path) -> None:
    text = (CONFIG / "training.toml").read_text().splitlines()
    short = tmp_path / "short.toml"
    changed = {"epochs": "epochs = 6", "batch_size": "batch_size = 32", "seed": "seed = 12"}
    lines = [changed.get(line.split(" ")[0], line) for line in text]
    short.write_text("\n".join(lines))
    figures = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        assert main(["--settings", str(short), "--data", str(data), "--out", str(folder)]) == 0
        figures.append(json.loads((folder / "training.json").read_text())["test_pixels"])
    assert figures[0] == figures[1]
    weights = folder / "model.pt"
    before = weights.stat().st_mtime_ns
    assert main(["--settings", str(short), "--data", str(data), "--out", str(folder)]) == 0
    assert weights.stat().st_mtime_ns == before
    # The centre of the patch as the only answer has a mean error of about 1.1 pixels.
    assert figures[0][MEAN] < 0.9


def test_missing_data_is_an_error_that_names_the_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert "make it with `make data`" in capsys.readouterr().err
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("seed = 1\n")
    with pytest.raises(ValueError, match="missing 6 required positional arguments"):
        read_training_settings(wrong)


def test_exports_agree_with_pytorch_for_any_batch(run: Path, data: Path) -> None:
    network = load_network(run / "model.pt")
    patches = normalised(read_split(data, "test").counts)
    for size in (1, 7, 200):
        found = exporting.onnx_outputs(run / "model.onnx", patches[:size])
        assert np.abs(found - outputs(network, patches[:size])).max() <= 1e-5
    found = ReferenceEvaluator(str(run / "model.onnx")).run(None, {"patch": patches[:5]})[0]
    assert np.abs(found - outputs(network, patches[:5])).max() <= 1e-5


def test_the_onnx_file_keeps_names_shapes_and_architecture(run: Path) -> None:
    model = onnx.load(run / "model.onnx")
    state = torch.load(run / "model.pt", weights_only=True)
    names = {tensor.name: tuple(tensor.dims) for tensor in model.graph.initializer}
    assert {name: tuple(value.shape) for name, value in state.items()}.items() <= names.items()
    assert [(entry.domain, entry.version) for entry in model.opset_import] == [("", 17)]
    assert {entry.key: entry.value for entry in model.metadata_props} == {"architecture": "braggnn"}
    (patch,), (position,) = model.graph.input, model.graph.output
    sizes = [
        [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
        for value in (patch, position)
    ]
    assert (patch.name, position.name) == ("patch", "position")
    assert sizes == [["batch", 1, 11, 11], ["batch", 2]]


def test_the_safetensors_file_has_the_published_names(run: Path) -> None:
    with safe_open(run / "model.safetensors", "pt") as file:
        assert set(file.keys()) == set(BraggNN().state_dict())
        assert file.metadata() == {"architecture": "braggnn"}


def test_an_export_that_differs_is_refused(
    run: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.pt").write_bytes((run / "model.pt").read_bytes())

    def wrong(state: dict[str, np.ndarray]) -> onnx.ModelProto:
        bias = "dense_layers.8.bias"
        return braggnn_graph(state | {bias: state[bias] + np.float32(1e-3)})

    monkeypatch.setattr(exporting, "braggnn_graph", wrong)
    patches = normalised(read_split(data, "test").counts)
    with pytest.raises(
        exporting.ExportError, match=r"model\.onnx differs from PyTorch by 1\.0e-03"
    ):
        exporting.export(tmp_path, patches)


def test_the_control_set_is_the_contract_and_has_the_same_bytes_again(
    run: Path, data: Path, tmp_path: Path
) -> None:
    arrays = control_arrays(data, run, 100)
    for name in ("a.npz", "b.npz"):
        write_npz(tmp_path / name, arrays)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with np.load(tmp_path / "a.npz", allow_pickle=False) as file:
        shapes = {name: (file[name].shape, file[name].dtype) for name in file.files}
        found = exporting.onnx_outputs(run / "model.onnx", file["patch"])
        assert np.abs(found - file["reference_position"]).max() <= 1e-5
        position = read_split(data, "test").position[:100]
        assert np.abs(11 * file["target"] - position).max() < 1e-5
    assert shapes == {
        "patch": ((100, 1, 11, 11), np.float32),
        "target": ((100, 2), np.float32),
        "reference_position": ((100, 2), np.float32),
    }


def test_metrics_of_known_errors() -> None:
    reference = np.zeros((101, 2))
    predicted = np.stack([0.6 * np.arange(101), 0.8 * np.arange(101)], axis=1)
    errors = euclidean_errors(predicted, reference)
    figures = summary(errors)
    assert figures[Q95] == pytest.approx(95) and figures[MEAN] == pytest.approx(50)
    assert figures["standard deviation of the Euclidean error"] == pytest.approx(np.sqrt(850))
    # The mean's standard error is known without bootstrap.
    assert uncertainties(errors)[MEAN] == pytest.approx(np.sqrt(850 / 101), rel=0.1)


def test_early_stopping_keeps_the_best_epoch(data: Path) -> None:
    from src.models.train_model import train

    chosen = replace(
        read_training_settings(CONFIG / "training.toml"), epochs=40, patience=1, learning_rate=0.3
    )
    best = train(read_split(data, "train"), read_split(data, "validation"), chosen)
    errors = [entry["validation_error"] for entry in best.history]
    assert len(errors) < 40 and best.error == min(errors) == errors[best.epoch - 1]
