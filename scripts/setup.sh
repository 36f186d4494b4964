#!/usr/bin/env bash
# Installs what is missing for a purpose: `build`, `wasm`, `lint`, `projects`, `python`, or `conformance`
# for the tests of the built site. Debian and Ubuntu are served by apt; elsewhere it says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()

# want PACKAGE COMMAND…: notes the package unless the command succeeds.
want() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

# Installs all packages that were noted, at once.
install() {
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "Please install what Debian calls ${missing[*]}." >&2
        exit 1
    fi
    local root=()
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Please run as root: apt-get install ${missing[*]}" >&2
            exit 1
        fi
        root=(sudo)
    fi
    echo "Installing ${missing[*]} …" >&2
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# recent NAME LEAST COMMAND…: stops unless the command succeeds, which tests for the version.
recent() {
    local name=$1 least=$2
    shift 2
    "$@" >/dev/null 2>&1 && return
    echo "Please install $name $least or newer: the one of this system is too old." >&2
    exit 1
}

rust() {
    command -v cargo >/dev/null && return
    echo "Please install Rust by https://rustup.rs and open a new shell." >&2
    exit 1
}

# A minimal installation of Rust lacks these.
component() {
    cargo "$2" --version >/dev/null 2>&1 || rustup component add "$1"
}

case "${1:-build}" in
build)
    rust
    want build-essential cc --version
    install
    ;;
lint)
    rust
    component rustfmt fmt
    component clippy clippy
    want python3 python3 --version
    want python3-venv python3 -c 'import ensurepip, venv'
    want nodejs node --version
    want npm npm --version
    # As for `wasm`: where rustup has no standard library, Debian's Clippy comes with its compiler.
    if [ -x /usr/bin/rustc ] && [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
        want rust-web-clippy test -x /usr/bin/clippy-driver
    fi
    install
    ;;
conformance)
    want python3 python3 --version
    # Debian's python3 alone makes no virtual environments.
    want python3-venv python3 -c 'import ensurepip, venv'
    want nodejs node --version
    want npm npm --version
    want default-jre-headless java -version
    if [ -n "${CHROMIUM:-}" ]; then
        :
    elif apt-cache show chromium-headless-shell >/dev/null 2>&1; then
        # Debian's Chromium without windows, in which the tests take much less time.
        want chromium-headless-shell sh -c 'command -v chromium-headless-shell'
    else
        want chromium sh -c 'command -v chromium || command -v chromium-browser || command -v google-chrome'
    fi
    # A browser without any font lays out nothing.
    want fonts-liberation sh -c 'ls /usr/share/fonts/*/*'
    install
    recent Python 3.11 python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'
    recent Node.js 18 node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'
    tests/conformance/setup.sh
    ;;
wasm)
    want nodejs node --version
    want npm npm --version
    # Where rustup cannot have the standard library for WebAssembly, Debian's compiler builds it.
    target=wasm32-unknown-unknown
    if [ ! -d "$(rustc --print target-libdir --target $target)" ] && ! rustup target add $target; then
        want rustc-web test -x /usr/bin/rustc
        want rust-web-src sh -c 'ls -d /usr/src/rustc-*/library'
        want lld-19 wasm-ld-19 --version
    fi
    install
    recent Node.js 18 node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'
    ;;
projects)
    want python3 python3 --version
    want python3-venv python3 -c 'import ensurepip, venv'
    install
    recent Python 3.11 python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'
    ;;
python)
    want python3 python3 --version
    want python3-venv python3 -c 'import ensurepip, venv'
    install
    # That for which the packages of its tests are made; it works from Python 3.9 on.
    recent Python 3.11 python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'
    ;;
*)
    echo "usage: scripts/setup.sh build|wasm|lint|projects|python|conformance" >&2
    exit 2
    ;;
esac
