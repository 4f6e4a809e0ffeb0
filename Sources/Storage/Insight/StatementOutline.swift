/// What a statement is about: its tables, and by which columns it looks for rows and sorts them. Read from the
/// words alone, it is good enough to suggest an index and never used to decide what may run.
struct StatementOutline: Sendable {
    struct Column: Hashable, Sendable {
        let table: String
        let name: String
    }

    /// Names without the wall's prefix, in the order of appearance.
    private(set) var tables: [String] = []
    /// Tables by the names that the statement gives them.
    private(set) var aliases: [String: String] = [:]
    private(set) var equalities: [Column] = []
    private(set) var ranges: [Column] = []
    private(set) var order: [Column] = []
    let isWrite: Bool

    init(_ words: [SQLWord]) {
        isWrite = Self.writing.contains(words.first?.name ?? "")
        readTables(words)
        readConditions(words)
        readOrder(words)
    }

    /// The table that an alias or a name of the plan stands for; nil when unknown.
    func table(named name: String) -> String? {
        let bare = Self.bare(name.lowercased())
        return aliases[bare] ?? (tables.contains(bare) ? bare : nil)
    }

    private static func bare(_ name: String) -> String {
        name.hasPrefix(TenantWall.prefix) ? String(name.dropFirst(TenantWall.prefix.count)) : name
    }

    private mutating func readTables(_ words: [SQLWord]) {
        for (index, word) in words.enumerated() {
            guard let opener = word.name, Self.beforeTable.contains(opener), let name = words.at(index + 1)?.name,
                !Self.keywords.contains(name)
            else { continue }
            let table = Self.bare(name)
            if !tables.contains(table) { tables.append(table) }
            let next = words.at(index + 2)?.name == "as" ? index + 3 : index + 2
            if let alias = words.at(next)?.name, !Self.keywords.contains(alias) { aliases[alias] = table }
        }
    }

    private mutating func readConditions(_ words: [SQLWord]) {
        var isInside = false
        for (index, word) in words.enumerated() {
            switch word.name {
            case "where", "on", "having": isInside = true
            case "order", "group", "limit", "set", "values": isInside = false
            default: break
            }
            guard isInside, let column = column(words, endingAt: index) else { continue }
            switch words.at(index + 1) {
            case .symbol("="), .word("in"), .word("is"): add(column, to: &equalities)
            case .symbol("<"), .symbol(">"), .symbol("<="), .symbol(">="), .word("between"): add(column, to: &ranges)
            default:
                if words.at(index - (isQualified(words, index) ? 3 : 1)) == .symbol("=") {
                    add(column, to: &equalities)
                }
            }
        }
    }

    private mutating func readOrder(_ words: [SQLWord]) {
        guard let start = words.lastIndex(where: { $0.name == "order" || $0.name == "group" }),
            words.at(start + 1)?.name == "by"
        else { return }
        for index in (start + 2)..<max(start + 2, words.count) {
            if words[index].name == "limit" || words[index] == .symbol(")") { break }
            if let column = column(words, endingAt: index) { add(column, to: &order) }
        }
    }

    private func add(_ column: Column, to list: inout [Column]) {
        if !list.contains(column) { list.append(column) }
    }

    private func isQualified(_ words: [SQLWord], _ index: Int) -> Bool { words.at(index - 1) == .symbol(".") }

    /// The column whose last word stands at `index`; nil for keywords, aliases, functions, and names that could
    /// belong to several tables.
    private func column(_ words: [SQLWord], endingAt index: Int) -> Column? {
        guard let name = words[index].name, !Self.keywords.contains(name), words.at(index + 1) != .symbol("."),
            words.at(index + 1) != .symbol("(")
        else { return nil }
        if isQualified(words, index) {
            guard let owner = words.at(index - 2)?.name, let table = table(named: owner) else { return nil }
            return Column(table: table, name: name)
        }
        guard tables.count == 1, let table = tables.first, table != name, aliases[name] == nil else { return nil }
        return Column(table: table, name: name)
    }

    private static let writing: Set = ["insert", "update", "delete", "replace"]
    private static let beforeTable: Set = ["from", "join", "update", "into"]

    private static let keywords: Set<String> = [
        "select", "from", "where", "and", "or", "not", "in", "is", "null", "between", "like", "exists", "join", "left",
        "inner", "outer", "cross", "on", "as", "order", "group", "by", "having", "limit", "offset", "asc", "desc",
        "set",
        "values", "insert", "into", "update", "delete", "replace", "case", "when", "then", "else", "end", "union",
        "all",
        "distinct", "with", "returning", "using", "true", "false", "indexed", "default",
    ]
}

extension SQLWord {
    /// Lower-cased; nil for anything but a keyword or a name.
    fileprivate var name: String? {
        if case .word(let text) = self { return text }
        return nil
    }
}

extension [SQLWord] {
    fileprivate func at(_ index: Int) -> SQLWord? { indices.contains(index) ? self[index] : nil }
}
