"""Models run as a user runs them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import faircat


@pytest.fixture(scope="module")
def control(root: Path, model: faircat.Model) -> dict[str, np.ndarray]:
    file = root / "catalog" / "models" / model.slug / "control" / "control-set.npz"
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name][:64] for name in arrays.files}


def test_runs_by_position_and_by_name(model: faircat.Model, control: dict[str, np.ndarray]) -> None:
    names = [it.name for it in model.signature.inputs]
    by_position = model.run(*(control[name] for name in names))
    by_name = model.run(**{name: control[name] for name in names})
    by_mapping = model.run({name: control[name] for name in names})
    assert isinstance(by_position, faircat.Outputs)
    for name, array in by_position.items():
        assert array.shape[0] == 64
        assert array.dtype == np.float32
        np.testing.assert_array_equal(array, by_name[name])
        np.testing.assert_array_equal(array, by_mapping[name])


def test_unverified_files_run_on_arrays_too(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "tests/fixtures/verified/catalog", tmp_path / "catalog")
    model = faircat.open(tmp_path).models["good"]
    rows = np.ones((2, 3), np.float32)
    expected = model.run(rows)
    record = tmp_path / "catalog/models/good/record.yaml"
    record.write_text(record.read_text().replace("sha256: f141", "sha256: 0141"))
    other = faircat.Model(model._catalog, "models", "good")
    with pytest.raises(faircat.Error, match="SHA-256"):
        other.run(rows)
    found = other.run(rows, unverified=True)
    np.testing.assert_array_equal(found["logits"], expected["logits"])


def test_batches_do_not_change_the_answer(
    model: faircat.Model, control: dict[str, np.ndarray]
) -> None:
    inputs = {it.name: control[it.name] for it in model.signature.inputs}
    whole, parts = model.run(inputs, batch=64), model.run(inputs, batch=7)
    for name in whole:
        np.testing.assert_allclose(whole[name], parts[name], atol=1e-6)


def test_data_of_other_layouts_are_the_same(
    model: faircat.Model, control: dict[str, np.ndarray]
) -> None:
    inputs = {it.name: control[it.name] for it in model.signature.inputs}
    expected = model.run(inputs)
    other = {name: np.asfortranarray(array.astype(">f8")) for name, array in inputs.items()}
    found = model.run(other)
    for name in expected:
        np.testing.assert_array_equal(expected[name], found[name])


def test_the_contract_is_enforced(model: faircat.Model, control: dict[str, np.ndarray]) -> None:
    first, *others = (it.name for it in model.signature.inputs)
    bad = control[first].copy()
    bad.flat[0] = np.nan
    with pytest.raises(faircat.ContractError, match="finite") as raised:
        model.run(bad, *(control[name] for name in others))
    assert raised.value.diagnostics[0].code == "input-contract"
    with pytest.raises(faircat.ContractError, match="missing"):
        model.run({first: control[first]})


def test_a_file_runs_as_its_arrays_do(
    model: faircat.Model, control: dict[str, np.ndarray], tmp_path: Path
) -> None:
    inputs = {it.name: control[it.name] for it in model.signature.inputs}
    np.savez(tmp_path / "jets.npz", **inputs)
    of_file, of_arrays = model.run(tmp_path / "jets.npz"), model.run(inputs)
    for name in of_arrays:
        np.testing.assert_array_equal(of_file[name], of_arrays[name])


def test_claims_hold(model: faircat.Model) -> None:
    verification = model.verify()
    assert verification.holds, verification.reasons
    assert {run.engine for run in verification.runs} >= {"tract", "native"}
    claims = [claim for run in verification.runs for claim in run.claims]
    assert claims and all(claim.verdict == "holds" for claim in claims)


def test_an_engine_that_is_not_there_is_told(model: faircat.Model) -> None:
    with pytest.raises(faircat.NotFoundError, match="tract"):
        model.run(np.zeros((1, 1)), engine="abacus")


def test_names_that_are_no_inputs_are_refused(
    model: faircat.Model, control: dict[str, np.ndarray]
) -> None:
    inputs = {it.name: control[it.name] for it in model.signature.inputs}
    first, *_ = inputs
    with pytest.raises(faircat.ContractError, match="there is no input `trheads`"):
        model.run(inputs, trheads=4)
    with pytest.raises(faircat.ContractError, match=f"`{first}` was given twice"):
        model.run(inputs, **{first: control[first]})
    # What else stands in a table is not meant for the model.
    model.run({**inputs, "label": np.zeros(64)})


@pytest.mark.parametrize(
    "how", [{"batch": 0}, {"threads": -1}, {"threads": 4000}, {"timeout": 0}, {"timeout": 10**18}]
)
def test_numbers_out_of_bounds_are_refused(
    model: faircat.Model, control: dict[str, np.ndarray], how: dict[str, int]
) -> None:
    inputs = {it.name: control[it.name] for it in model.signature.inputs}
    with pytest.raises(faircat.Error, match=f"`{next(iter(how))}` is"):
        model.run(inputs, **how)
    with pytest.raises(faircat.Error, match="`repeats` is 0"):
        model.benchmark("native", batch=1, repeats=0)


def test_an_interrupt_ends_a_verification_at_once(root: Path) -> None:
    script = (
        "import faircat, signal, time, threading, os\n"
        f"model = faircat.open({str(root)!r}).models['hbb-in-pythia']\n"
        "model.signature\n"
        "threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()\n"
        "begun = time.monotonic()\n"
        "try:\n"
        "    model.verify('tract')\n"
        "    print('was done', time.monotonic() - begun)\n"
        "except KeyboardInterrupt:\n"
        "    print(time.monotonic() - begun)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    if not done.stdout.startswith("was done"):
        assert float(done.stdout) < 8.0, done.stdout


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"batch": "8"}, "`batch` is `8`"),
        ({"batch": 2**70}, "`batch` is 1180591620717411303424"),
        ({"batch": 0}, "`batch` is 0"),
        ({"timeout": 0.5}, "`timeout` is 0.5"),
        ({"threads": "two"}, "`threads` is `two`"),
        ({"engine": 5}, "there is no engine 5"),
        ({"device": None}, "there is no device None"),
        ({"device": "tpu"}, "there is no device `tpu`"),
    ],
)
def test_arguments_that_do_not_fit_are_told_by_name(
    model: faircat.Model, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(faircat.Error, match=said) as raised:
        model.run(np.zeros((1, 1)), **wrong)
    assert raised.value.diagnostics[0].hint
    if "engine" not in wrong:
        with pytest.raises(faircat.Error, match=said):
            model.benchmark("native", **wrong)
