import Foundation

/// A TCP connection to loopback that sends bytes as they are, lawful HTTP or not.
package final class RawConnection: Sendable {
    /// What came back.
    package struct Reply: Sendable {
        package let bytes: [UInt8]
        /// True when the other end closed or reset the connection.
        package let isClosed: Bool

        package var text: String { String(decoding: bytes, as: UTF8.self) }

        /// The statuses of the answers, in order.
        package var statuses: [Int] {
            text.matches(of: #/HTTP/1\.[01] (\d{3}) /#).compactMap { Int($0.1) }
        }
    }

    private let socket: Int32

    package init(port: Int) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var wait = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, size)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &wait, size)
        guard socket >= 0, status == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    deinit { close(socket) }

    /// - Returns: False when the other end has closed before all of it was sent.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// What comes until so many answers have begun and the last one's bytes are here, or the other end closes.
    /// Neither within 20 seconds leaves `isClosed` false.
    package func receive(answers: Int) -> Reply {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket, &chunk, chunk.count, 0)
            // A reset says the same as an end; only the time limit is silence.
            if count <= 0 { return Reply(bytes: all, isClosed: count == 0 || errno == ECONNRESET) }
            all += chunk[..<count]
            let reply = Reply(bytes: all, isClosed: false)
            if reply.statuses.count >= answers { return reply }
        }
    }

    /// The status of one short answer, which has come whole by its final brace; nil when none came.
    package func receiveOne() -> Int? {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 8192)
        while true {
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            all += chunk[..<count]
            guard all.last == UInt8(ascii: "}"), all.count > 12 else { continue }
            return Int(String(decoding: all[9..<12], as: UTF8.self))
        }
    }

    /// Sends on a thread of its own and takes what comes back.
    package static func exchange(port: Int, _ bytes: [UInt8], answers: Int = 1) async throws -> Reply {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let connection = try RawConnection(port: port)
                        connection.send(bytes)
                        return connection.receive(answers: answers)
                    })
            }
        }
    }
}
