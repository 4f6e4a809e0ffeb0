import Domain
import Foundation
import Testing

@testable import Storage

@Suite struct InsightTests {
    private func slow(_ milliseconds: Int) -> Insight.Settings {
        var settings = Insight.Settings()
        settings.slow = .milliseconds(milliseconds)
        return settings
    }

    private func report(_ database: Database, on start: String) -> [StatementReport] {
        database.insight.report().statements.filter { $0.text.hasPrefix(start) }
    }

    @Test("a statement's runs, rows and time are counted over all connections")
    func counts() async throws {
        let shops = try await TwoCompanies(slow(3_600_000), rows: 20, clock: HandClock(step: .milliseconds(3)))
        for _ in 0..<5 { _ = try await shops.database.read(TwoCompanies.ours) { try ServicesDAO($0).list() } }
        _ = try await shops.database.write(TwoCompanies.theirs) { try ServicesDAO($0).list() }
        let found = try #require(report(shops.database, on: "select id, nome, descricao").first)
        #expect(found.count == 6)
        #expect(found.rows == 30)
        #expect(found.tables == ["services"])
        #expect(found.longestMilliseconds == 3)
        #expect(found.totalMilliseconds == 18)
        #expect(found.slowCount == 0)
        #expect(found.plan == [])
        await shops.end()
    }

    @Test("a slow statement is logged with its plan's advice, once an hour")
    func slowStatement() async throws {
        let clock = HandClock(step: .milliseconds(60))
        let shops = try await TwoCompanies(slow(50), rows: 20, clock: clock)
        let lines = { shops.log.all.filter { $0.contains("rls$conversations") } }
        let count: @Sendable (TenantTransaction) throws -> Int = {
            try $0.count("SELECT coalesce(sum(unread_count), 0) FROM conversations")
        }
        for _ in 0..<3 { _ = try await shops.database.read(TwoCompanies.ours, count) }
        #expect(lines().count == 1)
        #expect(lines().first?.hasPrefix("company_scan ") == true)
        let found = try #require(report(shops.database, on: "select coalesce (sum (unread").first)
        #expect(found.slowCount == 3)
        #expect(found.advice.map(\.kind) == [.companyScan])
        clock.advance(by: .seconds(3601))
        _ = try await shops.database.read(TwoCompanies.ours, count)
        #expect(lines().count == 2)
        await shops.end()
    }

    @Test("explaining a write takes its plan and changes nothing")
    func explainWrite() async throws {
        let shops = try await TwoCompanies(rows: 20)
        try await shops.database.write(TwoCompanies.ours) { try JobQueue($0).complete(Identifier(999_999)) }
        let jobs: @Sendable (TenantTransaction) throws -> Int = { try $0.count("SELECT count(*) FROM jobs") }
        let before = try await shops.database.read(TwoCompanies.ours, jobs)
        let known = try #require(report(shops.database, on: "delete from jobs where id = ?").first)
        #expect(known.plan == [])
        let explained = try #require(try await shops.database.explain(known.id))
        #expect(explained.plan.first == "SEARCH rls$b USING PRIMARY KEY (company_id=? AND id=?)")
        #expect(explained.isWrite)
        #expect(explained.count == known.count)
        #expect(try await shops.database.read(TwoCompanies.ours, jobs) == before)
        await shops.end()
    }

    @Test("statements outside the wall are explained too; an unknown id is not")
    func explainSystem() async throws {
        let shops = try await TwoCompanies(rows: 20)
        _ = try await shops.database.system.signIn(email: "u1@c1.example")
        let known = try #require(report(shops.database, on: "select u.id, u.company_id").first)
        #expect(known.isSystem)
        let explained = try await shops.database.explain(known.id)
        #expect(explained?.plan.first == "SEARCH u USING INDEX sqlite_autoindex_rls$users_1 (email=?)")
        #expect(try await shops.database.explain("0000000000000000") == nil)
        await shops.end()
    }

    @Test("a company's own text can be no EXPLAIN")
    func noCallersExplain() async throws {
        let shops = try await TwoCompanies(rows: 1)
        await #expect(throws: StorageError.self) {
            try await shops.database.read(TwoCompanies.ours) { tx in
                try tx.rows("EXPLAIN QUERY PLAN SELECT id FROM tutors") { $0.string(3) }
            }
        }
        await shops.end()
    }

    @Test("the report can be sent as JSON, and carries no value of any row")
    func json() async throws {
        let shops = try await TwoCompanies(rows: 30)
        _ = try await shops.database.read(TwoCompanies.ours) { try TutorsDAO($0).find(chat: sure(ChatID("551@c.us"))) }
        let text = String(decoding: try JSONEncoder().encode(shops.database.insight.report()), as: UTF8.self)
        #expect(text.contains("whatsapp_id = ?"))
        #expect(!text.contains("551@c.us"))
        #expect(!text.contains("Tutor 7"))
        await shops.end()
    }
}
