/// Something the shop wants its agent to know: a page of rules, an answer to a usual question.
package struct KnowledgeDocument: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<KnowledgeDocument>

    package let id: ID
    package var title: String
    package var body: String
    package let createdAt: Moment
    package var updatedAt: Moment

    package init(id: ID, title: String, body: String, createdAt: Moment, updatedAt: Moment) {
        self.id = id
        self.title = title
        self.body = body
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
