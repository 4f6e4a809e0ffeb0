import Business
import Storage

/// Jobs beside turns and sends, by kind. Nobody waits for them; each has a lane of its own.
package struct Chores: Sendable {
    package typealias Work = @Sendable (Job) async throws -> ChoreEnding

    private let works: [String: Work]

    package init(_ works: [String: Work] = [:]) { self.works = works }

    package init(media: MediaDesk, sessions: Sessions, escalation: Escalation) {
        works = [
            MediaDesk.kind: { try await media.fetch($0) }, Sessions.codeKind: { try await sessions.readCode($0) },
            Escalation.kind: { try await escalation.send($0) },
        ]
    }

    /// - Returns: nil for a kind that is none of these.
    func work(for kind: String) -> Work? { works[kind] }
}
