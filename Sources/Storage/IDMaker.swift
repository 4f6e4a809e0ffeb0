import Domain
import Synchronization

/// Makes ids that rise with time, never repeat in this process, and fit a JavaScript number: 41 bits of
/// milliseconds since 2024, 12 bits of a counter that starts anew at random each millisecond.
package final class IDMaker: Sendable {
    private let clock: any ShopClock
    private let last: Mutex<Int64>
    /// 2024-01-01T00:00:00Z.
    private static let epoch: Int64 = 1_704_067_200_000

    package init(clock: any ShopClock = SystemClock()) {
        self.clock = clock
        last = Mutex(0)
    }

    package func next<Entity>(_ type: Entity.Type = Entity.self) -> Identifier<Entity> {
        let now = max(0, clock.now.milliseconds - Self.epoch)
        return last.withLock { last in
            // Two instances that share a database start at different points of the same millisecond.
            last = max(last + 1, now << 12 | Int64.random(in: 0..<2048))
            return Identifier(last)
        }
    }
}
