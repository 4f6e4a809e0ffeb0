import Business
import Foundation
import Support
import Synchronization

/// Posts webhooks over kept connections, one thread each, as cheaply as can be: what is measured is the server.
struct Load: Sendable {
    let port: Int

    /// What was seen of a run.
    struct Seen: Sendable {
        var waits: [Double] = []
        var failed = 0
        var seconds = 0.0

        var rate: Int { seconds > 0 ? Int(Double(waits.count) / seconds) : 0 }

        /// Milliseconds below which a part of all answers came.
        func percentile(_ part: Double) -> Double {
            let sorted = waits.sorted()
            return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
        }
    }

    /// A signed request, ready to be written.
    static func request(_ event: WAHAStandIn.Event) -> [UInt8] {
        let signature = WebhookSignature.hex(body: [UInt8](event.body), key: Server.secret)
        let head = """
            POST /webhook HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            X-Webhook-Hmac: \(signature)\r
            Content-Length: \(event.body.count)\r
            \r

            """
        return Array(head.utf8) + [UInt8](event.body)
    }

    /// Posts requests as fast as they are answered, or, with a rate, at their times whether or not the ones before were
    /// answered.
    ///
    /// - Parameter rate: Requests a second over all connections; nil for as many as go.
    func run(_ requests: [[UInt8]], connections: Int, rate: Double? = nil) async -> Seen {
        let begin = ContinuousClock.now
        let parts = await withTaskGroup(of: Seen.self) { group in
            for lane in 0..<connections {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            continuation.resume(
                                returning: work(requests, lane, connections, rate, begin))
                        }
                    }
                }
            }
            return await group.reduce(into: [Seen]()) { $0.append($1) }
        }
        var all = Seen()
        for part in parts {
            all.waits += part.waits
            all.failed += part.failed
        }
        all.seconds = begin.duration(to: .now) / .seconds(1)
        return all
    }

    private func work(
        _ requests: [[UInt8]], _ lane: Int, _ connections: Int, _ rate: Double?, _ begin: ContinuousClock.Instant
    ) -> Seen {
        var seen = Seen()
        guard let connection = try? RawConnection(port: port) else {
            seen.failed = (requests.count - lane + connections - 1) / connections
            return seen
        }
        for place in stride(from: lane, to: requests.count, by: connections) {
            var start = ContinuousClock.now
            if let rate {
                // From the time at which it was due: a server that stops for a moment is not let off.
                let due = begin + .nanoseconds(Int64(Double(place) / rate * 1e9))
                if start < due { Thread.sleep(forTimeInterval: start.duration(to: due) / .seconds(1)) }
                start = due
            }
            guard connection.send(requests[place]), connection.receiveOne() == 200 else {
                seen.failed += 1
                continue
            }
            seen.waits.append(start.duration(to: .now) / .milliseconds(1))
        }
        return seen
    }
}
