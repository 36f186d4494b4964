"""Sites, on the disk and served from this machine."""

from __future__ import annotations

import functools
import hashlib
import json
import pickle
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

import faircat
from faircat import hpcfair
from faircat.hpcfair import hpcfair_model
from faircat.hpcfair.fetching import fetched


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A small site, its address, and where it lies."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(root / "tests" / "fixtures" / "verified" / "catalog", folder / "catalog")
    out = folder / "_site"
    handler = functools.partial(Quiet, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        command = [sys.executable, "-m", "faircat", "build", "--root", str(folder)]
        command += ["--out", str(out), "--base-url", address]
        subprocess.run(command, check=True, capture_output=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield address, out
        server.shutdown()


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize("by_address", [True, False])
def test_a_site_is_a_catalogue(site: tuple[str, Path], by_address: bool) -> None:
    catalog = faircat.open(site[0] if by_address else site[1])
    slug = next(iter(catalog.models))
    model = catalog.models[slug]
    assert model.metadata["title"] == model.title
    assert model.cite("bibtex").startswith("@")
    tests = [it for principle in model.scorecard["principles"] for it in principle["indicators"]]
    assert all(it["question"].endswith("?") and it["evidence"] for it in tests)
    assert catalog.models.search(model.title)[0]["slug"] == slug
    with pytest.raises(faircat.NotFoundError):
        catalog.models["nothing"]


def test_a_model_of_a_site_runs(site: tuple[str, Path]) -> None:
    catalog = faircat.open(site[0])
    model = catalog.models[next(iter(catalog.models))]
    model.fetch(*(it.name for it in model.files if it.is_onnx), allow_private=True)
    sizes = [[int(it) if it.isdigit() else 2 for it in one.shape] for one in model.signature.inputs]
    found = model.run(*(np.zeros(size, np.float32) for size in sizes))
    outputs = found.values() if isinstance(found, dict) else [found]
    assert all(len(it) == 2 for it in outputs)


def test_a_model_of_a_site_is_verified(site: tuple[str, Path]) -> None:
    model = faircat.open(site[0]).models["good"]
    assert model.metadata["model"]["control_set"]["data"].startswith(site[0])
    # This server is of a private network; those of others are asked without it.
    model.fetch(allow_private=True)
    verification = model.verify()
    assert verification.verdict == "holds", verification
    measured = model.benchmark("tract", batch=2, repeats=1)
    assert {it["engine"] for it in measured} == {"tract"}


def test_a_site_on_this_disk_has_its_files(site: tuple[str, Path], tmp_path: Path) -> None:
    model = faircat.open(site[1]).models["good"]
    for force, cache in ((False, True), (True, True), (False, False), (False, True)):
        places = model.fetch(force=force, cache=cache)
        for file in model.files:
            content = places[file.name].read_bytes()
            assert str(file.url).startswith(site[0])
            assert file.sha256 in (None, hashlib.sha256(content).hexdigest())
    assert None in {it.sha256 for it in model.files}
    assert model.verify(engines="tract").verdict == "holds"


def test_hpcfair_brings_files_of_a_site_on_this_disk(
    site: tuple[str, Path], tmp_path: Path
) -> None:
    copied = tmp_path / "copied"
    shutil.copytree(site[1], copied)
    document = copied / "models" / "good" / "record.jsonld"
    record = json.loads(document.read_text())
    lists = [it["distribution"] for it in record.get("@graph", [record]) if "distribution" in it]
    lists[0][:] = [it for it in lists[0] if "sha256" in it]
    document.write_text(json.dumps(record))
    model = faircat.open(copied).models["good"]
    files = fetched(model, tmp_path / "dest", force=True)
    assert {it.suffix for it in files.rglob("*")} >= {".onnx", ".npz"}


@pytest.mark.parametrize("fault", ["changed", "lost", "elsewhere"])
def test_another_file_of_a_site_on_this_disk_is_not_taken(
    site: tuple[str, Path], tmp_path: Path, fault: str
) -> None:
    copied = tmp_path / "copied"
    shutil.copytree(site[1], copied)
    model = faircat.open(copied).models["good"]
    file = next(it for it in model.files if it.is_onnx)
    assert file.url
    place = copied / file.url[len(site[0]) :]
    content = place.read_bytes()
    place.unlink()
    if fault == "changed":
        place.write_bytes(content[:-1] + b"!")
    if fault == "elsewhere":
        (tmp_path / "secret").write_bytes(content)
        place.symlink_to(tmp_path / "secret")
    said = "its sha256 is" if fault == "changed" else "the address is private"
    for use in (model.fetch, lambda: model.signature):
        with pytest.raises(faircat.Error, match=said) as raised:
            use()
        assert raised.value.diagnostics[0].hint


def test_a_private_network_is_allowed_once(site: tuple[str, Path], tmp_path: Path) -> None:
    with pytest.raises(faircat.Error, match="is private") as raised:
        _ = faircat.open(site[0]).models["good"].signature
    (problem,) = raised.value.diagnostics
    assert problem.file == f"{site[0]}models/good/"
    assert "`allow_private=True` of `faircat.open`" in str(problem.hint)
    assert str(raised.value).count("asks there too") == 1
    assert "schema-org" not in str(raised.value)
    catalog = pickle.loads(pickle.dumps(faircat.open(site[0], allow_private=True)))  # noqa: S301
    model = catalog.models["good"]
    assert model.signature.inputs
    assert model.verify(engines="tract").verdict == "holds"
    assert fetched(model, tmp_path / "dest", force=True).is_dir()


def test_hpcfair_brings_files_of_a_site(site: tuple[str, Path], tmp_path: Path) -> None:
    model = faircat.open(site[0]).models["good"]
    model.fetch(allow_private=True)
    hpcfair.use(site[0])
    assert hpcfair_model.load("good", allow_private=True).slug == "good"
    files = fetched(model, tmp_path / "dest", allow_private=True)
    assert {it.suffix for it in files.rglob("*")} >= {".onnx", ".npz"}
    with pytest.raises(faircat.Error, match="is a site, and read only"):
        hpcfair_model.save(None, "other")


def test_the_notebook_of_a_model_runs(site: tuple[str, Path]) -> None:
    folder = site[1] / "models" / "good"
    notebook = nbformat.read(folder / "notebook.ipynb", as_version=4)
    nbformat.validate(notebook)
    faircat.open(site[0]).models["good"].fetch(allow_private=True)
    names: dict[str, Any] = {"faircat": faircat}
    for cell in notebook.cells:
        # `%pip` is no Python; whoever reads this has the package.
        if cell.cell_type == "code" and "%pip" not in cell.source:
            exec(cell.source, names)  # noqa: S102
    assert names["verification"].verdict == "holds"
    assert set(names["outputs"]) == {"logits", "probabilities"}


def test_no_site(site: tuple[str, Path]) -> None:
    with pytest.raises(faircat.NotFoundError, match="404") as raised:
        faircat.open(site[0] + "elsewhere/")
    assert "first page" in str(raised.value.diagnostics[0].hint)
    with pytest.raises(faircat.Error, match="cannot be read") as raised:
        faircat.open("http://127.0.0.1:9/")
    assert raised.value.diagnostics[0].hint
