import Agent
import Business
import Domain
import Foundation
import Storage

/// One conversation played from the first word to the end, and what was wrong with it.
package struct ConversationRun: Sendable {
    /// What one turn of the agent cost.
    package struct Cost: Sendable {
        /// Nanoseconds of processor time, all threads; true only when nothing else runs.
        package let cpu: UInt64
        package let statements: Int
    }

    /// Empty when every turn and the end are as the script says, and every word of the agent is true.
    package private(set) var faults: [String] = []
    package private(set) var costs: [Cost] = []
    /// What was said, for a person who looks into a fault.
    package private(set) var transcript: [String] = []

    private let script: ConversationCase
    private let shop: AgentShop

    /// - Throws: When the script cannot be set up or played at all.
    package static func play(_ script: ConversationCase) async throws -> ConversationRun {
        var run = ConversationRun(script: script, shop: try await AgentShop(now: script.now, script.shop))
        try await run.shop.book(script.visits ?? [])
        let others = try await run.visitsOfOthers()
        for turn in script.turns { try await run.play(turn) }
        if try await run.visitsOfOthers() != others { run.faults.append("another customer's visits changed") }
        run.faults += try await EndState(run.shop, of: script.customer).faults(against: script)
        return run
    }

    private init(script: ConversationCase, shop: AgentShop) {
        self.script = script
        self.shop = shop
    }

    private mutating func play(_ turn: ConversationCase.Turn) async throws {
        shop.clock.advance(milliseconds: turn.wait * 60_000)
        let before = try await shop.newest(of: script.customer)
        try await shop.receive(turn.messages, kind: turn.kind, as: script.customer)
        let truth = try await TruthCheck(shop, of: script.customer)
        try await work()
        let answers = try await shop.answers(to: script.customer, after: before)
        transcript.append("> " + turn.messages.map { String($0.prefix(200)) }.joined(separator: " | "))
        transcript += answers.map { "< [\($0.decision?.action ?? "")] \($0.body)" }
        check(answers, of: turn)
        for answer in answers { faults += try await truth.faults(in: answer) }
    }

    /// What the turn costs that answers `text`.
    package static func cost(
        of text: String, from customer: ConversationCase.Customer, in shop: AgentShop
    ) async throws -> Cost {
        try await shop.receive([text], as: customer)
        var (cpu, statements) = (UInt64(0), 0)
        while let jobs = try await shop.claimed() {
            for job in jobs {
                let before = (cpu: processorTime(), statements: shop.statements)
                await shop.worker.perform(job)
                guard job.kind == Inbox.turnKind else { continue }
                cpu += processorTime() - before.cpu
                statements += shop.statements - before.statements
            }
        }
        return Cost(cpu: cpu, statements: statements)
    }

    private mutating func work() async throws {
        while let jobs = try await shop.claimed() {
            for job in jobs {
                let (cpu, statements) = (processorTime(), shop.statements)
                await shop.worker.perform(job)
                guard job.kind == Inbox.turnKind else { continue }
                costs.append(Cost(cpu: processorTime() - cpu, statements: shop.statements - statements))
            }
        }
    }

    private mutating func check(_ answers: [Message], of turn: ConversationCase.Turn) {
        let place = "turn \(transcript.count { $0.hasPrefix(">") })"
        if turn.action == "silence" {
            if !answers.isEmpty { faults.append("\(place): silence was expected") }
            return
        }
        guard answers.count == 1, let decision = answers[0].decision else {
            // A human who has the chat answers, or nobody does.
            if turn.action != nil || !answers.isEmpty || script.paused != true {
                faults.append("\(place): \(answers.count) answers")
            }
            return
        }
        if let action = turn.action, decision.action != action {
            faults.append("\(place): \(decision.action) instead of \(action)")
        }
        if let intent = turn.intent, decision.intents.first?.rawValue != intent {
            faults.append("\(place): read as \(decision.intents.map(\.rawValue))")
        }
        for words in turn.has where !answers[0].body.contains(words) { faults.append("\(place): lacks \"\(words)\"") }
        for words in turn.lacks where answers[0].body.contains(words) { faults.append("\(place): has \"\(words)\"") }
        if answers[0].body == lastReply { faults.append("\(place): the same sentence twice in a row") }
        lastReply = answers[0].body
    }

    private var lastReply = ""

    private func visitsOfOthers() async throws -> [ConversationCase.Visit] {
        let key = PhoneNumber(script.customer.phone)?.key
        return try await shop.allVisits().filter { $0.tutorPhone?.key != key }.map(ConversationCase.Visit.init)
    }
}

/// Nanoseconds of processor time that this process has used, all threads.
package func processorTime() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
}
