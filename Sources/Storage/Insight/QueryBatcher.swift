import Domain
import Synchronization

/// Joins reads by id that come at nearly the same time into one read transaction, one statement a table.
/// A batch never holds more than one company's reads.
package final class QueryBatcher: Sendable {
    /// How long a batch stays open for others to join.
    package enum Window: Sendable {
        /// Until the tasks that are ready now have had their turn. The first read of a table in a request, when nobody
        /// else of the company is reading, does not wait: giving up the thread costs more than a read.
        case tick
        /// For so long after its first read: where a round trip costs more than the wait.
        case time(Duration)
    }

    private struct State {
        var open: [Company.ID: Batch] = [:]
        /// Callers between their coming and their going.
        var present: [Company.ID: Int] = [:]
    }

    private let driver: any SQLDriver
    private let window: Window
    private let limit: Int
    private let sleep: @Sendable (Duration) async throws -> Void
    private let insight: Insight
    private let state = Mutex(State())

    /// - Parameter limit: Most rows in a batch, 1...128; the batch that reaches it runs at once.
    package init(
        driver: any SQLDriver, insight: Insight, window: Window = .tick, limit: Int = 100,
        clock: some Clock<Duration> = ContinuousClock()
    ) {
        self.driver = driver
        self.insight = insight
        self.window = window
        self.limit = min(max(1, limit), 128)
        sleep = { try await clock.sleep(for: $0) }
    }

    /// The row, or nil when the company has none of this id. It shows every write that had ended before the call.
    ///
    /// A caller that is cancelled leaves the others' reads alone.
    func load<Value>(_ read: PointRead<Value>, for company: Company.ID, at site: CallSite) async throws -> Value? {
        insight.batches.noteRead()
        let trace = QueryTrace.current
        let isFirst = trace?.noteKind(read.kind) ?? true
        let turn = join(read, of: company, mayBeAlone: isFirst)
        defer {
            leave(company)
            if turn.count == 1 { trace?.note(lone: read.kind, at: site, for: insight.repeats) }
        }
        switch turn {
        case .alone: return try await answer(read, of: company)
        case .opened(let flight, let batch):
            await hold(batch)
            return try await flight.wait()
        case .filled(let flight, let batch):
            await run(batch)
            return try await flight.wait()
        case .joined(let flight, _): return try await flight.wait()
        }
    }

    private enum Turn<Value: Sendable> {
        case alone
        case opened(Flight<Value?>, Batch)
        case filled(Flight<Value?>, Batch)
        case joined(Flight<Value?>, Batch)

        /// Rows of the transaction that this caller shares.
        var count: Int {
            switch self {
            case .alone: 1
            case .opened(_, let batch), .filled(_, let batch), .joined(_, let batch): batch.count
            }
        }
    }

    private func join<Value>(
        _ read: PointRead<Value>, of company: Company.ID, mayBeAlone: Bool
    ) -> Turn<Value> {
        state.withLock { state in
            let present = state.present[company, default: 0]
            state.present[company] = present + 1
            if case .tick = window, present == 0, mayBeAlone { return .alone }
            let open = state.open[company]
            let batch = open ?? Batch(company: company)
            let (flight, count) = batch.join(read)
            guard count < limit else {
                state.open[company] = nil
                return .filled(flight, batch)
            }
            state.open[company] = batch
            return open == nil ? .opened(flight, batch) : .joined(flight, batch)
        }
    }

    private func leave(_ company: Company.ID) {
        state.withLock { state in
            let present = state.present[company, default: 1] - 1
            state.present[company] = present == 0 ? nil : present
        }
    }

    private func answer<Value>(_ read: PointRead<Value>, of company: Company.ID) async throws -> Value? {
        let rows = try await driver.read(as: .company(company)) { session in
            try read.rows(TenantTransaction(companyID: company, session: session), [read.id])
        }
        insight.batches.noteBatch(of: 1)
        return try rows[read.id]?.get()
    }

    /// Keeps a batch open for its window, then runs it, unless it was filled meanwhile.
    private func hold(_ batch: Batch) async {
        switch window {
        case .tick:
            // On the task of its first caller, which would only wait: a lone reader never leaves its thread.
            await Task.yield()
            if close(batch) { await run(batch) }
        case .time(let duration):
            Task.detached { [self] in
                try? await sleep(duration)
                if close(batch) { await run(batch) }
            }
        }
    }

    private func close(_ batch: Batch) -> Bool {
        state.withLock { state in
            guard state.open[batch.company] === batch else { return false }
            state.open[batch.company] = nil
            return true
        }
    }

    private func run(_ batch: Batch) async {
        do {
            // The others' reads go on when the caller that runs them is cancelled: in a task of their own.
            try Task.checkCancellation()
            try await answer(batch)
        } catch is CancellationError {
            Task.detached { [self] in
                do { try await answer(batch) } catch { batch.fail(error) }
            }
        } catch {
            batch.fail(error)
        }
    }

    /// - Throws: When there was no transaction; nobody has been answered then.
    private func answer(_ batch: Batch) async throws {
        let deliveries = try await driver.read(as: .company(batch.company)) { session in
            batch.answers(in: TenantTransaction(companyID: batch.company, session: session))
        }
        insight.batches.noteBatch(of: batch.count)
        deliveries.forEach { $0() }
    }
}

/// The reads of one company that share a transaction.
private final class Batch: Sendable {
    private struct Key: Hashable {
        let kind: String
        let type: ObjectIdentifier
    }

    private struct Content {
        var groups: [Key: any BatchGroup] = [:]
        var count = 0
    }

    let company: Company.ID
    private let content = Mutex(Content())

    init(company: Company.ID) { self.company = company }

    /// Rows to be read.
    var count: Int { content.withLock { $0.count } }

    func join<Value>(_ read: PointRead<Value>) -> (Flight<Value?>, count: Int) {
        content.withLock { content in
            let key = Key(kind: read.kind, type: ObjectIdentifier(Value.self))
            var group = content.groups[key] as? RowGroup<Value> ?? RowGroup(read: read)
            let (flight, isNew) = group.flight(for: read.id)
            content.groups[key] = group
            if isNew { content.count += 1 }
            return (flight, content.count)
        }
    }

    func answers(in tx: TenantTransaction) -> [@Sendable () -> Void] {
        groups.map { $0.answers(in: tx) }
    }

    func fail(_ error: any Error) { groups.forEach { $0.fail(error) } }

    private var groups: [any BatchGroup] { content.withLock { Array($0.groups.values) } }
}

/// The reads of one table in a batch.
private protocol BatchGroup: Sendable {
    /// Reads the rows.
    ///
    /// - Returns: What hands each caller its own row or error, to be called after the transaction's end.
    func answers(in tx: TenantTransaction) -> @Sendable () -> Void
    func fail(_ error: any Error)
}

private struct RowGroup<Value: Sendable>: BatchGroup {
    let read: PointRead<Value>
    private var flights: [Int64: Flight<Value?>] = [:]

    init(read: PointRead<Value>) { self.read = read }

    /// Callers that want the same row share one flight.
    mutating func flight(for id: Int64) -> (Flight<Value?>, isNew: Bool) {
        if let known = flights[id], known.board() { return (known, false) }
        let isNew = flights[id] == nil
        let made = Flight<Value?>()
        flights[id] = made
        return (made, isNew)
    }

    func answers(in tx: TenantTransaction) -> @Sendable () -> Void {
        let wanted = flights.filter { !$0.value.isAbandoned }
        let found = Result { wanted.isEmpty ? [:] : try read.rows(tx, Array(wanted.keys)) }
        return {
            for (id, flight) in wanted {
                flight.land(found.flatMap { rows in rows[id].map { $0.map(Optional.some) } ?? .success(nil) })
            }
        }
    }

    func fail(_ error: any Error) {
        flights.values.forEach { $0.land(.failure(error)) }
    }
}

/// What the batcher has done since the start.
final class BatchCounters: Sendable {
    private let batches = Atomic(0)
    private let reads = Atomic(0)
    private let largest = Atomic(0)

    func noteRead() { reads.add(1, ordering: .relaxed) }

    func noteBatch(of count: Int) {
        batches.add(1, ordering: .relaxed)
        largest.max(count, ordering: .relaxed)
    }

    var report: BatchReport {
        BatchReport(
            batches: batches.load(ordering: .relaxed), reads: reads.load(ordering: .relaxed),
            largest: largest.load(ordering: .relaxed))
    }
}
