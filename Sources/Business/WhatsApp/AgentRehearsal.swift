import Domain

/// What the agent would answer, and why.
package struct RehearsedReply: Sendable, Hashable {
    package let text: String
    package let record: DecisionRecord
    /// Minutes that a human would have the chat from now on; nil leaves it with the agent.
    package let pauseMinutes: Int?

    package init(text: String, record: DecisionRecord, pauseMinutes: Int?) {
        self.text = text
        self.record = record
        self.pauseMinutes = pauseMinutes
    }
}

/// The agent at work with nothing at stake: nothing it does is kept, and nothing leaves.
package protocol AgentRehearsal: Sendable {
    /// What the agent would answer to a text.
    ///
    /// - Parameters:
    ///   - text: 1...4096 characters.
    ///   - chat: Whose chat it goes on from, as it stands; nil for somebody who writes for the first time.
    /// - Returns: nil when there is no such company.
    func answer(_ text: String, in chat: ChatID?, of scope: TenantScope) async throws -> RehearsedReply?
}
