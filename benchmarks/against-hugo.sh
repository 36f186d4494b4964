#!/bin/sh
# Compares faircat with Hugo on the same records: see README.md beside this file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v hugo >/dev/null || { echo "hugo is missing: apt-get install hugo" >&2; exit 2; }
python3 -c 'import yaml' 2>/dev/null ||
    { echo "PyYAML is missing: apt-get install python3-yaml" >&2; exit 2; }
if [ -z "${FAIRCAT:-}" ]; then
    FAIRCAT=$("$here/../scripts/program.sh")
fi
exec python3 "$here/compare.py" --faircat "$FAIRCAT" "$@"
