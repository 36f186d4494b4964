"""Records of networks of PyTorch and of Keras."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from faircat.recording import RecordingError, record_from
from faircat.recording.program import run


def clouds(classes):
    random = np.random.default_rng(1)
    y = random.integers(0, classes, 240)
    x = random.normal(size=(240, 4)) + np.eye(4)[y] * 3
    return x.astype(np.float32), y


def verified(root):
    done = run(["verify", "--check", "--engine", "tract"], root)
    assert done.returncode == 0, done.stdout + done.stderr


def trained(module, x, y, loss):
    optimizer = torch.optim.Adam(module.parameters(), 0.05)
    for _ in range(60):
        optimizer.zero_grad()
        loss(module(torch.from_numpy(x)), torch.from_numpy(y)).backward()
        optimizer.step()
    return module


@pytest.fixture(autouse=True)
def _seed():
    torch.manual_seed(0)


def test_a_module_of_pytorch(tmp_path):
    (x, y), nn = clouds(3), torch.nn
    layers = [nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.1), nn.Linear(8, 3)]
    module = trained(nn.Sequential(*layers), x[::2], y[::2], nn.CrossEntropyLoss())
    test = (torch.from_numpy(x[1::2]), y[1::2])
    found = record_from(
        module, x[::2], y[::2], slug="m", into=tmp_path, test=test, classes=["a", "b", "c"]
    )
    assert found.values["accuracy"] > 0.8
    verified(tmp_path)


def test_a_convolution_of_pytorch(tmp_path):
    x = np.random.default_rng(2).normal(size=(40, 1, 8, 8)).astype(np.float32)
    y = x.mean(axis=(1, 2, 3)).reshape(-1, 1)
    nn = torch.nn
    layers = [nn.Conv2d(1, 4, 3), nn.GELU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(36, 1)]
    module = trained(nn.Sequential(*layers), x, y, nn.MSELoss())
    record_from(module, x, y, slug="m", into=tmp_path, metrics=["mean absolute error"])
    verified(tmp_path)


def test_a_module_that_does_not_take_the_data_says_so(tmp_path):
    x, y = clouds(3)
    with pytest.raises(RecordingError, match="PyTorch"):
        record_from(torch.nn.Linear(5, 3), x, y, slug="m", into=tmp_path, classes=["a", "b", "c"])


@pytest.mark.parametrize("ends", ["logit", "sigmoid", "one-hot"])
def test_two_classes_of_one_value(tmp_path, ends):
    (x, y), nn = clouds(2), torch.nn
    layers = [nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1)]
    truth = y.astype(np.float32).reshape(-1, 1)
    module = trained(nn.Sequential(*layers), x, truth, nn.BCEWithLogitsLoss())
    score = ((module(torch.from_numpy(x)).detach().numpy() > 0) == truth).mean()
    if ends == "sigmoid":
        module = nn.Sequential(module, nn.Sigmoid())
    labels = np.eye(2)[y] if ends == "one-hot" else truth
    found = record_from(module, x, labels, slug="m", into=tmp_path, classes=["no", "yes"])
    assert found.values["accuracy"] == pytest.approx(score, abs=1e-12)
    assert found.values["ROC AUC"] > 0.9
    output = "probabilities" if ends == "sigmoid" else "logits"
    assert f"- name: {output}" in (found.folder / "record.yaml").read_text()
    verified(tmp_path)


def test_a_softmax_gives_probabilities(tmp_path):
    (x, y), nn = clouds(3), torch.nn
    module = trained(nn.Sequential(nn.Linear(4, 3)), x, y, nn.CrossEntropyLoss())
    kinds = {"logits": module, "probabilities": nn.Sequential(module, nn.Softmax(1))}
    losses = [
        record_from(it, x, y, slug=name, into=tmp_path, classes=["a", "b", "c"]).values["log loss"]
        for name, it in kinds.items()
    ]
    assert losses[0] == pytest.approx(losses[1], abs=1e-5)


class Pair(torch.nn.Module):
    def forward(self, x):
        return x, x


@pytest.mark.parametrize(
    ("module", "classes", "said"),
    [
        (Pair(), None, "gives a tuple, not one tensor"),
        (torch.nn.Flatten(0), None, "without an axis"),
        (torch.nn.Linear(4, 3), None, "gives 3 values for an item, and its truth has 1"),
        (torch.nn.Linear(4, 3), ["a", "b"], "there are 2 `classes`"),
        (torch.nn.Linear(4, 1), ["a", "b", "c"], "there are 3 `classes`"),
        (
            torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Sigmoid()),
            ["a", "b", "c"],
            "a probability of its own",
        ),
    ],
)
def test_outputs_that_are_not_of_the_classes_are_refused(tmp_path, module, classes, said):
    x, y = clouds(3)
    with pytest.raises(RecordingError, match=said) as raised:
        record_from(module, x, y, slug="m", into=tmp_path, classes=classes)
    assert raised.value.diagnostics[0].hint
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("activation", ["sigmoid", None])
def test_a_model_of_keras_of_two_classes(tmp_path, monkeypatch, activation):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    import keras

    x, y = clouds(2)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation)])
    loss = keras.losses.BinaryCrossentropy(from_logits=activation is None)
    model.compile(keras.optimizers.Adam(0.05), loss)
    model.fit(x, y, epochs=20, verbose=0)
    found = record_from(model, x, y, slug="m", into=tmp_path, classes=["no", "yes"])
    expected = model.evaluate(x, y, verbose=0)
    assert found.values["log loss"] == pytest.approx(expected, abs=1e-4)
    verified(tmp_path)


def test_a_model_of_keras_with_two_outputs_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    import keras

    source = keras.Input((4,))
    model = keras.Model(source, [keras.layers.Dense(1)(source), keras.layers.Dense(2)(source)])
    x, y = clouds(2)
    with pytest.raises(RecordingError, match="1 inputs and 2 outputs"):
        record_from(model, x, y, slug="m", into=tmp_path)


def test_a_model_of_keras(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    import keras

    x, y = clouds(3)
    layers = [keras.layers.Dense(8, "relu"), keras.layers.Dense(3, "softmax")]
    model = keras.Sequential([keras.Input((4,)), *layers])
    model.compile(keras.optimizers.Adam(0.05), "sparse_categorical_crossentropy")
    model.fit(x[::2], y[::2], epochs=30, verbose=0)
    test = (x[1::2], y[1::2])
    found = record_from(
        model, x[::2], y[::2], slug="m", into=tmp_path, test=test, classes=["a", "b", "c"]
    )
    assert found.values["accuracy"] > 0.5
    assert "- name: probabilities" in (found.folder / "record.yaml").read_text()
    verified(tmp_path)
