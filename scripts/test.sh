#!/usr/bin/env bash
# Builds and runs the tests; arguments choose some, as for `swift test`: --filter, --skip. Shows failures, skipped tests and
# the closing figures; every line with VERBOSE=1. The whole output stays in .build/test.log.
set -uo pipefail
cd "$(dirname "$0")/.."

swift build --build-tests || exit

# The tests make hundreds of databases: in memory where there is room, so that they do not wait for the disk. What
# hangs on a real one is `make torture`.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -1)" -gt 4000000 ]; then
    TMPDIR=$(mktemp -d /dev/shm/auzap-tests.XXXXXX)
    # The Postgres server of the tests is another user.
    chmod 711 "$TMPDIR"
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
fi

log=.build/test.log
: >"$log"
if [ -n "${VERBOSE:-}" ]; then
    shown='^'
else
    # Swift Testing's failed (✘), skipped (➜) and detail (↳) lines, its figures, and what a crash leaves behind.
    shown='^(✘|➜|↳)|Test run with|[Ff]atal error|^error:|crashed|signal code'
fi

run() {
    # Not by `swift test`, which plans the whole build anew before it starts this same program.
    NO_COLOR=1 .build/debug/auzapPackageTests.xctest --testing-library swift-testing "$@" 2>&1 | tee -a "$log" | grep --line-buffered -E "$shown"
    return "${PIPESTATUS[0]}"
}

if [ $# -gt 0 ]; then
    run "$@"
    status=$?
else
    # The tests of the running server have time limits of their own, so they do not share the machine with the rest.
    alone='ApplianceTests|RequestTimerTests|EventStreamTests'
    run --skip "$alone"
    first=$?
    run --filter "$alone"
    second=$?
    status=$((first > second ? first : second))
fi

if [ "$status" -ne 0 ] && ! grep -q '^✘' "$log"; then
    # It crashed: what was said first tells more than the registers at the end.
    awk '/[Ff]atal error|Program crashed/ { found = 1 } found && shown++ < 60' "$log"
    tail -n 5 "$log"
fi
exit "$status"
