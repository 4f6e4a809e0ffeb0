import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Support

@testable import Web

/// Somebody who watches a shop's events, without a network.
struct EventReader {
    private let reading: Task<Void, any Error>
    private var chunks: AsyncStream<String>.AsyncIterator
    let token: Principal

    /// - Parameters:
    ///   - last: The event that it saw last.
    ///   - heartbeat: Longer than any test unless told.
    init(
        _ site: Site, _ shop: Shop, after last: Int64? = nil, heartbeat: Duration = .seconds(600)
    ) async throws {
        let (known, scope) = try await site.parts.accounts.authenticate(shop.signedIn.tokens.access)
        token = Principal(token: known, scope: scope)
        let stream = EventStream(
            database: site.shops.database, accounts: site.parts.accounts, principal: token, scope: scope,
            heartbeat: heartbeat)
        let (received, inlet) = AsyncStream.makeStream(of: String.self)
        chunks = received.makeAsyncIterator()
        let rings = site.shops.database.bell.listen(for: scope.companyID)
        reading = Task {
            defer { inlet.finish() }
            var writer: any ResponseBodyWriter = Inlet(inlet: inlet)
            try await stream.run(from: last, rings: rings, to: &writer)
        }
    }

    /// What comes next; nil once the stream has ended.
    mutating func next() async -> String? { await chunks.next() }

    /// Leaves, as a browser that is closed.
    func leave() async {
        reading.cancel()
        _ = await reading.result
    }

    /// Returns when the server has let the reader go.
    func waitForEnd() async throws {
        try await Deadline.run("the stream's end", .seconds(20)) { [reading] in
            try await withTaskCancellationHandler {
                try await reading.value
            } onCancel: {
                reading.cancel()
            }
        }
    }

    private struct Inlet: ResponseBodyWriter {
        let inlet: AsyncStream<String>.Continuation

        func write(_ buffer: ByteBuffer) async throws { inlet.yield(String(buffer: buffer)) }
        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

extension Shop {
    /// Something that happened in the shop.
    func happen(_ kind: String, _ payload: String = "{}") async throws {
        try await database.write(scope) { [now = clock.now] tx in try EventsDAO(tx).append(kind, payload, at: now) }
    }
}
