import Domain
import Storage

/// Knows the shop's customers and their pets. Works inside the caller's transaction, so that a turn of the agent
/// registers and books together or not at all.
package struct Registry: Sendable {
    let ids: IDMaker
    let clock: any ShopClock

    package init(ids: IDMaker, clock: any ShopClock) {
        self.ids = ids
        self.clock = clock
    }

    /// The customer behind a chat, made on their first message.
    ///
    /// Found by chat first, then by phone in either form of the ninth digit; a customer known by phone gains the
    /// chat, and one known by a hidden id gains the phone once WhatsApp tells it.
    package func tutor(
        chat: ChatID, phone: PhoneNumber?, name: String?, in tx: TenantTransaction
    ) throws -> Tutor {
        let tutors = TutorsDAO(tx)
        let phone = phone ?? chat.phone
        if let known = try tutors.find(chat: chat) {
            return try learn(phone, of: known, in: tx)
        }
        if let phone, var known = try tutors.find(phone: phone) {
            if known.whatsappID == nil {
                known.whatsappID = chat
                _ = try tutors.update(known, at: clock.now)
            }
            return known
        }
        let made = Tutor(
            id: ids.next(), name: Self.tidy(name) ?? Self.nameless, phone: phone, whatsappID: chat, isVIP: false,
            createdAt: clock.now)
        try tutors.insert(made)
        return made
    }

    /// The same for a chat whose customer may be known already.
    func tutor(
        _ known: Tutor.ID?, chat: ChatID, phone: PhoneNumber?, name: String?, in tx: TenantTransaction
    ) throws -> Tutor {
        guard let known = try known.flatMap({ try TutorsDAO(tx).find($0) }) else {
            return try tutor(chat: chat, phone: phone, name: name, in: tx)
        }
        return try learn(phone ?? chat.phone, of: known, in: tx)
    }

    /// Notes the number of a customer of whom none was known. Where the number is another customer's, both are one.
    private func learn(_ phone: PhoneNumber?, of known: Tutor, in tx: TenantTransaction) throws -> Tutor {
        guard known.phone == nil, let phone else { return known }
        if let other = try TutorsDAO(tx).find(phone: phone) { return try join(known, into: other, in: tx) }
        var known = known
        known.phone = phone
        _ = try TutorsDAO(tx).update(known, at: clock.now)
        return known
    }

    /// Makes two customers one: pets, visits, chats and what is known of them go to `kept`.
    func join(_ gone: Tutor, into kept: Tutor, in tx: TenantTransaction) throws -> Tutor {
        try TutorMergeDAO(tx).move(from: gone.id, to: kept.id)
        try TutorMergeDAO(tx).complete(kept.id, from: gone.id, at: clock.now)
        // Emptied, not deleted: other rows may point to it, and its number and chat must be free.
        _ = try ErasureDAO(tx).eraseTutor(gone.id, keepingRow: true, at: clock.now)
        var kept = kept
        kept.phone = kept.phone ?? gone.phone
        kept.whatsappID = kept.whatsappID ?? gone.whatsappID
        kept.name = kept.name == Self.nameless ? gone.name : kept.name
        kept.isVIP = kept.isVIP || gone.isVIP
        _ = try TutorsDAO(tx).update(kept, at: clock.now)
        return kept
    }

    private static let nameless = "Cliente"

    /// The customer that the shop's people name, made when there is none: by phone in either form of the ninth
    /// digit, else by chat, else by exactly this name among those entered by hand.
    package func customer(
        named name: String, phone: PhoneNumber?, chat: ChatID?, in tx: TenantTransaction
    ) throws -> Tutor {
        let tutors = TutorsDAO(tx)
        let name = Self.tidy(name) ?? Self.nameless
        let phone = phone ?? chat?.phone
        if let phone, var known = try tutors.find(phone: phone) {
            guard known.whatsappID == nil, let free = try unused(chat, phone, in: tx) else { return known }
            known.whatsappID = free
            _ = try tutors.update(known, at: clock.now)
            return known
        }
        if let chat, let known = try tutors.find(chat: chat), phone == nil || known.phone == nil {
            return try tutor(chat: chat, phone: phone, name: name, in: tx)
        }
        if phone == nil, chat == nil, let known = try tutors.find(byNameAlone: name) { return known }
        let made = Tutor(
            id: ids.next(), name: name, phone: phone, whatsappID: try unused(chat, phone, in: tx), isVIP: false,
            createdAt: clock.now)
        try tutors.insert(made)
        return made
    }

    /// The chat that was named, or the one of the phone: the first that nobody writes from yet.
    private func unused(_ chat: ChatID?, _ phone: PhoneNumber?, in tx: TenantTransaction) throws -> ChatID? {
        try [chat, phone.map { ChatID(phone: $0) }].compactMap { $0 }
            .first { try TutorsDAO(tx).find(chat: $0) == nil }
    }

    package func rename(_ tutor: Tutor, to name: String, in tx: TenantTransaction) throws {
        guard let name = Self.tidy(name) else { return }
        var changed = tutor
        changed.name = name
        _ = try TutorsDAO(tx).update(changed, at: clock.now)
    }

    /// The customer's pet of that name, made when there is none.
    package func pet(
        named name: String, of tutor: Tutor.ID, species: Pet.Species?, size: Pet.Size?, breed: String?,
        in tx: TenantTransaction
    ) throws -> Pet {
        let name = Self.tidy(name) ?? "Pet"
        if let known = try PetsDAO(tx).list(of: tutor).first(where: { $0.name.lowercased() == name.lowercased() }) {
            return try complete(known, species: species, size: size, breed: breed, in: tx)
        }
        let made = Pet(id: ids.next(), tutorID: tutor, name: name, species: species, breed: breed, size: size)
        try PetsDAO(tx).insert(made, at: clock.now)
        return made
    }

    /// Notes what has become known about a pet. What the customer says now wins.
    package func complete(
        _ pet: Pet, species: Pet.Species?, size: Pet.Size?, breed: String?, in tx: TenantTransaction
    ) throws -> Pet {
        var changed = pet
        changed.species = species ?? pet.species
        changed.size = size ?? pet.size
        changed.breed = breed ?? pet.breed
        if changed != pet { _ = try PetsDAO(tx).update(changed, at: clock.now) }
        return changed
    }

    /// A name without control characters and doubled spaces, at most 80 characters; nil when nothing is left.
    static func tidy(_ name: String?) -> String? {
        guard let name else { return nil }
        let kept = name.unicodeScalars.prefix(320).map { scalar -> Unicode.Scalar in
            scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                ? " " : scalar
        }
        let text = String(String.UnicodeScalarView(kept)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.isEmpty ? nil : String(text.prefix(80))
    }
}
