import Business
import Foundation
import Support

/// Delivers webhooks over one connection, again and again until each is answered 200.
struct Postman: Sendable {
    let url: String
    private let http = HTTPCaller(breaker: CircuitBreaker(threshold: .max))

    init(_ server: Server) { url = server.baseURL + "/webhook" }

    /// - Returns: How long the answer that counted took; nil when none came in time.
    @discardableResult
    func deliver(_ event: WAHAStandIn.Event, within limit: Duration = .seconds(120)) async -> Duration? {
        let signature = WebhookSignature.hex(body: [UInt8](event.body), key: Server.secret)
        var call = HTTPCall(
            .post, url,
            headers: [
                "Content-Type": "application/json", "X-Webhook-Hmac": signature, "X-Webhook-Request-Id": event.id,
            ], body: event.body, addressPolicy: .operatorConfigured)
        call.timeout = .seconds(30)
        let begin = ContinuousClock.now
        while begin.duration(to: .now) < limit {
            let start = ContinuousClock.now
            if let status = try? await http.answer(to: call).status, status == 200 { return start.duration(to: .now) }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return nil
    }

    /// Deliveries in this order, over so many connections.
    static func deliver(
        _ events: [WAHAStandIn.Event], to server: Server, connections: Int, onEach: @escaping @Sendable () -> Void = {}
    ) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            for lane in 0..<connections {
                group.addTask {
                    let postman = Postman(server)
                    var lost = 0
                    for event in stride(from: lane, to: events.count, by: connections).map({ events[$0] }) {
                        if await postman.deliver(event) == nil { lost += 1 }
                        onEach()
                    }
                    return lost
                }
            }
            return await group.reduce(0, +)
        }
    }
}
