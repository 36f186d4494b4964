#!/usr/bin/env bash
# The Rust tests, with nextest where it is installed and with cargo's own runner elsewhere. Compiled as the
# program is: what is released is tested, in a fraction of the time, and nothing is compiled for tests only.
set -euo pipefail
cd "$(dirname "$0")/.."
# The tests run the program itself: that which FAIRCAT names, or else one that is built first.
FAIRCAT=${FAIRCAT:-$(scripts/program.sh)}
export FAIRCAT
# ONNX Runtime is one of the engines: that of the projects' environment, where no other is named.
environment=${XDG_CACHE_HOME:-$HOME/.cache}/faircat/venv-physics
if [ -z "${ORT_DYLIB_PATH:-}" ] && [ -d "$environment" ]; then
    export ORT_DYLIB_PATH=$(find "$environment" -name 'libonnxruntime.so.*' -print -quit)
fi
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --cargo-profile release --workspace --no-fail-fast
else
    cargo test --release --workspace --no-fail-fast
fi
