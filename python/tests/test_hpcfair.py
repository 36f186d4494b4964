"""`faircat.hpcfair`: functions and listings of the paper, on our catalogue and a small one."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy
import pytest

import faircat
from faircat import hpcfair
from faircat.hpcfair import hpcfair_dataset as dataset
from faircat.hpcfair import hpcfair_model as model

SLUG = "hbb-in-pythia-2842"
SCRIPT = """import sys, pathlib
data = pathlib.Path(sys.argv[1].removeprefix("--data="))
data.write_text(data.read_text().upper())
print("processed", sys.argv[2])
"""
MAKEFILE = """train: ; test -e "$(DATA)" && echo trained $(EPOCHS)
	cp network.onnx $(RUN)/model.onnx
\tprintf '%s' '$(NOTE)' > $(RUN)/note.json
export: ; @echo exported
fails: ; @echo "no GPU" && exit 3
"""


@pytest.fixture
def ours(root: Path) -> None:
    hpcfair.use(root)


@pytest.fixture
def small(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue with a model, the project that trains it, and a dataset with a script."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    network = root / "catalog/models" / SLUG / "model.onnx"
    project = tmp_path / "projects/digits"
    project.mkdir(parents=True)
    (project / "Makefile").write_text(MAKEFILE)
    shutil.copy(network, project / "network.onnx")
    record(tmp_path / "catalog/models/digits.yaml", DIGITS)
    record(tmp_path / "catalog/software/digits-project.yaml", PROJECT)
    (tmp_path / "catalog/datasets/mnist").mkdir(parents=True)
    script = tmp_path / "catalog/datasets/mnist/pre_processing_mnist_0.txt"
    script.write_text(SCRIPT)
    digest = faircat.distributed.one_file.sha256(str(script))
    name = "pre_processing_mnist_0.py"
    files = [{"name": name, "role": "code", "path": script.name, "sha256": digest}]
    record(tmp_path / "catalog/datasets/mnist/record.yaml", {**MNIST, "artifacts": files})
    hpcfair.use(tmp_path)
    return tmp_path


DIGITS = {
    "kind": "model",
    "title": "Digits",
    "alternate_titles": ["mnist_model_us1"],
    "summary": "Tells ten digits apart.",
    "model": {"training": {"code": "software/digits-project", "seed": 1}},
}
PROJECT = {"kind": "software", "title": "Digits", "alternate_titles": ["projects/digits"]}
PROJECT["summary"] = "Trains them."
MNIST = {"kind": "dataset", "title": "MNIST", "summary": "Handwritten digits."}


def record(path: Path, fields: dict[str, Any]) -> None:
    """A record; JSON is YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(fields))


def test_listing_4(small: Path) -> None:
    assert model.search("mnist") == ["digits"]
    loaded = model.load("mnist_model_us1")
    (told,) = dataset.get_metadata("mnist")
    assert told.title == "MNIST"
    assert told.supporting_files == ["pre_processing_mnist_0.py"]
    with pytest.raises(faircat.NotFoundError, match="has no script `other`"):
        dataset.apply("mnist", small, "other")
    data = small / "mnist.txt"
    data.write_text("digits")
    said = dataset.apply("mnist", data, "pre_processing_mnist_0", num_threads=4)
    assert (data.read_text(), said) == ("DIGITS", "processed --num_threads=4\n")
    (small / "logs").mkdir()
    (small / "logs/my-notes.txt").write_text("not of the run")
    trained = model.run("train", loaded, data, log_dir=small / "logs", EPOCHS=3, NOTE="a$(b)")
    assert "my-notes.txt" not in {it["name"] for it in trained.metadata["artifacts"]}
    assert "trained 3" in trained.log.read_text()
    assert (small / "logs/note.json").read_text() == "a$(b)"
    assert trained.metadata["status"] == "draft"
    (run,) = trained.metadata["provenance"]
    assert run["description"].startswith("`make train export` of software/digits-project")
    assert "EPOCHS=3" in run["description"]
    saved = model.save(trained, "digits-2")
    assert saved.is_file()
    again = model.load("digits-2")
    assert again.metadata["artifacts"][0]["name"] == "model.onnx"
    assert not [it for it in faircat.open(small).problems if it.severity == "error"]
    with pytest.raises(faircat.Error, match="there is a model `digits-2` already"):
        model.save(trained, "digits-2")
    with pytest.raises(faircat.Error, match=r"`models/digits-2` has sha256 [0-9a-f]{64} already"):
        model.save(trained, "digits-3")
    with pytest.raises(faircat.Error, match="is no name of a record"):
        model.save(trained, "../digits")


def test_training_that_fails_is_told(small: Path) -> None:
    with pytest.raises(faircat.Error, match="no GPU"):
        model.run("train", "digits", small, log_dir=small / "logs", target="fails")
    with pytest.raises(faircat.Error, match="is no variable of a Makefile"):
        model.run("train", "digits", small, log_dir=small / "logs", **{"SHELL=sh x": 1})


def test_a_project_elsewhere_is_not_run(small: Path) -> None:
    record(
        small / "catalog/software/digits-project.yaml",
        {**PROJECT, "alternate_titles": ["projects/../elsewhere", "/elsewhere"]},
    )
    hpcfair.use(small)
    with pytest.raises(faircat.Error, match="declares no step that trains it here"):
        model.run("train", "digits", small, log_dir=small / "logs")


def test_a_script_that_is_not_the_record_s_is_not_run(small: Path) -> None:
    script = small / "catalog/datasets/mnist/pre_processing_mnist_0.txt"
    script.write_text(SCRIPT + "print('more')\n")
    hpcfair.use(small)
    with pytest.raises(faircat.Error):
        dataset.apply("mnist", small / "data", "pre_processing_mnist_0")


def test_listing_5(ours: None) -> None:
    assert model.search_workflows("xplacer") == ["xplacer"]
    (told,) = model.get_metadata("XPlacer")
    assert told.stepsToRun[0] == "Build the adapter"
    assert told["title"] == "XPlacer"
    assert told.json_ld["name"] == "XPlacer"


def test_listing_6(ours: None, root: Path, tmp_path: Path) -> None:
    assert model.search("resnet") == ["resnet50-v2"]
    assert model.load("ResNet50_v2").slug == "resnet50-v2"
    network = model.load(SLUG)
    control = numpy.load(root / "catalog/models" / SLUG / "control/control-set.npz")
    jets = {name: control[name][:20] for name in ("tracks", "vertices")}
    numpy.savez(tmp_path / "jets.npz", **jets)
    data = dataset.load_dataset("jets.npz", fromPath=tmp_path)
    by_tract = model.run("inference", network, data, config="tract")
    by_native = model.run("inference", network, data, config="native")
    assert by_tract.engine == "tract"
    difference = abs(by_tract["probabilities"] - by_native["probabilities"]).max()
    assert difference < 1e-5


def test_lists_and_regular_expressions(ours: None) -> None:
    assert SLUG in model.list_models()
    assert "hbb-jets-pythia" in dataset.list_datasets()
    assert model.search(r"^hbb-in-pythia-\d+$") == [
        f"hbb-in-pythia-{parameters}" for parameters in (2842, 7178, 8498)
    ]
    assert dataset.search("bragg")
    assert dataset.list_supporting_files("hbb-jets-pythia") == []
    with pytest.raises(faircat.Error, match="is no regular expression"):
        model.search("(")
    with pytest.raises(faircat.NotFoundError, match=f"did you mean `{SLUG}`"):
        model.load("hbb-in-pythia-2843")
    assert [it.title for it in model.get_metadata([SLUG, "resnet50-v2"])][1] == "ResNet50 v2"


def test_what_needs_a_login_says_what_to_do(ours: None) -> None:
    with pytest.raises(faircat.Error, match="offers no files"):
        dataset.load_dataset("imagenet")


def test_a_state_dict_becomes_onnx_and_nothing_else_is_converted(
    root: Path, tmp_path: Path
) -> None:
    weights = root / "catalog/models" / SLUG / "model.pt"
    made = model.convert("pytorch", "onnx", weights, tmp_path / "network.onnx")
    assert made.stat().st_size > 1000
    with pytest.raises(faircat.Error, match="tf2onnx"):
        model.convert("tensorflow", "onnx", "model.pb", "model.onnx")
    pickled = tmp_path / "model.pkl"
    pickled.write_bytes(b"cos\nsystem\n(S'touch ran'\ntR.")
    with pytest.raises(faircat.Error):
        model.convert("pytorch", "onnx", pickled, tmp_path / "other.onnx")


def test_a_file_of_one_s_own_is_copied_and_none_from_elsewhere(ours: None, tmp_path: Path) -> None:
    own, dest = tmp_path / "own", tmp_path / "to/dest"
    own.mkdir()
    (own / "img0.csv").write_text("a")
    (tmp_path / "secret").write_text("b")
    assert dataset.load_dataset("img0.csv", own, dest) == dest / "img0.csv"
    assert (dest / "img0.csv").read_text() == "a"
    assert dataset.load_dataset("img0.csv", fromPath=own) == own / "img0.csv"
    for wrong in ("../secret", str(tmp_path / "secret"), "none"):
        with pytest.raises(faircat.NotFoundError, match="there is no"):
            dataset.load_dataset(wrong, own, dest)
    with pytest.raises(faircat.Error, match="cannot be written"):
        dataset.load_dataset("img0.csv", own, own / "img0.csv")


def test_metadata_tell_whether_something_is_tunable(ours: None) -> None:
    kinds = [("xplacer", model), ("digits-dense", model), ("handwritten-digits", dataset)]
    assert [of.get_metadata(name)[0].isTunable for name, of in kinds] == [False, True, False]


@pytest.mark.parametrize("chain", [[], ()])
def test_a_chain_of_no_models_gives_nothing_back(ours: None, chain: Any) -> None:
    with pytest.raises(faircat.Error, match="no model was named"):
        model.run("inference", chain, numpy.zeros(3))


def test_listing_4_trains_our_digits(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MNIST-like training through a record, whose project has the Makefile."""
    environment = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "faircat"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    hpcfair.use(root)
    assert model.search("handwritten digits")[0] == "digits-dense"
    (told,) = dataset.get_metadata("handwritten-digits")
    assert told.title == "Handwritten digits of scikit-learn"
    data = dataset.load_dataset("handwritten-digits")
    trained = model.run(
        *("train", model.load("digits-dense"), data),
        log_dir=tmp_path / "logs",
        EPOCHS=2,
        VENV=environment / "venv-physics",
    )
    report = json.loads((tmp_path / "logs/training.json").read_text())
    assert report["configuration"]["epochs"] == len(report["history"]) == 2
    assert trained.metadata["provenance"][0]["software"] == ["software/digits-project"]
    weights = [it for it in trained.metadata["artifacts"] if it["role"] == "weights"]
    assert {it["name"] for it in weights} == {"model.onnx", "weights.npz"}
