"""Repeats the portal's records under new numbers, for measurements on larger catalogues."""

import copy
import json
from pathlib import Path


def read_records(folder: Path) -> list[dict]:
    """All records in the JSON files of `folder`, in the order of the files' names."""
    return [
        record
        for file in sorted(folder.glob("*.json"))
        for record in json.loads(file.read_text(encoding="utf-8"))
    ]


def renumber(value, suffix: str):
    """`value` with the number of each record, its own and of those it links to, made new."""
    if isinstance(value, dict):
        return {
            key: text + suffix if key == "recid" and text else renumber(text, suffix)
            for key, text in value.items()
        }
    if isinstance(value, list):
        return [renumber(item, suffix) for item in value]
    return value


def copies(records: list[dict], wanted: int):
    """The records over and over, each time under new identifiers, until there are `wanted`."""
    for number in range(wanted):
        turn, index = divmod(number, len(records))
        record = records[index]
        if turn > 0:
            record = renumber(copy.deepcopy(record), f"r{turn}")
            record["title"] = f"{record['title']} (copy {turn})"
            if record.get("doi"):
                record["doi"] += f".R{turn}"
        yield record


def write_records(folder: Path, records, per_file: int = 500) -> None:
    """Writes the records to JSON files of `per_file` each."""
    folder.mkdir(parents=True)
    batch: list[dict] = []
    files = 0
    for record in records:
        batch.append(record)
        if len(batch) == per_file:
            (folder / f"{files:05}.json").write_text(json.dumps(batch), encoding="utf-8")
            files, batch = files + 1, []
    if batch:
        (folder / f"{files:05}.json").write_text(json.dumps(batch), encoding="utf-8")
