#!/usr/bin/env bash
# Installs the pinned checkers into a cache folder outside the checkout, once.
# Prints the folder. The system's packages are a matter of scripts/setup.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/faircat/conformance

# The packages are pinned with all their dependencies, so none is looked for.
environment() {
    python3 -m venv --clear "$cache/$1"
    "$cache/$1/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/$2" >&2
}

stamp=$(cd "$here" && sha256sum requirements.txt requirements-cff.txt package-lock.json)
if [ "$(cat "$cache/stamp" 2>/dev/null)" != "$stamp" ]; then
    mkdir -p "$cache"
    rm -f "$cache/stamp"
    environment main requirements.txt
    # cffconvert needs a jsonschema older than the other checkers do.
    environment cff requirements-cff.txt
    cp "$here/package.json" "$here/package-lock.json" "$cache/"
    # The only install script among these would download a Java runtime.
    npm ci --prefix "$cache" --ignore-scripts --no-audit --no-fund --silent >&2
    printf '%s\n' "$stamp" >"$cache/stamp"
fi
printf '%s\n' "$cache"
