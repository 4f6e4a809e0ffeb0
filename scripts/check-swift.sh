#!/usr/bin/env bash
# Succeeds when Swift 6.1 or newer is on the PATH; otherwise says how to get it.
set -euo pipefail

help="Swift 6.1 or newer is needed. How to install it on your system: https://www.swift.org/install/linux
Then open a new terminal, so that \`swift --version\` answers, and run the command again."

if ! command -v swift >/dev/null; then
    printf 'No swift command was found.\n%s\n' "$help" >&2
    exit 1
fi

version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
if [ -z "$version" ] || [ "$(printf '%s\n6.1\n' "$version" | sort -V | head -n 1)" != 6.1 ]; then
    printf 'Found Swift %s.\n%s\n' "${version:-of an unknown version}" "$help" >&2
    exit 1
fi
