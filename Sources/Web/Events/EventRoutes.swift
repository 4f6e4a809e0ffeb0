import Business
import Domain
import HTTPTypes
import Hummingbird
import Storage

/// `/api/events`: what happens in the company, as it happens (server-sent events, HTML Living Standard §9.2).
struct EventRoutes: Sendable {
    let database: Database
    let accounts: Accounts
    /// How often a silent stream shows that it lives.
    var heartbeat: Duration = .seconds(15)
    /// Streams of one company at a time.
    static let mostStreams = 50

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/events", "watchEvents", .events,
                "Events of the company; `Last-Event-ID` takes up where a broken stream ended", may: .ownAccount,
                answers: [
                    .file("text/event-stream", "One event after the other; `reset` means: load everything anew"),
                    .other(.badRequest, "Last-Event-ID is no number"),
                ], run: watch)
        ]
    }

    @Sendable func watch(_ call: TenantCall) async throws -> Response {
        guard database.bell.listeners(of: call.scope.companyID) < Self.mostStreams else { throw Problem.unavailable }
        let last = try Self.lastID(call.request)
        let stream = EventStream(
            database: database, accounts: accounts, principal: call.principal, scope: call.scope, heartbeat: heartbeat)
        let rings = database.bell.listen(for: call.scope.companyID)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .accelBuffering: "no"],
            body: ResponseBody { writer in
                try await stream.run(from: last, rings: rings, to: &writer)
                try await writer.finish(nil)
            })
    }

    private static func lastID(_ request: Request) throws -> Int64? {
        guard let text = request.headers[.lastEventID], !text.isEmpty else { return nil }
        guard let id = Int64(text), id >= 0 else {
            throw Problem.invalid("Confira os dados enviados.", ["Last-Event-ID: número do último evento recebido"])
        }
        return id
    }
}

extension HTTPField.Name {
    static let lastEventID = literal("Last-Event-ID")
    /// nginx holds a stream back unless told so.
    static let accelBuffering = literal("X-Accel-Buffering")
}
