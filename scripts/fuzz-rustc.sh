#!/usr/bin/env bash
# The compiler of the fuzz targets, by scripts/fuzz.sh. What is large and reads nothing that comes from
# outside by itself is compiled as for a release: instrumented, it took an hour and led to nothing.
set -euo pipefail
plain='^(tract_.*|iref.*|static_regular_grammar.*|json_ld.*|arrow.*|parquet|jsonschema|referencing|pagefind.*|rustls.*|ring|reqwest|hyper.*|h2|tokio.*|axum.*|minijinja|oxigraph|icu_.*|regex.*|rustfft|syn|clap.*|schemars.*)$'
name=
given=("$@")
for at in "${!given[@]}"; do
    [ "${given[at]}" != --crate-name ] || name=${given[at + 1]}
done
if [[ $name =~ $plain ]]; then
    kept=()
    for one in "$@"; do
        case $one in
        -Cpasses=sancov-module | -Cllvm-args=-sanitizer-coverage-*) ;;
        *) kept+=("$one") ;;
        esac
    done
    set -- "${kept[@]}"
fi
exec "$@"
