"""Command: turn CMS Open Data ntuples (ROOT or HDF5) into the files of jets of this project.

Example: `python -m src.data.convert --out data/cms-train ntuple_merged_9.root …`. Each input
gives shards `<name>-000.h5`, …; an input whose shards are all there is not read again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from record_files.checksum import sha256

from .cms_ntuples import CutFlow, UnreadableNtuple, read_columns, select
from .features import CLASSES
from .shards import write_shard

CHUNK_JETS = 20000
"""Jets of the input that become one shard."""


def convert(source: Path, folder: Path, chunk: int) -> CutFlow:
    """Writes the selected jets of one file; how many there were at each step.

    Raises `UnreadableNtuple`. A chunk without a selected jet gives no shard.
    """
    digest, total = sha256(source), CutFlow()
    for number, columns in enumerate(read_columns(source, chunk)):
        jets, flow = select(columns)
        total += flow
        if len(jets):
            provenance = {
                "source": source.name,
                "source_sha256": digest,
                "first_entry": number * chunk,
                "entries": flow.read,
                "labelled": flow.labelled,
                "selected": flow.selected,
                "selection": "300 < fj_pt < 2000 GeV, 40 < fj_sdmass < 200 GeV",
                "jets": _by_class(jets.label),
            }
            write_shard(folder / f"{source.stem}-{number:03d}.h5", jets, provenance)
    (folder / _done_mark(source)).write_text(f"{digest}\n")
    return total


def _by_class(label: np.ndarray) -> dict[str, int]:
    return {name: int(np.sum(label == i)) for i, name in enumerate(CLASSES)}


def is_converted(source: Path, folder: Path) -> bool:
    """Whether this file, with these bytes, was converted into the folder before."""
    mark = folder / _done_mark(source)
    return mark.exists() and mark.read_text().strip() == sha256(source)


def _done_mark(source: Path) -> str:
    return f".{source.stem}.converted"


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m src.data.convert", description=__doc__)
    parser.add_argument("inputs", type=Path, nargs="+", help="ntuples: .root or .h5")
    parser.add_argument("--out", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--chunk", type=int, default=CHUNK_JETS, help="entries for one shard")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0 when all inputs were converted, 1 when one could not be read."""
    options = parse(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    failed = False
    for source in options.inputs:
        try:
            if is_converted(source, options.out):
                print(f"{source}: already converted")
                continue
            flow = convert(source, options.out, options.chunk)
        except (UnreadableNtuple, OSError) as error:
            print(f"error: {error}", file=sys.stderr)
            failed = True
            continue
        print(
            f"{source}: {flow.read} jets, {flow.labelled} with a label, "
            f"{flow.selected} in the selection, {flow.kept} kept"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
