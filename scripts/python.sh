#!/usr/bin/env bash
# Makes the Python package of this checkout usable, with the native module built as the program
# is, so that little is compiled twice:
#   scripts/python.sh            builds it; prints the Python that has it
#   scripts/python.sh test       and runs its tests, Ruff and mypy
# PyTorch takes gigabytes, so what needs it is tested where the environment of the projects has it.
set -euo pipefail
cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/faircat
venv=${FAIRCAT_PYTHON_VENV:-$cache/venv-python}
python=$venv/bin/python

environment() {
    local pins
    pins=$(cat python/requirements-test.txt | sha256sum)
    [ "$(cat "$venv/pins" 2>/dev/null)" != "$pins" ] || return 0
    [ -x "$python" ] || python3 -m venv "$venv"
    "$python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
        --requirement python/requirements-test.txt >&2
    echo "$pins" >"$venv/pins"
}

# The module beside the Python code is a link to what Cargo built.
module() {
    local built
    built=$(cargo build --release --workspace --lib --message-format json-render-diagnostics |
        sed -n 's/.*"filenames":\["\([^"]*lib_faircat\.[^"]*\)".*/\1/p' | tail -n 1)
    ln -sf "$built" python/faircat/_faircat.abi3.so
}

networks() {
    local with_torch=$cache/venv-physics/bin/python keras=$cache/keras
    if [ ! -x "$with_torch" ]; then
        echo "No PyTorch, so networks were not tested; to have it:" \
            "make -C projects/hbb-interaction-network environment" >&2
        # In CI nothing passes as skipped: `make test-rust`, which is run before, makes it.
        [ -z "${CI:-}" ]
        return
    fi
    local pins=python/requirements-networks.txt
    if ! cmp --quiet "$pins" "$keras/pins"; then
        "$with_torch" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
            --no-deps --upgrade --target "$keras" --requirement "$pins" >&2
        cp "$pins" "$keras/pins"
    fi
    PYTHONPATH=$PWD/python:$keras "$with_torch" -m pytest -p no:cacheprovider --rootdir python \
        python/tests/networks
}

environment
module
# The environment serves any checkout: the one that was built last.
"$python" -c 'import site; print(site.getsitepackages()[0])' | {
    read -r packages
    echo "$PWD/python" >"$packages/faircat-checkout.pth"
}

if [ "${1:-}" = test ]; then
    shift
    "$python" -m ruff check python
    "$python" -m ruff format --check python
    "$python" -m mypy --config-file python/pyproject.toml python/faircat
    # Its own checkout first, where several share the environment.
    PYTHONPATH=$PWD/python "$python" -m pytest python/tests "$@"
    [ $# -gt 0 ] || networks
else
    echo "$python"
fi
