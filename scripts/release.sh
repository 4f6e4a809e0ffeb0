#!/usr/bin/env bash
# Builds dist/auzap: Swift's runtime inside, symbols stripped, checked for what it needs from the system.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --scratch-path .build-release -c release --static-swift-stdlib --product auzap
built=.build-release/release/auzap

# Linked statically, Foundation knows no time zone but GMT unless this part of it came along.
# Reads to the end: a pipe closed early would count as a failure here.
if ! nm "$built" | grep TimeZoneICU >/dev/null; then
    echo "$built has no time zones: nothing in it uses FoundationInternationalization" >&2
    exit 1
fi

mkdir -p dist
strip --strip-all -o dist/auzap "$built"
scripts/check-ldd.sh dist/auzap
echo "dist/auzap: $(du -h --apparent-size dist/auzap | cut -f 1)"
