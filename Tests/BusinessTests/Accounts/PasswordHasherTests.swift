import Foundation
import Synchronization
import Testing

@testable import Business

@Suite struct PasswordHasherTests {
    private let hasher = PasswordHasher(cost: .init(memory: 8192, passes: 1))

    @Test("the default cost is 64 MiB twice, written in the stored text")
    func defaultCost() async throws {
        let hasher = PasswordHasher()
        let stored = try await hasher.hash("Cavalo-Azul-7")
        #expect(stored.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$"))
        #expect(try await hasher.verify("Cavalo-Azul-7", against: stored))
        #expect(!hasher.needsRehash(stored))
    }

    @Test("only the same password is accepted")
    func verification() async throws {
        let stored = try await hasher.hash("Cavalo-Azul-7")
        #expect(try await hasher.verify("Cavalo-Azul-7", against: stored))
        for other in ["cavalo-azul-7", "Cavalo-Azul-7 ", "Cavalo-Azul-7\0", "", "Cavalo-Azul-"] {
            #expect(try await !hasher.verify(other, against: stored))
        }
    }

    @Test("the same password is stored differently each time")
    func salt() async throws {
        #expect(try await hasher.hash("Cavalo-Azul-7") != hasher.hash("Cavalo-Azul-7"))
    }

    @Test("an accent typed as its own character is the same password")
    func normalization() async throws {
        let stored = try await hasher.hash("Rac\u{0327}a\u{0303}o-Azul-7")
        #expect(try await hasher.verify("Ra\u{00E7}\u{00E3}o-Azul-7", against: stored))
    }

    @Test(
        "a stored text of another kind accepts nothing and asks for a new hash",
        arguments: [
            "", "Cavalo-Azul-7", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$",
            "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA",
        ])
    func foreignHashes(stored: String) async throws {
        #expect(try await !hasher.verify("Cavalo-Azul-7", against: stored))
        #expect(hasher.needsRehash(stored))
    }

    @Test("a hash made at another cost still verifies and asks for a new one")
    func rehash() async throws {
        let older = try await hasher.hash("Cavalo-Azul-7")
        let today = PasswordHasher(cost: .init(memory: 16_384, passes: 1))
        #expect(today.needsRehash(older))
        #expect(try await today.verify("Cavalo-Azul-7", against: older))
    }

    @Test("a password over 256 bytes is refused when set and wrong when checked")
    func tooLong() async throws {
        let long = String(repeating: "a", count: 257)
        await #expect(throws: AccountError.weakPassword(PasswordRules.violations(in: long))) {
            try await hasher.hash(long)
        }
        let stored = try await hasher.hash("Cavalo-Azul-7")
        #expect(try await !hasher.verify(long, against: stored))
    }

    @Test(
        "an unknown account is checked against a well-formed hash of today's cost, which nobody has")
    func unknownAccount() async throws {
        for hasher in [hasher, PasswordHasher()] {
            // argon2 reads cost, salt and hash of a stored text before it says that no new hash is needed.
            #expect(!hasher.needsRehash(hasher.nobody))
        }
        #expect(try await !hasher.verify("Cavalo-Azul-7", against: hasher.nobody))
        try await hasher.verifyNothing("Cavalo-Azul-7")
    }
}

@Suite(.timeLimit(.minutes(3))) struct PasswordThreadsTests {
    @Test("two run at once, sixteen wait, and the next is told that the server is busy")
    func limits() async throws {
        let threads = PasswordThreads(atOnce: 2, inLine: 16)
        let gate = DispatchSemaphore(value: 0)
        let started = AsyncStream<Void>.makeStream()
        let running = Headcount()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<18 {
                group.addTask {
                    try await threads.run {
                        running.enter()
                        started.continuation.yield()
                        gate.wait()
                        running.leave()
                    }
                }
            }
            var starts = started.stream.makeAsyncIterator()
            await starts.next()
            await starts.next()
            while threads.waiting < 16 { await Task.yield() }
            await #expect(throws: AccountError.busy) { try await threads.run {} }
            for _ in 0..<18 { gate.signal() }
            try await group.waitForAll()
        }
        #expect(running.most == 2)
        try await threads.run {}
    }

    @Test("a task cancelled in line leaves it, and its place is free again")
    func cancellation() async throws {
        let threads = PasswordThreads(atOnce: 1, inLine: 1)
        let gate = DispatchSemaphore(value: 0)
        let started = AsyncStream<Void>.makeStream()
        let first = Task {
            try await threads.run {
                started.continuation.yield()
                gate.wait()
            }
        }
        var starts = started.stream.makeAsyncIterator()
        await starts.next()
        let second = Task { try await threads.run { Issue.record("ran though cancelled") } }
        while threads.waiting < 1 { await Task.yield() }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(threads.waiting == 0)
        let third = Task { try await threads.run { "depois" } }
        while threads.waiting < 1 { await Task.yield() }
        gate.signal()
        try await first.value
        #expect(try await third.value == "depois")
    }

    @Test("a task cancelled before it asks never starts work")
    func cancelledBefore() async throws {
        let threads = PasswordThreads(atOnce: 1, inLine: 1)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await threads.run { Issue.record("ran though cancelled") }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

/// How many are inside, and the most there ever were.
private final class Headcount: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }
    func enter() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { counts.withLock { $0.now -= 1 } }
}
