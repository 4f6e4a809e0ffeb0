import Domain
import Support
import Testing

@testable import Storage

@Suite("The kept figures") struct KeptFiguresTests {
    private static let tables = [
        ("daily_figures", "day", "data_agendamento"), ("tutor_figures", "tutor_id", "tutor_id"),
        ("service_figures", "service_id", "service_id"),
    ]

    /// Every kept row of a company beside what a recount of its visits says.
    private func compare(_ shop: Shop) async throws {
        for (table, key, source) in Self.tables {
            let kept = try await shop.database.read(shop.scope) { tx in
                try tx.rows(
                    SQL(
                        generated: """
                            SELECT \(key), pendente, confirmado, em_atendimento, concluido, cancelado, nao_compareceu,
                                   receita FROM \(table) ORDER BY 1
                            """), \.values)
            }
            let counted = try await shop.database.read(shop.scope) { tx in
                try tx.rows(SQL(generated: Self.recount(source)), \.values)
            }
            #expect(kept == counted, "\(table)")
        }
        let totals = try await shop.database.read(shop.scope) { try FiguresDAO($0).totals() }
        let rows = try await shop.database.read(shop.scope) { try $0.count("SELECT count(*) FROM appointments") }
        #expect(totals.total == rows)
    }

    private static func recount(_ source: String) -> String {
        let counts = ["pendente", "confirmado", "em_atendimento", "concluido", "cancelado", "nao_compareceu"]
            .map { "sum(CASE status WHEN '\($0)' THEN 1 ELSE 0 END)" }.joined(separator: ", ")
        return """
            SELECT \(source), \(counts), sum(CASE status WHEN 'concluido' THEN preco ELSE 0 END)
            FROM appointments GROUP BY 1 ORDER BY 1
            """
    }

    @Test(
        "after any acts they equal a recount, in both companies",
        arguments: TestDriver.available, [1, 2, 3] as [UInt64])
    func random(driver: TestDriver, seed: UInt64) async throws {
        let shops = try await TwoShops(on: driver)
        var numbers = SeededNumbers(seed: seed)
        var done = 0
        for step in 0..<120 {
            let shop = Bool.random(using: &numbers) ? shops.first : shops.second
            let act = RandomAct(step: step, shop: shop, using: &numbers)
            let isDone = (try? await shops.database.write(shop.scope) { tx in try act.run(tx) }) != nil
            done += isDone ? 1 : 0
            if step % 20 == 19 {
                try await compare(shops.first)
                try await compare(shops.second)
            }
        }
        // An id drawn twice is refused; most acts must have happened.
        #expect(done > 80)
    }

    @Test("what is undone is not counted")
    func rollback() async throws {
        struct Stop: Error {}
        let shop = try await TwoShops().first
        let before = try await shop.database.everything(of: shop.companyID)
        await #expect(throws: Stop.self) {
            try await shop.database.write(shop.scope) { tx in
                try tx.run("UPDATE appointments SET status = 'concluido', data_agendamento = '2026-05-01'")
                throw Stop()
            }
        }
        #expect(try await shop.database.everything(of: shop.companyID) == before)
        try await compare(shop)
    }

    @Test("a write still says how many rows it was asked to change")
    func changes() async throws {
        let shop = try await TwoShops().first
        try await shop.put(.pending)
        let counts = try await shop.database.write(shop.scope) { tx in
            try tx.run("DELETE FROM appointment_history")
            return [
                try tx.run("UPDATE appointments SET status = 'concluido'"),
                try tx.run("UPDATE appointments SET data_agendamento = '2026-05-01', preco = 1"),
                try tx.run("DELETE FROM appointments"),
            ]
        }
        #expect(counts == [2, 2, 2])
        let left = try await shop.database.read(shop.scope) { tx in
            try tx.count("SELECT (SELECT count(*) FROM daily_figures) + (SELECT count(*) FROM tutor_figures)")
        }
        #expect(left == 0)
    }

    @Test("a company cannot call what only the triggers may")
    func uncounted() async throws {
        let shop = try await TwoShops().first
        await #expect(throws: StorageError.self) {
            try await shop.database.read(shop.scope) { tx in try tx.count("SELECT uncounted(5)") }
        }
    }

    @Test("a file that lacks one of their triggers is refused, and the trigger is named")
    func missing() async throws {
        let corpus = try await SQLiteCorpus.make()
        let parts = KeptFigures.all(of: Schema.migrations).flatMap(\.parts)
        #expect(parts.count == 12)
        for part in parts {
            try corpus.connection.execute("BEGIN")
            try corpus.connection.execute("DROP TRIGGER \"\(part.name)\"")
            let failure = #expect(throws: StorageError.self) {
                try Migrator(migrations: Schema.migrations).check(corpus.connection)
            }
            #expect("\(String(describing: failure))".contains(part.name))
            try corpus.connection.execute("ROLLBACK")
        }
    }

    @Test("the migration counts the visits that are there")
    func migration() async throws {
        let folder = try TemporaryFolder()
        let connection = try SQLiteConnection(path: folder.path("a.db"), role: .writer)
        defer { connection.close() }
        func migrate(_ steps: [Migration]) throws {
            _ = try Migrator(migrations: steps).migrate(connection, clock: ManualClock()) { _ in }
        }
        try migrate(Schema.migrations.filter { $0.number < Migration.figures.number })
        try connection.execute("PRAGMA foreign_keys = OFF")
        try connection.acting(as: .system) { _ in try connection.execute(Self.visits) }
        try migrate(Schema.migrations)
        for (table, key, source) in Self.tables {
            let (kept, counted) = try connection.acting(as: .company(Identifier(2))) { session in
                (
                    try session.rows(
                        SQL(
                            generated: """
                                SELECT \(key), pendente, confirmado, em_atendimento, concluido, cancelado,
                                       nao_compareceu, receita FROM \(table) ORDER BY 1
                                """), \.values),
                    try session.rows(SQL(generated: Self.recount(source)), \.values)
                )
            }
            #expect(kept == counted && kept.count > 1)
        }
    }

    private static let visits = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
        INSERT INTO rls$appointments (company_id, id, tutor_id, pet_id, service_id, data_agendamento, hora_agendamento,
            duracao_minutos, preco, status, created_at, updated_at)
        SELECT i % 3 + 1, i, i % 5, 1, i % 4, '2026-03-0' || (i % 7 + 1), '09:00', 60, i * 100,
               CASE i % 4 WHEN 0 THEN 'pendente' WHEN 1 THEN 'concluido' WHEN 2 THEN 'cancelado' ELSE 'confirmado' END,
               0, 0
        FROM n;
        """
}

/// One thing that happens to a shop's visits, drawn by lot.
private struct RandomAct: Sendable {
    private let kind: Int
    private let shop: Shop
    private let status: Appointment.Status
    private let day: LocalDay
    private let service: PetService
    private let price: Money
    private let id: Int64

    init(step: Int, shop: Shop, using numbers: inout SeededNumbers) {
        kind = Int.random(in: 0..<9, using: &numbers)
        self.shop = shop
        status = Appointment.Status.allCases.randomElement(using: &numbers) ?? .done
        day = .monday.adding(days: Int.random(in: 0..<6, using: &numbers))
        service = shop.services.randomElement(using: &numbers) ?? shop.bath
        price = Money(centavos: Int64.random(in: 0...9999, using: &numbers))
        id = Int64.random(in: 1...Int64(max(1, step)), using: &numbers)
    }

    func run(_ tx: TenantTransaction) throws {
        let visits = AppointmentsDAO(tx)
        let some = try tx.rows("SELECT id FROM appointments ORDER BY id") { $0.id(0) as Appointment.ID }
        let one = some.isEmpty ? Appointment.ID(1) : some[Int(id) % some.count]
        switch kind {
        case 0, 1, 2: try visits.insert(visit(Identifier(id + 1_000_000)), idempotencyKey: nil)
        case 3: _ = try visits.setStatus(status, of: one, at: .monday)
        case 4:
            guard var moved = try visits.find(one) else { return }
            moved.slot = Slot(day: day, start: .at(9), minutes: 30)
            _ = try visits.update(moved)
        case 5: try tx.run("UPDATE appointments SET preco = \(price), service_id = \(service.id) WHERE id = \(one)")
        case 6: try tx.run("DELETE FROM appointments WHERE id = \(one)")
        case 7: try tx.run("UPDATE appointments SET status = \(status), id = id + 5000000 WHERE id = \(one)")
        default:
            try tx.run(
                """
                INSERT OR REPLACE INTO appointments (id, tutor_id, pet_id, service_id, data_agendamento,
                    hora_agendamento, duracao_minutos, preco, status, created_at, updated_at)
                VALUES (\(one), \(shop.tutor.id), \(shop.pet.id), \(service.id), \(day), '11:00', 30, \(price),
                    \(status), 0, 0)
                """)
        }
    }

    private func visit(_ id: Appointment.ID) -> Appointment {
        Appointment(
            id: id, tutorID: shop.tutor.id, petID: shop.pet.id, serviceID: service.id,
            slot: Slot(day: day, start: .at(9), minutes: 60), status: status, price: price, createdAt: .monday,
            updatedAt: .monday)
    }
}
