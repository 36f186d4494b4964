"""What a harvester extracts from the pages is what the dump holds, statement for statement.

extruct reads the JSON-LD elements of every page, rdflib makes statements of them and reads the
dump; each page is compared with the named graph of its record, or of its own address.
"""

import gzip
import json
import logging
import sys
from pathlib import Path

import rdflib
from extruct.jsonld import JsonLdExtractor

from report import Report

# A number stays as it was written.
rdflib.NORMALIZE_LITERALS = False
# Dates as `2019-05` are valid ISO 8601 but no `xsd:date`.
logging.getLogger("rdflib").setLevel(logging.ERROR)


def statements(graph) -> set[str]:
    return {" ".join(term.n3() for term in triple) for triple in graph}


def graph_name(base: str, site: Path, page: Path) -> str:
    folder = page.parent.relative_to(site).as_posix()
    address = base if folder == "." else f"{base}{folder}/"
    if page.name != "index.html":
        return address + page.name
    return address + "record.jsonld" if (page.parent / "record.jsonld").exists() else address


def read_dump(path: Path) -> dict[str, set[str]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=gzip.open(path, "rb").read(), format="nquads")
    graphs = {str(graph.identifier): statements(graph) for graph in dataset.graphs()}
    return {name: found for name, found in graphs.items() if found}


def harvest(page: Path, address: str) -> set[str]:
    documents = JsonLdExtractor().extract(page.read_text(encoding="utf-8"))
    found: set[str] = set()
    for document in documents:
        graph = rdflib.Graph()
        graph.parse(data=json.dumps(document), format="json-ld", publicID=address)
        found |= statements(graph)
    return found


def main(site: Path) -> None:
    report = Report("harvest")
    base = json.loads((site / "catalog.jsonld").read_text(encoding="utf-8"))["@id"]
    expected = read_dump(site / "dump.nq.gz")
    for page in sorted(site.rglob("*.html")):
        name = graph_name(base, site, page)
        found = harvest(page, name)
        if not found:
            continue
        wanted = expected.pop(name, set())
        if found == wanted:
            report.ok()
        else:
            extra, missing = sorted(found - wanted), sorted(wanted - found)
            report.fail(page, f"{len(extra)} not in the dump {extra[:2]}, {len(missing)} not in the page {missing[:2]}")
    for name in sorted(expected):
        report.fail(name, "in the dump, but in no page")
    report.finish()


main(Path(sys.argv[1]))
