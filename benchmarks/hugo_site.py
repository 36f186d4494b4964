"""Makes a Hugo site of a catalogue: one Markdown file with front matter for each record."""

import shutil
from pathlib import Path

import yaml

HERE = Path(__file__).parent


def front_matter(slug: str, record: dict) -> dict:
    """What the layouts show besides the description. Names that Hugo has taken are avoided."""
    dataset = record.get("dataset", {})
    usage = record.get("usage", {})
    fields = {
        "title": record["title"],
        "slug": slug,
        "summary": record.get("summary", ""),
        "keywords": record.get("keywords", []),
        "experiments": record.get("experiments", []),
        "authors": record.get("authors", []),
        "identifiers": record.get("identifiers", []),
        "license": record.get("license"),
        "issued": record.get("date_published"),
        "created": record.get("date_created"),
        "publisher": record.get("publisher", {}).get("name"),
        "source": record.get("url"),
        "files": record.get("artifacts", []),
        "relations": record.get("relations", []),
        "provenance": record.get("provenance", []),
        "fields": dataset.get("fields", []),
        "formats": dataset.get("formats", []),
        "size": dataset.get("size"),
        "items": dataset.get("number_of_items"),
        "techniques": dataset.get("measurement_techniques", []),
        "collection": dataset.get("collection"),
        "preparation": dataset.get("preparation"),
        "usage": usage.get("instructions"),
        "limitations": usage.get("limitations"),
    }
    return {key: value for key, value in fields.items() if value not in (None, [], {}, "")}


def lean_front_matter(slug: str, record: dict) -> dict:
    """What the lean layouts show: what any theme for papers or posts would."""
    whole = front_matter(slug, record)
    shown = ("title", "slug", "keywords", "identifiers", "license", "issued", "publisher")
    lean = {key: whole[key] for key in shown if key in whole}
    authors = [
        author if isinstance(author, str) else author["name"]
        for author in whole.get("authors", [])
    ]
    return {**lean, "authors": authors} if authors else lean


def page(file: Path, lean: bool) -> str:
    """The content file of a record."""
    record = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    fields = lean_front_matter if lean else front_matter
    front = yaml.dump(
        fields(file.stem, record),
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )
    return f"---\n{front}---\n{record.get('description', '')}\n"


def make(catalog: Path, site: Path, lean: bool = False) -> None:
    """Makes the site of the folder `catalog` in the new folder `site`."""
    for layouts in ("hugo-both", "hugo-lean" if lean else "hugo"):
        shutil.copytree(HERE / layouts, site, dirs_exist_ok=True)
    for file in sorted(catalog.glob("*/*.yaml")):
        content = site / "content" / file.parent.name / f"{file.stem}.md"
        content.parent.mkdir(parents=True, exist_ok=True)
        content.write_text(page(file, lean), encoding="utf-8")
