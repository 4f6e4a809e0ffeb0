import Domain
import Testing

@testable import Storage

@Suite struct QueryTraceTests {
    func find(_ number: Int, on database: Database) async throws {
        _ = try await database.read(TwoCompanies.ours) { try TutorsDAO($0).find(Identifier(Int64(number))) }
    }

    /// Without those about a statement that took long because the machine was busy.
    func warnings(_ shops: TwoCompanies) -> [String] { shops.log.all.filter { $0.hasPrefix("look-alike") } }

    @Test("ten look-alike reads in one scope make one warning, nine make none")
    func threshold() async throws {
        let shops = try await TwoCompanies(rows: 20)
        try await QueryTrace.watching("GET /nine") {
            for number in 1...9 { try await find(number, on: shops.database) }
        }
        #expect(shops.database.insight.report().repeats == [])
        try await QueryTrace.watching("GET /ten") {
            for number in 1...10 { try await find(number, on: shops.database) }
        }
        let found = shops.database.insight.report().repeats
        #expect(found.map(\.label) == ["GET /ten"])
        #expect(found.first?.count == 10)
        #expect(found.first?.table == "tutors")
        #expect(found.first?.site.hasPrefix("StorageTests/QueryTraceTests.swift:") == true)
        #expect(found.first?.suggestion.contains("tutors") == true)
        #expect(warnings(shops).count == 1)
        #expect(warnings(shops).first?.contains("count=10") == true)
        await shops.end()
    }

    @Test("repeats inside one transaction, in child tasks and in writes are seen")
    func everywhere() async throws {
        let shops = try await TwoCompanies(rows: 20)
        try await QueryTrace.watching("one transaction") {
            try await shops.database.read(TwoCompanies.ours) { tx in
                for number in 1...10 { _ = try PetsDAO(tx).find(Identifier(Int64(number))) }
            }
        }
        try await QueryTrace.watching("children") {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...10 { group.addTask { try await find(number, on: shops.database) } }
                try await group.waitForAll()
            }
        }
        try await QueryTrace.watching("writes") {
            try await shops.database.write(TwoCompanies.ours) { tx in
                for number in 1...10 { try ConversationsDAO(tx).pause(Identifier(Int64(number)), until: nil) }
            }
        }
        try await QueryTrace.watching("system") {
            for _ in 1...10 { _ = try await shops.database.system.hasUsers() }
        }
        let labels = Set(shops.database.insight.report().repeats.map(\.label))
        #expect(labels == ["one transaction", "children", "writes", "system"])
        await shops.end()
    }

    @Test("different scopes are counted apart, and statements outside any scope are not counted")
    func apart() async throws {
        let shops = try await TwoCompanies(rows: 20)
        for _ in 1...4 {
            try await QueryTrace.watching("GET /five") {
                for number in 1...5 { try await find(number, on: shops.database) }
            }
        }
        for number in 1...20 { try await find(number, on: shops.database) }
        #expect(shops.database.insight.report().repeats == [])
        await shops.end()
    }

    @Test("a scope that repeats itself again and again is logged once a minute and counted each time")
    func again() async throws {
        let clock = HandClock()
        let shops = try await TwoCompanies(rows: 20, clock: clock)
        let scope = {
            try await QueryTrace.watching("GET /ten") {
                for number in 1...12 { try await find(number, on: shops.database) }
            }
        }
        for _ in 1...3 { try await scope() }
        #expect(warnings(shops).count == 1)
        #expect(shops.database.insight.report().repeats.first?.scopes == 3)
        clock.advance(by: .seconds(60))
        try await scope()
        #expect(warnings(shops).count == 2)
        await shops.end()
    }

    @Test("the warning also comes when the scope ends in an error")
    func failing() async throws {
        let shops = try await TwoCompanies(rows: 20)
        await #expect(throws: StorageError.closed) {
            try await QueryTrace.watching("GET /failing") {
                for number in 1...10 { try await find(number, on: shops.database) }
                throw StorageError.closed
            }
        }
        #expect(shops.database.insight.report().repeats.count == 1)
        await shops.end()
    }

    @Test("reads by id one after the other are seen, reads side by side are joined")
    func batched() async throws {
        let shops = try await TwoCompanies(rows: 60)
        try await QueryTrace.watching("in a loop") {
            for number in 1...10 {
                _ = try await shops.database.load(.tutor(Identifier(Int64(number))), in: TwoCompanies.ours)
            }
        }
        let found = shops.database.insight.report().repeats
        #expect(found.map(\.table) == ["tutors"])
        #expect(found.first?.count == 10)
        let before = shops.database.insight.report().batches
        try await QueryTrace.watching("side by side") {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...60 {
                    group.addTask {
                        _ = try await shops.database.load(.pet(Identifier(Int64(number))), in: TwoCompanies.ours)
                    }
                }
                try await group.waitForAll()
            }
        }
        let after = shops.database.insight.report().batches
        #expect(after.reads - before.reads == 60)
        #expect(after.batches - before.batches < 60)
        await shops.end()
    }
}
