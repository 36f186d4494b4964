"""Files of formats whose schemas no package brings are valid by these: DataCite XML and CycloneDX."""

import json
import sys
from pathlib import Path

import referencing
from jsonschema import Draft7Validator
from lxml import etree

from report import Report


def datacite_xml(site: Path, schemas: Path) -> Report:
    report = Report("datacite-xml")
    schema = etree.XMLSchema(etree.parse(schemas / "datacite-4.7/metadata.xsd"))
    for path in sorted(site.rglob("datacite.xml")):
        if schema.validate(etree.parse(path)):
            report.ok()
        else:
            report.fail(path, schema.error_log.last_error)
    return report


def cyclonedx(site: Path, schemas: Path) -> Report:
    """The schema of bills refers to three others by their addresses."""
    report = Report("cyclonedx")
    documents = [json.loads(path.read_text()) for path in sorted((schemas / "cyclonedx").glob("*.json"))]
    known = [(it["$id"], referencing.Resource.from_contents(it)) for it in documents]
    registry = referencing.Registry().with_resources(known)
    bill = next(it for it in documents if "bom-1.7" in it["$id"])
    validator = Draft7Validator(bill, registry=registry, format_checker=Draft7Validator.FORMAT_CHECKER)
    for path in sorted(site.rglob("bom.cdx.json")):
        problems = list(validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))))
        for problem in problems:
            report.fail(path, f"{problem.json_path}: {problem.message}")
        if not problems:
            report.ok()
    return report


def main(site: Path, schemas: Path) -> None:
    reports = [datacite_xml(site, schemas), cyclonedx(site, schemas)]
    for report in reports:
        print(f"{report.check}: {report.passed} passed, {report.failed} failed")
    # A check that checked nothing has failed.
    sys.exit(any(report.failed or not report.passed for report in reports))


main(Path(sys.argv[1]), Path(sys.argv[2]))
