"""What takes the room of a built site: bytes and blocks, by the files beside records and the rest.

    python3 benchmarks/room.py SITE
"""

import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

KINDS = {"models", "datasets", "software", "workflows", "training-materials"}
# In which `st_blocks` counts, whatever the file system's own blocks are.
BLOCK = 512


@dataclass
class Room:
    """Of some files: how many, their bytes, and what they take on the disk."""

    files: int = 0
    size: int = 0
    disk: int = 0


def part(path: Path) -> str:
    """The name of a file beside a record's page, or the first folder of another."""
    parts = path.parts
    if parts[0] in KINDS and len(parts) == 3:
        return f"*/*/{parts[2]}"
    return parts[0] if len(parts) == 1 else f"{parts[0]}/"


def measure(site: Path) -> dict[str, Room]:
    """The room of each part; folders are counted with `all`, as `du` counts them."""
    rooms: dict[str, Room] = defaultdict(Room)
    for path in site.rglob("*"):
        stat = path.lstat()
        if path.is_dir():
            rooms["all"].disk += stat.st_blocks * BLOCK
            continue
        for name in ("all", part(path.relative_to(site))):
            rooms[name].files += 1
            rooms[name].size += stat.st_size
            rooms[name].disk += stat.st_blocks * BLOCK
    return rooms


def main(site: Path) -> None:
    """Prints a table, the largest part first."""
    rooms = measure(site)
    records = max(rooms["*/*/index.html"].files, 1)
    print("| part | files | MB | kB a record | kB on the disk |")
    print("| --- | --- | --- | --- | --- |")
    for name, room in sorted(rooms.items(), key=lambda it: -it[1].size):
        each, disk = room.size / records / 1e3, room.disk / records / 1e3
        print(f"| {name} | {room.files} | {room.size / 1e6:.2f} | {each:.2f} | {disk:.2f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
