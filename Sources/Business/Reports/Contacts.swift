import Domain
import Storage

/// Contacts: a chat in which the shop answered on one of its days. However many messages that took, it is one.
package struct Contacts: Sendable, Hashable {
    /// Answered by the agent alone.
    package let automatic: Int
    /// A person of the shop wrote in it.
    package let manual: Int
    /// Those in which the agent answered, alone or not.
    package let withAgent: Int

    package var total: Int { automatic + manual }

    init(_ answers: [TalksDAO.Answer], zone: ShopZone) {
        var agents: Set<Contact> = []
        var people: Set<Contact> = []
        for answer in answers {
            let contact = Contact(conversation: answer.conversationID, day: zone.wall(at: answer.at).day)
            if answer.isByAgent { agents.insert(contact) } else { people.insert(contact) }
        }
        withAgent = agents.count
        manual = people.count
        automatic = agents.subtracting(people).count
    }

    private struct Contact: Hashable {
        let conversation: Conversation.ID
        let day: LocalDay
    }
}

extension Reports {
    /// Contacts of the last days, today's among them.
    ///
    /// - Parameter days: Taken to the nearest of 1...400.
    package func contacts(days: Int, in scope: TenantScope) async throws -> Contacts {
        try await read(scope) { desk in try desk.contacts(days: days) }
    }
}

extension Reports.Desk {
    func contacts(days: Int) throws -> Contacts {
        Contacts(
            try TalksDAO(tx).answers(from: start(ofLast: days), until: now.adding(milliseconds: 1)), zone: zone)
    }
}
