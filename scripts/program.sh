#!/usr/bin/env bash
# Prints where the program lies that `make site` builds, and builds it where it is not up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release --package faircat --bin faircat --message-format json |
    sed -n 's/.*"executable":"\([^"]*\)".*/\1/p'
