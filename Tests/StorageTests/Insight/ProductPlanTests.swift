import Domain
import Foundation
import Testing

@testable import Storage

/// The optimizer, turned on our own product: it must find nothing.
@Suite struct ProductPlanTests {
    /// Statements that read all rows of their company, or a whole table outside the wall, and why they may.
    private static let allowed: [(start: String, reason: String)] = [
        ("select f.pendente", "one row for each service of the company"),
        ("select s.id, s.nome, s.ativo", "every service is wanted"),
        (
            "select (select count (*) from tutors)",
            "an index entry for each customer and pet, for a page seldom asked for"
        ),
        ("select a.id, a.tutor_id", "the newest stop at their limit"),
        ("select id, nome, telefone, whatsapp_id", "the newest stop at their limit"),
        ("select m.id, m.conversation_id", "the newest stop at their limit"),
        ("select count (*) from appointments a join tutors t on t.id = a.tutor_id where 1 = 1", "the total of a list"),
        ("select a.id,", "a list without a narrower filter walks the calendar in order and stops at its limit"),
        ("select count (*), coalesce (sum (case when last_message_at", "a report of all conversations"),
        ("select count (*) from messages", "a report of all messages, counted in an index"),
        ("select c.id, c.session_id, c.chat_id", "a list without a narrower filter walks by time, stops at its limit"),
        ("select count (*) from conversations c", "the total of a list"),
        ("select n.id, n.user_id", "a list without a narrower filter walks from the newest, stops at its limit"),
        ("select count (*) from notifications n", "the total of a list"),
        ("select step, data", "one row a company"), ("update onboarding", "one row a company"),
        ("delete from onboarding", "one row a company"),
        ("select id, company_id, session_name", "a company has a few sessions"),
        ("select id, nome, descricao", "the whole catalog is wanted"),
        ("select coalesce (max (ordem)", "one step at the end of the index"),
        ("select weekday, opens, closes", "the whole week is wanted"),
        ("delete from business_hours", "the whole week is replaced"),
        ("select id, company_id, email, name, role", "a company has a few users"),
        ("select id, name, slug, is_active, settings, created_at from rls$companies", "every company is wanted"),
        ("select coalesce (max (id), 0) + 1 from rls$companies", "one step at the end of the key"),
        ("select 1 from rls$users limit 1", "stops at the first row"),
        ("update rls$jobs set state = 'ready'", "once, at the start, over what the process before left"),
        ("select count (*), coalesce (sum (word_count", "an index of one short number for each document"),
        ("select id, company_id, kind, lane", "an index of the jobs that were set aside, and of no others"),
        ("update rls$jobs set state = 'ready', run_at = ?, attempts = 0", "the same"),
        ("select count (*) from tutors t where", "the total of a list"),
        ("select count (*) from pets p where", "the total of a list"),
        ("select count (*) from services", "a company has a few services"),
        ("select id from services", "a company has a few services"),
        ("select t.id, t.nome,", "a list without a narrower filter walks the names in order and stops at its limit"),
        ("select p.id, p.tutor_id,", "a list without a narrower filter walks the pets in order and stops at its limit"),
        ("select count (*), sum (is_active)", "a report of all pets, asked for by hand"),
        ("select count (*) from appointments a where", "the total of a list"),
        ("select id, email, name, role, expires_at", "a company has a few open invitations"),
        ("select count (*) from users", "a company has a few people"),
        ("select id, company_id, email", "a company has a few people"),
        ("select id from events order by id", "one step at an end of the key"),
        (
            "select count (*) from rls$jobs where state = 'dead'",
            "an index of the jobs that were set aside, and no others"
        ),
        ("select id, tutor_id, pet_id, service_id, professional_id, intervalo_dias", "the newest stop at their limit"),
        ("select id, tutor_id, pet_id, service_id, professional_id, primeiro_dia", "the longest stop at their limit"),
        ("select count (*) from waitlist", "the total of a list"),
        ("select count (*) from visit_series", "the total of a list"),
        ("select id, nome, ativo, servicos", "all of the few who serve are wanted"),
        ("select id, nome, capacidade", "all of the few resources are wanted"),
        ("delete from setup_links", "one row, which belongs to no company"),
    ]

    @Test("no query of the product scans a table, sorts its rows, or repeats itself")
    func plans() async throws {
        var settings = Insight.Settings()
        settings.plans = .everyStatement
        settings.slow = .seconds(3600)
        settings.statements = 10_000
        let shops = try await TwoCompanies(settings, rows: 1200)
        try await runEverything(on: shops.database)
        let report = shops.database.insight.report()
        #expect(report.repeats == [])
        for statement in report.statements where !statement.text.contains("sqlite_schema") {
            let steps = statement.plan.map { PlanStep($0, isSystem: statement.isSystem) }
            let isAllowed = Self.allowed.contains { statement.text.hasPrefix($0.start) }
            for step in steps {
                switch step.kind {
                case .search, .other: break
                case .companyScan: #expect(isAllowed, "\(step.line) in \(statement.text)")
                case .scan:
                    #expect(statement.isSystem && (isAllowed || !step.name.hasPrefix("rls$")), "\(statement.text)")
                case .temporarySort, .automaticIndex: Issue.record("\(step.line) in \(statement.text)")
                }
            }
        }
        #expect(report.statements.filter { !$0.advice.isEmpty && !$0.isSystem }.map(\.text) == [])
        #expect(report.statements.allSatisfy { $0.isWrite || !$0.plan.isEmpty })
        await shops.end()
    }

    private func runEverything(on database: Database) async throws {
        for call in ProductQueries.reads {
            try await QueryTrace.watching(call.name) { try await database.read(TwoCompanies.ours, call.body) }
        }
        for call in ProductQueries.writes {
            try await QueryTrace.watching(call.name) { try await database.write(TwoCompanies.ours, call.body) }
        }
        for call in SystemCalls.all {
            try await QueryTrace.watching(call.name) { try await call.body(database.system) }
        }
        try await QueryTrace.watching("load") {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...9 {
                    let id = Int64(number)
                    group.addTask {
                        async let tutor = database.load(.tutor(Identifier(id)), in: TwoCompanies.ours)
                        async let pet = database.load(.pet(Identifier(id)), in: TwoCompanies.ours)
                        async let service = database.load(.service(Identifier(id)), in: TwoCompanies.ours)
                        async let visit = database.load(.appointment(Identifier(id)), in: TwoCompanies.ours)
                        _ = try await (tutor, pet, service, visit)
                    }
                }
                try await group.waitForAll()
            }
        }
        try await database.read(TwoCompanies.ours) { tx in
            for count in [1, 2, 10, 50, 90] {
                let ids = (1...count).map(Int64.init)
                _ = try PointRead.tutor(Identifier(1)).rows(tx, ids)
                _ = try PointRead.pet(Identifier(1)).rows(tx, ids)
                _ = try PointRead.service(Identifier(1)).rows(tx, ids)
                _ = try PointRead.appointment(Identifier(1)).rows(tx, ids)
            }
        }
    }

    @Test("the list of queries checked is complete: every method of every DAO, JobQueue and SystemDesk is on it")
    func complete() throws {
        let storage = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Storage")
        let folder = storage.appending(path: "DAO")
        var files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
        files += [storage.appending(path: "Jobs/JobQueue.swift"), storage.appending(path: "SystemDesk.swift")]
        let written = try Set(files.flatMap { try Self.methods(in: $0) }).subtracting(Self.withoutStatement)
        let listed = Set(
            (ProductQueries.reads + ProductQueries.writes).map(\.name) + SystemCalls.all.map(\.name)
                + ["CompaniesDAO.insert(_:)"])
        #expect(written.subtracting(listed).sorted() == [], "add these to ProductQueries")
        #expect(listed.subtracting(written).sorted() == [], "these are gone")
    }

    private static let withoutStatement: Set<String> = ["JobQueue.decode(_:from:)", "OnboardingDAO.size(of:)"]

    /// `Type.method(labels:)` of each package function, the type being the file's.
    private static func methods(in file: URL) throws -> [String] {
        let text = try String(contentsOf: file, encoding: .utf8)
        let type = file.deletingPathExtension().lastPathComponent
        return text.components(separatedBy: "package ").dropFirst().compactMap { part in
            guard part.hasPrefix("func ") || part.hasPrefix("static func ") else { return nil }
            guard let open = part.firstIndex(of: "("),
                let name = part[..<open].prefix(while: { $0 != "<" }).split(separator: " ").last
            else { return nil }
            return "\(type).\(name)(\(labels(part[part.index(after: open)...])))"
        }
    }

    /// `of:at:` out of `of id: Job.ID, at now: Moment = .now) throws`.
    private static func labels(_ text: Substring) -> String {
        var depth = 0
        var parts = [""]
        for character in text {
            if character == ")", depth == 0 { break }
            if "([<".contains(character) { depth += 1 }
            if ")]>".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.compactMap { part in
            let words = part.split(whereSeparator: { $0 == ":" || $0.isWhitespace })
            return words.first.map { $0 + ":" }
        }.joined()
    }
}
