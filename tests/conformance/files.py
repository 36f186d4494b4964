"""Files for machines are what their formats say: XML, JSON, Turtle, DataCite, Croissant, Jupyter."""

import importlib.util
import json
import logging
import sys
from pathlib import Path

import rdflib
from jsonschema import Draft201909Validator
from lxml import etree

from report import Report

logging.getLogger("rdflib").setLevel(logging.ERROR)
logging.getLogger("absl").setLevel(logging.ERROR)


def well_formed(site: Path) -> Report:
    report = Report("files")
    readers = {
        ".xml": lambda path: etree.parse(path),
        ".atom": lambda path: etree.parse(path),
        ".svg": lambda path: etree.parse(path),
        ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
        ".jsonld": lambda path: json.loads(path.read_text(encoding="utf-8")),
        ".ttl": lambda path: rdflib.Graph().parse(path, format="turtle"),
    }
    for path in sorted(site.rglob("*")):
        reader = readers.get(path.suffix)
        if reader is None or not path.is_file():
            continue
        try:
            reader(path)
            report.ok()
        except Exception as problem:
            report.fail(path, problem)
    return report


def datacite(site: Path) -> Report:
    report = Report("datacite")
    package = Path(importlib.util.find_spec("datacite").origin).parent
    schema = json.loads((package / "schemas/datacite-v4.5.json").read_text(encoding="utf-8"))
    validator = Draft201909Validator(schema)
    for path in sorted(site.rglob("datacite.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        problems = [error.message for error in validator.iter_errors(document)]
        if problems:
            report.fail(path, problems[0])
        else:
            report.ok()
    return report


def croissant(site: Path) -> Report:
    import mlcroissant

    report = Report("croissant")
    for path in sorted(site.rglob("croissant.json")):
        try:
            dataset = mlcroissant.Dataset(jsonld=str(path))
            errors = dataset.metadata.ctx.issues.errors
            if errors:
                report.fail(path, errors)
            else:
                report.ok()
        except Exception as problem:
            report.fail(path, problem)
    return report


def notebooks(site: Path) -> Report:
    import nbformat

    report = Report("notebooks")
    for path in sorted(site.rglob("*.ipynb")):
        try:
            nbformat.validate(json.loads(path.read_text(encoding="utf-8")))
            report.ok()
        except Exception as problem:
            report.fail(path, problem)
    return report


def main(site: Path) -> None:
    reports = [well_formed(site), datacite(site), croissant(site), notebooks(site)]
    for report in reports:
        print(f"{report.check}: {report.passed} passed, {report.failed} failed")
    # A check that checked nothing has failed, but not every site has a model that can be run.
    sys.exit(any(it.failed or not (it.passed or it.check == "notebooks") for it in reports))


main(Path(sys.argv[1]))
