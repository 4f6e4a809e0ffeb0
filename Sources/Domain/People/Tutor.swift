/// A customer: the person who brings the pet (table `tutors`).
package struct Tutor: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Tutor>

    package let id: ID
    package var name: String
    /// nil while WhatsApp shows only a hidden id (`@lid`).
    package var phone: PhoneNumber?
    /// The chat this customer writes from, when known.
    package var whatsappID: ChatID?
    package var isVIP: Bool
    package let createdAt: Moment

    package init(
        id: ID, name: String, phone: PhoneNumber?, whatsappID: ChatID?, isVIP: Bool, createdAt: Moment
    ) {
        self.id = id
        self.name = name
        self.phone = phone
        self.whatsappID = whatsappID
        self.isVIP = isVIP
        self.createdAt = createdAt
    }
}
