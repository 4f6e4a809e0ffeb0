#!/usr/bin/env bash
# Holds a running server to its own OpenAPI document with schemathesis: as an owner, as staff, and with people who may
# lock themselves out. Prints a summary for each; exits 1 when anything was not as documented.
#   fuzz-api.sh [--short] [ARGUMENTS OF st run]
#     --short                few examples, for CI
#     --max-examples N       200 an operation unless told
set -euo pipefail
cd "$(dirname "$0")/.."

release=4.32.5
examples=200
phases=examples,coverage,fuzzing,stateful
seed=()
if [ "${1:-}" = --short ]; then
    examples=10
    phases=examples,fuzzing
    # The same cases each time: what CI says of a change is about the change.
    seed=(--seed 20261123)
    shift
fi

config=$PWD/scripts/schemathesis.toml
tools=$PWD/.build/fuzz
st=$tools/venv/bin/st
if ! "$st" --version 2>/dev/null | grep -qF "$release"; then
    python3 -m venv --clear "$tools/venv"
    "$tools/venv/bin/pip" --quiet --disable-pip-version-check install "schemathesis==$release"
fi

work=$(mktemp -d)
server=
finish() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

# A folder of its own, so that no .env is read.
binary=$PWD/.build/debug/auzap
(
    cd "$work"
    exec env -i PATH="$PATH" HOME="$work" PORT=0 DATA_DIR="$work/data" RATE_LIMIT=off ENVIRONMENT=development \
        HUMAN_DELAY=off LOG_LEVEL=error "$binary" serve
) >"$work/out" 2>"$work/err" &
server=$!
url=
for _ in $(seq 300); do
    url=$(sed -n 's/.* is ready: //p' "$work/out")
    [ -n "$url" ] && break
    kill -0 "$server" || { cat "$work/err" >&2; exit 1; }
    sleep 0.1
done
[ -n "$url" ] || { echo "the server did not start" >&2; exit 1; }

# post PATH JSON [TOKEN]: prints the token in the answer.
post() {
    curl --silent --show-error --fail-with-body --header "Content-Type: application/json" \
        ${3:+--header "Authorization: Bearer $3"} --data "$2" "$url$1" |
        "$tools/venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)["token"])'
}

export FUZZ_EMAIL FUZZ_PASSWORD=Bigode-Fofo-2026

# sign_up NAME: an owner with a company of their own, whose token it prints.
sign_up() {
    post /api/auth/register \
        "{\"email\":\"$1@example.com\",\"password\":\"$FUZZ_PASSWORD\",\"name\":\"$1\",\"companyName\":\"Banho $1\"}"
}

# join NAME OWNER-TOKEN: staff of that owner's company.
join() {
    local token
    token=$(post /api/team/invitations "{\"email\":\"$1@example.com\",\"role\":\"staff\"}" "$2")
    post /api/auth/invitation "{\"token\":\"$token\",\"password\":\"$FUZZ_PASSWORD\"}" >/dev/null
}

failed=0
# attack TITLE NAME ARGUMENTS…
attack() {
    local title=$1 status=0
    FUZZ_EMAIL=$2@example.com
    shift 2
    echo "== as $title"
    # It keeps notes in the folder where it starts.
    (cd "$work" && exec "$st" --no-color --config-file "$config" run "$url/api/openapi.json" \
        --max-examples "$examples" --phases "$phases" --workers 2 ${seed[@]+"${seed[@]}"} "$@") >"$work/report" || status=$?
    if [ "$status" -ne 0 ]; then
        failed=1
        awk '/ (FAILURES|ERRORS|SUMMARY) =/ { shown = 0; part = $0 } part != "" && (part ~ /SUMMARY/ || shown++ < 400)' \
            "$work/report"
    else
        sed -n '/ SUMMARY /,$p' "$work/report"
    fi
    grep -q '^Test cases:' "$work/report" || { cat "$work/report"; failed=1; }
}

# These end the session, change the e-mail it is renewed with, or switch the company off: after them every answer is a
# refusal, and nothing more is tried.
own=(logout changeProfile)
last=(deactivateCompany)
without=()
for operation in "${own[@]}" "${last[@]}"; do without+=(--exclude-operation-id "$operation"); done

owner=$(sign_up dona)
join equipe "$owner"
attack "owner" dona "${without[@]}" "$@"
attack "staff" equipe "${without[@]}" "$@"
for operation in "${own[@]}" "${last[@]}"; do
    sign_up "fim-$operation" >/dev/null
    attack "somebody who calls $operation" "fim-$operation" --include-operation-id "$operation" "$@"
done

kill -0 "$server" || { echo "the server is gone" >&2; tail -n 50 "$work/err" >&2; failed=1; }
exit "$failed"
