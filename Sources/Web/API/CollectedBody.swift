import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Takes a response's body into memory.
final class CollectedBody: ResponseBodyWriter, Sendable {
    private let content = Mutex(ByteBuffer())

    var buffer: ByteBuffer { content.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        content.withLock { $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
