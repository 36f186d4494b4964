#!/usr/bin/env bash
# Uses a built site as a visitor does: tests/browser/run.sh SITE_DIR
# The SPARQL page needs an endpoint: a `faircat serve` of this checkout's catalogue is started for
# it, unless FAIRCAT_URL names one that runs. Three more sites are built from fixtures: models that
# make wrong claims, models that no page can draw, and models that are drawn by what their records
# state. A fourth comes of following the manual's tutorial, word for word. FAIRCAT names the program (default: built by cargo).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
site=$(cd "${1:?usage: run.sh SITE_DIR}" && pwd)
cache=$("$here/../conformance/setup.sh")
work=$(mktemp -d)
server=

finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Sets FAIRCAT_URL to the address of a server on a free port, which answers.
start() {
    : >"$work/log"
    "$faircat" serve --root "$root" --out "$work/site" --port 0 >"$work/log" 2>&1 &
    server=$!
    for _ in $(seq 600); do
        FAIRCAT_URL=$(sed -n 's/^serving \([^ ]*\) .*/\1/p' "$work/log")
        if [ -n "$FAIRCAT_URL" ] && answers "${FAIRCAT_URL}sparql/"; then
            return
        fi
        if ! kill -0 "$server" 2>/dev/null; then
            break
        fi
        sleep 0.2
    done
    echo "faircat serve does not answer:" >&2
    cat "$work/log" >&2
    exit 1
}

answers() {
    node -e 'fetch(process.argv[1]).then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))' "$1"
}

faircat=${FAIRCAT:-$("$root/scripts/program.sh")}
for fixture in verified form displays; do
    "$faircat" build --root "$root/tests/fixtures/$fixture" --out "$work/$fixture" >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        exit 1
    }
done
node "$here/support/follow.mjs" "$root/crates/pages/src/site/manual/tutorial.md" "$work/tutorial" "$faircat"
python3 -m zipfile -e "$root/crates/inference/tests/fixtures/operators.zip" "$work/operators"
[ -n "${FAIRCAT_URL:-}" ] || start
cd "$here"
export FAIRCAT_PROGRAM=$(realpath "$faircat") FAIRCAT_URL FAIRCAT_SITE=$site FAIRCAT_VERIFIED=$work/verified FAIRCAT_FORM=$work/form FAIRCAT_DISPLAYS=$work/displays FAIRCAT_OPERATORS=$work/operators FAIRCAT_TUTORIAL=$work/tutorial/photon-pairs/_site FAIRCAT_NODE_MODULES=$cache/node_modules
# One core each, as most wait for a page; without it node leaves one core to itself.
node --test --test-concurrency="$(getconf _NPROCESSORS_ONLN)" ./*.mjs
