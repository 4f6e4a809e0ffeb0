import Domain
import Storage

/// What the shop's figures cost without a cache, and what keeping them adds to the writing of a visit.
struct FiguresBench {
    let driver: SQLiteDriver
    let report: Report

    private static let scope = TenantScope(companyID: Identifier(1), actor: .operatorCommand)

    /// - Returns: Processor time of each read, in nanoseconds, by name.
    func reads(times: Int) async throws -> [String: Double] {
        let database = Database(driver: driver, ids: IDMaker())
        let now = Moment(milliseconds: 1_760_000_000_000)
        let day = LocalDay(number: 20_300)
        let page = try await read("the first page's figures", times: times, in: database) { tx in
            _ = try CompaniesDAO(tx).zone()
            _ = try ConversationsDAO(tx).counters(since: now, now: now)
            _ = try MessagesDAO(tx).counters(since: now)
            _ = try WhatsAppSessionsDAO(tx).list()
            _ = try FiguresDAO(tx).totals()
        }
        let month = try await read("a month's revenue by day", times: times, in: database) { tx in
            _ = try FiguresDAO(tx).days(from: day, to: day.adding(days: 30))
        }
        let top = try await read("the ten best customers", times: times, in: database) { tx in
            _ = try FiguresDAO(tx).topCustomers(limit: 10)
        }
        return ["the first page's figures": page, "a month's revenue by day": month, "the ten best customers": top]
    }

    private func read(
        _ name: String, times: Int, in database: Database,
        _ body: @escaping @Sendable (TenantTransaction) throws -> Void
    ) async throws -> Double {
        let found = try await Measure.best(times: times) {
            for _ in 0..<times { try await database.read(Self.scope, body) }
        }
        report.figure("figures: \(name)", found.cpu / 1000, "µs CPU")
        return found.cpu
    }

    /// A visit written, finished and deleted, its figures kept each time; 64 such in a transaction.
    func writes(times: Int) async throws {
        let each = 64
        let found = try await Measure.best(times: times * each) {
            for _ in 0..<times {
                try await driver.write(as: .company(Identifier(1))) { session in
                    for id in 1...each { try Self.act(90_000_000 + id, session) }
                }
            }
        }
        report.figure("figures: a visit written, finished, deleted", found.cpu / 1000, "µs CPU")
    }

    private static func act(_ id: Int, _ session: any SQLSession) throws {
        _ = try session.run(
            """
            INSERT INTO appointments (id, tutor_id, pet_id, service_id, data_agendamento, hora_agendamento,
                duracao_minutos, preco, status, created_at, updated_at)
            VALUES (\(id), 1, 1, \(id % 10 + 1), \(LocalDay(number: 20_000 + id % 700)), '09:00', 60, 5000, 'pendente',
                0, 0)
            """)
        _ = try session.run("UPDATE appointments SET status = 'concluido' WHERE id = \(id)")
        _ = try session.run("DELETE FROM appointments WHERE id = \(id)")
    }
}
