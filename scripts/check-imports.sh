#!/usr/bin/env bash
# Checks that imports follow Appliance → Web | Agent → Business → Storage → Domain, and that each C library is
# used in one target only.
#   check-imports.sh [FOLDER]      FOLDER holds Sources and Tests; the repository when left out
#   check-imports.sh --self-test   plants wrong imports in a copy and expects each to be found
set -euo pipefail
cd "$(dirname "$0")/.."

# A target, and all of ours that it may import. A folder that is not listed here is an error.
rules='
Domain
Storage         Domain CSQLite CPostgres
Business        Domain Storage CSodium CCrypt CCurl
Agent           Domain Storage Business
Web             Domain Storage Business PanelAssets CZlib
Appliance       Domain Storage Business Agent Web
Support         Domain Storage Business Agent
StandIn         Domain Support
Bench           Domain Storage Business CSQLite
Torture         Domain Storage
Eval            Domain Support
TortureDelivery Domain Business Support
DomainTests     Domain Support
StorageTests    Domain Storage Support CSQLite
BusinessTests   Domain Storage Business Support CSodium
AgentTests      Domain Storage Business Agent Support
WebTests        Domain Storage Business Web Support
ApplianceTests  Domain Storage Business Agent Web Appliance Support
'
# Modules of others that belong to one place only.
homes='
Hummingbird         Web Appliance Bench WebTests ApplianceTests
HummingbirdTesting  WebTests
HummingbirdTLS      Web Appliance
ArgumentParser      Appliance
Configuration       Appliance ApplianceTests
'
# What Domain may import: Foundation, and the part of the standard library that has a name of its own.
domain='Foundation Synchronization'

check() {
    find "$1/Sources" "$1/Tests" -name '*.swift' -print0 | sort -z | xargs -0 awk \
        -v root="$1/" -v rules="$rules" -v homes="$homes" -v domain="$domain" '
        function table(text, into,    lines, words, count, i, j, n) {
            count = split(text, lines, "\n")
            for (i = 1; i <= count; i++) {
                n = split(lines[i], words, " ")
                if (n == 0) continue
                into[words[1]] = 1
                for (j = 2; j <= n; j++) into[words[1], words[j]] = 1
            }
        }
        function complain(what) {
            printf "%s:%d: %s\n", substr(FILENAME, length(root) + 1), FNR, what
            wrong = 1
        }
        BEGIN {
            table(rules, allowed)
            table(homes, home)
            table("Domain " domain, pure)
            for (entry in allowed) {
                split(entry, words, SUBSEP)
                ours[words[1]] = 1
                if (words[2] != "") ours[words[2]] = 1
            }
        }
        FNR == 1 {
            split(substr(FILENAME, length(root) + 1), folders, "/")
            target = folders[2]
            if (!(target in allowed)) complain(target " has no line in scripts/check-imports.sh")
        }
        /^[ \t]*((@[A-Za-z_()]+|package|internal|private|fileprivate|public)[ \t]+)*import[ \t]/ {
            line = $0
            sub(/^.*import[ \t]+/, "", line)
            sub(/^(struct|class|enum|protocol|typealias|func|var|let|actor)[ \t]+/, "", line)
            match(line, /^[A-Za-z0-9_]+/)
            module = substr(line, 1, RLENGTH)
            if (module in ours && module != target && !((target, module) in allowed))
                complain(target " must not import " module)
            else if (module in home && !((module, target) in home))
                complain(target " must not import " module ", which has its place elsewhere")
            else if (target == "Domain" && !(("Domain", module) in pure))
                complain("Domain imports nothing but " domain ", and here " module)
        }
        END { exit wrong }
    '
}

# What is said of the planted file; the rest of the tree may be right or wrong.
complaints() { check "$copy" | grep '/Planted\.swift:' || true; }

self_test() {
    copy=$(mktemp -d)
    trap 'rm -rf "$copy"' EXIT
    cp -rL Sources Tests "$copy"
    failures=0
    while read -r folder line; do
        mkdir -p "$copy/$folder"
        printf '%s\n' "$line" >"$copy/$folder/Planted.swift"
        if ! complaints | grep -q .; then
            echo "self-test: \"$line\" in $folder was not noticed" >&2
            failures=1
        fi
        rm "$copy/$folder/Planted.swift"
    done <<'PLANTED'
Sources/Domain import Storage
Sources/Domain import Logging
Sources/Domain/Values import struct Storage.Database
Sources/Storage import Business
Sources/Storage import CSodium
Sources/Business @preconcurrency import Agent
Sources/Business import CSQLite
Sources/Business import Hummingbird
Sources/Agent import Web
Sources/Agent internal import CCurl
Sources/Web import Agent
Sources/Web   @_exported import class Agent.MessagePipeline
Sources/Web import Configuration
Sources/Appliance import CSodium
Sources/Newcomer import Foundation
Tests/Support @testable import Web
Tests/WebTests @testable import Agent
PLANTED
    for line in 'import Foundation' '// import Web' 'let text = "import Web"'; do
        printf '%s\n' "$line" >"$copy/Sources/Domain/Planted.swift"
        if complaints | grep .; then
            echo "self-test: \"$line\" in Domain was refused" >&2
            failures=1
        fi
    done
    [ "$failures" -eq 0 ] && echo "check-imports: wrong imports are found"
}

case "${1:-}" in
    --self-test) self_test ;;
    *) check "${1:-.}" ;;
esac
