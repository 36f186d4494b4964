"""What SPARQLWrapper and rdflib get from the endpoint with their own default settings."""

import subprocess
import sys
import tempfile
from pathlib import Path

import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import SPARQLWrapper

from report import Report

RECORD = "kind: dataset\ntitle: Tiny\nsummary: A dataset for tests.\n"
SETTINGS = "title: Tests\nbase_url: https://example.org/cat/\n"

SELECT = "SELECT ?s { ?s a <http://schema.org/Dataset> }"
CONSTRUCT = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 2"
DESCRIBE = "DESCRIBE ?s WHERE { ?s a <http://schema.org/Dataset> }"
ASK = "ASK { ?s ?p ?o }"


def catalogue(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/site.yaml").write_text(SETTINGS)
    folder = root / "catalog/datasets/tiny"
    folder.mkdir(parents=True)
    (folder / "record.yaml").write_text(RECORD)


def endpoint(server: subprocess.Popen) -> str:
    """Waits for the address, and for the first build."""
    address = ""
    for line in server.stdout:
        if line.startswith("serving "):
            address = line.split()[1]
        if line.startswith("built "):
            return f"{address}sparql"
    raise SystemExit("clients: the server ended before its first build")


def ask_with_wrapper(report: Report, address: str) -> None:
    for query, size in [
        (SELECT, lambda answer: len(answer.getElementsByTagName("result"))),
        (ASK, lambda answer: len(answer.getElementsByTagName("boolean"))),
        (CONSTRUCT, len),
        (DESCRIBE, len),
    ]:
        client = SPARQLWrapper(address)
        client.setQuery(query)
        check(report, f"SPARQLWrapper {query}", lambda: size(client.query().convert()))


def ask_with_rdflib(report: Report, address: str) -> None:
    for method in ["GET", "POST", "POST_FORM"]:
        graph = rdflib.Graph(store=SPARQLStore(address, method=method))
        where = f"rdflib {method}"
        check(report, f"{where} SELECT", lambda: len(list(graph.query(SELECT))))
        check(report, f"{where} CONSTRUCT", lambda: len(graph.query(CONSTRUCT).graph))
        check(report, f"{where} ASK", lambda: graph.query(ASK).askAnswer)
        check(report, f"{where} triples", lambda: len(list(graph.triples((None, None, None)))))


def check(report: Report, where: str, answer) -> None:
    try:
        found = answer()
    except Exception as error:  # Whatever a client may raise.
        report.fail(where, repr(error))
        return
    if found:
        report.ok()
    else:
        report.fail(where, "nothing is answered")


def main() -> None:
    program = Path(sys.argv[1])
    report = Report("clients")
    with tempfile.TemporaryDirectory() as folder:
        catalogue(Path(folder))
        command = [program, "serve", "--port", "0", "--root", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                address = endpoint(server)
                ask_with_wrapper(report, address)
                ask_with_rdflib(report, address)
            finally:
                server.terminate()
    report.finish()


main()
