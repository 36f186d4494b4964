#!/usr/bin/env bash
# Installs what is missing for a purpose: `build`, or `conformance` for the tests of the built site.
# Debian and Ubuntu are served by apt; elsewhere it says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

# need PROGRAM PACKAGE…: installs the packages unless the program is there.
need() {
    local program=$1
    shift
    command -v "$program" >/dev/null && return
    if ! command -v apt-get >/dev/null; then
        echo "Please install $program (Debian: $*)." >&2
        exit 1
    fi
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    echo "Installing $* …" >&2
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

case "${1:-build}" in
build)
    if ! command -v cargo >/dev/null; then
        echo "Please install Rust by https://rustup.rs and open a new shell." >&2
        exit 1
    fi
    need cc build-essential
    ;;
conformance)
    need python3 python3 python3-venv
    need node nodejs npm
    need npm npm
    need java default-jre-headless
    need chromium chromium
    tests/conformance/setup.sh
    ;;
*)
    echo "usage: scripts/setup.sh build|conformance" >&2
    exit 2
    ;;
esac
