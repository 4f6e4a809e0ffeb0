#!/usr/bin/env bash
# Measures the server over HTTP: the release binary with data of its own, beside nginx and an empty Hummingbird
# route, in one run on one machine.
#   bench-http.sh [--visits N] [--seconds N] [--folder PATH]
# Expects the release builds of auzap and Bench. LOG_LEVEL and other settings of auzap may stand in the environment.
set -euo pipefail
cd "$(dirname "$0")/.."
built=.build-release/release

visits=100000
seconds=3
folder=.build
while [ $# -gt 0 ]; do
    case "$1" in
        --visits) visits=$2 ;;
        --seconds) seconds=$2 ;;
        --folder) folder=$2 ;;
        *)
            echo "usage: $0 [--visits N] [--seconds N] [--folder PATH]" >&2
            exit 2
            ;;
    esac
    shift 2
done
export LC_ALL=C

mkdir -p "$folder"
work=$(mktemp -d "$(cd "$folder" && pwd)/bench-http.XXXXXX")
started=()
finish() {
    for pid in ${started[@]+"${started[@]}"}; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Waits for the line of standard output that ends in the address, at most 30 seconds.
address() { # FILE
    for _ in $(seq 300); do
        grep -o 'ready: http://.*' "$1" 2>/dev/null | sed 's/^ready: //' && return
        sleep 0.1
    done
    echo "no server came up; see its output:" >&2
    cat "$work"/*.err >&2
    return 1
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 30000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# A server's processes: itself and its children.
family() { echo "$1" $(cat "/proc/$1/task/$1/children"); }

# Processor time of a server's processes so far, in microseconds.
processor() { # PID
    local ticks=0 pid fields
    for pid in $(family "$1"); do
        # After the name, which may hold blanks: utime and stime are the 12th and 13th.
        read -ra fields <<<"$(sed 's/.*) //' "/proc/$pid/stat")"
        ticks=$((ticks + fields[11] + fields[12]))
    done
    echo $((ticks * 1000000 / $(getconf CLK_TCK)))
}

# Memory of a server's processes in megabytes; what they share is counted for each.
memory() { # PID
    local pid
    for pid in $(family "$1"); do cat "/proc/$pid/status"; done | awk '/^VmRSS/ { sum += $2 } END { print int(sum / 1024) }'
}

# Sends load for some seconds.
load() { # URL CONNECTIONS SECONDS; TARGET, ROUTE and others in the environment
    wrk --threads 1 --connections "$2" --duration "${3}s" --timeout 10s --script scripts/bench-http.lua "$1" |
        sed -n 's/^found //p'
}

# Prints the best of three rounds: what disturbs only ever slows.
rate=0
row() { # NAME PID URL CONNECTIONS GOAL; the load in the environment
    local before cost best=0 round requests microseconds p50 p99 failed line bad=0
    START=$next load "$3" "$4" 1 >"$work/found"
    rate=0
    for round in 1 2 3; do
        next=$((next + $(sed 's/requests=\([0-9]*\).*/\1/' "$work/found") + 1000))
        before=$(processor "$2")
        START=$next load "$3" "$4" "$seconds" >"$work/found"
        cost=$(($(processor "$2") - before))
        eval "$(cat "$work/found")"
        cost=$((cost / (requests > 0 ? requests : 1)))
        bad=$((bad + failed))
        [ "$round" -eq 1 ] || [ "$cost" -lt "$best" ] || continue
        best=$cost rate=$((requests * 1000000 / microseconds))
        line=$(printf '%8d %8.2f %8.2f %8d' "$rate" "$(ms "$p50")" "$(ms "$p99")" "$cost")
    done
    next=$((next + requests + 1000))
    printf '%-34s %s %6d %7d   %s\n' "$1" "$line" "$(memory "$2")" "$bad" "$5"
}
ms() { awk "BEGIN { print $1 / 1000 }"; }

echo "Making the data of $visits visits"
"$built/Bench" --data "$work/data" --visits "$visits" | sed -n '/^[a-z]*=/p' >"$work/about"
eval "$(cat "$work/about")"

DATA_DIR=$work/data PORT=0 RATE_LIMIT=off "$built/auzap" serve >"$work/auzap.out" 2>"$work/auzap.err" &
auzap=$!
"$built/Bench" --empty-route >"$work/empty.out" 2>"$work/empty.err" &
empty=$!
started+=("$auzap" "$empty")
url=$(address "$work/auzap.out")
empty_url=$(address "$work/empty.out")

credentials="{\"email\":\"$email\",\"password\":\"$password\"}"
sign_in() {
    curl --silent --show-error --fail -H 'Content-Type: application/json' -d "$credentials" "$url/api/auth/login" |
        sed 's/.*"accessToken":"\([^"]*\)".*/\1/'
}
TOKEN=$(sign_in)
get() { curl --silent --show-error --fail -H "Authorization: Bearer $TOKEN" "$url$1"; }

mkdir "$work/files"
get /api/dashboard/stats >"$work/files/stats.json"
port=$(free_port)
owner=
[ "$(id -u)" -ne 0 ] || owner='user root;'
cat >"$work/nginx.conf" <<EOF
daemon off; worker_processes auto; pid $work/nginx.pid; $owner
events { worker_connections 1024; }
http {
    access_log off; keepalive_requests 100000000; sendfile on; open_file_cache max=10;
    types { application/json json; }
    client_body_temp_path $work/nginx-body; proxy_temp_path $work/nginx-proxy; fastcgi_temp_path $work/nginx-fastcgi;
    uwsgi_temp_path $work/nginx-uwsgi; scgi_temp_path $work/nginx-scgi;
    server { listen 127.0.0.1:$port; root $work/files; }
}
EOF
PATH=$PATH:/usr/sbin nginx -c "$work/nginx.conf" -e "$work/nginx.err" >/dev/null 2>&1 &
nginx=$!
started+=("$nginx")
for _ in $(seq 50); do
    [ -s "$work/nginx.pid" ] && break
    sleep 0.1
done

next=0
export TOKEN TARGET ROUTE MOST BODY
echo "64 connections, the best of three rounds of $seconds seconds; the load comes from this machine too"
printf '%-34s %8s %8s %8s %8s %6s %7s   %s\n' '' 'req/s' 'p50 ms' 'p99 ms' 'CPU µs' 'MB' 'failed' 'goal'
TARGET=get ROUTE=/stats.json MOST=1 BODY=
row "nginx, file of $(stat -c %s "$work/files/stats.json") bytes" "$nginx" "http://127.0.0.1:$port" 64 ''
static=$rate
ROUTE=/
row 'empty Hummingbird route' "$empty" "$empty_url" 64 ''
ROUTE=/api/dashboard/stats
row 'GET /api/dashboard/stats, cached' "$auzap" "$url" 64 '<= 40 µs, >= 60 % of nginx'
echo "    $((rate * 100 / static)) % of nginx's requests a second"
TARGET=by-id ROUTE=/api/tutors/ MOST=$tutors
row 'GET /api/tutors/:id' "$auzap" "$url" 64 '<= 45 µs'
ROUTE=/api/appointments/ MOST=$visits
row 'GET /api/appointments/:id' "$auzap" "$url" 64 '<= 45 µs'
TARGET=get ROUTE='/api/appointments?limit=20'
row 'GET /api/appointments?limit=20' "$auzap" "$url" 64 '<= 130 µs'
TARGET=visit ROUTE=/api/appointments MOST=$tutors
before=$(get '/api/appointments?limit=1' | sed 's/.*"total":\([0-9]*\)}$/\1/')
row 'POST /api/appointments, durable' "$auzap" "$url" 64 '>= 3000/s, <= 150 µs'
after=$(get '/api/appointments?limit=1' | sed 's/.*"total":\([0-9]*\)}$/\1/')
echo "    $((after - before)) visits are in the book more than before"
TARGET=body ROUTE=/api/auth/login BODY=$credentials
unset TOKEN
resting=$(memory "$auzap")
row 'POST /api/auth/login, 2 at a time' "$auzap" "$url" 2 ''

# Few passwords are computed at a time, some wait, the others are sent away: the rest of the server goes on.
crowd=200
ONCE=$crowd load "$url" "$crowd" 3 >"$work/found" &
loading=$!
most=$resting
while kill -0 "$loading" 2>/dev/null; do
    curl --silent --output /dev/null --write-out '%{time_total}\n' "$url/health" >>"$work/health"
    now=$(memory "$auzap")
    [ "$now" -le "$most" ] || most=$now
done
wait "$loading"
eval "$(cat "$work/found")"
echo "$crowd sign-ins at the same moment: $requests answered, $failed of them sent away"
sort -n "$work/health" | awk -v grown="$((most - resting))" '
    { time[NR] = $1 * 1000 }
    END { printf "    /health meanwhile, asked %d times: median %.1f ms, worst %.1f ms (goal < 50); memory +%d MB (goal < 160)\n",
        NR, time[int((NR + 1) / 2)], time[NR], grown }'
