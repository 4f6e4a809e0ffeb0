#!/usr/bin/env bash
# Installs the Debian packages that are missing: `install-packages.sh build`, or `test` for those of the tests too.
# Does nothing, and asks nobody, when all are there.
set -euo pipefail

# The linker and C headers under Swift, the libraries named in the module maps, and what a server needs at run time.
build=(
    binutils g++ git libc6-dev
    libcrypt-dev libcurl4-openssl-dev libsodium-dev libsqlite3-dev libssl-dev
    ca-certificates tzdata zlib1g-dev
)
# A browser, for the tests of the panel; a Postgres server, with which the tenant wall is compared; programs that
# speak TLS and gzip without us.
test=(chromium chromium-driver curl gzip openssl postgresql)

# Makes system calls fail.
torture=(strace)

# Load over HTTP, and the server that ours is measured against.
bench=(curl nginx wrk)
# Runs schemathesis, and makes its accounts.
fuzz=(curl python3 python3-venv)

case "${1:-}" in
    build) wanted=("${build[@]}") ;;
    test) wanted=("${build[@]}" "${test[@]}") ;;
    torture) wanted=("${torture[@]}") ;;
    bench) wanted=("${bench[@]}") ;;
    fuzz) wanted=("${fuzz[@]}") ;;
    *)
        echo "usage: $0 build|test|torture|bench|fuzz" >&2
        exit 2
        ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    # Set by who has installed the equivalents.
    [ -n "${SKIP_PACKAGES:-}" ] && exit 0
    cat >&2 <<EOF
This is not a Debian or Ubuntu system, so nothing is installed for you. Please install what these
Debian packages hold, static libraries (libsqlite3.a, libsodium.a) included:
    ${wanted[*]}
and then run the command again with SKIP_PACKAGES=1 in the environment.
EOF
    exit 1
fi

missing=()
for package in "${wanted[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "These packages are missing; install them as root: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

echo "Installing ${missing[*]}"
apt=(${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
"${apt[@]}" update >/dev/null
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
