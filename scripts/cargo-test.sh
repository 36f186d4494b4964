#!/usr/bin/env bash
# The Rust tests, with nextest where it is installed and with cargo's own runner elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."
# The tests run the program itself: that which FAIRCAT names, or else one that is built first, as a part
# of the workspace, so that its dependencies have the same features as in the tests and are built once.
if [ -z "${FAIRCAT:-}" ]; then
    FAIRCAT=$(cargo build --workspace --bin faircat --message-format json-render-diagnostics |
        sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)
fi
export FAIRCAT
# ONNX Runtime is one of the engines: that of the projects' environment, where no other is named.
environment=${XDG_CACHE_HOME:-$HOME/.cache}/faircat/venv-physics
if [ -z "${ORT_DYLIB_PATH:-}" ] && [ -d "$environment" ]; then
    export ORT_DYLIB_PATH=$(find "$environment" -name 'libonnxruntime.so.*' -print -quit)
fi
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --no-fail-fast
else
    cargo test --workspace --no-fail-fast
fi
