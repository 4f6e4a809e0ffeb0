import Business
import Domain
import Hummingbird
import NIOCore
import ServiceLifecycle
import Storage

/// Sends one reader the events of its company. What is not yet sent stays in the database, so a slow reader costs
/// no memory, and one that takes nothing for a while is let go.
struct EventStream: Sendable {
    let database: Database
    let accounts: Accounts
    let principal: Principal
    let scope: TenantScope
    let heartbeat: Duration

    /// Runs until the reader leaves, the token ends, or the server stops.
    ///
    /// - Parameter last: The last event that the reader has; nil: only what is new.
    func run(from last: Int64?, rings: AsyncStream<Void>, to writer: inout any ResponseBodyWriter) async throws {
        var place = try await start(after: last)
        try await send(place.isLost ? "retry: 3000\n\nevent: reset\ndata: {}\n\n" : "retry: 3000\n\n", to: &writer)
        var (lastSent, lastChecked) = (ContinuousClock.now, ContinuousClock.now)
        for await _ in Self.beating(rings, every: heartbeat).cancelOnGracefulShutdown() {
            guard !Task.isCancelled else { return }
            // Apart from the beat, which a company with many events never hears.
            if lastChecked.duration(to: .now) >= heartbeat * 0.9 {
                guard try await isStillValid() else { return }
                lastChecked = .now
            }
            let isBeat = lastSent.duration(to: .now) >= heartbeat * 0.9
            let text = try await news(&place.id)
            guard isBeat || !text.isEmpty else { continue }
            try await send(text.isEmpty ? ": beat\n\n" : text, to: &writer)
            lastSent = .now
        }
    }

    private func start(after last: Int64?) async throws -> (id: Int64, isLost: Bool) {
        try await database.read(scope) { tx in
            let newest = try EventsDAO(tx).newest()
            guard let last else { return (newest, false) }
            let oldest = try EventsDAO(tx).oldest() ?? 1
            return last > newest || last < oldest - 1 ? (newest, true) : (last, false)
        }
    }

    private func news(_ place: inout Int64) async throws -> String {
        let from = place
        let events = try await database.read(scope) { tx in try EventsDAO(tx).after(from) }
        guard let newest = events.last else { return "" }
        place = newest.id
        // A full page may have more behind it.
        if events.count == 100 { database.bell.ring(scope.companyID) }
        return events.map { "id: \($0.id)\nevent: \($0.kind)\ndata: \($0.payload)\n\n" }.joined()
    }

    private func isStillValid() async throws -> Bool {
        guard accounts.isInTime(principal.token) else { return false }
        return try await accounts.stands(principal.token, in: principal.scope)
    }

    private func send(_ text: String, to writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(string: text))
    }

    /// Rings, and one more whenever `pause` has passed.
    private static func beating(_ rings: AsyncStream<Void>, every pause: Duration) -> AsyncStream<Void> {
        let (stream, both) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let task = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in rings { both.yield() } }
                group.addTask {
                    while (try? await Task.sleep(for: pause)) != nil { both.yield() }
                }
                await group.next()
                group.cancelAll()
            }
            both.finish()
        }
        both.onTermination = { _ in task.cancel() }
        both.yield()
        return stream
    }
}
