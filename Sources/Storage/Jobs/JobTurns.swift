import Domain
import Synchronization

/// What a worker has under way for each company, and which company is next: kept so that the many jobs of one do not
/// take every place.
package final class JobTurns: Sendable {
    private struct State {
        var running: [Company.ID: Int] = [:]
        var last: Company.ID?
    }

    /// Most jobs of one company at the same moment.
    package let most: Int
    private let state = Mutex(State())

    package init(most: Int) { self.most = most }

    package func begin(_ company: Company.ID) { state.withLock { $0.running[company, default: 0] += 1 } }

    package func end(_ company: Company.ID) {
        state.withLock { state in
            let left = (state.running[company] ?? 1) - 1
            state.running[company] = left > 0 ? left : nil
        }
    }

    /// How many more jobs of a company may begin.
    package func room(for company: Company.ID) -> Int { max(0, most - state.withLock { $0.running[company] ?? 0 }) }

    /// The company that was served last; nil at first.
    var last: Company.ID? {
        get { state.withLock { $0.last } }
        set { state.withLock { $0.last = newValue } }
    }
}
