#!/usr/bin/env bash
# Packs the crates as for crates.io into FOLDER, and installs the program of the packed ones:
#   scripts/packed.sh FOLDER
# What a crate lacks is there in the checkout, so only this finds it. The program is FOLDER/bin/faircat.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "${1:?usage: packed.sh FOLDER}"
folder=$(cd "$1" && pwd)

# The crates that are published, as options.
mapfile -t packages < <(cargo metadata --no-deps --locked --format-version 1 | python3 -c '
import json, sys
for it in json.load(sys.stdin)["packages"]:
    if it["publish"] is None:
        print("--package", it["name"], sep="\n")')
# What was packed before may have other names and versions.
rm -f "$folder"/target/package/*.crate
cargo package --quiet --locked --no-verify --allow-dirty "${packages[@]}" --target-dir "$folder/target"

# Beside each other they are a workspace, in which one stands for what the others would find at
# crates.io. Versions of other crates are the checkout's.
crates=$folder/crates
unpacked=$folder/unpacked
rm -rf "$unpacked"
mkdir -p "$unpacked" "$crates"
{
    printf '[workspace]\nresolver = "3"\nmembers = ["*"]\n\n[patch.crates-io]\n'
    for crate in "$folder"/target/package/*.crate; do
        tar --extract --file "$crate" --directory "$unpacked" --exclude .cargo_vcs_info.json
        name=$(basename "$crate" .crate)
        echo "${name%-*} = { path = \"$name\" }"
    done
    # In the least time: dependencies have other features than those of the checkout's workspace, and
    # would be compiled again anyway.
    printf '\n[profile.dev]\ndebug = false\n'
} >"$unpacked/Cargo.toml"
cp Cargo.lock "$unpacked/"
# A file that is as it was keeps its time, and another gets a new one: `cargo package` gives all the
# same, by which Cargo would take a crate that changed for the one that was compiled before.
python3 - "$unpacked" "$crates" <<'END'
import shutil
import sys
from pathlib import Path

new, old = (Path(it) for it in sys.argv[1:])
for it in list(old.rglob("*")):
    if it.exists() and not (new / it.relative_to(old)).exists():
        shutil.rmtree(it) if it.is_dir() else it.unlink()
for it in new.rglob("*"):
    known = old / it.relative_to(new)
    if it.is_dir():
        known.mkdir(exist_ok=True)
    elif not known.exists() or known.read_bytes() != it.read_bytes():
        shutil.copyfile(it, known)
END
# Takes out of the copy what the checkout has besides.
cargo metadata --offline --manifest-path "$crates/Cargo.toml" --format-version 1 >"$folder/metadata.json"
cargo install --debug --quiet --locked --offline --force --no-track \
    --path "$crates"/faircat-[0-9]* --root "$folder" \
    --target-dir "${CARGO_TARGET_DIR:-$folder/target}"
