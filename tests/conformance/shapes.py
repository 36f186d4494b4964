"""The statements of the dump and of the catalogue have the shapes that harvesters ask for."""

import gzip
import logging
import sys
from pathlib import Path

import pyshacl
import rdflib
from rdflib import RDF, SH

from report import Report

logging.getLogger("rdflib").setLevel(logging.ERROR)

# Shapes whose violations would keep a harvester from reading the catalogue. The others of the
# folder recommend, or ask for more than a static catalogue has.
OF_CATALOGUES = "dcat-ap-3.0.1-shapes.ttl"
SHAPES = ["googleRequired.ttl", "soso_common_v1.2.3.ttl", OF_CATALOGUES]

# What the records themselves do not say; nothing is invented to please a shape, and the scorecard
# of the record names what is missing.
UNSAID = {rdflib.URIRef("http://schema.org/version")}


def statements(site: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(data=gzip.open(site / "dump.ttl.gz", "rb").read(), format="turtle")
    graph.parse(site / "catalog.ttl", format="turtle")
    return graph


# Files in the terms of another system, and the shapes of that system below the folder of standards.
TRANSLATIONS = {
    "ftr.jsonld": ["ftr/SHACL/test.shacl.ttl", "ftr/SHACL/testResult.shacl.ttl", "ftr/SHACL/testResultSet.shacl.ttl"],
    "mldcat-ap.jsonld": ["shapes/mldcat-ap-3.1.0-shapes.ttl"],
}


def translations(site: Path, standards: Path, report: Report) -> None:
    for name, shapes in TRANSLATIONS.items():
        graphs = [rdflib.Graph().parse(standards / shape) for shape in shapes]
        paths = sorted(site.rglob(name))
        if not paths:
            report.fail(site, f"there is no {name}")
        for path in paths:
            data = rdflib.Graph().parse(path, format="json-ld")
            results = [pyshacl.validate(data, shacl_graph=graph, advanced=True) for graph in graphs]
            told = [text for conforms, _, text in results if not conforms]
            report.fail(path, told[0]) if told else report.ok()


def main(site: Path, folder: Path) -> None:
    report = Report("shapes")
    translations(site, folder.parent, report)
    # A harvester of DCAT-AP reads the catalogue's own file and no other.
    catalog = rdflib.Graph().parse(site / "catalog.ttl")
    everything = statements(site)
    for name, data in [*((name, everything) for name in SHAPES), (OF_CATALOGUES, catalog)]:
        if not (folder / name).exists():
            report.fail(name, f"is not in {folder}")
            continue
        shapes = rdflib.Graph().parse(folder / name)
        _, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
        found = [
            result
            for result in results.subjects(RDF.type, SH.ValidationResult)
            if results.value(result, SH.resultSeverity) == SH.Violation
            and results.value(result, SH.resultPath) not in UNSAID
        ]
        for result in found:
            focus, path, message = (
                results.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.resultMessage)
            )
            report.fail(name, f"{focus} {path}: {message}")
        if not found:
            report.ok()
    report.finish()


main(Path(sys.argv[1]), Path(sys.argv[2]))
