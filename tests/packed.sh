#!/usr/bin/env bash
# The first commands of a new user, with a program that was installed rather than built here:
#   tests/packed.sh PROGRAM
# It must have all with it: the theme, what runs in the browser, the files of a new catalogue.
set -euo pipefail
program=$(realpath "${1:?usage: packed.sh PROGRAM}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
passed=0

# expect WHAT COMMAND…
expect() {
    local what=$1
    shift
    if ! "$@" >"$work/said" 2>&1; then
        cat "$work/said" >&2
        echo "$what: failed" >&2
        echo "packed: $passed passed, 1 failed"
        exit 1
    fi
    passed=$((passed + 1))
}

expect "its version" "$program" --version
expect "a new catalogue" "$program" new catalog ours --yes
cd ours
expect "its check" "$program" check --strict
expect "its claims" "$program" verify
expect "its site" "$program" build --strict
expect "a page" test -s _site/models/index.html
expect "the theme's style" test -s "$(echo _site/static/site*.css)"
for module in native tract page sparql assess; do
    expect "what runs in the browser: $module" \
        sh -c "find _site/static -name '*$module*.wasm' -size +10k | grep -q ."
done
expect "a query" "$program" query 'SELECT ?s { ?s a fair4ml:MLModel }'
echo "packed: $passed passed, 0 failed"
