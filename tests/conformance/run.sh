#!/usr/bin/env bash
# Checks a published site with the tools of those who will read it:
#   tests/conformance/run.sh SITE_DIR
# Prints a line `check: N passed, N failed` for each check, and fails where one failed.
# FAIRCAT names the program whose endpoint is asked (default: built by cargo).
# FAIRCAT_SHARED names the folder with `standards/` (default: `shared` beside the checkout).
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
site=$(cd "${1:?usage: run.sh SITE_DIR}" && pwd)
shared=${FAIRCAT_SHARED:-$here/../../../shared}
cache=$("$here/setup.sh") || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cores=$(getconf _NPROCESSORS_ONLN)
checks=0

# Starts a check beside the others, as most take one core; what it says is printed when it ends.
check() {
    checks=$((checks + 1))
    local log=$work/$checks.log
    while [ "$(jobs -rp | wc -l)" -ge "$cores" ]; do
        wait -n || true
    done
    {
        "$@" >"$log" 2>&1 || failed
        cat "$log"
    } &
}

# Remembers that something failed, also from a check, which is a process of its own.
failed() {
    touch "$work/failed"
}

# Says what is not checked, which is an error in CI where all inputs are there.
skipped() {
    echo "$1"
    [ -z "${CI:-}" ] || [ ! -d "$shared" ] || failed
}

# A check SCRIPT of SUBJECT that reads FOLDER of the published standards, and what else it is given.
by_standards() {
    local folder=$shared/standards/$3
    if [ -d "$folder" ]; then
        check "$cache/main/bin/python" "$here/$1" "$2" "$folder" "${@:4}"
    else
        skipped "${1%.py}: skipped, there is no $folder"
    fi
}

# What a site publishes for programs, through their own readers; but for shapes.
formats() {
    local site=$1
    check "$cache/main/bin/python" "$here/markup.py" "$site" "$cache/node_modules/vnu-jar/build/dist/vnu.jar"
    check "$cache/main/bin/python" "$here/harvest.py" "$site"
    check "$cache/main/bin/python" "$here/files.py" "$site"
    check "$cache/main/bin/python" "$here/catalog.py" "$site"
    check "$cache/cff/bin/python" "$here/citations.py" "$site"
    check "$cache/main/bin/python" "$here/links.py" "$site"
    by_standards codemeta.py "$site" contexts
    by_standards standards.py "$site" schemas
}

faircat=${FAIRCAT:-$("$here/../../scripts/program.sh")}
fixture=$here/../fixtures/every-field

# What takes longest begins first, so that no core waits for it at the end.
check "$cache/packages/bin/python" "$here/packages.py" "$faircat" "$shared/standards" "$fixture" \
    "$here/../fixtures/exports" "$here/../.."
check env FAIRCAT_NODE_MODULES="$cache/node_modules" node "$here/layout.mjs" "$site"
check env FAIRCAT_NODE_MODULES="$cache/node_modules" node "$here/accessibility.mjs" "$site"
by_standards shapes.py "$site" shapes
check "$cache/zoo/bin/python" "$here/zoo.py" "$faircat" "$shared/standards" "$here/../.." \
    "$here/../fixtures/verified" "$here/../fixtures/displays" "$here/../fixtures/form"
by_standards assessed.py "$faircat" ftr/SHACL "$here/../fixtures/imports"
formats "$site"

# Records that have every field, which the catalogue's need not have.
if (cd "$fixture" && "$faircat" build --out "$work/every" --base-url https://example.org/every/); then
    by_standards shapes.py "$work/every" shapes
    formats "$work/every"
else
    failed
fi

check "$cache/main/bin/python" "$here/schemas.py" "$site" "$here/../.."
check "$cache/main/bin/python" "$here/clients.py" "$faircat"
wait
[ ! -e "$work/failed" ]
