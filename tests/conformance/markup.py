"""The Nu HTML checker finds no error in any page, style sheet or picture."""

import json
import subprocess
import sys
from pathlib import Path

from report import Report

# It ends before compiling with care would pay: a third of the processor's time.
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"]


def main(site: Path, jar: Path) -> None:
    report = Report("markup")
    pages = [str(path) for path in sorted(site.rglob("*.html"))]
    if not pages:
        report.fail(site, "no pages")
        report.finish()
    # The list may be longer than a command line may be.
    found: dict[str, list[str]] = {}
    for start in range(0, len(pages), 500):
        command = [*JAVA, "-jar", str(jar), "--errors-only", "--exit-zero-always", "--format", "json"]
        run = subprocess.run(command + pages[start : start + 500], capture_output=True, text=True, check=False)
        output = run.stderr[run.stderr.find("{") :] or run.stdout
        for message in json.loads(output)["messages"]:
            page = message.get("url", "").removeprefix("file:")
            line = message.get("lastLine", "?")
            found.setdefault(page, []).append(f"line {line}: {message['message']}")
    for page in pages:
        if page in found:
            report.fail(page, f"{found[page][0]} ({len(found[page])} in all)")
        else:
            report.ok()
    for page in found.keys() - set(pages):
        report.fail(page, found[page][0])
    report.finish()


main(Path(sys.argv[1]), Path(sys.argv[2]))
