#!/usr/bin/env bash
# Fails when a program needs a shared library that a bare Debian does not have: `check-ldd.sh FILE`.
set -euo pipefail

file=${1:?usage: check-ldd.sh FILE}
allowed='^(linux-vdso|ld-linux[a-z0-9_-]*|libc|libm|libdl|libpthread|librt|libgcc_s|libstdc\+\+|libz)\.so(\.[0-9]+)*$'

if ! needed=$(ldd "$file" 2>&1); then
    echo "$file: $needed" >&2
    exit 1
fi
foreign=$(awk '{ name = $1; sub(/.*\//, "", name); print name }' <<<"$needed" | grep -vE "$allowed" || true)
if [ -n "$foreign" ]; then
    printf '%s needs libraries that it should not:\n%s\n' "$file" "$foreign" >&2
    exit 1
fi
