#!/usr/bin/env bash
# Runs fuzz targets one after the other, and says of each what came of it:
#   scripts/fuzz.sh SECONDS [TARGET…]
# What the fuzzer found to be worth starting from is kept in the cache, so that a later run goes on
# there. A finding lies in fuzz/artifacts/; any ends this with 1.
set -euo pipefail
cd "$(dirname "$0")/../fuzz"
seconds=${1:?usage: fuzz.sh SECONDS [TARGET…]}
shift
cache=${XDG_CACHE_HOME:-$HOME/.cache}/faircat/fuzz
export CARGO_TARGET_DIR=${FUZZ_TARGET_DIR:-$cache/target}
# The stable compiler instruments code too.
export RUSTC_BOOTSTRAP=1
export RUSTC_WRAPPER=$PWD/../scripts/fuzz-rustc.sh
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "Please install cargo-fuzz: cargo install cargo-fuzz" >&2
    exit 1
fi

mapfile -t targets < <(cargo fuzz list --fuzz-dir .)
[ $# = 0 ] || targets=("$@")
cargo fuzz build --fuzz-dir . --sanitizer none
programs=$CARGO_TARGET_DIR/$(rustc -vV | sed -n 's/^host: //p')/release

# Arrays and tables of a few bytes may unfold to what a reader may hold.
memory_of() {
    case $1 in
    parquet | hdf5) echo 4096 ;;
    *) echo 1024 ;;
    esac
}

failed=0
for target in "${targets[@]}"; do
    corpus=$cache/corpus/$target
    mkdir -p "$corpus" "artifacts/$target"
    start=("$corpus")
    [ ! -d "seeds/$target" ] || start+=("seeds/$target")
    log=$cache/$target.log
    outcome=passed
    if ! "$programs/$target" "${start[@]}" -artifact_prefix="artifacts/$target/" -timeout=10 \
        -max_len=16384 -rss_limit_mb="$(memory_of "$target")" -max_total_time="$seconds" \
        -print_final_stats=1 >"$log" 2>&1; then
        outcome="FAILED, see $log"
        failed=1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    echo "$target: $seconds s, ${runs:-0} runs, ${edges:-0} edges, $outcome"
done
exit $failed
