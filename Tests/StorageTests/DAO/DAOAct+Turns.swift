import Domain
import Support

@testable import Storage

/// Methods behind turns and deliveries.
extension DAOAct {
    private static let chat = ChatID(phone: Shop.phone)
    private static let later = Moment.monday.adding(seconds: 60)

    static let turnReads: [DAOAct] = [
        DAOAct("chat_addresses.find") { tx, shop in try ChatAddressesDAO(tx).find([chat], of: shop.session.id).count },
        DAOAct("chat_addresses.chats") { tx, shop in
            try ChatAddressesDAO(tx).chats(at: [chat]).count { $0 == shop.conversation }
        },
        DAOAct("early_acks.find") { tx, shop in
            try EarlyAcksDAO(tx).find("3EB0EARLY", in: shop.session.id) == nil ? 0 : 1
        },
        DAOAct("messages.find by bare id") { tx, shop in
            try MessagesDAO(tx).find(bareID: "3A01", of: shop.session.id) == nil ? 0 : 1
        },
        DAOAct("outbox.unsentEntries") { tx, shop in try OutboxDAO(tx).unsentEntries(of: shop.conversation).count },
    ]

    static let turnWrites: [DAOAct] = [
        DAOAct("chat_addresses.insert") { tx, shop in
            try quiet {
                try ChatAddressesDAO(tx).insert(
                    ChatID(hidden: 99), of: shop.session.id, chat: shop.conversation)
            }
        },
        DAOAct("chat_addresses.move") { tx, shop in
            try quiet {
                let other = Conversation(
                    id: Identifier(77), sessionID: shop.session.id, chatID: ChatID(hidden: 98), tutorID: nil,
                    status: .new, unreadCount: 0, lastMessage: "", lastMessageAt: later, createdAt: later)
                if tx.companyID == shop.companyID { try ConversationsDAO(tx).insert(other) }
                try ChatAddressesDAO(tx).move(from: shop.conversation, to: other.id)
            }
        },
        DAOAct("early_acks.keep") { tx, shop in
            try quiet { try EarlyAcksDAO(tx).keep(.read, of: "3EB0EARLY", in: shop.session.id, at: later) }
        },
        DAOAct("early_acks.prune") { tx, shop in
            try quiet { try EarlyAcksDAO(tx).prune(before: later) }
        },
        DAOAct("messages.setDelivery") { tx, shop in
            try quiet { try MessageChangesDAO(tx).setDelivery(.read, of: shop.message) }
        },
        DAOAct("messages.setReaction") { tx, shop in
            try quiet { try MessageChangesDAO(tx).setReaction("x", to: shop.message) }
        },
        DAOAct("messages.edit") { tx, shop in try quiet { try MessageChangesDAO(tx).edit(shop.message, to: "x") } },
        DAOAct("messages.revoke") { tx, shop in
            try quiet { try MessageChangesDAO(tx).revoke(shop.message, at: later) }
        },
        DAOAct("messages.delete") { tx, shop in
            try quiet {
                try tx.run("DELETE FROM media WHERE message_id = \(shop.message)")
                try MessageChangesDAO(tx).delete(shop.message)
            }
        },
        DAOAct("outbox.delete") { tx, shop in try quiet { try OutboxDAO(tx).delete(shop.reply) } },
        DAOAct("outbox.reopen") { tx, shop in
            try quiet {
                try OutboxDAO(tx).park(shop.reply, error: "x")
                try ParkedDAO(tx).reopen(shop.reply)
            }
        },
        DAOAct("conversations.setChat") { tx, shop in
            try quiet { try ConversationsDAO(tx).setChat(ChatID(hidden: 99), of: shop.conversation) }
        },
        DAOAct("conversations.setDialogue text") { tx, shop in
            try quiet { try ConversationsDAO(tx).setDialogue(text: "{}", of: shop.conversation) }
        },
        DAOAct("jobs.put off") { tx, shop in try quiet { try JobQueue(tx).put(off: shop.job, until: later) } },
        DAOAct("jobs.move") { tx, shop in
            try quiet { try JobQueue(tx).move(lane: "chat:\(shop.conversation)", to: "x") }
        },
        DAOAct("jobs.drop") { tx, shop in
            try quiet { try JobQueue(tx).dropWaiting(kind: "send", lane: "chat:\(shop.conversation)") }
        },
        DAOAct("tutors.complete") { tx, shop in
            try quiet { try TutorMergeDAO(tx).complete(shop.tutor.id, from: shop.tutor.id, at: later) }
        },
    ]

    private static func quiet(_ write: () throws -> Void) rethrows -> Int {
        try write()
        return 0
    }
}
