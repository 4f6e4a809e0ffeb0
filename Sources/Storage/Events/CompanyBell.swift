import Domain
import Synchronization

/// Wakes whoever waits for news of a company. It carries nothing: who is woken looks in the database, so that a
/// ring that is missed or comes twice does no harm.
package final class CompanyBell: Sendable {
    private struct State {
        var nextID = 0
        var listeners: [Company.ID: [Int: AsyncStream<Void>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Wakes all who listen for the company.
    package func ring(_ company: Company.ID) {
        for listener in state.withLock({ Array(($0.listeners[company] ?? [:]).values) }) { listener.yield() }
    }

    /// Rings until the listener goes away; rings that come while it is busy are one.
    package func listen(for company: Company.ID) -> AsyncStream<Void> {
        let (stream, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextID += 1
            state.listeners[company, default: [:]][state.nextID] = listener
            return state.nextID
        }
        listener.onTermination = { [weak self] _ in self?.leave(id, company) }
        return stream
    }

    /// How many listen for the company now.
    package func listeners(of company: Company.ID) -> Int {
        state.withLock { $0.listeners[company]?.count ?? 0 }
    }

    private func leave(_ id: Int, _ company: Company.ID) {
        state.withLock { state in
            state.listeners[company]?[id] = nil
            if state.listeners[company]?.isEmpty == true { state.listeners[company] = nil }
        }
    }
}
