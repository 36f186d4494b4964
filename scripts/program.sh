#!/usr/bin/env bash
# Prints where the program lies that `make site` builds, and builds it where it is not up to date. As a
# part of the workspace, so that the tests and the Python package, which are, have its dependencies.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --workspace --bin faircat --message-format json-render-diagnostics |
    sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' | tail -n 1
