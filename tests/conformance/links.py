"""Every link within the site leads to a file, and every fragment to an element."""

import json
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from lxml import html

from report import Report

# A query in the address of the SPARQL page: for the page's script, not the name of an element.
QUERY = "query="
# Answered by `faircat serve`; a static host has no file for it.
ENDPOINTS = ["sparql"]

LINKS = "//@href | //@src | //form/@action"


@cache
def page_of(path: Path):
    return html.parse(str(path)).getroot()


@cache
def fragments(path: Path) -> frozenset[str]:
    return frozenset(page_of(path).xpath("//@id | //a/@name"))


def target(site: Path, base: str, address: str) -> Path | None:
    """The file at `address`; `None` where it is elsewhere."""
    if not address.startswith(base):
        return None
    path = site / unquote(address[len(base) :].split("?")[0])
    return path / "index.html" if address.split("?")[0].endswith("/") else path


def check_link(report: Report, site: Path, base: str, page: Path, address: str) -> None:
    address, fragment = urldefrag(address)
    file = target(site, base, address)
    if file is None or address.removeprefix(base) in ENDPOINTS:
        return
    if not file.is_file():
        report.fail(page.relative_to(site), f"no {address}")
    elif fragment.startswith(QUERY) and file.parent.name == "sparql":
        report.ok()
    elif fragment and file.suffix == ".html" and unquote(fragment) not in fragments(file):
        report.fail(page.relative_to(site), f"no #{fragment} in {address}")
    else:
        report.ok()


def main(site: Path) -> None:
    report = Report("links")
    base = json.loads((site / "catalog.jsonld").read_text(encoding="utf-8"))["@id"]
    for page in sorted(site.rglob("*.html")):
        if page.parts[-2:] == ("pagefind", "index.html"):
            continue
        folder = page.relative_to(site).as_posix().removesuffix("index.html")
        links = {urljoin(base + folder, link.strip()) for link in page_of(page).xpath(LINKS)}
        for address in sorted(links):
            check_link(report, site, base, page, address)
    report.finish()


main(Path(sys.argv[1]))
