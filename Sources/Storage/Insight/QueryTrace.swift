import Synchronization

/// Counts the statements of one request or job, so that the same one asked again and again ("N+1") is seen.
///
/// Open while `watching` runs, in its task and the tasks below it. Without one open a transaction pays one look
/// at a task-local value.
package final class QueryTrace: Sendable {
    struct Seen: Sendable {
        var count = 0
        /// Where the first one's transaction was asked for.
        let site: CallSite
    }

    private struct State {
        var seen: [String: Seen] = [:]
        var kinds: Set<String> = []
        var detector: RepeatDetector?
    }

    @TaskLocal static var current: QueryTrace?

    private let label: String
    private let state = Mutex(State())
    /// Texts counted in one trace; later ones are not.
    private static let mostTexts = 256

    private init(_ label: String) { self.label = label }

    /// Runs `body` with a trace open; afterwards what was repeated is warned about, once for each statement.
    ///
    /// - Parameter label: What is running, without names or numbers of its own: "GET /api/tutors/:id".
    package static func watching<T>(
        _ label: String, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> T
    ) async rethrows -> T {
        let trace = QueryTrace(label)
        defer { trace.finish() }
        return try await $current.withValue(trace, operation: body, isolation: isolation)
    }

    func note(_ text: String, at site: CallSite, for detector: RepeatDetector) {
        state.withLock { state in
            state.detector = detector
            guard state.seen[text] != nil || state.seen.count < Self.mostTexts else { return }
            state.seen[text, default: Seen(site: site)].count += 1
        }
    }

    /// True when rows of this table are read by id for the first time in this scope.
    func noteKind(_ kind: String) -> Bool {
        state.withLock { $0.kinds.insert(kind).inserted }
    }

    /// Counts a read by id that nobody joined; those that share a transaction are what they should be.
    func note(lone kind: String, at site: CallSite, for detector: RepeatDetector) {
        note("SELECT … FROM \(kind) WHERE id IN (?…)", at: site, for: detector)
    }

    private func finish() {
        let (seen, detector) = state.withLock { ($0.seen, $0.detector) }
        guard let detector else { return }
        for (text, seen) in seen where seen.count >= detector.threshold {
            detector.warn(label: label, text: text, seen)
        }
    }
}
