#!/bin/sh
# Set up .venv/ from a lock file, and programs where they are missing: setup.sh LOCK [PROGRAM…]
# Called by the Makefile; safe to run again at any time.
set -eu
lock=$1
shift
PYTHON=${PYTHON:-python3}

debian() { # package…: install with apt if that is permitted, else say in one line what is missing
    if [ "$(id -u)" = 0 ]; then run=; elif command -v sudo >/dev/null 2>&1; then run=sudo; else run=no; fi
    if [ "$run" = no ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "Missing system packages, please install: $*" >&2
        exit 1
    fi
    echo "Installing system packages: $*"
    $run apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if [ ! -x .venv/bin/pip ]; then
    echo "Creating .venv/"
    "$PYTHON" -m venv .venv 2>/dev/null || { debian python3-venv && rm -rf .venv && "$PYTHON" -m venv .venv; }
fi
echo "Installing $lock"
# Debian 12 has Python 3.11.2; pymdown-extensions asks for 3.11.5 and runs on both. The lock decides, not the metadata.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --ignore-requires-python \
    --require-hashes --no-deps --requirement "$lock"

for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 || debian "$program"
done
