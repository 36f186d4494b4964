"""The published JSON Schemas are valid, and tell sound records from others.

Every record of the catalogue passes the schema of its kind; records with an error of shape do not. What
models are compared by passes the schema that it names.
"""

import datetime
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from report import Report

FOLDERS = {
    "models": "model",
    "datasets": "dataset",
    "software": "software",
    "workflows": "workflow",
    "training-materials": "training-material",
    "people": "person",
    "organizations": "organization",
}
# Schemas of what models are compared by, with the files that they are of.
COMPARED = {
    "compare": "compare/*.json",
    "compared": "models/*/compared.json",
    "answers": "models/*/answers.json",
}
# Folders of `tests/fixtures/invalid` in which some record has a wrong shape.
MISSHAPEN = ["missing-field", "unknown-field", "unknown-value", "wrong-type"]


def as_json(value):
    """A YAML value as JSON has it: dates are texts."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value


def records(catalog: Path):
    """Kind and path of every record."""
    for folder, kind in FOLDERS.items():
        yield from ((kind, path) for path in sorted((catalog / folder).glob("*.yaml")))
        yield from ((kind, path) for path in sorted((catalog / folder).glob("*/record.yaml")))


def problem(validator: Draft202012Validator, path: Path) -> str | None:
    try:
        record = as_json(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
    except YAMLError as error:
        return str(error)
    error = next(validator.iter_errors(record), None)
    return error and f"{error.json_path}: {error.message}"


def published(report: Report, site: Path, base: str, name: str) -> Draft202012Validator:
    """The validator of a schema, which says where it is published."""
    schema = json.loads((site / f"schema/{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    address = f"{base}schema/{name}.json"
    if schema["$id"] == address:
        report.ok()
    else:
        report.fail(name, f"its $id is {schema['$id']}")
    return Draft202012Validator(schema)


def compared(report: Report, site: Path, base: str) -> None:
    """What models are compared by passes the schema that it names."""
    for name, pattern in COMPARED.items():
        validator = published(report, site, base, name)
        paths = sorted(site.glob(pattern))
        if not paths:
            report.fail(name, f"there is no {pattern}")
        for path in paths:
            document = json.loads(path.read_text(encoding="utf-8"))
            if document.get("$schema") != f"{base}schema/{name}.json":
                report.fail(path, f"its $schema is {document.get('$schema')}")
            error = next(validator.iter_errors(document), None)
            report.fail(path, f"{error.json_path}: {error.message}") if error else report.ok()


def main(site: Path, root: Path) -> None:
    report = Report("schemas")
    base = json.loads((site / "catalog.jsonld").read_text(encoding="utf-8"))["@id"]
    validators = {}
    for kind in FOLDERS.values():
        validators[kind] = published(report, site, base, kind)
    for kind, path in records(root / "catalog"):
        found = problem(validators[kind], path)
        report.fail(path, found) if found else report.ok()
    compared(report, site, base)
    for name in MISSHAPEN:
        folder = root / "tests/fixtures/invalid" / name / "catalog"
        if any(problem(validators[kind], path) for kind, path in records(folder)):
            report.ok()
        else:
            report.fail(folder, "the schemas find nothing wrong")
    report.finish()


main(Path(sys.argv[1]), Path(sys.argv[2]))
