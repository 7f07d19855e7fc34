#!/bin/sh
# Builds the image where there is no Docker daemon and no image registry: buildah in a chroot, on base images made from
# Debian packages and the Node of the npm registry. As root, on Debian or Ubuntu:
#
#   apt-get install --no-install-recommends buildah debootstrap npm
#   sh docker/build-without-daemon.sh [TAG]        # TAG: callmill:local unless given
#
# The base images get the public names that docker/Dockerfile asks for, so the same file serves here and everywhere.
# Base images that are there already are used as they are; remove them with `buildah rmi` to renew them.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
tag=${1:-callmill:local}
suite=bookworm
debian=docker.io/library/debian:$suite-slim
node=docker.io/library/node:24-$suite-slim
# The mirror that this machine's own apt uses.
mirror=${DEBIAN_MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
  grep -v '^ *#' | grep -oE 'https?://[^ ]*/debian/?( |$)' | head -n 1 | tr -d ' ')}
[ -n "$mirror" ] || { echo "no Debian mirror in the apt sources: set DEBIAN_MIRROR" >&2; exit 69; }
# Namespaces and resource limits that an unprivileged machine may not set are not asked for.
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER="${STORAGE_DRIVER:-overlay}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has_image() { buildah images --quiet "$1" >/dev/null 2>&1; }

# import NAME FOLDER: an image of one layer, the folder's content.
import() {
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$2" / >/dev/null
  buildah config --cmd /bin/sh --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah commit --quiet --rm "$container" "$1" >/dev/null
  echo "made $1" >&2
}

if ! has_image "$debian" || ! has_image "$node"; then
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$work/root" "$mirror" >&2
  rm -rf "$work"/root/var/cache/apt/archives/*.deb "$work"/root/var/lib/apt/lists/*
  import "$debian" "$work/root"

  case $(uname -m) in aarch64) platform=arm64 ;; *) platform=x64 ;; esac
  npm install --prefix "$work/npm" --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
    "node-linux-$platform@24" npm@11 >&2
  mkdir -p "$work/root/usr/local/lib/node_modules"
  cp "$work/npm/node_modules/node-linux-$platform/bin/node" "$work/root/usr/local/bin/"
  cp -R "$work/npm/node_modules/npm" "$work/root/usr/local/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/root/usr/local/bin/npm"
  import "$node" "$work/root"
fi

# npm inside the build goes the way that npm goes on this machine: same certificates, same registry settings.
npmrc=${NPM_CONFIG_USERCONFIG:-$HOME/.npmrc}
if [ -f "$npmrc" ]; then cat "$npmrc" >"$work/npmrc"; fi
echo 'cafile=/etc/ssl/certs/ca-certificates.crt' >>"$work/npmrc"
buildah bud --pull-never --layers --format oci \
  --volume /etc/ssl/certs:/etc/ssl/certs:ro --volume "$work/npmrc:/root/.npmrc:ro" \
  --file "$root/docker/Dockerfile" --tag "$tag" "$root"
