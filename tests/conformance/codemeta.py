"""No reader of `codemeta.json` drops anything: every name is a term of the context, or has its prefix."""

import json
import sys
from pathlib import Path

from report import Report


def names(node):
    """The keys and classes of a JSON-LD document."""
    if isinstance(node, list):
        for item in node:
            yield from names(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if not key.startswith("@"):
                yield key
            if key == "@type":
                yield from value if isinstance(value, list) else [value]
            elif key != "@context":
                yield from names(value)


def main(site: Path, contexts: Path) -> None:
    report = Report("codemeta")
    context = json.loads((contexts / "codemeta-3.1.jsonld").read_text(encoding="utf-8"))["@context"]
    for path in sorted(site.rglob("codemeta.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        unknown = {name for name in names(document) if name.split(":")[0] not in context}
        report.fail(path, f"not in the context: {sorted(unknown)}") if unknown else report.ok()
    report.finish()


main(Path(sys.argv[1]), Path(sys.argv[2]))
