import Domain
import Support
import Testing

@testable import Business
@testable import Storage

@Suite("A customer's rights over their data") struct PrivacyTests {
    private let shops: TwoShops
    private let shop: Shop
    private let privacy: Privacy

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        privacy = Privacy(database: shops.database, clock: shops.clock)
    }

    private func count(_ sql: SQL, in shop: Shop) async throws -> Int {
        try await shop.database.read(shop.scope) { try $0.count(sql) }
    }

    /// All text that the shop keeps, to look for what should be gone.
    private func everyText() async throws -> String {
        try await shop.database.read(shop.scope) { tx in
            var text = ""
            for sql: SQL in [
                "SELECT * FROM tutors", "SELECT * FROM pets", "SELECT * FROM appointments",
                "SELECT * FROM conversations", "SELECT * FROM messages", "SELECT * FROM outbox",
                "SELECT lane, payload FROM jobs",
            ] {
                text += try tx.rows(sql) { row in (0..<row.columnCount).map(row.string).joined(separator: "|") }
                    .joined(separator: "\n")
            }
            return text
        }
    }

    @Test("an erasure leaves visits without a person, and nothing else of the customer")
    func erase() async throws {
        _ = try await shop.database.write(shop.scope) { tx in
            try AppointmentsDAO(tx).setStatus(.done, of: shop.visit.id, at: shop.clock.now)
            try tx.run("UPDATE appointments SET observacoes = 'Carla pediu laço'")
        }
        let open = try await shop.bookBath(on: .monday.adding(days: 2))
        let before = try await shops.second.database.read(shops.second.scope) {
            try TutorsDAO($0).find(shops.second.tutor.id)
        }
        let erasure = try #require(try await privacy.erase(shop.tutor.id, in: shop.scope))
        #expect(erasure == .init(visits: 2, chats: 1))
        let text = try await everyText()
        for trace in ["Carla", "Thor", "11900000001", "Poodle", "laço", "Oi", "chat:"] {
            #expect(!text.contains(trace), "\(trace) is still there")
        }
        #expect(try await shop.status(of: shop.visit) == .done)
        #expect(try await shop.status(of: open) == .cancelled)
        #expect(try await count("SELECT sum(preco) FROM appointments", in: shop) == 10_000)
        #expect(
            try await Customers(database: shops.database, clock: shops.clock).find(shop.tutor.id, in: shop.scope) == nil
        )
        #expect(try await privacy.erase(shop.tutor.id, in: shop.scope) == nil)
        let other = shops.second
        #expect(try await other.database.read(other.scope) { try TutorsDAO($0).find(other.tutor.id) } == before)
        #expect(try await count("SELECT count(*) FROM messages", in: other) == 2)
    }

    @Test("a customer without visits is gone altogether, and may come back as somebody new")
    func eraseWithoutVisits() async throws {
        let customers = Customers(database: shops.database, clock: shops.clock)
        let made = try await customers.add(in: shop.scope) {
            $0.tutor.name = "Dora"
            $0.tutor.phone = .test("5511977770000")
        }
        let pets = Pets(database: shops.database, clock: shops.clock)
        _ = try await pets.add(to: made.tutor.id, in: shop.scope) { $0.pet.name = "Mia" }
        #expect(try await privacy.erase(made.tutor.id, in: shop.scope) == .init(visits: 0, chats: 0))
        #expect(try await count("SELECT count(*) FROM tutors", in: shop) == 1)
        #expect(try await count("SELECT count(*) FROM pets", in: shop) == 1)
        _ = try await customers.add(in: shop.scope) {
            $0.tutor.name = "Dora"
            $0.tutor.phone = .test("5511977770000")
        }
    }

    @Test("another company's customer is neither handed out nor erased, and no trace is written")
    func foreign() async throws {
        let stranger = shops.second.scope
        #expect(try await privacy.export(shop.tutor.id, in: stranger) == nil)
        #expect(try await privacy.erase(shop.tutor.id, in: stranger) == nil)
        #expect(try await shops.database.read(shop.scope) { try TutorsDAO($0).find(shop.tutor.id) } == shop.tutor)
        #expect(try await shops.database.audited() == [])
    }

    @Test("an export holds profile, pets, visits and messages; both acts are written down without the data")
    func export() async throws {
        let export = try #require(try await privacy.export(shop.tutor.id, in: shop.scope))
        #expect(export.customer.tutor == shop.tutor)
        #expect(export.pets.map(\.pet) == [shop.pet])
        #expect(export.visits.map(\.appointment) == [shop.visit])
        #expect(export.messages.map(\.message.body) == ["Oi", "Olá!"])
        _ = try await privacy.erase(shop.tutor.id, in: shop.scope)
        let company = shop.companyID
        #expect(
            try await shops.database.audited() == [
                "customer.export \(company) tutor \(shop.tutor.id)", "customer.erase \(company) tutor \(shop.tutor.id)",
            ])
    }
}

extension Database {
    /// What was written down, oldest first.
    fileprivate func audited() async throws -> [String] {
        try await driver.read(as: .system) { session in
            try session.rows("SELECT act, about_company, detail FROM audit_log ORDER BY id") {
                "\($0.string(0)) \($0.int(1)) \($0.string(2))"
            }
        }
    }
}
