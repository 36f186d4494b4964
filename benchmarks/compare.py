"""Measures faircat and Hugo in turn on the same records. See README.md beside this file."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import hugo_site
import repeat


@dataclass
class Run:
    """One run of a command, as the kernel counted it."""

    cpu: float  # seconds, user and system
    wall: float  # seconds
    memory: float  # largest resident set, MiB


def measure(command: list[str]) -> Run:
    """Runs `command` to its end; its output is shown only if it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            tail = output.read().decode(errors="replace")[-3000:]
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def median(runs: list[Run]) -> Run:
    """The median of each figure by itself."""
    return Run(
        statistics.median(run.cpu for run in runs),
        statistics.median(run.wall for run in runs),
        statistics.median(run.memory for run in runs),
    )


def change_one_record(catalog: Path) -> None:
    """Adds a word to the title of the record in the middle of the catalogue."""
    files = sorted(catalog.glob("datasets/*.yaml"))
    file = files[len(files) // 2]
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("summary:") or line == "authors:")
    lines.insert(at, f"version: '{time.time_ns()}'")
    lines = [line for n, line in enumerate(lines) if n == at or not line.startswith("version:")]
    file.write_text("\n".join(lines), encoding="utf-8")


def show(name: str, run: Run, peers: list[Run]) -> None:
    """One line of the result, with the ratios to the full builds of `peers`."""
    line = f"{name:<40}{run.cpu:>9.2f} s{run.wall:>9.2f} s{run.memory:>9.0f} MiB"
    for peer in peers:
        line += f"  |{run.cpu / peer.cpu:>7.2f}{run.wall / peer.wall:>7.2f}"
        line += f"{run.memory / peer.memory:>7.2f}"
    print(line, flush=True)


def head(peers: list[str]) -> str:
    """The line above the results."""
    line = f"{'':<40}{'cpu':>11}{'wall':>11}{'memory':>13}"
    return line + "".join(f"  |{'ratio to ' + name:>21}" for name in peers)


def commands(arguments: argparse.Namespace, work: Path) -> dict[str, list[str]]:
    """What is measured, by name. Each begins without the output of an earlier run."""
    root, out = str(work / "records"), str(work / "faircat")
    url = "https://example.org/catalogue/"
    faircat = [arguments.faircat, "build", "--root", root, "--out", out, "--base-url", url]
    hugo, lean = (
        ["hugo", "--quiet", "--source", f"{work}/{name}-site", "--destination", f"{work}/{name}"]
        for name in ("hugo", "hugo-lean")
    )
    return {
        "hugo: pages, JSON-LD, lists": hugo,
        "hugo-lean: HTML, JSON-LD element, lists": lean,
        "faircat: pages, JSON-LD, lists": [*faircat, "--pages-only"],
        "faircat: everything": faircat,
    }


def prepare(arguments: argparse.Namespace, work: Path) -> int:
    """Writes the records for both; gives their number."""
    records = repeat.read_records(arguments.json)
    wanted = arguments.records or len(records)
    repeat.write_records(work / "json", repeat.copies(records, wanted))
    catalog = work / "records" / "catalog"
    files = sorted(str(file) for file in (work / "json").iterdir())
    importing = measure(
        [arguments.faircat, "import", "cern-opendata", *files, "--into", str(catalog)]
    )
    show("(faircat: import)", importing, [])
    if arguments.only != "faircat":
        hugo_site.make(catalog, work / "hugo-site")
        hugo_site.make(catalog, work / "hugo-lean-site", lean=True)
    shutil.rmtree(work / "json")
    return wanted


def compare(arguments: argparse.Namespace, work: Path) -> None:
    """Measures all in turn, so that a slow minute of the machine hits each of them."""
    wanted = commands(arguments, work)
    if arguments.only:
        wanted = {name: run for name, run in wanted.items() if name.startswith(arguments.only)}
    runs: dict[str, list[Run]] = {name: [] for name in wanted}
    again: list[Run] = []
    for _ in range(arguments.runs):
        for name, command in wanted.items():
            out = work / name.split(":")[0]
            shutil.rmtree(out, ignore_errors=True)
            # What faircat remembers of an earlier build would make this one no full one.
            shutil.rmtree(work / "records" / ".faircat", ignore_errors=True)
            shutil.rmtree(work / ".faircat.faircat-spare", ignore_errors=True)
            runs[name].append(measure(command))
        if "faircat: everything" in wanted:
            change_one_record(work / "records" / "catalog")
            again.append(measure(wanted["faircat: everything"]))
    medians = {name: median(found) for name, found in runs.items()}
    peers = {name.split(":")[0]: run for name, run in medians.items() if name.startswith("hugo")}
    print(head(list(peers)))
    for name, run in medians.items():
        show(name, run, list(peers.values()))
    if again:
        show("faircat: one record changed", median(again), list(peers.values()))
        full = medians["faircat: everything"]
        share = median(again).wall / full.wall
        cpu = median(again).cpu / full.cpu
        print(f"one record changed: {share:.3f} of the wall time of a full build, {cpu:.3f} of its cpu")
    for name in sorted({name.split(":")[0] for name in wanted}):
        files = [file for file in (work / name).rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files) / 2**20
        print(f"{name} wrote {len(files)} files, {size:.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="against-hugo.sh", description=__doc__)
    parser.add_argument("json", type=Path, help="folder of the portal's JSON records")
    parser.add_argument("--faircat", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--records", type=int, help="repeat the records up to this number")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default 5)")
    parser.add_argument("--only", choices=["hugo", "faircat"], help="measure only one of them")
    parser.add_argument("--keep", action="store_true", help="keep the folder of the benchmark")
    parser.add_argument("--disk", type=Path, default=Path("/dev/shm"), help="where to work")
    arguments = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="faircat-benchmark-", dir=arguments.disk))
    try:
        count = prepare(arguments, work)
        print(f"{count} records, {arguments.runs} runs of each in turn, medians", flush=True)
        compare(arguments, work)
    finally:
        if arguments.keep:
            print(f"kept in {work}")
        else:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
