import Domain
import Synchronization

/// Clocks that pretended customers have set, each for one chat of the simulator and for nothing else.
///
/// Kept in memory: after a restart every chat is in the present again.
package final class SimulatedClocks: Sendable {
    private struct Key: Hashable {
        let session: WhatsAppSession.ID
        let chat: ChatID
    }

    /// Milliseconds that a chat is away from the present.
    private let shifts = Mutex<[Key: Int]>([:])
    /// More chats than a person tries things in; past it all are forgotten.
    private static let most = 1000

    package init() {}

    /// - Parameter shift: Milliseconds, negative for the past; nil for the present.
    func set(_ shift: Int?, session: WhatsAppSession.ID, chat: ChatID) {
        shifts.withLock { shifts in
            if shifts.count >= Self.most { shifts.removeAll() }
            shifts[Key(session: session, chat: chat)] = shift
        }
    }

    /// Milliseconds that a chat is away from the present; nil for all real ones.
    package func shift(session: WhatsAppSession.ID, chat: ChatID) -> Int? {
        shifts.withLock { $0[Key(session: session, chat: chat)] }
    }
}

/// A clock that runs beside another, some time before or after it.
package struct ShiftedClock: ShopClock {
    private let base: any ShopClock
    private let milliseconds: Int

    package init(_ base: any ShopClock, by milliseconds: Int) {
        self.base = base
        self.milliseconds = milliseconds
    }

    package var now: Moment { base.now.adding(milliseconds: milliseconds) }
}
