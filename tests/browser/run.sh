#!/usr/bin/env bash
# Uses a built site as a visitor does: tests/browser/run.sh SITE_DIR
# The SPARQL page is tested where FAIRCAT_URL names a running `faircat serve`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
site=$(cd "${1:?usage: run.sh SITE_DIR}" && pwd)
cache=$("$here/../conformance/setup.sh")
cd "$here"
FAIRCAT_SITE=$site FAIRCAT_NODE_MODULES=$cache/node_modules node --test visit.mjs
