#!/bin/sh
# Installs what is missing of the Debian packages that are named: sh scripts/packages.sh PACKAGE...
# With sudo when not root. On other systems it names the packages and stops.
set -eu

if [ "${MIMICRY_SKIP_INSTALL:-}" = 1 ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "This system has no apt-get. Install what these Debian packages hold: $*" >&2
    echo "then run the command again with MIMICRY_SKIP_INSTALL=1 in the environment." >&2
    exit 1
fi

missing=""
for package in "$@"; do
    state=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
    if [ "$state" != "install ok installed" ]; then
        missing="$missing $package"
    fi
done
if [ -z "$missing" ]; then
    exit 0
fi

sudo=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "These packages are missing, and there is no sudo to install them:$missing" >&2
        exit 1
    fi
    sudo="sudo"
fi
echo "Installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Another installation may be under way: wait for it.
apt="apt-get -o DPkg::Lock::Timeout=300"
# $missing, $sudo and $apt are lists of words.
# shellcheck disable=SC2086
if ! { $sudo $apt update && $sudo env DEBIAN_FRONTEND=noninteractive \
    $apt install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "The installation failed." >&2
    exit 1
fi
