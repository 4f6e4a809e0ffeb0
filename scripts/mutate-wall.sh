#!/usr/bin/env bash
# Takes the tenant wall apart, one part or rule at a time, in a copy of the code, and expects a test to fail each time.
# Prints what survived, and "N killed, M survived"; exits 1 when any did.
#   mutate-wall.sh [WORD]     only mutants whose name contains WORD
set -euo pipefail
cd "$(dirname "$0")/.."

only=${1:-}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

mkdir -p "$copy"/Sources "$copy"/Tests/Support "$copy"/Tests/StorageTests "$copy"/Fixtures "$copy"/tmp
cp -rL Sources/CSQLite Sources/Domain Sources/Storage "$copy/Sources"
cp -rL Tests/Support/Postgres*.swift "$copy/Tests/Support"
cp -rL Tests/StorageTests/Corpus "$copy/Tests/StorageTests"
cp -rL Fixtures/tenancy "$copy/Fixtures"
log_version=$(sed -nE 's|.*apple/swift-log", exact: "([^"]+)".*|\1|p' Package.swift)
cat >"$copy/Package.swift" <<EOF
// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "wall",
    dependencies: [.package(url: "https://github.com/apple/swift-log", exact: "$log_version")],
    targets: [
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("m")]),
        .target(name: "Domain"),
        .target(name: "Storage", dependencies: ["Domain", "CSQLite", .product(name: "Logging", package: "swift-log")]),
        .target(name: "Support", dependencies: ["Domain", "Storage"], path: "Tests/Support"),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "Support", "CSQLite"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
EOF

build() { (cd "$copy" && swift build --build-tests -Xswiftc -gnone) >"$copy/build.log" 2>&1; }
# Postgres has policies of its own: here SQLite's wall is asked about.
run_tests() {
    (
        cd "$copy"
        TMPDIR="$copy/tmp" timeout 120 swift test --skip-build -Xswiftc -gnone --disable-xctest \
            --skip postgres --skip ManyCompanies
    ) >"$copy/test.log" 2>&1
}

killed=0
survived=0

# mutant NAME FILE FROM TO: every FROM in Sources/FILE becomes TO. Both are plain text of one line.
mutant() {
    local name=$1 file="$copy/Sources/$2"
    [[ $name == *"$only"* ]] || return 0
    cp "$file" "$copy/original"
    if ! FROM=$3 TO=$4 perl -0777 -pi -e 'BEGIN { $from = $ENV{FROM}; $to = $ENV{TO} }
        $found = s/\Q$from\E/$to/g; END { exit !$found }' "$file"; then
        echo "mutate-wall: \"$name\": $2 no longer says: $3" >&2
        exit 2
    fi
    if ! build; then
        echo "mutate-wall: \"$name\" does not build" >&2
        grep -m 3 'error:' "$copy/build.log" >&2 || true
        exit 2
    fi
    if run_tests; then
        echo "survived: $name"
        survived=$((survived + 1))
    else
        killed=$((killed + 1))
    fi
    cp "$copy/original" "$file"
}

if ! build || ! run_tests; then
    echo "mutate-wall: the tests fail before anything is changed" >&2
    grep -hE 'error:|^✘' "$copy/build.log" "$copy/test.log" 2>/dev/null | head -n 20 >&2
    exit 2
fi

wall=Storage/Tenancy/TenantWall.swift
# Views and the triggers that carry writes through them.
mutant 'view without its predicate' $wall \
    'WHERE "\(Self.prefix)b"."\(tenant)" = current_company()' 'WHERE 1 = 1'
mutant 'view that shows everything to nobody' $wall \
    '"\(tenant)" = current_company()' '"\(tenant)" = coalesce(current_company(), "\(Self.prefix)b"."\(tenant)")'
mutant 'no insert trigger' $wall '[view, insert, delete]' '[view, delete]'
mutant 'no delete trigger' $wall '[view, insert, delete]' '[view, insert]'
mutant 'no update triggers' $wall '] + updates + guards' '] + guards'
mutant 'no trigger for a key that moves' $wall 'return [keyStays, keyMoves]' 'return [keyStays]'
mutant 'insert without a company' $wall 'WHERE current_company() IS NULL' 'WHERE 0'
mutant 'insert into another company' $wall \
    'OR (NEW."\(tenant)" IS NOT NULL AND NEW."\(tenant)" IS NOT current_company())' ''
mutant 'insert with the company as given' $wall 'return "current_company()"' 'return "NEW.\"\(column.name)\""'
mutant 'update moves a row to another company' $wall \
    '"\(staysHere) \(counted) \(changed' '"\(counted) \(changed'
mutant 'update moves a row and its key to another company' $wall \
    '"\(staysHere) \(counted) \(update(movable' '"\(counted) \(update(movable'
mutant 'both update triggers at once' $wall 'stays.isEmpty ? "" : "WHEN \(stays) "' 'stays.isEmpty ? "" : ""'
mutant 'updated rows are not counted' $wall 'counted: String { "SELECT \"\(Self.counter)\"();" }' 'counted: String { "" }'
mutant 'columns of a unique index are written apart' Storage/Tenancy/TenantWall+Groups.swift \
    'other == own || other.contains { $0.isUnique && own.contains($0) }' 'other == own'
mutant 'writes find the row without its company' $wall 'sameRow: String { key.map' 'sameRow: String { key.dropFirst(key.count - 1).map'
# Guards on the base tables.
mutant 'no guards' $wall '] + updates + guards' '] + updates'
mutant 'no insert guard' $wall 'WHEN NEW.\"\(tenant)\" IS NOT current_company()' 'WHEN 0'
mutant 'no delete guard' $wall 'WHEN OLD.\"\(tenant)\" IS NOT current_company()' 'WHEN 0'
mutant 'update guard looks at the new row alone' $wall '(OLD."\(tenant)" IS NOT current_company()' '(0'
mutant 'update guard looks at the old row alone' $wall 'OR NEW."\(tenant)" IS NOT current_company())' ')'
mutant 'insert guard lets nobody through' $wall 'WHEN NEW.\"\(tenant)\" IS NOT current_company()' 'WHEN NEW.\"\(tenant)\" <> current_company()'
mutant 'delete guard lets nobody through' $wall 'WHEN OLD.\"\(tenant)\" IS NOT current_company()' 'WHEN OLD.\"\(tenant)\" <> current_company()'
mutant 'guards bind the system' $wall 'let notSystem = "current_company() IS NOT \(Self.systemCompany)"' 'let notSystem = "1"'
mutant 'a key that does not start with the company' $wall ', self.key.first == tenant' ''

authorizer=Storage/Tenancy/Authorizer.swift
# The check of the text.
mutant 'text may name the base' $authorizer 'if contains(text, TenantWall.prefix)' 'if false'
mutant 'text may name the base in capitals' $authorizer 'byte >= 65 && byte <= 90 ? byte + 32 : byte' 'byte'
mutant 'any kind of statement' $authorizer 'guard lawful.contains(keyword) else' 'guard lawful.contains(keyword) || true else'
mutant 'rows half written' $authorizer 'guard !passesOverErrors(text) else' 'guard !passesOverErrors(text) || true else'
# The authorizer's rules.
mutant 'base read from anywhere' $authorizer \
    'return innermost != nil && (inTrigger || !isInternal(innermost ?? ""))' 'return true'
mutant 'base read from what is internal' $authorizer '(inTrigger || !isInternal(innermost ?? ""))' 'true'
mutant 'internal tables read' $authorizer 'return !isInternal(table)' 'return true'
mutant 'base written from anywhere' $authorizer 'isBase(table) ? inTrigger' 'isBase(table) ? true'
mutant 'views written from other views' $authorizer 'innermost == nil && !isInternal(table)' '!isInternal(table)'
mutant 'internal tables written' $authorizer 'innermost == nil && !isInternal(table)' 'innermost == nil'
mutant 'any function' $authorizer 'return inTrigger || second.map { functions.contains($0.lowercased()) } == true' 'return true'
mutant 'any other act' $authorizer 'default:
            return false' 'default: return true'
mutant 'sqlite_ tables' $authorizer 'lower.hasPrefix("sqlite_") || ' ''
mutant 'pragma tables' $authorizer 'lower.hasPrefix("pragma_") || ' ''
mutant 'internal names in capitals' $authorizer 'let lower = name.lowercased()' 'let lower = name'
for table in migrations setup_links audit_log; do
    mutant "system table $table" $authorizer "\"$table\"" '"-"'
done

state=Storage/Tenancy/WallState.swift
mutant 'nobody is company 1' $state 'case .none: sqlite3_result_null(context)' 'case .none: sqlite3_result_int64(context, 1)'
mutant 'the authorizer never acts' $state 'isPreparingTenantText = true' 'isPreparingTenantText = false'
mutant 'the authorizer allows' $state 'allowed ? SQLITE_OK : SQLITE_DENY' 'SQLITE_OK'
mutant 'the text is not checked' $state 'if let refusal = Authorizer.refusal(of: text) { throw refusal }' ''
mutant 'text without a company is trusted' $state 'guard tenant != .system else' 'guard tenant != .system, tenant != .none else'
mutant 'refusals have another class' $state 'if !allowed { state.didRefuse = true }' ''

connection=Storage/SQLite/SQLiteConnection.swift
mutant 'a company set over another' $connection \
    'guard wall.tenant == .none else { throw StorageError.wall("a company is set already") }' ''
mutant 'a company left behind' $connection 'defer { wall.tenant = .none }' ''
mutant 'REPLACE past the guards' $connection 'try execute("PRAGMA recursive_triggers = ON")' ''
mutant 'statements of the system lent to companies' $connection 'Key(isSystem: isSystem,' 'Key(isSystem: false,'
mutant 'a row counted once a group' $connection 'wall.updatedRows > 0 ? wall.updatedRows : ' ''
mutant 'a second statement behind the first' Storage/SQLite/SQLiteStatement.swift 'guard !hasMore else' 'guard !hasMore || true else'
mutant 'words in double quotes are values' CSQLite/CSQLite.c '{SQLITE_DBCONFIG_DQS_DML, 0}' '{SQLITE_DBCONFIG_DQS_DML, 1}'

migrator=Storage/Schema/Migrator.swift
mutant 'start-up does not look for the wall' $migrator 'try (wall ?? WallOnFile(of: connection, migrations)).verify()' ''
on_file=Storage/Schema/WallOnFile.swift
mutant 'start-up does not read the wall' $on_file 'where present[part.name] != part.text' 'where present[part.name] == nil'
mutant 'start-up does not look for tables without a wall' $on_file \
    'where !walled.contains(table)' 'where false && !walled.contains(table)'

echo "$killed killed, $survived survived"
[ "$survived" -eq 0 ]
