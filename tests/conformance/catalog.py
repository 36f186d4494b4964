"""Files about the whole catalogue, through what reads them: the table in Parquet by DuckDB, the
link set of interfaces, the OAI static repository, and the Markdown for language models.

    catalog.py SITE_DIR
"""

import json
import re
import sys
from pathlib import Path

import duckdb
from lxml import etree
from markdown_it import MarkdownIt

from report import Report

OAI = "{http://www.openarchives.org/OAI/2.0/}"
STATIC = "{http://www.openarchives.org/OAI/2.0/static-repository}"
DC = "{http://purl.org/dc/elements/1.1/}"
# Dublin Core 1.1, as oai_dc.xsd lists it.
DC_ELEMENTS = {
    *("title", "creator", "subject", "description", "publisher", "contributor", "date", "type"),
    *("format", "identifier", "source", "language", "relation", "coverage", "rights"),
}
IDENTIFY = [
    *("repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp"),
    *("deletedRecord", "granularity"),
]
# FAIRiCat knows these relations and no others.
RELATIONS = {"service-doc", "service-desc", "service-meta"}


def table(site: Path) -> Report:
    """The table has the records that the API lists, and answers questions."""
    report = Report("parquet")
    listed = set()
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    base = index["url"]
    for kind in index["kinds"]:
        pages = [site / kind["href"].removeprefix(base)]
        first = json.loads(pages[0].read_text(encoding="utf-8"))
        stem = pages[0].with_suffix("")
        pages += [Path(f"{stem}-{page}.json") for page in range(2, first["pages"] + 1)]
        for page in pages:
            document = json.loads(page.read_text(encoding="utf-8"))
            listed |= {record["url"] for record in document["records"]}
    path = str(site / "catalog.parquet")
    rows = duckdb.execute("SELECT url, title, authors FROM read_parquet(?)", [path]).fetchall()
    if {row[0] for row in rows} == listed and len(rows) == len(listed):
        report.ok()
    else:
        report.fail(path, f"{len(rows)} rows, and the API lists {len(listed)} records")
    for url, title, authors in rows:
        if title and isinstance(authors, list):
            report.ok()
        else:
            report.fail(url, "no title, or authors are no list")
    return report


def interfaces(site: Path) -> Report:
    """FAIRiCat of 2024-02-27: anchors, their explanations, and nothing else."""
    report = Report("api-catalog")
    path = site / ".well-known/api-catalog"
    seen = set()
    for context in json.loads(path.read_text(encoding="utf-8"))["linkset"]:
        anchor = context.pop("anchor")
        targets = [target for targets in context.values() for target in targets]
        sound = (
            anchor not in seen
            and context.keys() <= RELATIONS
            and context.get("service-doc")
            and all(re.match("https?://", it["href"]) and it["type"] for it in targets)
        )
        seen.add(anchor)
        if sound:
            report.ok()
        else:
            report.fail(path, anchor)
    return report


def repository(site: Path) -> Report:
    """The order and forms that the specification of static repositories asks for."""
    report = Report("oai-static-repository")
    path = site / "oai.xml"
    root = etree.parse(path).getroot()
    names = [part.tag for part in root]
    records = [STATIC + "ListRecords"] * (len(names) - 2)
    if root.tag == STATIC + "Repository" and records and names == [
        STATIC + "Identify",
        STATIC + "ListMetadataFormats",
        *records,
    ]:
        report.ok()
    else:
        report.fail(path, names)
    identify, formats = root[0], root[1]
    facts = {part.tag: part.text for part in identify}
    email = re.fullmatch(r"\S+@(\S+\.)+\S+", facts.get(OAI + "adminEmail", ""))
    if [part.tag for part in identify] == [OAI + name for name in IDENTIFY] and email:
        report.ok()
    else:
        report.fail(path, facts)
    prefixes = [part.findtext(OAI + "metadataPrefix") for part in formats]
    if prefixes == [part.get("metadataPrefix") for part in root[2:]] and prefixes[0] == "oai_dc":
        report.ok()
    else:
        report.fail(path, prefixes)
    for part in root[2:]:
        of_format(report, part, facts[OAI + "earliestDatestamp"])
    return report


def of_format(report: Report, part, earliest: str) -> None:
    seen = set()
    for record in part:
        header, metadata = record[0], record[1]
        identifier, datestamp = header[0].text, header[1].text
        fields = {field.tag for field in metadata[0]} if len(metadata) == 1 else {None}
        told = part.get("metadataPrefix") != "oai_dc" or fields <= {DC + name for name in DC_ELEMENTS}
        dated = re.fullmatch(r"\d{4}-\d{2}-\d{2}", datestamp) and datestamp >= earliest
        if identifier not in seen and dated and told and len(metadata) == 1:
            report.ok()
        else:
            report.fail(identifier, etree.tostring(header))
        seen.add(identifier)


def markdown(site: Path) -> Report:
    """CommonMark reads one title and no HTML; what `llms.txt` links to is there."""
    report = Report("markdown")
    reader = MarkdownIt("commonmark").enable("table")
    for path in [site / "llms.txt", *sorted(site.glob("*/*/index.md"))]:
        tokens = reader.parse(path.read_text(encoding="utf-8"))
        titles = [it for it in tokens if it.type == "heading_open" and it.tag == "h1" and it.level == 0]
        inner = [child.type for it in tokens for child in it.children or []]
        html = [kind for kind in [it.type for it in tokens] + inner if kind.startswith("html")]
        if len(titles) == 1 and not html:
            report.ok()
        else:
            report.fail(path, f"{len(titles)} titles, {html}")
    base = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))["url"]
    for address in re.findall(r"\]\(([^)]+)\)", (site / "llms.txt").read_text(encoding="utf-8")):
        place = site / address.removeprefix(base)
        if address.startswith(base) and place.exists():
            report.ok()
        else:
            report.fail("llms.txt", address)
    return report


def main(site: Path) -> None:
    reports = [table(site), interfaces(site), repository(site), markdown(site)]
    for report in reports:
        print(f"{report.check}: {report.passed} passed, {report.failed} failed")
    # A check that checked nothing has failed.
    sys.exit(any(report.failed or not report.passed for report in reports))


main(Path(sys.argv[1]))
