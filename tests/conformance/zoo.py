"""Packages for the BioImage Model Zoo are what its own library takes, with the files and tensors that
they name: `zoo.py FAIRCAT STANDARDS ROOT…`.

The library's newest version converts older descriptions first, so the JSON Schema of the version that
is written is asked too, where `STANDARDS` has it.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from bioimageio.spec import InvalidDescr, load_description
from jsonschema import Draft202012Validator
from ruyaml import YAML

from report import Report, skipped

ADDRESS = "https://example.org/catalog/"
# Why the format has nothing to say of a model.
REFUSED = ["cannot be told as", "no-onnx", "not-here", "no-control-set", "names no control set"]


def exported(faircat: str, root: Path, work: str, out: Path) -> bool:
    command = [faircat, "export", work, "--as", "bioimageio", "--out", out, "--base-url", ADDRESS]
    found = subprocess.run([*command, "--root", root], capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return True
    if any(reason in found.stderr for reason in REFUSED):
        return False
    raise RuntimeError(found.stderr)


def schema_of(standards: Path, report: Report):
    file = standards / "schemas/bioimageio/bioimageio_schema.json"
    if not file.is_file():
        if skipped(f"zoo: the JSON Schema is skipped, there is no {file}", standards):
            report.fail(file, "is missing")
        return None
    schema = json.loads(file.read_text(encoding="utf-8"))
    model = {"$defs": schema["$defs"], "$ref": "#/$defs/bioimageio__spec__model__v0_5__ModelDescr"}
    return Draft202012Validator(model)


def check(folder: Path, schema, report: Report) -> None:
    file = folder / "rdf.yaml"
    # All files that it names lie beside it, so nothing is fetched.
    found = load_description(file, format_version="latest", perform_io_checks=True)
    if isinstance(found, InvalidDescr):
        report.fail(folder.name, found.validation_summary.format())
        return
    described = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    errors = list(schema.iter_errors(described)) if schema else []
    if errors:
        report.fail(folder.name, errors[0].message)
        return
    for tensor in described["inputs"] + described["outputs"]:
        numpy.load(folder / tensor["test_tensor"]["source"], allow_pickle=False)
    report.ok()


def main(faircat: str, standards: Path, roots: list[Path]) -> None:
    report = Report("zoo")
    schema = schema_of(standards, report)
    for number, root in enumerate(roots):
        for path in sorted(root.glob("catalog/models/*/record.yaml")):
            with tempfile.TemporaryDirectory() as scratch:
                out = Path(scratch) / f"{number}-{path.parent.name}"
                if exported(faircat, root, f"models/{path.parent.name}", out):
                    check(out, schema, report)
    report.finish()


main(sys.argv[1], Path(sys.argv[2]), [Path(it) for it in sys.argv[3:]])
