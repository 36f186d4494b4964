"""Who computes: ONNX Runtime here, or a server elsewhere. All get arrays that fit the contract."""

from __future__ import annotations

import importlib
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Optional, Protocol
from urllib.parse import quote, unquote

import numpy as np
from numpy.typing import NDArray

from ._contract import Contract

Arrays = dict[str, NDArray[Any]]
_LARGEST_ANSWER = 1 << 30
_KINDS = {
    "bool": "BOOL",
    "float32": "FP32",
    "float64": "FP64",
    **{f"int{bits}": f"INT{bits}" for bits in (8, 16, 32, 64)},
    **{f"uint{bits}": f"UINT{bits}" for bits in (8, 16, 32, 64)},
}


class ServerError(RuntimeError):
    """A server did not answer, or answered otherwise than it should."""


class Engine(Protocol):
    """What runs the model on arrays of one batch."""

    def __call__(self, inputs: Arrays) -> Arrays:
        """Compute the outputs by name."""


class Local:
    """ONNX Runtime on this machine."""

    def __init__(self, contract: Contract, file: Path, threads: int) -> None:
        onnxruntime = importlib.import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Warnings on the graph are its author's concern.
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            _sound(file, contract), options, providers=["CPUExecutionProvider"]
        )
        self._names = [it.name for it in contract.outputs]

    def __call__(self, inputs: Arrays) -> Arrays:
        return dict(zip(self._names, self._session.run(self._names, inputs)))


def _sound(file: Path, contract: Contract) -> bytes:
    hashlib = importlib.import_module("hashlib")
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != contract.sha256:
        raise ValueError(f"{file} is not the model that this package was written for")
    return content


class Triton:
    """Triton by its own client: `triton+grpc://HOST:PORT/MODEL/VERSION`, as coffea has it."""

    def __init__(self, contract: Contract, address: str, timeout: float) -> None:
        protocol, _, place = address.partition("://")
        self._host, *of_model = place.split("/")
        name, *version = [unquote(it) for it in of_model] or [contract.model]
        self._name, self._version = name or contract.model, version[0] if version else ""
        self._client = importlib.import_module(f"tritonclient.{protocol.partition('+')[2]}")
        self._server = self._client.InferenceServerClient(url=self._host)
        self._kinds = {it.name: _KINDS[it.dtype] for it in contract.inputs}
        self._outputs = [it.name for it in contract.outputs]
        self._check(contract, timeout)

    def _check(self, contract: Contract, timeout: float) -> None:
        del timeout
        said = self._server.get_model_metadata(self._name, self._version)
        if not isinstance(said, dict):
            json_format = importlib.import_module("google.protobuf.json_format")
            said = json_format.MessageToDict(said)
        _check_metadata(said, contract, self._host)

    def __call__(self, inputs: Arrays) -> Arrays:
        given = []
        for name, array in inputs.items():
            one = self._client.InferInput(name, list(array.shape), self._kinds[name])
            one.set_data_from_numpy(array)
            given.append(one)
        wanted = [self._client.InferRequestedOutput(it) for it in self._outputs]
        answer = self._server.infer(self._name, given, model_version=self._version, outputs=wanted)
        return {it: answer.as_numpy(it) for it in self._outputs}


class OpenInference:
    """Any server of the Open Inference Protocol (KServe v2), by HTTP and JSON.

    The address is that of the server, or of the model: `https://HOST/v2/models/MODEL`.
    """

    def __init__(self, contract: Contract, address: str, timeout: float) -> None:
        address = address.rstrip("/")
        if "/v2/models/" not in address:
            address = f"{address}/v2/models/{quote(contract.model, safe='')}"
        self._address, self._timeout = address, timeout
        self._contract = contract
        _check_metadata(self._asked("", None), contract, address)

    def __call__(self, inputs: Arrays) -> Arrays:
        kinds = {it.name: _KINDS[it.dtype] for it in self._contract.inputs}
        question = {
            "inputs": [
                {
                    "name": name,
                    "shape": list(array.shape),
                    "datatype": kinds[name],
                    "data": array.ravel().tolist(),
                }
                for name, array in inputs.items()
            ],
            "outputs": [{"name": it.name} for it in self._contract.outputs],
        }
        try:
            body = json.dumps(question, allow_nan=False).encode()
        except ValueError as problem:
            raise ServerError("JSON has no NaN and no infinities: ask Triton by gRPC") from problem
        answer = self._asked("/infer", body)
        return {it.name: self._output(answer, it.name, it.dtype) for it in self._contract.outputs}

    def _output(self, answer: dict[str, Any], name: str, dtype: str) -> NDArray[Any]:
        try:
            found = next(it for it in answer["outputs"] if it["name"] == name)
            shape = [int(size) for size in found["shape"]]
            data = np.asarray(found["data"], dtype=np.dtype(dtype))
            return data.reshape(shape)
        except (StopIteration, KeyError, TypeError, ValueError) as problem:
            raise ServerError(f"{self._address}: its answer has no `{name}`") from problem

    def _asked(self, path: str, body: Optional[bytes]) -> dict[str, Any]:
        if not self._address.startswith(("http://", "https://")):
            raise ServerError(f"{self._address}: is no address by HTTP")
        request = urllib.request.Request(  # noqa: S310
            self._address + path, data=body, headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310
                content = answer.read(_LARGEST_ANSWER + 1)
        except urllib.error.HTTPError as problem:
            said = problem.read(1000).decode("utf-8", "replace")
            raise ServerError(f"{self._address}: {problem.code} {said!r}") from problem
        except OSError as problem:
            raise ServerError(f"{self._address}: {problem}") from problem
        return self._object(content)

    def _object(self, content: bytes) -> dict[str, Any]:
        try:
            found = json.loads(content[:_LARGEST_ANSWER])
        except ValueError as problem:
            raise ServerError(f"{self._address}: its answer is no JSON") from problem
        if not isinstance(found, dict):
            raise ServerError(f"{self._address}: its answer is no object")
        return found


def _check_metadata(said: dict[str, Any], contract: Contract, place: str) -> None:
    """Refuse a server whose model takes or gives something else than the record says."""
    for kind, declared in (("inputs", contract.inputs), ("outputs", contract.outputs)):
        ports = said.get(kind)
        has = {
            str(it.get("name")): str(it.get("datatype"))
            for it in (ports if isinstance(ports, list) else [])
            if isinstance(it, dict)
        }
        for port in declared:
            if has.get(port.name) != _KINDS[port.dtype]:
                raise ServerError(
                    f"{place}: the model there has no {kind[:-1]} `{port.name}` of "
                    f"{_KINDS[port.dtype]}; it has {has}"
                )


def engine(contract: Contract, file: Path, address: str, threads: int, timeout: float) -> Engine:
    """Find who computes, by an address; `local` is ONNX Runtime here."""
    if address == "local":
        return Local(contract, file, threads)
    if address.startswith(("triton+grpc://", "triton+http://")):
        return Triton(contract, address, timeout)
    return OpenInference(contract, address, timeout)
