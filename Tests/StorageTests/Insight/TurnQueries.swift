import Domain

@testable import Storage

/// The queries of turns: addresses, deliveries, second thoughts, what was given up.
enum TurnQueries {
    typealias Call = ProductQueries.Call

    private static let now = TwoCompanies.now
    private static let session = TwoCompanies.session
    private static let chat = sure(ChatID("5511940000007@c.us"))
    private static let other = sure(ChatID("240000000000007@lid"))
    private static let undo = OutboxDAO.Undo(answered: [Identifier(70)], dialogue: nil)

    static let reads: [Call] = [
        ("ChatAddressesDAO.find(_:of:)", { _ = try ChatAddressesDAO($0).find([chat, other], of: session) }),
        ("ChatAddressesDAO.chats(at:)", { _ = try ChatAddressesDAO($0).chats(at: [chat]) }),
        ("EarlyAcksDAO.find(_:in:)", { _ = try EarlyAcksDAO($0).find("W70", in: session) }),
        ("MessagesDAO.find(bareID:of:)", { _ = try MessagesDAO($0).find(bareID: "W70", of: session) }),
        ("MessageChangesDAO.delivery(of:)", { _ = try MessageChangesDAO($0).delivery(of: Identifier(70)) }),
        (
            "MessageChangesDAO.answers(in:since:)",
            { _ = try MessageChangesDAO($0).answers(in: Identifier(7), since: now) }
        ),
        ("ConversationsDAO.dialogueText(of:)", { _ = try ConversationsDAO($0).dialogueText(of: Identifier(7)) }),
        ("OutboxDAO.unsentEntries(of:)", { _ = try OutboxDAO($0).unsentEntries(of: Identifier(7)) }),
        (
            "OutboxDAO.begun(in:from:to:)",
            { _ = try OutboxDAO($0).begun(in: Identifier(7), from: now, to: now.adding(seconds: 240)) }
        ),
        ("OutboxDAO.textsBeingSent(from:)", { _ = try OutboxDAO($0).textsBeingSent(from: session) }),
        ("OutboxDAO.hasAttempted()", { _ = try OutboxDAO($0).hasAttempted() }),
        ("OutboxDAO.started(from:since:)", { _ = try OutboxDAO($0).started(from: session, since: now) }),
        ("ParkedDAO.list(limit:offset:)", { _ = try ParkedDAO($0).list(limit: 20, offset: 0) }),
        ("ParkedDAO.count()", { _ = try ParkedDAO($0).count() }),
        ("ParkedDAO.entries(of:)", { _ = try ParkedDAO($0).entries(of: Identifier(70)) }),
    ]

    static let writes: [Call] = [
        (
            "ChatAddressesDAO.insert(_:of:chat:)",
            { try ChatAddressesDAO($0).insert(other, of: session, chat: Identifier(7)) }
        ),
        (
            "ChatAddressesDAO.move(from:to:)",
            { try ChatAddressesDAO($0).move(from: Identifier(7), to: Identifier(8)) }
        ),
        (
            "EarlyAcksDAO.keep(_:of:in:at:)",
            {
                try EarlyAcksDAO($0).keep(.server, of: "W9", in: session, at: now)
                try EarlyAcksDAO($0).keep(.read, of: "W9", in: session, at: now)
            }
        ),
        ("EarlyAcksDAO.prune(before:)", { try EarlyAcksDAO($0).prune(before: now) }),
        (
            "MessageChangesDAO.setDelivery(_:of:)",
            { try MessageChangesDAO($0).setDelivery(.read, of: Identifier(70)) }
        ),
        ("MessageChangesDAO.setReaction(_:to:)", { try MessageChangesDAO($0).setReaction("x", to: Identifier(70)) }),
        ("MessageChangesDAO.edit(_:to:)", { try MessageChangesDAO($0).edit(Identifier(70), to: "x") }),
        ("MessageChangesDAO.revoke(_:at:)", { try MessageChangesDAO($0).revoke(Identifier(71), at: now) }),
        ("MessageChangesDAO.reopen(_:)", { try MessageChangesDAO($0).reopen([Identifier(70), Identifier(72)]) }),
        ("MessageChangesDAO.delete(_:)", { try MessageChangesDAO($0).delete(Identifier(91)) }),
        (
            "MessageChangesDAO.move(from:to:)",
            { try MessageChangesDAO($0).move(from: Identifier(9), to: Identifier(10)) }
        ),
        ("ConversationsDAO.setChat(_:of:)", { try ConversationsDAO($0).setChat(other, of: Identifier(7)) }),
        ("ConversationsDAO.delete(_:)", { try ConversationsDAO($0).delete(Identifier(999_999)) }),
        (
            "ConversationsDAO.update(_:)",
            {
                try ConversationsDAO($0).update(
                    TwoCompanies.conversation(11, chat: sure(TwoCompanies.tutor(11).whatsappID)))
            }
        ),
        (
            "ConversationsDAO.setDialogue(text:of:)",
            { try ConversationsDAO($0).setDialogue(text: "{}", of: Identifier(7)) }
        ),
        ("OutboxDAO.delete(_:)", { try OutboxDAO($0).delete(Identifier(12)) }),
        ("OutboxDAO.move(from:to:)", { try OutboxDAO($0).move(from: Identifier(9), to: Identifier(10)) }),
        (
            "ParkedDAO.reopen(_:)",
            {
                try OutboxDAO($0).park(Identifier(13), error: "x")
                try ParkedDAO($0).reopen(Identifier(13))
            }
        ),
        ("JobQueue.put(off:until:)", { try JobQueue($0).put(off: Identifier(7), until: now) }),
        ("JobQueue.release(lane:at:)", { try JobQueue($0).release(lane: "chat-7", at: now) }),
        ("JobQueue.dropWaiting(kind:lane:)", { try JobQueue($0).dropWaiting(kind: "turn", lane: "chat-7") }),
        ("JobQueue.move(lane:to:)", { try JobQueue($0).move(lane: "chat-7", to: "chat-8") }),
        (
            "TutorMergeDAO.move(from:to:)",
            { try TutorMergeDAO($0).move(from: Identifier(9), to: Identifier(10)) }
        ),
        (
            "TutorMergeDAO.complete(_:from:at:)",
            { try TutorMergeDAO($0).complete(Identifier(10), from: Identifier(9), at: now) }
        ),
    ]
}
