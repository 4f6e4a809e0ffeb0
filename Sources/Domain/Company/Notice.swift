/// Something that somebody of the shop should know of (table `notifications`).
package struct Notice: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Notice>

    /// How much it matters. Two sets of words are in use, and both are lawful.
    package enum Level: String, Sendable, Codable, CaseIterable {
        case info, warning, error, success
        case low, medium, high, critical
    }

    package let id: ID
    /// Whom it is for; nil: everybody of the shop.
    package let userID: User.ID?
    package let kind: String
    package let title: String
    package let text: String
    package let level: Level
    /// Where to act on it: an address inside the panel or a whole one.
    package let link: String?
    package let linkLabel: String?
    /// What it is about, by name: "conversation_id", "appointment_id".
    package let about: [String: JSONValue]
    package var readAt: Moment?
    package var isArchived: Bool
    package let createdAt: Moment
    package var updatedAt: Moment

    package init(
        id: ID, userID: User.ID? = nil, kind: String, title: String, text: String, level: Level, link: String? = nil,
        linkLabel: String? = nil, about: [String: JSONValue] = [:], readAt: Moment? = nil, isArchived: Bool = false,
        createdAt: Moment, updatedAt: Moment
    ) {
        self.id = id
        self.userID = userID
        self.kind = kind
        self.title = title
        self.text = text
        self.level = level
        self.link = link
        self.linkLabel = linkLabel
        self.about = about
        self.readAt = readAt
        self.isArchived = isArchived
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
