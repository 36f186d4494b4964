"""The package that `faircat export --as coffea` writes: on awkward arrays, here and by servers."""

from __future__ import annotations

import importlib
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import awkward as ak
import numpy as np
import onnx
import onnxruntime
import pytest

from faircat._program import program_words

ROOT = Path(os.environ.get("FAIRCAT_ROOT", Path(__file__).parents[2]))

MODEL = "hbb-in-pythia"


def _export(format: str, slug: str, root: Path, out: Path) -> None:
    command = [*program_words(), "export", slug, "--as", format, "--out", str(out)]
    done = subprocess.run([*command, "--root", str(root)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _loaded(folder: Path, name: str) -> ModuleType:
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    folder = tmp_path_factory.mktemp("coffea")
    _export("coffea", MODEL, ROOT, folder)
    return _loaded(folder, "hbb_in_pythia")


@pytest.fixture(scope="module")
def control() -> dict[str, Any]:
    path = ROOT / "catalog/models" / MODEL / "control/control-set.npz"
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name][:200] for name in ("tracks", "vertices")}


def _lists(package: ModuleType, number: int, array: Any) -> ak.Array:
    """The items of each row without those that fill it up, as lists of records."""
    declared = package.CONTRACT.inputs[number]
    counts = (array != 0).any(axis=1).sum(axis=1)
    names = [it.name for it in declared.features]
    rows = [
        [dict(zip(names, array[row, :, item].tolist())) for item in range(counts[row])]
        for row in range(len(array))
    ]
    return ak.Array(rows)


def _program(arrays: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What `faircat run` makes of the arrays."""
    np.savez(folder / "in.npz", **arrays)
    command = [*program_words(), "run", MODEL, str(folder / "in.npz")]
    command += ["--out", str(folder / "out.npz"), "--root", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with np.load(folder / "out.npz", allow_pickle=False) as file:
        return dict(file)


def test_lists_of_records_give_what_the_program_gives(
    package: ModuleType, control: dict[str, Any], tmp_path: Path
) -> None:
    wanted = _program(control, tmp_path)
    tracks, vertices = (_lists(package, it, control[name]) for it, name in enumerate(control))
    found = package.Model(batch=64)(tracks, vertices)
    assert set(found) == set(wanted)
    for name, values in wanted.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-5, atol=1e-5)


def test_long_lists_are_ordered_and_cut_as_the_program_does(
    package: ModuleType, control: dict[str, Any]
) -> None:
    tracks = _lists(package, 0, control["tracks"][:4])
    long = ak.concatenate([tracks[:, ::-1], tracks, tracks], axis=1)
    model = package.Model()
    prepared = model.prepare({"tracks": long, "vertices": control["vertices"][:4]})["tracks"]
    key = [it.name for it in package.CONTRACT.inputs[0].features].index("trackBTag_Sip2dSig")
    values = ak.sort(long["trackBTag_Sip2dSig"], axis=1, ascending=False)[:, :60]
    wanted = ak.to_numpy(ak.fill_none(ak.pad_none(values, 60, axis=1), 0))
    # A row with as many items as the model takes stays as it is.
    others = ak.to_numpy(ak.num(long, axis=1)) != 60
    assert others.any()
    np.testing.assert_array_equal(prepared[others, key], wanted[others].astype(np.float32))


def test_branches_and_units_are_brought_to_those_of_the_record(
    package: ModuleType, control: dict[str, Any]
) -> None:
    tracks = _lists(package, 0, control["tracks"][:4])
    vertices = control["vertices"][:4]
    plain = package.Model().prepare({"tracks": tracks, "vertices": vertices})
    columns = {name: tracks[name] for name in tracks.fields}
    columns["Track_dz"] = columns.pop("track_dz") * 10
    model = package.Model(branches={"track_dz": "Track_dz"}, units={"track_dz": "mm"})
    found = model.prepare({"tracks": columns, "vertices": vertices})
    np.testing.assert_allclose(found["tracks"], plain["tracks"], rtol=1e-6)
    for units, said in (({"track_dz": "GeV"}, "takes cm"), ({"track_dx": "cm"}, "no feature")):
        with pytest.raises(package.ContractError, match=said):
            package.Model(units=units)


def test_what_breaks_the_contract_is_refused(package: ModuleType, control: dict[str, Any]) -> None:
    tracks, vertices = _lists(package, 0, control["tracks"][:3]), control["vertices"][:3]
    prepare = package.Model().prepare
    with pytest.raises(package.ContractError, match="no branch `track_dz`"):
        prepare({"tracks": ak.without_field(tracks, "track_dz"), "vertices": vertices})
    with pytest.raises(package.ContractError, match="different numbers of rows"):
        prepare({"tracks": tracks, "vertices": vertices[:2]})
    with pytest.raises(package.ContractError, match="NaN or an infinity"):
        prepare({"tracks": tracks, "vertices": np.where(vertices > 0, np.nan, vertices)})
    with pytest.raises(package.ContractError, match="float32 cannot hold"):
        prepare({"tracks": tracks, "vertices": vertices.astype(np.float64) + 1e300})
    with pytest.raises(package.ContractError, match="no rows"):
        prepare({"tracks": tracks[:0], "vertices": vertices[:0]})
    with pytest.raises(package.ContractError, match="without gaps"):
        gaps = ak.with_field(tracks, ak.mask(tracks.track_dz, tracks.track_dz > 1e9), "track_dz")
        prepare({"tracks": gaps, "vertices": vertices})


def test_the_wrapper_goes_through_pickle(package: ModuleType, control: dict[str, Any]) -> None:
    model = package.Model()
    first = model(**control)
    again = pickle.loads(pickle.dumps(model))(**control)  # noqa: S301
    np.testing.assert_array_equal(first["logits"], again["logits"])


class _Server(BaseHTTPRequestHandler):
    """The Open Inference Protocol, with ONNX Runtime behind it."""

    session: Any
    largest = 0

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, what: dict[str, Any], code: int = 200) -> None:
        content = json.dumps(what).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        if self.path != f"/v2/models/{MODEL}":
            return self._answer({"error": "unknown model"}, 404)
        ports = {"inputs": self.session.get_inputs(), "outputs": self.session.get_outputs()}
        said = {
            kind: [{"name": it.name, "datatype": "FP32", "shape": [-1]} for it in of]
            for kind, of in ports.items()
        }
        self._answer({"name": MODEL, **said})

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        given = {
            it["name"]: np.array(it["data"], dtype=np.float32).reshape(it["shape"])
            for it in question["inputs"]
        }
        type(self).largest = max(self.largest, *(len(it) for it in given.values()))
        names = [it["name"] for it in question["outputs"]]
        found = self.session.run(names, given)
        outputs = [
            {"name": name, "datatype": "FP32", "shape": array.shape, "data": array.ravel().tolist()}
            for name, array in zip(names, found)
        ]
        self._answer({"model_name": MODEL, "outputs": outputs})


@pytest.fixture(scope="module")
def server(package: ModuleType) -> Iterator[str]:
    _Server.session = onnxruntime.InferenceSession(package.Model.file)
    with HTTPServer(("127.0.0.1", 0), _Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_server_gives_what_is_computed_here(
    package: ModuleType, control: dict[str, Any], server: str
) -> None:
    here = package.Model()(**control)
    there = package.Model(server, batch=32)(**control)
    assert _Server.largest == 32
    for name, values in here.items():
        np.testing.assert_allclose(there[name], values, rtol=1e-5, atol=1e-6)


def test_servers_that_do_not_have_the_model_or_do_not_answer_are_refused(
    package: ModuleType, control: dict[str, Any], server: str
) -> None:
    with pytest.raises(package.ServerError, match="404"):
        package.Model(f"{server}/v2/models/other")(**control)
    with pytest.raises(package.ServerError, match=r"127\.0\.0\.1:1"):
        package.Model("http://127.0.0.1:1", timeout=2)(**control)
    with pytest.raises(package.ServerError, match="no address by HTTP"):
        package.Model("file:///etc/passwd")(**control)


def test_triton_is_asked_by_its_own_client(
    package: ModuleType, control: dict[str, Any], server: str
) -> None:
    address = server.replace("http://", "triton+http://") + "/other"
    with pytest.raises(Exception, match="unknown model"):
        package.Model(address)(**control)


def test_types_and_style_are_clean(package: ModuleType, tmp_path: Path) -> None:
    folder = Path(str(package.__file__)).parent
    use = tmp_path / "use.py"
    use.write_text(
        "import numpy as np\nfrom numpy.typing import NDArray\nfrom hbb_in_pythia import Model\n\n"
        "def logits(tracks: object, vertices: object) -> NDArray[np.float32]:\n"
        '    return Model()(tracks, vertices)["logits"]\n'
    )
    config = str(ROOT / "python/pyproject.toml")
    mypy = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        config,
        str(folder),
        str(use),
    ]
    done = subprocess.run(mypy, capture_output=True, text=True, cwd=folder.parent)
    assert done.returncode == 0, done.stdout
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", config, str(folder)]
        done = subprocess.run(ruff, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


HOSTILE = '"""; import os; os.system("x") #\n\\'


def test_texts_of_a_record_are_no_code(tmp_path: Path) -> None:
    """Names end no string, no comment and no line, wherever they come to stand."""
    helper, kind = onnx.helper, onnx.TensorProto.FLOAT
    port = [helper.make_tensor_value_info(it, kind, [None, 2]) for it in (HOSTILE, "y\N{EM DASH}")]
    node = helper.make_node("Identity", [HOSTILE], ["y\N{EM DASH}"])
    graph = helper.make_graph([node], "g", port[:1], port[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, tmp_path / "class.onnx")
    _export("coffea", str(tmp_path / "class.onnx"), tmp_path, tmp_path / "out")
    assert [it.name for it in (tmp_path / "out").iterdir()] == ["class_"]
    package = _loaded(tmp_path / "out", "class_")
    assert package.CONTRACT.inputs[0].name == HOSTILE
    values = np.ones((3, 2), np.float32)
    np.testing.assert_array_equal(package.Model()(values)["y\N{EM DASH}"], values)


def test_the_configuration_is_one_that_triton_reads(tmp_path: Path) -> None:
    """By the schema of Triton itself, which its client carries."""
    from tritonclient.grpc.model_config_pb2 import ModelConfig

    text_format = importlib.import_module("google.protobuf.text_format")
    for slug in (MODEL, "braggnn-simulated"):
        _export("triton", slug, ROOT, tmp_path)
        text = (tmp_path / slug / "config.pbtxt").read_text()
        read = text_format.Parse(text, ModelConfig())
        session = onnxruntime.InferenceSession(tmp_path / slug / "1/model.onnx")
        assert (read.name, read.max_batch_size) == (slug, 1024)
        # Triton puts the axis of the batch before the sizes.
        assert [list(it.dims) for it in read.input] == [
            [size if isinstance(size, int) else -1 for size in it.shape[1:]]
            for it in session.get_inputs()
        ]
        assert list(read.dynamic_batching.preferred_batch_size) == [64, 256, 1024]
