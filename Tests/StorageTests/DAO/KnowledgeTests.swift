import Domain
import Support
import Testing

@testable import Storage

@Suite("Searching what the shop knows") struct KnowledgeTests {
    @Test("finds documents by any of the words, with or without accents and plurals, the best first")
    func search() async throws {
        let shelf = try await Shelf([
            "Horário": "Abrimos de segunda a sábado, das 8h às 18h.",
            "Banho": "O banho inclui corte de unhas e limpeza de ouvidos.",
            "Tosa": "A tosa da raça leva duas horas; com banho, três.",
            "Vacinas": "Pedimos a carteira de vacinação em dia.",
        ])
        #expect(try await shelf.titles("Quanto custa o BANHO?") == ["Banho", "Tosa"])
        #expect(try await shelf.titles("vocês abrem sábados?") == ["Horário"])
        #expect(try await shelf.titles("vacinações") == ["Vacinas"])
        #expect(try await shelf.titles("banhos e unhas", limit: 1) == ["Banho"])
        #expect(try await shelf.titles("entrega de ração") == [])
    }

    @Test("a rare word says more than a usual one, a title more than a body, a short text more than a long one")
    func ranking() async throws {
        let long = "banho " + (0..<300).map { "palavra\(Character(Unicode.Scalar(UInt8(97 + $0 % 26)))) " }.joined()
        let shelf = try await Shelf([
            "Um": "banho gato", "Dois": "banho cachorro", "Três": "banho passarinho", "Gato": "miau", "Longo": long,
        ])
        #expect(try await shelf.titles("gato banho").prefix(2) == ["Um", "Gato"])
        #expect(try await shelf.titles("gato") == ["Gato", "Um"])
        #expect(try await shelf.titles("banho").last == "Longo")
    }

    @Test(
        "nothing in a question means more than itself",
        arguments: [
            "banho\" OR title:segredo", "banho* NEAR(segredo, 9)", "^segredo", "company_id:2 AND segredo",
            "'; DROP TABLE x",
            "%", "_", "{title body}: segredo", "de a o", "", "\u{0}", "?", "rls$knowledge_words",
        ])
    func hostile(question: String) async throws {
        let shops = try await TwoShops()
        try await shops.database.write(shops.second.scope) { tx in
            try KnowledgeDAO(tx).insert(
                Shelf.document(5, "Segredo", "segredo company title body near", at: shops.clock.now))
        }
        let found = try await shops.database.read(shops.first.scope) { try KnowledgeDAO($0).search(question, limit: 9) }
        #expect(found.allSatisfy { $0.document == shops.first.document })
    }

    @Test("another company's documents change neither what is found nor its score")
    func isolation() async throws {
        let shops = try await TwoShops()
        let ask: @Sendable (TenantTransaction) throws -> [KnowledgeDAO.Hit] = { tx in
            try KnowledgeDAO(tx).search("banho com corte", limit: 9)
        }
        let before = try await shops.database.read(shops.first.scope, ask)
        try await shops.database.write(shops.second.scope) { tx in
            for number in 1...30 {
                try KnowledgeDAO(tx).insert(
                    Shelf.document(number, "Banho", "corte corte banho longo", at: shops.clock.now))
            }
        }
        #expect(before.count == 1)
        #expect(try await shops.database.read(shops.first.scope, ask) == before)
    }

    @Test("a document that was changed is found by its new words alone, one that was deleted by none")
    func changes() async throws {
        let shops = try await TwoShops()
        let shop = shops.first
        func search(_ word: String) async throws -> [KnowledgeDocument] {
            try await shop.database.read(shop.scope) { try KnowledgeDAO($0).search(word, limit: 9).map(\.document) }
        }
        var document = shop.document
        document.title = "Hotel"
        document.body = "Temos hospedagem."
        document.updatedAt = shop.clock.now.adding(seconds: 9)
        let changed = document
        #expect(try await shop.database.write(shop.scope) { try KnowledgeDAO($0).update(changed) })
        #expect(try await search("banho") == [])
        #expect(try await search("hospedagem") == [changed])
        #expect(try await shop.database.read(shop.scope) { try KnowledgeDAO($0).find(changed.id) } == changed)
        #expect(try await shop.database.write(shop.scope) { try KnowledgeDAO($0).delete(changed.id) })
        #expect(try await search("hospedagem") == [])
        #expect(try await shop.database.write(shop.scope) { try KnowledgeDAO($0).delete(changed.id) } == false)
        #expect(try await shop.database.write(shop.scope) { try KnowledgeDAO($0).update(changed) } == false)
        let left = try await shop.database.rows("SELECT count(*) FROM knowledge_words", as: .company(shop.companyID))
        #expect(left == [[.integer(0)]])
    }

    @Test("the list comes newest first, page by page")
    func pages() async throws {
        let shelf = try await Shelf(["A": "a", "B": "b", "C": "c", "D": "d", "E": "e"])
        let all = try await shelf.list(limit: 100)
        #expect(all == all.sorted { $0.id.rawValue > $1.id.rawValue })
        #expect(all.count == 5)
        let first = try await shelf.list(limit: 2)
        #expect(first + (try await shelf.list(before: first.last?.id, limit: 9)) == all)
    }

    @Test("a document of five thousand different words is indexed by few statements, and found by each end")
    func longDocument() async throws {
        let words = (0..<5000).map { number in
            String(
                decoding: [number / 676, number / 26 % 26, number % 26].map { UInt8(97 + $0) } + [107, 111],
                as: UTF8.self)
        }
        let shelf = try await Shelf(["Longo": words.joined(separator: " ") + " depois"])
        #expect(try await shelf.titles(words[0]) == ["Longo"])
        #expect(try await shelf.titles(words[4999]) == ["Longo"])
        #expect(try await shelf.titles("depois") == [])
    }

    @Test("rows for one statement are cut into parts of few lengths, none lost")
    func parts() {
        let rows = (0..<341).map { "(\($0))" as SQL }
        let parts = SQL.parts(of: rows)
        #expect(parts.map(\.binds.count) == [256, 64, 16, 4, 1])
        #expect(parts.flatMap(\.binds) == (0..<341).map { .integer($0) })
        #expect(parts.last?.text == "(?)")
        #expect(SQL.parts(of: []).isEmpty)
    }
}

/// Documents of one shop.
private struct Shelf {
    let shop: Shop

    /// In place of what the shop of the fixture knows.
    init(_ documents: [String: String]) async throws {
        let shop = try await TwoShops().first
        self.shop = shop
        try await shop.database.write(shop.scope) { tx in
            _ = try KnowledgeDAO(tx).delete(shop.document.id)
            for (number, document) in documents.sorted(by: { $0.key < $1.key }).enumerated() {
                try KnowledgeDAO(tx).insert(Self.document(number + 1, document.key, document.value, at: shop.clock.now))
            }
        }
    }

    static func document(_ id: Int, _ title: String, _ body: String, at now: Moment) -> KnowledgeDocument {
        KnowledgeDocument(id: Identifier(Int64(id)), title: title, body: body, createdAt: now, updatedAt: now)
    }

    func titles(_ question: String, limit: Int = 9) async throws -> [String] {
        try await shop.database.read(shop.scope) { tx in
            try KnowledgeDAO(tx).search(question, limit: limit).map(\.document.title)
        }
    }

    func list(before id: KnowledgeDocument.ID? = nil, limit: Int) async throws -> [KnowledgeDocument] {
        try await shop.database.read(shop.scope) { try KnowledgeDAO($0).list(before: id, limit: limit) }
    }
}
