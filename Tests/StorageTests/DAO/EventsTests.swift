import Domain
import Storage
import Support
import Testing

@Suite("Events of a company") struct EventsTests {
    private let shops: TwoShops

    init() async throws { shops = try await TwoShops() }

    private func append(_ kinds: [String], to shop: Shop) async throws {
        try await shop.database.write(shop.scope) { [now = shops.clock.now] tx in
            for kind in kinds { try EventsDAO(tx).append(kind, "{}", at: now) }
        }
    }

    private func events(_ shop: Shop, after id: Int64 = 0, limit: Int = 2000) async throws -> [EventsDAO.Event] {
        try await shop.database.read(shop.scope) { tx in try EventsDAO(tx).after(id, limit: limit) }
    }

    @Test("are numbered one by one, each company's for itself, oldest first")
    func numbers() async throws {
        try await append(["a", "b"], to: shops.first)
        try await append(["c"], to: shops.second)
        #expect(try await events(shops.first).map(\.kind) == ["shop.opened", "a", "b"])
        #expect(try await events(shops.first).map(\.id) == [1, 2, 3])
        #expect(try await events(shops.second).map(\.kind) == ["shop.opened", "c"])
        #expect(try await events(shops.first, after: 1, limit: 1).map(\.kind) == ["a"])
        #expect(try await events(shops.first, after: 3).isEmpty)
    }

    @Test("leave no gap and no trace when their fact is taken back")
    func takenBack() async throws {
        struct Refused: Error {}
        await #expect(throws: Refused.self) {
            try await shops.database.write(shops.first.scope) { [now = shops.clock.now] tx in
                try EventsDAO(tx).append("lost", "{}", at: now)
                throw Refused()
            }
        }
        try await append(["kept"], to: shops.first)
        #expect(try await events(shops.first).map(\.id) == [1, 2])
    }

    @Test("are kept to the last thousand; the numbers go on, and another company's stay")
    func pruning() async throws {
        try await append((2...1005).map { "e\($0)" }, to: shops.first)
        let kept = try await events(shops.first)
        #expect(kept.count == Int(EventsDAO.kept))
        #expect(kept.first?.id == 6 && kept.last?.id == 1005)
        let ends = try await shops.database.read(shops.first.scope) { tx in
            (try EventsDAO(tx).oldest(), try EventsDAO(tx).newest())
        }
        #expect(ends == (6, 1005))
        #expect(try await events(shops.second).map(\.id) == [1])
    }

    @Test("appended by many at once all get a number of their own")
    func atOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 { group.addTask { try await append(["n\(number)"], to: shops.first) } }
            try await group.waitForAll()
        }
        #expect(try await events(shops.first).map(\.id) == Array(1...21))
    }
}
