"""What `faircat assess --format ftr` writes of documents of each format has FTR's shapes."""

import subprocess
import sys
from pathlib import Path

import pyshacl
import rdflib

from report import Report

SHAPES = ["test.shacl.ttl", "testResult.shacl.ttl", "testResultSet.shacl.ttl"]


def main(program: str, folder: Path, imports: Path) -> None:
    report = Report("assessed")
    graphs = [rdflib.Graph().parse(folder / shape) for shape in SHAPES]
    for path in sorted(imports.iterdir()):
        done = subprocess.run([program, "assess", str(path.resolve()), "--format", "ftr"], capture_output=True, text=True)
        data = rdflib.Graph().parse(data=done.stdout, format="json-ld")
        if not len(data):
            report.fail(path, "has no results")
            continue
        results = [pyshacl.validate(data, shacl_graph=graph, advanced=True) for graph in graphs]
        told = [text for conforms, _, text in results if not conforms]
        report.fail(path, told[0]) if told else report.ok()
    report.finish()


main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
