import Domain
import Foundation
import Testing

@testable import Storage

@Suite struct SchemaIndexTests {
    @Test("every index of a tenant table starts with the company, but for the few that look over all companies")
    func companyFirst() async throws {
        let shops = try await TwoCompanies(rows: 1)
        let rows = try await shops.database.driver.read(as: .system) { session in
            try session.rows(
                """
                SELECT m.name, (SELECT c.name FROM pragma_index_info(i.name) c WHERE c.seqno = 0), i.name
                FROM sqlite_schema m, pragma_index_list(m.name) i WHERE m.type = 'table' AND m.name LIKE 'rls$%'
                """
            ) { ($0.string(0), $0.string(1), $0.string(2)) }
        }
        let others = rows.filter { $0.0 != "rls$companies" && $0.1 != "company_id" }.map { "\($0.0) \($0.1)" }
        #expect(
            Set(others) == [
                "rls$users email", "rls$whatsapp_sessions session_name",  // unique over the whole server
                "rls$jobs priority",  // the claim, on a column that companies do not see
            ])
        await shops.end()
    }

    @Test("every foreign key has an index that finds the rows pointing to a deleted one")
    func foreignKeys() async throws {
        let shops = try await TwoCompanies(rows: 1)
        let (keys, indexes) = try await shops.database.driver.read(as: .system) { session in
            let keys = try session.rows(
                """
                SELECT m.name, k.id, k."from" FROM sqlite_schema m, pragma_foreign_key_list(m.name) k
                WHERE m.type = 'table' ORDER BY m.name, k.id, k.seq
                """
            ) { (key: "\($0.string(0)) \($0.int(1))", column: $0.string(2)) }
            let indexes = try session.rows(
                """
                SELECT m.name, i.name, c.name FROM sqlite_schema m, pragma_index_list(m.name) i,
                    pragma_index_info(i.name) c WHERE m.type = 'table' AND i.partial = 0 ORDER BY 1, 2, c.seqno
                """
            ) { (key: "\($0.string(0)) \($0.string(1))", column: $0.string(2)) }
            return (keys, indexes)
        }
        let columns = Dictionary(grouping: indexes, by: \.key).mapValues { $0.map(\.column) }
        for (key, parts) in Dictionary(grouping: keys, by: \.key) {
            let table = key.prefix { $0 != " " } + " "
            let wanted = parts.map(\.column)
            let isServed = columns.contains { $0.key.hasPrefix(table) && $0.value.starts(with: wanted) }
            #expect(isServed, "\(table)\(wanted)")
        }
        #expect(!keys.isEmpty)
        await shops.end()
    }
}
