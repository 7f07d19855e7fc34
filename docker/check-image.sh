#!/bin/sh
# Runs an image as it is run in earnest (read-only root, no capabilities, nobody's user) and checks what it can do without
# a database: docker/check-image.sh [IMAGE [auto|cpu|cuda]], with docker or (where there is none) podman and runc.
set -eu

image=${1:-callmill:local}
provider=${2:-cpu}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if docker info >/dev/null 2>&1; then
  engine=docker
else
  engine=podman
  # Machines without a daemon often allow neither higher limits nor systemd's cgroups.
  cat >"$work/containers.conf" <<'END'
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
END
  export CONTAINERS_CONF="$work/containers.conf" STORAGE_DRIVER="${STORAGE_DRIVER:-overlay}"
fi

in_image() {
  "$engine" run --rm --read-only --cap-drop all --security-opt no-new-privileges --network host --tmpfs /tmp "$@"
}
fail() {
  echo "check-image: $1" >&2
  exit 1
}

in_image "$image" --version
[ "$(in_image --entrypoint id "$image" -u)" = 10001 ] || fail "the image does not run as user 10001"
in_image "$image" smoke --provider "$provider"
if [ "$provider" = cpu ]; then
  in_image "$image" smoke --provider cuda >"$work/cuda" 2>&1 && fail "demanded CUDA fell back in silence"
  grep -q provider_unavailable "$work/cuda" || fail "a missing CUDA is not named"
fi
# Without a configuration a worker says what is missing, and 78 keeps systemd and Kubernetes from trying for ever.
code=0
in_image "$image" worker >"$work/worker" 2>&1 || code=$?
[ "$code" = 78 ] || fail "a worker without configuration ended with $code instead of 78"
size=$("$engine" image inspect --format '{{.Size}}' "$image")
echo "$image works on $provider, $((size / 1000000)) MB"
