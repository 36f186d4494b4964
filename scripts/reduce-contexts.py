#!/usr/bin/env python3
"""Reduces published JSON-LD contexts to what tells them from schema.org's vocabulary alone.

    scripts/reduce-contexts.py FOLDER > crates/json-ld/src/contexts/reduced.json

FOLDER holds the contexts as they are published, under these names and from these places:

    schemaorg-30.0.jsonld  github.com/schemaorg/schemaorg data/releases/30.0/schemaorgcontext.jsonld
    codemeta-2.0.jsonld    github.com/codemeta/codemeta 2.0/codemeta.jsonld        Apache-2.0
    codemeta-3.1.jsonld    github.com/codemeta/codemeta 3.1/codemeta.jsonld        Apache-2.0
    fair4ml-0.1.0.jsonld   w3id.org/fair4ml/0.1.0                                  Apache-2.0
    rocrate-1.1.jsonld     w3id.org/ro/crate/1.1/context                           CC0-1.0
    rocrate-1.2.jsonld     w3id.org/ro/crate/1.2/context                           CC0-1.0
    rocrate-1.3.jsonld     w3id.org/ro/crate/1.3/context                           CC0-1.0

A term goes that `"@vocab": "http://schema.org/"` defines as the context does. Of the others
stays what they mean, with whole IRIs. One thing is changed, so that people are read as they
write: a context other than schema.org's own calls only those terms addresses that schema.org
does. CodeMeta also calls `identifier` and `softwareRequirements` so, and by that
`"softwareRequirements": "numpy"` were a page beside the description.
"""

import json
import sys
from pathlib import Path

VOCABULARY = "http://schema.org/"
NAMES = [
    "schemaorg-30.0",
    "codemeta-2.0",
    "codemeta-3.1",
    "fair4ml-0.1.0",
    "rocrate-1.1",
    "rocrate-1.2",
    "rocrate-1.3",
]


def terms(path: Path) -> dict:
    """The definitions of a context, also where it is a list of them."""
    context = json.loads(path.read_text())["@context"]
    parts = context if isinstance(context, list) else [context]
    return {key: value for part in parts if isinstance(part, dict) for key, value in part.items()}


def whole(iri: str, context: dict) -> str:
    """An IRI without prefix."""
    prefix, colon, rest = iri.partition(":")
    namespace = context.get(prefix)
    if colon and not rest.startswith("//") and isinstance(namespace, str):
        return namespace + rest
    return iri if colon or iri.startswith("@") else VOCABULARY + iri


def reduced(context: dict, addresses: set[str]) -> dict:
    """What of a context `@vocab` does not say; only `addresses` are taken for some."""
    kept = {"@vocab": VOCABULARY}
    for term, definition in context.items():
        if term.startswith("@"):
            continue
        full = {"@id": definition} if isinstance(definition, str) else dict(definition)
        full["@id"] = whole(full.get("@id", term), context)
        if full.get("@type") == "@id" and term not in addresses:
            del full["@type"]
        if "@type" in full:
            full["@type"] = whole(full["@type"], context)
        if full != {"@id": VOCABULARY + term}:
            kept[term] = full["@id"] if len(full) == 1 else full
    return kept


def main() -> None:
    folder = Path(sys.argv[1])
    schema = terms(folder / f"{NAMES[0]}.jsonld")
    is_address = lambda it: isinstance(it, dict) and it.get("@type") == "@id"
    addresses = {term for term, definition in schema.items() if is_address(definition)}
    contexts = {name: reduced(terms(folder / f"{name}.jsonld"), addresses) for name in NAMES}
    # One term a line.
    lines = []
    for name, context in contexts.items():
        rows = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in context.items())
        lines.append(f"  {json.dumps(name)}: {{\n{rows}\n  }}")
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    main()
