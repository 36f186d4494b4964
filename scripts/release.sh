#!/usr/bin/env bash
# Makes what a release consists of, each into dist/:
#   scripts/release.sh wheel     a wheel with the Python package and the program, by maturin
#   scripts/release.sh static    a static binary for Linux, with the licences of what it holds
#   scripts/release.sh image     a container image of it, at most 100 MB, by buildah, podman or docker
#   scripts/release.sh crates    the crates as for crates.io, tried by an installation
#   scripts/release.sh sums      SHA256SUMS of the files that a release has: wheels and programs
#   scripts/release.sh tag TAG   nothing, but fails where the tag is not the version's
#   scripts/release.sh all       all of these
# It uploads nothing: at the end it says what a maintainer with the accounts does.
set -euo pipefail
cd "$(dirname "$0")/.."
dist=$PWD/dist
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
most_image_bytes=100000000
# Where the packages for releases lie, outside the checkout.
venv=${XDG_CACHE_HOME:-$HOME/.cache}/faircat/venv-release

# What runs in the browser is part of the program. Where FAIRCAT_WASM is set, it was made elsewhere.
browser() {
    [ -z "${FAIRCAT_WASM:-}" ] || return 0
    scripts/setup.sh build
    scripts/setup.sh wasm
    cargo xtask wasm
}

# The target of Rust that is linked with nothing.
static_target() {
    echo "$(uname -m)-unknown-linux-musl"
}

maturin() {
    [ -x "$venv/bin/maturin" ] || python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement python/requirements-build.txt
    "$venv/bin/maturin" "$@"
}

wheel() {
    browser
    # Its name tells the oldest glibc with which it runs: 2.28 in the image where release.yml makes it.
    FAIRCAT_PORTABLE=1 maturin build --release --locked --out "$dist" \
        --manifest-path python/Cargo.toml "$@"
}

static_binary() {
    browser
    local target
    target=$(static_target)
    rustup target add "$target"
    cargo build --release --locked --package faircat --target "$target"
    local name=faircat-$version-${target%%-*}-linux
    local folder
    folder=$(mktemp -d)
    mkdir "$folder/$name"
    cp "$(target_folder)/$target/release/faircat" README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT \
        "$folder/$name/"
    cargo xtask licences "$target" >"$folder/$name/LICENCES-OF-CRATES"
    # The same bytes of the same commit.
    tar --create --gzip --file "$dist/$name.tar.gz" --directory "$folder" --sort name --owner 0 --group 0 \
        --numeric-owner --mtime "@$(git log -1 --format=%ct)" "$name"
    rm -rf "$folder"
}

target_folder() {
    echo "${CARGO_TARGET_DIR:-target}"
}

image() {
    local archive=$dist/faircat-$version-$(uname -m)-linux.tar.gz
    [ -e "$archive" ] || static_binary
    local tool
    for tool in buildah podman docker; do
        command -v $tool >/dev/null && break
        tool=
    done
    if [ -z "$tool" ]; then
        echo "Please install buildah, podman or docker: one of them makes the image." >&2
        exit 1
    fi
    local folder
    folder=$(mktemp -d)
    mkdir -p "$folder"/root/{bin,tmp,catalog,etc/ssl/certs}
    chmod 1777 "$folder/root/tmp" "$folder/root/catalog"
    tar --extract --file "$archive" --directory "$folder/root/bin" --strip-components 1 \
        --wildcards '*/faircat'
    tar --extract --file "$archive" --directory "$folder/root" --strip-components 1 \
        --wildcards '*/LICEN*'
    cp /etc/ssl/certs/ca-certificates.crt "$folder/root/etc/ssl/certs/"
    local bytes
    bytes=$(du --bytes --summarize "$folder/root" | cut -f 1)
    if [ "$bytes" -gt $most_image_bytes ]; then
        echo "The image would have $bytes bytes, more than $most_image_bytes." >&2
        exit 1
    fi
    local build=(build)
    [ $tool != buildah ] || build=(bud)
    $tool "${build[@]}" --tag "faircat:$version" --file scripts/Containerfile "$folder"
    local out=$dist/faircat-$version-$(uname -m)-image.tar
    rm -f "$out"
    case $tool in
    buildah) buildah push --quiet "faircat:$version" "docker-archive:$out:faircat:$version" ;;
    *) $tool save --output "$out" "faircat:$version" ;;
    esac
    rm -rf "$folder"
    echo "faircat:$version: $bytes bytes"
}

crates() {
    browser
    local folder
    folder=$(mktemp -d)
    scripts/packed.sh "$folder"
    tests/packed.sh "$folder/bin/faircat"
    mkdir -p "$dist/crates"
    cp "$folder"/target/package/*.crate "$dist/crates/"
    rm -rf "$folder"
}

# Of what `gh release create` uploads, so that `sha256sum -c SHA256SUMS` holds beside a download. Images
# and crates go to registries, which have checksums of their own.
sums() {
    (
        cd "$dist"
        shopt -s nullglob
        local released=(*.whl *.tar.gz)
        if [ ${#released[@]} = 0 ]; then
            echo "dist/ has neither wheels nor programs: make them first." >&2
            exit 1
        fi
        sha256sum "${released[@]}"
    ) >"$dist/SHA256SUMS.part"
    mv "$dist/SHA256SUMS.part" "$dist/SHA256SUMS"
}

tag() {
    [ "$1" = "v$version" ] && return
    echo "The tag \`$1\` is not that of version $version in Cargo.toml: tag v$version, or change the version." >&2
    exit 1
}

mkdir -p "$dist"
case "${1:-}" in
wheel) wheel "${@:2}" ;;
static) static_binary ;;
image) image ;;
crates) crates ;;
sums) sums ;;
tag) tag "${2:-}" ;;
all)
    wheel
    static_binary
    image
    crates
    sums
    cat <<EOF

dist/ has release $version. What is left needs accounts, and is done by .github/workflows/release.yml
once a maintainer has said so to each registry:
  PyPI       project "faircat", trusted publisher: this repository, release.yml, environment "pypi"
  crates.io  each crate of dist/crates/, published once by hand: cargo publish --workspace; then a
             trusted publisher: this repository, release.yml, environment "crates-io"
  images     nothing: the repository's own token may write packages
and the variables PUBLISH_PYPI and PUBLISH_CRATES of the repository are "true". By hand instead:
  $venv/bin/python -m twine upload dist/*.whl
EOF
    ;;
*)
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
