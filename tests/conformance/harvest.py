"""What a harvester extracts from the pages is what the dump holds, statement for statement.

extruct reads the JSON-LD elements of every page, rdflib makes statements of them and of the JSON-LD
that a record's page links to, and reads the dump. Each page with its link is compared with the named
graph of its record, or of its own address; what a page embeds, the file that it links to says too.
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


def linked(page: Path, address: str) -> set[str]:
    """What the document says to which a record's page leads as its description."""
    file = page.parent / "record.jsonld"
    link = f'<link rel="describedby" href="{address}" type="application/ld+json">'
    if page.name != "index.html" or not file.exists():
        return set()
    if link not in page.read_text(encoding="utf-8"):
        raise ValueError(f"{page} has no {link}")
    return statements(rdflib.Graph().parse(data=file.read_text(encoding="utf-8"), format="json-ld"))


def main(site: Path) -> None:
    report = Report("harvest")
    base = json.loads((site / "catalog.jsonld").read_text(encoding="utf-8"))["@id"]
    expected = read_dump(site / "dump.nq.gz")
    for page in sorted(site.rglob("*.html")):
        name = graph_name(base, site, page)
        embedded = harvest(page, name)
        if not embedded:
            continue
        described = linked(page, name)
        if described and not embedded <= described:
            report.fail(page, f"says more than {name}: {sorted(embedded - described)[:2]}")
        found = embedded | described
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
