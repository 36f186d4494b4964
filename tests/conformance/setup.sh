#!/usr/bin/env bash
# Installs the pinned checkers into a cache folder outside the checkout, once for each set of pins,
# so that checkouts of different age do not replace each other's. Prints the folder. The system's packages are a matter of scripts/setup.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
pins=$(cd "$here" && cat requirements.txt requirements-cff.txt requirements-packages.txt requirements-zoo.txt package-lock.json | sha256sum)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/faircat/conformance/${pins:0:12}

# The packages are pinned with all their dependencies, so none is looked for.
environment() {
    python3 -m venv --clear "$cache/$1"
    "$cache/$1/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/$2" >&2
}

if [ ! -e "$cache/complete" ]; then
    mkdir -p "$cache"
    environment main requirements.txt
    # cffconvert needs a jsonschema older than the other checkers do.
    environment cff requirements-cff.txt
    # Readers of packages want other versions of what several of them use.
    environment packages requirements-packages.txt
    environment zoo requirements-zoo.txt
    cp "$here/package.json" "$here/package-lock.json" "$cache/"
    # The only install script among these would download a Java runtime.
    npm ci --prefix "$cache" --ignore-scripts --no-audit --no-fund --silent >&2
    touch "$cache/complete"
fi
printf '%s\n' "$cache"
