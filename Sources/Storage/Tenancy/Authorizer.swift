import CSQLite

/// What a company's text may do. Everything not named here is refused when the statement is prepared.
///
/// SQLite's fifth authorizer argument (the innermost view or trigger) can be imitated by a CTE of the same
/// name, so it is only the second layer: the first is that no text may contain the prefix that every base
/// table carries, and SQLite has no other way to spell a name.
enum Authorizer {
    /// Why the text may not even be prepared; nil when it may.
    static func refusal(of text: String) -> StorageError? {
        if contains(text, TenantWall.prefix) { return .wall("the text names what is below the wall") }
        guard let keyword = firstKeyword(of: text) else { return .syntax("no statement") }
        guard lawful.contains(keyword) else {
            return .wall("only SELECT, INSERT, UPDATE, DELETE, REPLACE, VALUES and WITH are allowed")
        }
        guard !passesOverErrors(text) else {
            return .unsupported("UPDATE OR … is not available: a row is written in parts, all of them or none")
        }
        return nil
    }

    /// `UPDATE OR IGNORE` and its like would leave a row half written: see `TenantWall.columnGroups`.
    private static func passesOverErrors(_ text: String) -> Bool {
        let words = SQLWord.split(text)
        return zip(words, words.dropFirst()).contains { $0 == .word("update") && $1 == .word("or") }
    }

    static func allows(_ action: Int32, first: String?, second: String?, innermost: String?) -> Bool {
        let inTrigger = innermost?.hasPrefix(TenantWall.prefix) == true
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE:
            return true
        case SQLITE_READ:
            guard let table = first else { return false }
            if isBase(table) { return innermost != nil && (inTrigger || !isInternal(innermost ?? "")) }
            return !isInternal(table)
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
            guard let table = first else { return false }
            return isBase(table) ? inTrigger : innermost == nil && !isInternal(table)
        case SQLITE_FUNCTION:
            return inTrigger || second.map { functions.contains($0.lowercased()) } == true
        default:
            return false
        }
    }

    private static func isBase(_ name: String) -> Bool { name.hasPrefix(TenantWall.prefix) }

    private static func isInternal(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower.hasPrefix("sqlite_") || lower.hasPrefix("pragma_") || systemTables.contains(lower)
    }

    /// Tables of the whole installation, which belong to no company.
    static let systemTables: Set<String> = ["migrations", "setup_links", "audit_log"]

    private static let lawful: Set<String> = ["select", "with", "values", "insert", "update", "delete", "replace"]

    private static let functions: Set<String> = [
        "abs", "avg", "changes", "char", "coalesce", "count", "current_company", "date", "datetime", "first_value",
        "format", "group_concat", "hex", "ifnull", "iif", "instr", "json", "json_array", "json_array_length",
        "json_each", "json_extract", "json_group_array", "json_group_object", "json_object", "json_quote",
        "json_set", "json_tree", "json_type", "json_valid", "julianday", "lag", "last_value", "lead", "length",
        "like", "lower", "ltrim", "max", "min", "nth_value", "ntile", "nullif", "percent_rank", "printf", "rank",
        "dense_rank", "replace", "round", "row_number", "rtrim", "sign", "strftime", "substr", "substring", "sum",
        "time", "total", "trim", "typeof", "unicode", "unixepoch", "upper", "->", "->>", "cume_dist",
    ]

    private static func firstKeyword(of text: String) -> String? {
        var bytes = Substring(text).utf8
        repeat {
            bytes = SQLBlanks.skipped(bytes)
            guard bytes.first == UInt8(ascii: "(") else { break }
            bytes = bytes.dropFirst()
        } while true
        let word = bytes.prefix { (65...90).contains($0) || (97...122).contains($0) }
        return bytes.isEmpty ? nil : String(decoding: word, as: UTF8.self).lowercased()
    }

    /// ASCII case-insensitive search over bytes: linear, and blind to Unicode's own case rules as SQLite is.
    private static func contains(_ text: String, _ needle: String) -> Bool {
        let pattern = Array(needle.lowercased().utf8)
        let bytes = Array(text.utf8)
        func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
        guard bytes.count >= pattern.count else { return false }
        return (0...(bytes.count - pattern.count)).contains { start in
            lower(bytes[start]) == pattern[0]
                && pattern.indices.allSatisfy { lower(bytes[start + $0]) == pattern[$0] }
        }
    }
}
