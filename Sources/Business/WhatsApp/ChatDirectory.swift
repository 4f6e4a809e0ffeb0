import Domain
import Storage

/// Which chat and which customer are behind an address. One person is one chat and one customer, though WhatsApp
/// writes them as a number today and as a hidden id tomorrow.
struct ChatDirectory {
    let ids: IDMaker
    let registry: Registry
    let clock: any ShopClock
    let tx: TenantTransaction

    /// Who is at the other end, as far as one message tells.
    struct Party {
        let chat: ChatID
        var aliases: [ChatID] = []
        var phone: PhoneNumber?
        var name: String?
    }

    /// The chat of a person, made when there is none. Chats that turn out to be of one person become one.
    func conversation(with party: Party, session: WhatsAppSession.ID) throws -> Conversation {
        let addresses = Self.unique([party.chat] + party.aliases)
        let known = try ChatAddressesDAO(tx).find(addresses, of: session)
        guard var chat = try only(Self.chats(of: party.chat, in: known)) else {
            return try make(party, addresses, session: session)
        }
        for address in addresses where !known.contains(where: { $0.address == address.identity }) {
            try ChatAddressesDAO(tx).insert(address, of: session, chat: chat.id)
        }
        let tutor = try registry.tutor(chat.tutorID, chat: party.chat, phone: party.phone, name: party.name, in: tx)
        if chat.tutorID != tutor.id {
            try ConversationsDAO(tx).setTutor(tutor.id, of: chat.id)
            chat.tutorID = tutor.id
        }
        return chat
    }

    /// The chat of an address; nil when there is none.
    func find(_ addresses: [ChatID], session: WhatsAppSession.ID) throws -> Conversation? {
        try ChatAddressesDAO(tx).find(addresses, of: session).first
            .flatMap { try ConversationsDAO(tx).find($0.chat) }
    }

    private func make(
        _ party: Party, _ addresses: [ChatID], session: WhatsAppSession.ID
    ) throws -> Conversation {
        let tutor = try registry.tutor(chat: party.chat, phone: party.phone, name: party.name, in: tx)
        let now = clock.now
        let made = Conversation(
            id: ids.next(), sessionID: session, chatID: party.chat, tutorID: tutor.id, status: .new, unreadCount: 0,
            lastMessage: "", lastMessageAt: now, createdAt: now)
        try ConversationsDAO(tx).insert(made)
        for address in addresses where address.identity != party.chat.identity {
            try ChatAddressesDAO(tx).insert(address, of: session, chat: made.id)
        }
        return made
    }

    /// The chats that were found, the one of the address itself first.
    private static func chats(
        of chat: ChatID, in known: [(address: ChatID, chat: Conversation.ID)]
    ) -> [Conversation.ID] {
        let own = known.filter { $0.address == chat.identity }.map(\.chat)
        var seen: Set<Conversation.ID> = []
        return (own + known.map(\.chat)).filter { seen.insert($0).inserted }
    }

    private static func unique(_ addresses: [ChatID]) -> [ChatID] {
        var seen: Set<ChatID> = []
        return addresses.filter { seen.insert($0.identity).inserted }
    }
}

// MARK: - One person in several chats

extension ChatDirectory {
    /// The one chat that several are; the first of them where WhatsApp contradicts what it told before.
    private func only(_ ids: [Conversation.ID]) throws -> Conversation? {
        let chats = try ids.compactMap { try ConversationsDAO(tx).find($0) }
        guard let first = chats.first, chats.count > 1 else { return chats.first }
        let tutors = try chats.map { try $0.tutorID.flatMap { try TutorsDAO(tx).find($0) } }
        guard Set(tutors.compactMap { $0?.phone?.key }).count <= 1 else { return first }
        let kept = chats.min { $0.id < $1.id } ?? first
        return try chats.filter { $0.id != kept.id }.reduce(kept) { try join($1, into: $0) }
    }

    /// Moves everything of one chat into another, and its customer into the other's.
    private func join(_ gone: Conversation, into kept: Conversation) throws -> Conversation {
        try MessageChangesDAO(tx).move(from: gone.id, to: kept.id)
        try OutboxDAO(tx).move(from: gone.id, to: kept.id)
        try ChatAddressesDAO(tx).move(from: gone.id, to: kept.id)
        // A turn names its chat.
        let lane = Inbox.lane(of: kept.id)
        try JobQueue(tx).dropWaiting(kind: Inbox.turnKind, lane: Inbox.lane(of: gone.id))
        try JobQueue(tx).move(lane: Inbox.lane(of: gone.id), to: lane)
        try JobQueue(tx).enqueue(
            ids.next(), kind: Inbox.turnKind, lane: lane, payload: Inbox.TurnPayload(conversationID: kept.id),
            runAt: clock.now, at: clock.now)
        var chat = kept
        if gone.lastMessageAt > kept.lastMessageAt {
            chat.lastMessage = gone.lastMessage
            chat.lastMessageAt = gone.lastMessageAt
            chat.status = gone.status
            try ConversationsDAO(tx).setDialogue(text: try ConversationsDAO(tx).dialogueText(of: gone.id), of: kept.id)
        }
        chat.unreadCount += gone.unreadCount
        if let until = gone.pausedUntil, chat.pausedUntil.map({ $0 < until }) ?? true {
            chat.pausedUntil = until
            chat.pauseReason = gone.pauseReason
        }
        chat.tutorID = try oneTutor(kept.tutorID, gone.tutorID)
        try ConversationsDAO(tx).delete(gone.id)
        try ConversationsDAO(tx).update(chat)
        try CompanyEvent.chatChanged(gone.id).tell(in: tx, at: clock.now)
        try CompanyEvent.chatChanged(kept.id).tell(in: tx, at: clock.now)
        return chat
    }

    private func oneTutor(_ left: Tutor.ID?, _ right: Tutor.ID?) throws -> Tutor.ID? {
        let tutors = try [left, right].compactMap { try $0.flatMap { try TutorsDAO(tx).find($0) } }
        guard tutors.count == 2, tutors[0].id != tutors[1].id else { return tutors.first?.id }
        // Of whom the number is known is the one that the shop's people know too.
        let kept = tutors.first { $0.phone != nil } ?? tutors[0]
        let gone = tutors[0].id == kept.id ? tutors[1] : tutors[0]
        return try registry.join(gone, into: kept, in: tx).id
    }
}
