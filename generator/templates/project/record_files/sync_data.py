"""Bring the data that a DOI names, by the client of the repository that has them.

`python -m record_files.sync_data --out data/raw` takes the DOI of `config/project.toml`. Zenodo,
the CERN Open Data portal and Kaggle are known by its form. The first time the DOI and the SHA-256
of every file are written into `config/data-sha256.txt`; from then on the files must have them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from record_files import project
from record_files.checksum import sha256

KAGGLE_PAGE = re.compile(r"https://www\.kaggle\.com/(?:datasets/)?([\w-]+/[\w-]+)(?:[/?#].*)?")
SECONDS = 60
LINE = re.compile(r"([0-9a-f]{64})  (.+)")
OF_DOI = "# doi:"


def zenodo(doi: str, out: Path) -> list[str]:
    """What zenodo_get is asked; it compares with the MD5 that Zenodo gives."""
    return ["zenodo_get", "--output-dir", str(out), doi]


def cern_open_data(doi: str, out: Path) -> list[str]:
    """What cernopendata-client is asked; it compares with the portal's sizes and Adler-32."""
    return ["cernopendata-client", "download-files", "--doi", doi.upper(), "--verify"]


def kaggle(doi: str, out: Path) -> list[str]:
    """What kaggle is asked, which knows data sets by the name that their page has."""
    found = KAGGLE_PAGE.fullmatch(page_of(doi))
    if not found:
        raise ValueError(f"{doi} does not lead to the page of a Kaggle data set")
    return ["kaggle", "datasets", "download", "--unzip", "--path", str(out), found[1]]


def page_of(doi: str) -> str:
    """The address to which a DOI leads in the end."""
    request = urllib.request.Request(f"https://doi.org/{doi}", method="HEAD")
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return answer.url


Client = Callable[[str, Path], list[str]]
CLIENTS: dict[str, Client] = {
    r"10\.5281/zenodo\.\d+": zenodo,
    r"10\.7483/opendata\.[\w./-]+": cern_open_data,
    r"10\.34740/kaggle/dsv?/\d+": kaggle,
}


def client_of(doi: str) -> Client:
    """The client for the form of a DOI; `ValueError` where no client is known."""
    for form, client in CLIENTS.items():
        if re.fullmatch(form, doi, re.IGNORECASE):
            return client
    raise ValueError(
        f"no client is known for {doi}: only Zenodo (10.5281/zenodo.…), CERN Open Data "
        "(10.7483/OPENDATA.…) and Kaggle (10.34740/kaggle/…) are; put the files into the folder "
        "yourself, and run this again with --present"
    )


def unfinished(out: Path) -> Path:
    """The file that is there from the start of a client until it succeeds."""
    return out.with_name(f"{out.name}.unfinished")


def bring(doi: str, out: Path, programs: Path) -> None:
    """Run the client, that of the folder `programs` where it is there, in the folder `out`."""
    name, *arguments = client_of(doi)(doi, out.resolve())
    program = programs / name
    out.mkdir(parents=True, exist_ok=True)
    unfinished(out).touch()
    command = [str(program) if program.is_file() else name, *arguments]
    try:
        subprocess.run(command, cwd=out, check=True)
    except FileNotFoundError as problem:
        unfinished(out).unlink()
        raise ValueError(f"{name} is not installed: `make sync_data` does so") from problem
    unfinished(out).unlink()


def checksums(out: Path) -> dict[str, str]:
    """SHA-256 of every file below `out`, by its path there."""
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): sha256(path) for path in files}


def read_manifest(manifest: Path) -> tuple[str, dict[str, str]]:
    """The DOI, where it is told, and the SHA-256 of every file by its path."""
    doi = ""
    expected: dict[str, str] = {}
    for number, line in enumerate(manifest.read_text(encoding="utf-8").splitlines(), start=1):
        found = LINE.fullmatch(line)
        if found:
            expected[found[2]] = found[1]
        elif line.startswith(OF_DOI):
            doi = line.removeprefix(OF_DOI)
        elif line and not line.startswith("#"):
            raise ValueError(
                f"{manifest}:{number}: a line is a SHA-256, two spaces and the path of a file; "
                "take the file as it was committed, or remove it to make it anew"
            )
    return doi, expected


def refuse_other_doi(doi: str, manifest: Path, out: Path) -> None:
    """`ValueError` where the manifest is of another DOI, whose files may still be there."""
    of = read_manifest(manifest)[0] if manifest.is_file() else ""
    if of and of.casefold() != doi.casefold():
        raise ValueError(
            f"{manifest} is of {of}, not of {doi}: remove it and {out}, and run this again"
        )


def compare(doi: str, out: Path, manifest: Path) -> str:
    """Hold the files against the manifest, or make it; `ValueError` names files that differ."""
    found = checksums(out)
    if not found:
        raise ValueError(f"{out} has no files")
    if not manifest.is_file():
        if unfinished(out).exists():
            raise ValueError(
                f"the files in {out} may not be whole, as the client that brought them failed: run "
                f"this without --present, or, where you completed them, remove {unfinished(out)}"
            )
        lines = (f"{digest}  {name}\n" for name, digest in found.items())
        manifest.write_text(f"{OF_DOI}{doi}\n{''.join(lines)}", encoding="utf-8")
        return f"{len(found)} files, whose SHA-256 are in {manifest} now: commit it"
    expected = read_manifest(manifest)[1]
    if not expected:
        raise ValueError(f"{manifest} names no file: remove it, and run this again")
    names = sorted(found.keys() | expected.keys())
    wrong = [name for name in names if found.get(name) != expected.get(name)]
    if wrong:
        raise ValueError(f"other files than {manifest} says: {', '.join(wrong)}")
    return f"{len(found)} files, as {manifest} says"


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m record_files.sync_data", description=__doc__)
    parser.add_argument("--project", type=Path, default=Path("config/project.toml"))
    parser.add_argument("--manifest", type=Path, default=Path("config/data-sha256.txt"))
    parser.add_argument("--out", type=Path, required=True, help="folder of the files")
    parser.add_argument("--present", action="store_true", help="only compare what is there")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Bring the data; 1 where they are not those of the manifest, 2 where they cannot be had."""
    options = parse(arguments)
    try:
        doi = project.read(options.project).data_doi
        if not doi:
            print(f"{options.project} names no data_doi: there is nothing to bring")
            return 0
        refuse_other_doi(doi, options.manifest, options.out)
        if not options.present:
            bring(doi, options.out, Path(sys.executable).parent)
    except subprocess.CalledProcessError as problem:
        name = Path(problem.cmd[0]).name
        print(f"error: {name} ended with {problem.returncode}: see above", file=sys.stderr)
        return 2
    except (OSError, ValueError, urllib.error.URLError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    try:
        print(compare(doi, options.out, options.manifest))
    except (OSError, ValueError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
