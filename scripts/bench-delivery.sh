#!/usr/bin/env bash
# Measures how messages are taken in and answered: the release binary beside a WAHA stand-in, in one run on one machine.
#   bench-delivery.sh [--seconds N]
# Expects the release builds of auzap and TortureDelivery; options of other benches are passed over.
set -euo pipefail
cd "$(dirname "$0")/.."
built=$PWD/.build-release/release

seconds=5
while [ $# -gt 0 ]; do
    case "$1" in
        --seconds) seconds=$2 ;;
        --visits | --folder) ;;
        *)
            echo "usage: $0 [--seconds N]" >&2
            exit 2
            ;;
    esac
    shift 2
done

exec "$built/TortureDelivery" --bench --seconds "$seconds" --program "$built/auzap"
