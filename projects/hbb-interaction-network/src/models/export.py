"""Command: the files of a trained network, each checked against PyTorch.

Example: `python -m src.models.export --weights RUN/model.pt --out DIR`. Writes `model.pt` (state
dict), `model.safetensors`, `model.onnx` (factorised form) and `model-published.onnx`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from safetensors.numpy import load_file
from safetensors.numpy import save as serialised

from ..data.features import MAX_TRACKS, MAX_VERTICES, TRACK_FEATURES, VERTEX_FEATURES
from .architecture import Architecture, from_shapes
from .network import InteractionNetwork
from .onnx_graph import build

#: Largest difference of a probability, and of a logit relative to its size, that still agrees.
TOLERANCE = 1e-5
#: File of each form.
ONNX_FILES = {"factorised": "model.onnx", "published": "model-published.onnx"}
#: Jets that a check goes through the network with at once.
CHUNK = 50


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """A state dict; nothing that the file may contain is executed."""
    return torch.load(path, map_location="cpu", weights_only=True)


def network_of(state: dict[str, torch.Tensor]) -> InteractionNetwork:
    """The network of a state dict, its sizes taken from the shapes.

    Which features a smaller network leaves out, the shapes do not say; the architecture counts them
    from the end, which the computation does not depend on.
    """
    sizes = from_shapes({key: tuple(value.shape) for key, value in state.items()})
    track_features, vertex_features = sizes.pop("track_features"), sizes.pop("vertex_features")
    architecture = Architecture(
        **sizes,
        dropped_tracks=tuple(range(track_features, len(TRACK_FEATURES))),
        dropped_vertices=tuple(range(vertex_features, len(VERTEX_FEATURES))),
    )
    network = InteractionNetwork(architecture)
    network.load_state_dict(state)
    return network.eval()


@torch.no_grad()
def reference(
    network: InteractionNetwork, tracks: np.ndarray, vertices: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Logits and probabilities, float32 [jets, 2], of the published form in PyTorch."""
    logits = torch.cat(
        [
            network(
                torch.from_numpy(tracks[i : i + CHUNK]), torch.from_numpy(vertices[i : i + CHUNK])
            )
            for i in range(0, len(tracks), CHUNK)
        ]
    )
    return logits.numpy(), torch.softmax(logits, dim=1).numpy()


def run_onnx(path: Path, tracks: np.ndarray, vertices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same by ONNX Runtime from a file."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    chunks = [
        session.run(
            ["logits", "probabilities"],
            {"tracks": tracks[i : i + CHUNK], "vertices": vertices[i : i + CHUNK]},
        )
        for i in range(0, len(tracks), CHUNK)
    ]
    logits, probabilities = zip(*chunks, strict=True)
    return np.concatenate(logits), np.concatenate(probabilities)


def write_files(state: dict[str, torch.Tensor], out: Path) -> list[Path]:
    """All files of the network into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    values = {key: value.numpy() for key, value in state.items()}
    written = [out / "model.pt", out / "model.safetensors"]
    torch.save(state, written[0])
    written[1].write_bytes(serialised(values))
    for form, name in ONNX_FILES.items():
        (out / name).write_bytes(build(values, form).SerializeToString(deterministic=True))
        written.append(out / name)
    return written


def check_files(out: Path, tracks: np.ndarray, vertices: np.ndarray) -> dict[str, float]:
    """Largest differences of every file in `out` from PyTorch on these jets, by file.

    Raises `ValueError` where one is above `TOLERANCE`.
    """
    state = read_weights(out / "model.pt")
    expected = reference(network_of(state), tracks, vertices)
    stored = {
        key: torch.from_numpy(value) for key, value in load_file(out / "model.safetensors").items()
    }
    found = {
        "model.safetensors": difference(reference(network_of(stored), tracks, vertices), expected)
    }
    for name in ONNX_FILES.values():
        found[name] = difference(run_onnx(out / name, tracks, vertices), expected)
    wrong = {name: value for name, value in found.items() if not value <= TOLERANCE}
    if wrong:
        raise ValueError(f"{out}: further than {TOLERANCE} from PyTorch: {wrong}")
    return found


def difference(
    found: tuple[np.ndarray, np.ndarray], expected: tuple[np.ndarray, np.ndarray]
) -> float:
    """Largest difference of probabilities, and of logits relative to their size or one."""
    logits = np.abs(found[0] - expected[0]) / np.maximum(1.0, np.abs(expected[0]))
    return float(max(logits.max(), np.abs(found[1] - expected[1]).max()))


def random_jets(network: InteractionNetwork, jets: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Jets with any number of items and random features, for checks.

    Features are normally distributed, each as wide as the first layer is insensitive to it: weights
    for features of 10⁻⁶ cm² are large, and jets of any other kind would only show rounding errors.
    """
    rng = np.random.default_rng(seed)
    tracks = network.architecture.track_features
    filled = []
    for columns, slots in (
        (network.fr1.weight[:, :tracks], MAX_TRACKS),
        (network.fr1_pv.weight[:, tracks:], MAX_VERTICES),
    ):
        width = 1 / columns.detach().norm(dim=0).clamp_min(1.0).numpy()[None, :, None]
        real = np.arange(slots) < rng.integers(0, slots + 1, jets)[:, None, None]
        values = rng.standard_normal((jets, columns.shape[1], slots)) * width * real
        filled.append(values.astype(np.float32))
    return filled[0], filled[1]


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m src.models.export", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="state dict (.pt or .pth)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    parser.add_argument("--jets", type=int, default=200, help="random jets to check with")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 1 where a file does not agree with PyTorch, 2 where the input is wrong."""
    options = parse(arguments)
    try:
        state = read_weights(options.weights)
        network = network_of(state)
    except (OSError, RuntimeError, ValueError) as problem:
        print(f"error: {options.weights}: {problem}", file=sys.stderr)
        return 2
    write_files(state, options.out)
    try:
        found = check_files(options.out, *random_jets(network, options.jets, seed=1))
    except ValueError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    for name, value in found.items():
        print(f"{options.out / name}: within {value:.1e} of PyTorch")
    return 0


if __name__ == "__main__":
    sys.exit(main())
