"""Every link of pages, style sheets, sitemap and feed stays within the site and leads to a file; every
fragment leads to an element."""

import json
import re
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html

from report import Report

# A question in the address of the SPARQL page: for the page's script, not the name of an element.
QUERY = ("query=", "findings=")
# Answered by `faircat serve`; a static host has no file for it.
ENDPOINTS = ["sparql"]

LINKS = "//@href | //@src | //form/@action"
# An address in a style sheet, as `url(x.svg)`.
STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")


@cache
def page_of(path: Path):
    return html.parse(str(path)).getroot()


@cache
def fragments(path: Path) -> frozenset[str]:
    return frozenset(page_of(path).xpath("//@id | //a/@name"))


def target(site: Path, base: str, address: str) -> Path | None:
    """The file at `address`; `None` where it is elsewhere."""
    if not address.startswith(base):
        same_host = urlsplit(address)[:2] == urlsplit(base)[:2]
        return site / "(out of the site)" if same_host else None
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
        found = page_of(page).xpath(LINKS)
        for srcset in page_of(page).xpath("//@srcset"):
            found += [part.split()[0] for part in srcset.split(",") if part.strip()]
        for address in sorted({urljoin(base + folder, link.strip()) for link in found}):
            check_link(report, site, base, page, address)
    for style in sorted(site.rglob("*.css")):
        folder = base + style.relative_to(site).as_posix()
        for link in sorted(set(STYLE_URL.findall(style.read_text(encoding="utf-8")))):
            if not link.startswith("data:"):
                check_link(report, site, base, style, urljoin(folder, link))
    for file in ("sitemap.xml", "feed.atom"):
        document = etree.parse(site / file)
        for address in sorted(set(document.xpath("//*[local-name()='loc']/text() | //@href"))):
            check_link(report, site, base, site / file, str(address))
    report.finish()


main(Path(sys.argv[1]))
