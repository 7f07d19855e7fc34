#!/bin/sh
# Builds the image for a board: docker/build-jetson.sh jp5|jp6|jp7 [TAG] [NAME=VALUE …], from anywhere, with docker or
# (where there is none) buildah. The arguments are those of docker/jetson/NAME.args; later ones win:
#
#   sh docker/build-jetson.sh jp6                                # says which checksum the sherpa-onnx archive has
#   sh docker/build-jetson.sh jp6 callmill:0.1.0-jp6 SHERPA_SHA256=…
#
# Docker needs "default-runtime": "nvidia" in /etc/docker/daemon.json, so that the last step finds the GPU.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
board=${1:-}
file=$root/docker/jetson/$board.args
[ -n "$board" ] && [ -f "$file" ] || { echo "usage: $0 jp5|jp6|jp7 [TAG] [NAME=VALUE ...]" >&2; exit 64; }
shift
tag=callmill:local-$board
case ${1:-} in '' | *=*) ;; *) tag=$1 && shift ;; esac

given=$(mktemp)
trap 'rm -f "$given"' EXIT
grep -v '^#' "$file" >"$given"
for argument in "$@"; do printf '%s\n' "$argument" >>"$given"; done
set --
while IFS= read -r argument; do set -- "$@" --build-arg "$argument"; done <"$given"

if docker info >/dev/null 2>&1; then
  exec docker build "$@" --file "$root/docker/Dockerfile.jetson" --tag "$tag" "$root"
fi
export BUILDAH_ISOLATION="${BUILDAH_ISOLATION:-chroot}" STORAGE_DRIVER="${STORAGE_DRIVER:-overlay}"
# shellcheck disable=SC2086 # BUILD_OPTIONS is a list of words
exec buildah bud --layers --format oci ${BUILD_OPTIONS:-} "$@" \
  --file "$root/docker/Dockerfile.jetson" --tag "$tag" "$root"
