import Domain
import Support
import Testing

@testable import Storage

@Suite("Writes that share a commit") struct SQLiteWriterTests {
    private struct Unlucky: Error {}

    @Test("one that fails leaves its neighbours stored")
    func neighbours() async throws {
        let engine = try await Engine()
        let tasks = try await engine.together {
            let tasks = (1...9).map { number in
                Task {
                    try await engine.write { session in
                        _ = try session.run("INSERT INTO notes VALUES (\(number), 'w')")
                        if number == 4 { throw Unlucky() }
                        if number == 6 { _ = try session.run("INSERT INTO notes VALUES (\(number), 'again')") }
                    }
                }
            }
            await engine.queued(9)
            return tasks
        }
        var failed: [Int] = []
        for (index, task) in tasks.enumerated() {
            do { try await task.value } catch { failed.append(index + 1) }
        }
        #expect(failed == [4, 6])
        #expect(try await engine.ids() == [1, 2, 3, 5, 7, 8, 9])
        await engine.driver.close()
    }

    @Test("one that ends the whole transaction leaves its neighbours stored, and itself alone fails")
    func endingTheTransaction() async throws {
        let engine = try await Engine()
        try await engine.insert(1)
        let tasks = try await engine.together {
            var tasks: [Task<Void, any Error>] = []
            for number in 2...4 {
                tasks.append(
                    Task {
                        _ = try await engine.write {
                            try $0.run("INSERT OR ROLLBACK INTO notes VALUES (\(number == 3 ? 1 : number), 'w')")
                        }
                    })
                await engine.queued(number - 1)
            }
            return tasks
        }
        try await tasks[0].value
        await #expect(throws: StorageError.unique(constraint: "notes.id")) { try await tasks[1].value }
        try await tasks[2].value
        #expect(try await engine.ids() == [1, 2, 4])
        await engine.driver.close()
    }

    @Test("an error undoes all of its own writes")
    func rollback() async throws {
        let engine = try await Engine()
        await #expect(throws: Unlucky.self) {
            try await engine.write { session -> Void in
                for number in 1...3 { _ = try session.run("INSERT INTO notes VALUES (\(number), 'w')") }
                throw Unlucky()
            }
        }
        #expect(try await engine.ids() == [])
        await engine.driver.close()
    }

    @Test("many writers at once lose and repeat nothing")
    func manyWriters() async throws {
        let engine = try await Engine()
        try await engine.insert(0, "0")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...1000 {
                group.addTask {
                    try await engine.write { session in
                        _ = try session.run("INSERT INTO notes VALUES (\(number), 'w')")
                        // Read and write in one: a lost update would show in the sum.
                        let sum = try session.rows("SELECT word FROM notes WHERE id = 0") { $0.string(0) }
                        let next = (Int(sum.first ?? "") ?? 0) + number
                        _ = try session.run("UPDATE notes SET word = \(String(next)) WHERE id = 0")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await engine.ids() == Array(0...1000))
        let sum = try await engine.read { try $0.rows("SELECT word FROM notes WHERE id = 0") { $0.string(0) } }
        #expect(sum == ["500500"])
        await engine.driver.close()
    }

    @Test("a task cancelled before its write begins leaves nothing")
    func cancelledInLine() async throws {
        let engine = try await Engine()
        let task = try await engine.together {
            let task = Task { try await engine.insert(1) }
            await engine.queued(1)
            task.cancel()
            return task
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await engine.ids() == [])
        await engine.driver.close()
    }

    @Test("closing finishes what stands in line, and refuses what comes later")
    func closing() async throws {
        let engine = try await Engine()
        let tasks = try await engine.together {
            let tasks = (1...300).map { number in Task { try await engine.insert(number) } }
            await engine.queued(300)
            return tasks
        }
        await engine.driver.close()
        for task in tasks { try await task.value }
        await #expect(throws: StorageError.closed) { try await engine.insert(301) }
        await #expect(throws: StorageError.closed) { try await engine.ids() }
        let again = try SQLiteDriver(path: engine.path, clock: ManualClock())
        let count = try await again.read(as: .system) { try $0.rows("SELECT count(*) FROM notes") { $0.int(0) } }
        #expect(count == [300])
        await again.close()
    }

    @Test("a database held by another connection is told as locked, not as closed")
    func heldElsewhere() async throws {
        let engine = try await Engine()
        let other = try SQLiteConnection(path: engine.path, role: .writer)
        try other.execute("BEGIN IMMEDIATE")
        let error = await #expect(throws: StorageError.self) { try await engine.insert(1) }
        guard case .locked = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try other.execute("ROLLBACK")
        other.close()
        try await engine.insert(1)
        #expect(try await engine.ids() == [1])
        await engine.driver.close()
    }

    @Test("closing twice is as good as once", .timeLimit(.minutes(3)))
    func closingTwice() async throws {
        let engine = try await Engine()
        await engine.driver.close()
        await engine.driver.close()
    }
}
