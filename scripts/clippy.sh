#!/usr/bin/env bash
# Clippy on the whole workspace, with the macros of the release, which are so compiled once. What it warns
# of is an error, and so is a path of clippy.toml that no crate has, of which it only warns: such a line
# would guard nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
said=$(mktemp)
trap 'rm -f "$said"' EXIT
cargo clippy --release --workspace --all-targets -- --deny warnings 2>&1 | tee "$said"
if grep --after-context=1 'does not refer to a' "$said"; then
    echo "error: clippy.toml names what does not exist; correct it, or remove the line" >&2
    exit 1
fi
