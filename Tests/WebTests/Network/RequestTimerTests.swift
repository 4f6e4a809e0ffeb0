import Hummingbird
import Logging
import Support
import Testing

@testable import Web

@Suite("Slow requests", .timeLimit(.minutes(3)))
struct RequestTimerTests {
    static let stopsShort = [
        "GET /health\r\n": "speaks HTTP/0.9",
        "GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /health HTTP/1.1\r\nX-A": "stops inside its second head",
        "": "says nothing", "GET /health HTTP/1.1\r\nX-A": "stops inside the head",
        "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{": "stops inside the body",
        "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n":
            "stops between chunks",
        "GET /health HTTP/1.1\r\nHost: a\r\n\r\n": "says nothing more after an answer",
    ]

    @Test("a connection that stops short is closed", arguments: stopsShort.keys.sorted())
    func stopping(sent: String) async throws {
        try await serve { port in
            let reply = try await RawConnection.exchange(port: port, Array(sent.utf8), answers: 2)
            #expect(reply.isClosed, "\(Self.stopsShort[sent] ?? "")")
        }
    }

    @Test("a body that drips in is cut off, however steadily it drips")
    func dripping() async throws {
        try await serve { port in
            let connection = try RawConnection(port: port)
            connection.send(
                Array("POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n".utf8))
            var isOpen = true
            for _ in 0..<2000 where isOpen {
                isOpen = connection.send([0x20])
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(!isOpen)
        }
    }

    /// A server on a free port that has a fifth of a second of patience.
    private func serve(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        var parts = try await Site().parts
        parts.patience.untilHead = .milliseconds(200)
        parts.patience.untilEnd = .milliseconds(200)
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let application = try Server.application(parts, host: "127.0.0.1", port: 0, log: Logger(label: "test")) {
            running.yield($0)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await port in ports {
                try await body(port)
                break
            }
            group.cancelAll()
        }
    }
}
