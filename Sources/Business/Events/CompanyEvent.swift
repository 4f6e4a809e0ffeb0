import Domain
import Storage

/// What those who watch a company are told. An event names things by id and holds nothing personal: who may read
/// the thing asks for it.
package enum CompanyEvent: Sendable {
    case visitBooked(Appointment)
    case visitChanged(Appointment)
    case visitRemoved(Appointment.ID)
    case messageReceived(Message.ID, Conversation.ID)
    /// Queued for sending, by the agent or by a human.
    case messageWritten(Message)
    case messageSent(Message.ID, Conversation.ID)
    /// A reply that was queued and will not be sent: the chat is as if it had not been written.
    case messageWithdrawn(Message.ID, Conversation.ID)
    /// Delivered, read, edited, taken back, reacted to.
    case messageChanged(Message.ID, Conversation.ID)
    /// The file that came with a message is here.
    case mediaKept(Message.ID, Conversation.ID)
    /// Paused, resumed, read, archived.
    case chatChanged(Conversation.ID)
    case sessionChanged(WhatsAppSession.ID, WhatsAppSession.Status)
    /// Another QR code is to be scanned, or none any more.
    case codeChanged(WhatsAppSession.ID)
    case noticeAdded(Notice)
    /// Begun, changed, paused or ended.
    case seriesChanged(VisitSeries.ID)
    /// Somebody waits, is asked, or waits no more.
    case waitlistChanged(Waiter.ID)
    /// Professionals or resources: what is free may be another than before.
    case staffChanged

    /// Stores the event in the transaction of its fact.
    package func tell(in tx: TenantTransaction, at now: Moment) throws {
        let payload = payload
        let text = payload.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
        try EventsDAO(tx).append(kind, "{\(text)}", at: now)
    }

    /// The event's name, as `/api/events` writes it.
    package var kind: String {
        switch self {
        case .visitBooked: "appointment.created"
        case .visitChanged: "appointment.changed"
        case .visitRemoved: "appointment.removed"
        case .messageReceived: "message.received"
        case .messageWritten: "message.written"
        case .messageSent: "message.sent"
        case .messageWithdrawn: "message.withdrawn"
        case .messageChanged: "message.changed"
        case .chatChanged: "conversation.changed"
        case .sessionChanged: "session.changed"
        case .mediaKept: "message.media"
        case .codeChanged: "session.qr"
        case .noticeAdded: "notification.created"
        case .staffChanged: "staff.changed"
        case .waitlistChanged: "waitlist.changed"
        case .seriesChanged: "series.changed"
        }
    }

    /// Members as JSON. Ids are numbers, and all text is a word of ours, which needs no escaping.
    private var payload: KeyValuePairs<String, String> {
        switch self {
        case .visitBooked(let visit), .visitChanged(let visit):
            ["id": "\(visit.id)", "status": "\"\(visit.status.rawValue)\"", "day": "\"\(visit.slot.day)\""]
        case .visitRemoved(let id): ["id": "\(id)"]
        case .messageReceived(let id, let chat), .messageSent(let id, let chat), .messageWithdrawn(let id, let chat),
            .messageChanged(let id, let chat), .mediaKept(let id, let chat):
            ["id": "\(id)", "conversationId": "\(chat)"]
        case .messageWritten(let message):
            [
                "id": "\(message.id)", "conversationId": "\(message.conversationID)",
                "author": "\"\(message.author.rawValue)\"",
            ]
        case .chatChanged(let id): ["id": "\(id)"]
        case .seriesChanged(let id): ["id": "\(id)"]
        case .waitlistChanged(let id): ["id": "\(id)"]
        case .codeChanged(let id): ["id": "\(id)"]
        case .sessionChanged(let id, let status): ["id": "\(id)", "status": "\"\(status.rawValue)\""]
        case .staffChanged: [:]
        case .noticeAdded(let notice): ["id": "\(notice.id)", "level": "\"\(notice.level.rawValue)\""]
        }
    }
}
