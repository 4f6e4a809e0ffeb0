import Foundation

/// What a plan says against a statement, and what would help.
package struct PlanAdvice: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable {
        /// Every row of a large table is read, of all companies.
        case scan
        /// Every row of the company is read, and it took long.
        case companyScan = "company_scan"
        /// Rows are sorted or grouped after they were read.
        case temporarySort = "temporary_sort"
        /// The engine makes an index for one run and throws it away.
        case automaticIndex = "automatic_index"
    }

    package let kind: Kind
    /// nil when the plan does not tell.
    package let table: String?
    /// The line of the plan that it is about.
    package let line: String
    /// An index to try; nil when the statement names no column that would need one.
    package let suggestion: String?
}

/// Reads SQLite's `EXPLAIN QUERY PLAN` (sqlite.org/eqp.html).
struct PlanAdvisor: Sendable {
    /// Rows from which on a scan is worth a word.
    let largeTable: Int
    let tenantTables: Set<String>

    init(largeTable: Int, tenantTables: [String] = Schema.tenantTables) {
        self.largeTable = largeTable
        self.tenantTables = Set(tenantTables)
    }

    /// - Parameters:
    ///   - isSystem: The statement runs outside the wall, where tables go by their own names.
    ///   - isSlow: The statement has just taken longer than it may.
    ///   - hasRows: Whether a table has at least so many rows. Asked for scanned tables only.
    func advice(
        on plan: [String], for outline: StatementOutline, isSystem: Bool, isSlow: Bool,
        hasRows: (String, Int) -> Bool
    ) -> [PlanAdvice] {
        let steps = plan.map { PlanStep($0, isSystem: isSystem) }
        let tables = self.tables(of: steps, in: outline)
        let driving = zip(steps, tables).first { $0.0.isAccess }?.1 ?? outline.tables.first
        return zip(steps, tables).compactMap { step, table in
            // Where several tables go by the wall's one alias, a scan may be of any of them.
            let scanned = table.map { [$0] } ?? outline.tables
            let isLarge = { scanned.contains { tenantTables.contains($0) && hasRows($0, largeTable + 1) } }
            guard let kind = kind(of: step, isSlow: isSlow, isLarge) else { return nil }
            let owner = step.isAccess ? table : driving
            return PlanAdvice(
                kind: kind, table: owner, line: step.line,
                suggestion: owner.flatMap { suggestion(for: $0, in: outline, sorting: kind == .temporarySort) })
        }
    }

    private func kind(of step: PlanStep, isSlow: Bool, _ isLarge: () -> Bool) -> PlanAdvice.Kind? {
        switch step.kind {
        case .temporarySort: return .temporarySort
        case .automaticIndex: return .automaticIndex
        case .scan: return isLarge() ? .scan : nil
        case .companyScan: return isSlow ? .companyScan : nil
        case .search, .other: return nil
        }
    }

    /// The table of each step. Inside the wall all of them go by one alias there, so the index has to tell; what no
    /// index tells is the one table left over.
    private func tables(of steps: [PlanStep], in outline: StatementOutline) -> [String?] {
        let certain = steps.map { step in step.index.flatMap(table(ofIndex:)) ?? outline.table(named: step.name) }
        let left = Set(outline.tables).intersection(tenantTables).subtracting(certain.compactMap(\.self))
        let last = left.count == 1 ? left.first : nil
        return zip(steps, certain).map { step, table in table ?? (step.isAccess ? last : nil) }
    }

    /// `rls$tutors_by_name` and `sqlite_autoindex_rls$tutors_2` belong to `tutors`.
    private func table(ofIndex index: String) -> String? {
        guard let mark = index.range(of: TenantWall.prefix) else { return nil }
        let rest = index[mark.upperBound...]
        return tenantTables.filter { rest == $0 || rest.hasPrefix($0 + "_") }.max { $0.utf8.count < $1.utf8.count }
    }

    private func suggestion(for table: String, in outline: StatementOutline, sorting: Bool) -> String? {
        func names(_ columns: [StatementOutline.Column]) -> [String] {
            columns.filter { $0.table == table && $0.name != "company_id" }.map(\.name)
        }
        // Columns compared for equality first; then either those sorted by or one range.
        var columns = names(outline.equalities)
        let order = names(outline.order)
        columns += order.isEmpty || !sorting ? Array(names(outline.ranges).prefix(1)) : order
        var seen: Set<String> = []
        columns = columns.filter { seen.insert($0).inserted }
        guard !columns.isEmpty, columns.first != "id" || columns.count > 1 else { return nil }
        guard tenantTables.contains(table) else {
            return "CREATE INDEX \(table)_by_\(columns.joined(separator: "_")) ON \(table) "
                + "(\(columns.joined(separator: ", ")))"
        }
        let base = TenantWall.prefix + table
        return "CREATE INDEX \(base)_by_\(columns.joined(separator: "_")) ON \(base) "
            + "(company_id, \(columns.joined(separator: ", ")))"
    }
}

/// One line of a plan.
struct PlanStep: Sendable, Hashable {
    enum Kind: Sendable { case scan, companyScan, search, temporarySort, automaticIndex, other }

    let line: String
    let kind: Kind
    /// The table's name or alias in `SCAN x` and `SEARCH x`; empty elsewhere.
    let name: String
    let index: String?

    init(_ line: String, isSystem: Bool) {
        self.line = line
        let words = line.split(separator: " ").map(String.init)
        let isAccess = words.first == "SCAN" || words.first == "SEARCH"
        name = isAccess && words.count > 1 ? words[1] : ""
        index = words.firstIndex(of: "INDEX").flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
        // A write through a view first gathers its rows, and `SCAN tutors` then goes through those: a base table
        // cannot be named so inside the wall.
        let isGathered = !isSystem && words.first == "SCAN" && !name.hasPrefix(TenantWall.prefix)
        kind = isGathered ? .other : Self.kind(of: line, words)
    }

    var isAccess: Bool { kind == .scan || kind == .companyScan || kind == .search }

    private static func kind(of line: String, _ words: [String]) -> Kind {
        if line.contains("USE TEMP B-TREE") { return .temporarySort }
        if line.contains("USING AUTOMATIC") { return .automaticIndex }
        if line.contains("VIRTUAL TABLE") || line.contains("CONSTANT ROW") { return .other }
        switch words.first {
        case "SCAN": return .scan
        case "SEARCH": return line.hasSuffix("(company_id=?)") ? .companyScan : .search
        default: return .other
        }
    }
}
