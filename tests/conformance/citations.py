"""Every CITATION.cff is valid for the reference tool, cffconvert."""

import sys
from pathlib import Path

from cffconvert import Citation

from report import Report


def main(site: Path) -> None:
    report = Report("citations")
    for path in sorted(site.rglob("CITATION.cff")):
        try:
            Citation(path.read_text(encoding="utf-8")).validate()
            report.ok()
        except Exception as problem:
            report.fail(path, str(problem).splitlines()[0])
    report.finish()


main(Path(sys.argv[1]))
