"""Packages that `faircat export` makes of works of every kind are what the readers of each format take.

RO-Crates for roc-validator, bags for BagIt's and BDBag's own library, repositories for the library of
the Hugging Face Hub, and DLHub's metadata for its schemas, where `STANDARDS` has them.
"""

import json
import logging
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import bagit
from bdbag import bdbag_api
from huggingface_hub import DatasetCardData, ModelCardData
from huggingface_hub.repocard import RepoCard
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from rdflib.plugins.shared.jsonld import context
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rocrate_validator import models
from rocrate_validator.utils.http import HttpRequester

from report import Report, skipped

logging.disable(logging.CRITICAL)
ADDRESS = "https://example.org/catalog/"
# Works of one kind of one catalogue that are looked at: each is exported by a program of its own.
MOST = 4
KINDS = ["models", "datasets", "software", "workflows", "training-materials"]
# Versions of RO-Crate: the oldest that is still in use, and the one that is written.
# Each with the terms that its context lacks.
NEWER = {"1.1": ["sha256"], "1.3": []}


def works(root: Path):
    for kind in KINDS:
        folder = root / "catalog" / kind
        for path in sorted([*folder.glob("*.yaml"), *folder.glob("*/record.yaml")])[:MOST]:
            yield f"{kind}/{path.parent.name if path.name == 'record.yaml' else path.stem}"


def exported(faircat: str, root: Path, work: str, form: str, out: Path) -> bool:
    """Whether the format has something to say of the work."""
    command = [faircat, "export", work, "--as", form, "--out", out, "--base-url", ADDRESS]
    found = subprocess.run([*command, "--root", root], capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return True
    if "cannot be told as" in found.stderr:
        return False
    raise RuntimeError(found.stderr)


def contexts_from(folder: Path) -> None:
    """Lets the validator read the contexts of RO-Crate from files: it would ask the network."""

    def read(address) -> dict:
        version = str(address).rstrip("/").split("/")[-2]
        return json.loads((folder / f"rocrate-{version}.jsonld").read_text(encoding="utf-8"))

    class Answer:
        status_code = 200
        ok = True
        headers = {"Content-Type": "application/ld+json"}

        def __init__(self, address):
            self.content = json.dumps(read(address)).encode()
            self.text = self.content.decode()

        def json(self):
            return json.loads(self.text)

        def raise_for_status(self):
            return None

    context.source_to_json = lambda source, *args, **more: (read(source), None)
    HttpRequester.get = lambda self, address, *args, **more: Answer(address)


def parse_each_query_once() -> None:
    """The validator asks the same of every crate, and took most of its time to read the queries."""
    ask = SPARQLProcessor.query

    @cache
    def prepared(text: str, base: str | None, prefixes: frozenset):
        return translateQuery(parseQuery(text), base, dict(prefixes))

    def query(processor, asked, bindings=None, prefixes=None, base=None, *more, **others):
        if isinstance(asked, str):
            asked = prepared(asked, base, frozenset((prefixes or {}).items()))
        return ask(processor, asked, bindings, prefixes, base, *more, **others)

    SPARQLProcessor.query = query


def validator_of(version: str) -> models.Validator:
    """One for all crates, which reads the shapes of its version once."""
    settings = models.ValidationSettings(
        profile_identifier=f"ro-crate-{version}",
        requirement_severity=models.Severity.REQUIRED,
    )
    return models.Validator(settings)


def ro_crate(standards: Path):
    if not (standards / "contexts").is_dir():
        return None
    contexts_from(standards / "contexts")
    parse_each_query_once()
    validators = {version: validator_of(version) for version in NEWER}

    def check(folder: Path, report: Report) -> None:
        file = folder / "ro-crate-metadata.json"
        written = file.read_text(encoding="utf-8")
        for version in NEWER:
            # But for the version that it names, and terms that are newer, it is sound by each.
            document = json.loads(written.replace("/ro/crate/1.3", f"/ro/crate/{version}"))
            for entity in document["@graph"]:
                for term in NEWER[version]:
                    entity.pop(term, None)
            file.write_text(json.dumps(document), encoding="utf-8")
            issues = [issue.message for issue in validators[version].validate(folder).get_issues()]
            report.fail(f"{folder.name}, {version}", issues[0]) if issues else report.ok()

    return check


def bag(folder: Path, report: Report) -> None:
    try:
        found = bagit.Bag(str(folder))
        is_holey = (folder / "fetch.txt").exists()
        if not is_holey:
            found.validate()
        bdbag_api.validate_bag_structure(str(folder), skip_remote=True)
        if "BagIt-Profile-Identifier" in found.info and "md5" not in found.algorithms:
            report.fail(folder.name, "the profile wants MD5")
        report.ok()
    except Exception as problem:
        report.fail(folder.name, problem)


def huggingface(folder: Path, report: Report) -> None:
    try:
        card = RepoCard.load(folder / "README.md")
        fields = card.data.to_dict()
        if "pretty_name" in fields:
            DatasetCardData(**fields)
        else:
            data = ModelCardData(**fields)
            wanted = len(fields.get("model-index", [{"results": []}])[0]["results"])
            if len(data.eval_results or []) != wanted:
                report.fail(folder.name, "not every result is understood")
        report.ok()
    except Exception as problem:
        report.fail(folder.name, problem)


def dlhub(standards: Path):
    folder = standards / "schemas/dlhub"
    if not folder.is_dir():
        return None
    schemas = {
        path.relative_to(folder).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.json")
    }
    # Each refers to others by their paths.
    for path, schema in schemas.items():
        schema["$id"] = f"https://example.org/{path}"
        schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    text = json.dumps(schemas).replace('"#definitions/', '"#/definitions/')
    schemas = json.loads(text)
    resources = [(it["$id"], Resource.from_contents(it)) for it in schemas.values()]
    registry = Registry().with_resources(resources)

    def check(folder: Path, report: Report) -> None:
        document = json.loads((folder / "dlhub.json").read_text(encoding="utf-8"))
        schema = schemas["dataset.json" if "dataset" in document else "servable.json"]
        errors = list(Draft7Validator(schema, registry=registry).iter_errors(document))
        report.fail(folder.name, errors[0].message) if errors else report.ok()

    return check


def main(faircat: str, standards: Path, roots: list[Path]) -> None:
    checks = {
        "ro-crate": ro_crate(standards),
        "bagit": bag,
        "huggingface": huggingface,
        "dlhub": dlhub(standards),
    }
    failed = False
    for form, check in checks.items():
        if check is None:
            what = f"packages {form}: skipped, what it needs is not in {standards}"
            failed = skipped(what, standards) or failed
            continue
        report = Report(f"packages {form}")
        for number, root in enumerate(roots):
            for work in works(root):
                with tempfile.TemporaryDirectory() as scratch:
                    out = Path(scratch) / f"{number}-{work.replace('/', '-')}"
                    if exported(faircat, root, work, form, out):
                        check(out, report)
        print(f"{report.check}: {report.passed} passed, {report.failed} failed")
        # A check that checked nothing has failed.
        failed = failed or report.failed > 0 or report.passed == 0
    sys.exit(failed)


main(sys.argv[1], Path(sys.argv[2]), [Path(it) for it in sys.argv[3:]])
