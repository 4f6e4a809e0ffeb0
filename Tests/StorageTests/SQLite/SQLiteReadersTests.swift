import Domain
import Support
import Testing

@testable import Storage

@Suite("Reading") struct SQLiteReadersTests {
    @Test("all statements of one read see the same state, though writes go on")
    func snapshot() async throws {
        let engine = try await Engine()
        try await engine.insert(1)
        let gate = Gate()
        let reading = Task.detached(executorPreference: OwnThread()) {
            try await engine.read { session in
                let before = try session.rows("SELECT count(*) FROM notes") { $0.int(0) }
                gate.hold()
                return before + (try session.rows("SELECT count(*) FROM notes") { $0.int(0) })
            }
        }
        await gate.holds()
        try await engine.insert(2)
        gate.open()
        #expect(try await reading.value == [1, 1])
        #expect(try await engine.ids() == [1, 2])
        await engine.driver.close()
    }

    @Test("a write that was acknowledged is seen by the next read")
    func ownWrites() async throws {
        let engine = try await Engine()
        for number in 1...50 {
            try await engine.insert(number)
            #expect(try await engine.ids().last == number)
        }
        await engine.driver.close()
    }

    @Test("a read cannot write")
    func readOnly() async throws {
        let engine = try await Engine()
        await #expect(throws: StorageError.self) {
            try await engine.read { try $0.run("INSERT INTO notes VALUES (1, 'w')") }
        }
        #expect(try await engine.ids() == [])
        await engine.driver.close()
    }

    @Test("more readers than connections wait their turn, and all are served")
    func crowd() async throws {
        let engine = try await Engine(readers: 1)
        try await engine.insert(1)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { try await engine.ids().count } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 200)
        await engine.driver.close()
    }

    @Test("an error in a read leaves its connection usable")
    func afterError() async throws {
        let engine = try await Engine(readers: 1)
        for _ in 0..<3 {
            await #expect(throws: StorageError.self) { try await engine.read { try $0.run("SELECT nothing") } }
            #expect(try await engine.ids() == [])
        }
        await engine.driver.close()
    }

    @Test("those who wait for a connection when the engine closes are told so")
    func closedWhileWaiting() async throws {
        let engine = try await Engine(readers: 1)
        let gate = Gate()
        let first = Task.detached(executorPreference: OwnThread()) { try await engine.read { _ in gate.hold() } }
        await gate.holds()
        let second = Task { try await engine.ids() }
        while engine.driver.waitingReads < 1 { await Task.yield() }
        let closing = Task { await engine.driver.close() }
        await #expect(throws: StorageError.closed) { try await second.value }
        gate.open()
        try await first.value
        await closing.value
    }

    @Test("every kind of value comes back as it was bound")
    func values() async throws {
        let engine = try await Engine()
        let sent: [SQLValue] = [
            .null, .integer(.min), .integer(.max), .real(-0.5), .text(""), .text("ação\u{0}fim"), .blob([]),
            .blob([0, 255]),
        ]
        let back = try await engine.read { session in
            try session.rows(
                "SELECT \(sent[0]), \(sent[1]), \(sent[2]), \(sent[3]), \(sent[4]), \(sent[5]), \(sent[6]), \(sent[7])"
            ) { row in (0..<8).map(row.value) }
        }
        #expect(back == [sent])
        await engine.driver.close()
    }

    @Test("a list for IN matches its members; an empty one nothing")
    func lists() async throws {
        let engine = try await Engine()
        for number in 1...3 { try await engine.insert(number) }
        func found(_ list: [Int]) async throws -> [Int] {
            try await engine.read { session in
                try session.rows("SELECT id FROM notes WHERE id IN \(list: list) ORDER BY id") { $0.int(0) }
            }
        }
        #expect(try await found([3, 1]) == [1, 3])
        #expect(try await found([]) == [])
        await engine.driver.close()
    }

    @Test("the same text may be read inside its own rows")
    func nestedStatement() async throws {
        let engine = try await Engine()
        for number in 1...3 { try await engine.insert(number) }
        let pairs = try await engine.read { session in
            try session.rows("SELECT id FROM notes ORDER BY id") { _ in
                try session.rows("SELECT id FROM notes ORDER BY id") { $0.int(0) }
            }
        }
        #expect(pairs == [[1, 2, 3], [1, 2, 3], [1, 2, 3]])
        await engine.driver.close()
    }

    @Test("hundreds of different statements do not crowd one another out wrongly")
    func manyStatements() async throws {
        let engine = try await Engine(readers: 1)
        for round in 0..<2 {
            for number in 0..<400 {
                let value = try await engine.read { session in
                    try session.rows(SQL(generated: "SELECT \(number) + \(round)")) { $0.int(0) }
                }
                #expect(value == [number + round])
            }
        }
        await engine.driver.close()
    }
}
