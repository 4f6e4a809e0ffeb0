import Business
import Domain
import Storage

/// A chat as lists and pages read it, under the names of either reader.
struct ConversationBody: Encodable, Sendable {
    let id: Conversation.ID
    let chatId: ChatID
    let chat_id: ChatID
    let companyId: Company.ID
    let clientName: String
    let clientPhone: String
    let lastMessage: String
    let lastMessageAt: String
    let unreadCount: Int
    let status: Conversation.Status
    let createdAt: String
    let updatedAt: String
    let aiPaused: Bool
    let ai_paused: Bool
    @OrNull var pausedUntil: String?
    @OrNull var pauseReason: Conversation.PauseReason?
    let simulated: Bool
    @OrNull var tutor_id: Tutor.ID?
    let tutor_nome: String
    let tutor_telefone: String
    let data_inicio: String
    let duracao_minutos: Int
    @OrNull var resumo: String?
    @OrNull var intencao: Intent?
    @OrNull var sentimento_predominante: String?
    let converteu: Bool
    let acoes_ia: [String]
    let last_interaction: String
    @OrNull var last_status: Appointment.Status?
    @OrNull var last_service: String?
    @OrNull var last_appointment_id: Appointment.ID?
    @OrNull var last_appointment_date: LocalDay?
    @OrNull var last_appointment_time: LocalTime?
    let total_messages: Int

    static let fields: [Schema.Field] = [
        .always("id", .id), .always("chatId", .text), .always("chat_id", .text), .always("companyId", .id),
        .always("clientName", .text, "Empty while unknown"), .always("clientPhone", .text, "Empty while hidden"),
        .always("lastMessage", .text, "Its first 200 characters; empty for media"), .always("lastMessageAt", .moment),
        .always("unreadCount", .integer), .always("status", .words(Conversation.Status.self)),
        .always("createdAt", .moment), .always("updatedAt", .moment), .always("aiPaused", .boolean),
        .always("ai_paused", .boolean), .always("pausedUntil", .moment.orNull),
        .always("pauseReason", .words(Conversation.PauseReason.self).orNull, "Null while the agent answers"),
        .always("simulated", .boolean, "Written in the simulator, not at WhatsApp"), .always("tutor_id", .id.orNull),
        .always("tutor_nome", .text), .always("tutor_telefone", .text), .always("data_inicio", .moment),
        .always("duracao_minutos", .integer, "From the first to the last message"),
        .always("resumo", .text.orNull, "Why the agent last answered as it did"),
        .always("intencao", .words(Intent.self).orNull, "What the agent last understood"),
        .always(
            "sentimento_predominante", .words(["positivo", "negativo"]).orNull,
            "Only where praise or complaint was read"),
        .always("converteu", .boolean, "The agent booked a visit in this chat"),
        .always("acoes_ia", .list(.text), "In a list the agent's last act; on a page those of the messages shown"),
        .always("last_interaction", .moment), .always("last_status", .words(Appointment.Status.self).orNull),
        .always("last_service", .text.orNull), .always("last_appointment_id", .id.orNull),
        .always("last_appointment_date", .day.orNull), .always("last_appointment_time", .time.orNull),
        .always("total_messages", .integer),
    ]
    static let schema: Schema = .named("Conversation", .object(fields))

    /// - Parameters:
    ///   - now: A pause that has ended by then is none.
    ///   - actions: What the agent did, where more is known than its last act.
    init(_ summary: ConversationSummary, company: Company.ID, at now: Moment, actions: [String]? = nil) {
        let chat = summary.chat
        let pause = chat.pausedUntil.flatMap { $0 > now ? $0 : nil }
        id = chat.id
        chatId = chat.chatID
        chat_id = chat.chatID
        companyId = company
        clientName = summary.tutorName ?? ""
        clientPhone = summary.tutorPhone?.digits ?? chat.chatID.phone?.digits ?? ""
        lastMessage = chat.lastMessage
        lastMessageAt = chat.lastMessageAt.iso8601
        unreadCount = chat.unreadCount
        status = chat.status
        createdAt = chat.createdAt.iso8601
        updatedAt = chat.lastMessageAt.iso8601
        aiPaused = pause != nil
        ai_paused = pause != nil
        _pausedUntil = OrNull(wrappedValue: pause?.iso8601)
        _pauseReason = OrNull(wrappedValue: pause == nil ? nil : chat.pauseReason)
        simulated = summary.transport == .simulator
        _tutor_id = OrNull(wrappedValue: chat.tutorID)
        tutor_nome = clientName
        tutor_telefone = clientPhone
        data_inicio = chat.createdAt.iso8601
        duracao_minutos = max(0, Int(chat.lastMessageAt.since(chat.createdAt) / 60_000))
        _resumo = OrNull(wrappedValue: summary.lastReason)
        _intencao = OrNull(wrappedValue: summary.intent)
        _sentimento_predominante = OrNull(wrappedValue: Self.mood(of: summary.intent))
        converteu = summary.bookedAt != nil
        acoes_ia = actions ?? summary.lastAction.map { [$0] } ?? []
        last_interaction = chat.lastMessageAt.iso8601
        _last_status = OrNull(wrappedValue: summary.visit?.status)
        _last_service = OrNull(wrappedValue: summary.visit?.service)
        _last_appointment_id = OrNull(wrappedValue: summary.visit?.id)
        _last_appointment_date = OrNull(wrappedValue: summary.visit?.day)
        _last_appointment_time = OrNull(wrappedValue: summary.visit?.time)
        total_messages = summary.messageCount
    }

    private static func mood(of intent: Intent?) -> String? {
        switch intent {
        case .praise: "positivo"
        case .complaint: "negativo"
        default: nil
        }
    }
}

struct ConversationsBody: Encodable {
    var success = true
    let conversations: [ConversationBody]
    let data: [ConversationBody]
    let total: Int
    let pagination: Page.Body

    static let schema: Schema = .page(of: ConversationBody.schema).with(
        .always("conversations", .list(ConversationBody.schema)))
}

/// One message as timelines read it.
struct LineBody: Encodable, Sendable {
    struct Metadata: Encodable, Sendable {
        let intent: Intent?
    }

    let id: Message.ID
    let chatId: ChatID
    let from: String
    let to: String
    let body: String
    let content: String
    let timestamp: String
    let fromMe: Bool
    let sender: String
    let author: Message.Author
    let kind: Message.Kind
    /// WhatsApp's own numbers, as far as the server knows: 0 on its way, 1 given to WhatsApp, 2 received, 3 read, 4
    /// played.
    let ack: Int
    let delivery: String?
    /// WhatsApp says that it could not deliver the message.
    let isFailed: Bool
    /// Its sender took it back.
    let isRevoked: Bool
    let original: String?
    let reaction: String?
    let hasMedia: Bool
    let metadata: Metadata
    let decision: DecisionRecord?

    static let schema: Schema = .named(
        "ChatMessage",
        .object(
            .always("id", .id), .always("chatId", .text), .always("from", .text), .always("to", .text),
            .always("body", .text), .always("content", .text), .always("timestamp", .moment),
            .always("fromMe", .boolean), .always("sender", .words(["user", "ai"])),
            .always("author", .words(["customer", "agent", "human"])), .always("kind", .text),
            .always(
                "ack", .integer(0...4), "0 on its way or given up, 1 given to WhatsApp, 2 received, 3 read, 4 played"),
            .maybe(
                "delivery", .words(["pending", "attempted", "sent", "parked"]),
                "Of the shop's messages; parked: given up"),
            .always("isFailed", .boolean, "WhatsApp could not deliver it"),
            .always("isRevoked", .boolean, "Its sender took it back"),
            .maybe("original", .text, "As it was before it was edited"), .maybe("reaction", .text, "A single sign"),
            .always("hasMedia", .boolean), .always("metadata", .object(.maybe("intent", .words(Intent.self)))),
            .maybe("decision", .anything, "Why the agent answered so")))

    init(_ line: Conversations.Line, in summary: ConversationSummary) {
        let message = line.message
        let chat = summary.chat.chatID
        let shop = summary.shopPhone.map { ChatID(phone: $0).rawValue } ?? ""
        id = message.id
        chatId = chat
        fromMe = message.author != .customer
        from = fromMe ? shop : chat.rawValue
        to = fromMe ? chat.rawValue : shop
        body = message.body
        content = message.body
        timestamp = message.sentAt.iso8601
        sender = fromMe ? "ai" : "user"
        author = message.author
        kind = message.kind
        delivery = line.outbox?.rawValue
        let reached =
            switch (fromMe, line.outbox) {
            case (false, _): 2
            case (true, .sent), (true, nil): 1
            default: 0
            }
        ack = max(reached, fromMe ? line.delivery?.rawValue ?? 0 : 0)
        isFailed = line.delivery == .failed
        isRevoked = line.isRevoked
        original = line.original
        reaction = line.reaction
        hasMedia = [.audio, .image, .video, .document].contains(message.kind)
        metadata = Metadata(intent: message.decision?.intents.first)
        decision = message.decision
    }
}

struct MessagesBody: Encodable {
    var success = true
    let messages: [LineBody]
    let data: [LineBody]
    let total: Int
    let pagination: Page.Body

    static let schema: Schema = .page(of: LineBody.schema).with(.always("messages", .list(LineBody.schema)))
}

struct ReplyBody: Encodable {
    var success = true
    let message: String
    let data: LineBody
    let conversation: ConversationBody

    static let schema: Schema = .object(
        .always("success", .boolean), .always("message", .text), .always("data", LineBody.schema),
        .always("conversation", ConversationBody.schema))
}

/// The chat's own fields, and beside them what older readers look for.
struct ConversationDetailBody: Encodable {
    struct Content: Encodable {
        let fields: ConversationBody
        let conversation: Head
        let messages: [LineBody]

        private enum CodingKeys: String, CodingKey { case conversation, messages }

        func encode(to encoder: any Encoder) throws {
            try fields.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(conversation, forKey: .conversation)
            try container.encode(messages, forKey: .messages)
        }
    }

    struct Head: Encodable {
        let chatId: ChatID
        let tutorNome: String
        let tutorTelefone: String
        let firstInteraction: String
        let lastInteraction: String
        let totalMessages: Int
        @OrNull var lastStatus: Appointment.Status?
        @OrNull var lastService: String?

        static let schema: Schema = .object(
            .always("chatId", .text), .always("tutorNome", .text), .always("tutorTelefone", .text),
            .always("firstInteraction", .moment), .always("lastInteraction", .moment),
            .always("totalMessages", .integer), .always("lastStatus", .words(Appointment.Status.self).orNull),
            .always("lastService", .text.orNull))
    }

    var success = true
    let data: Content
    let total: Int

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "data",
            .named(
                "ConversationDetail",
                .object(
                    ConversationBody.fields + [
                        .always("conversation", Head.schema), .always("messages", .list(LineBody.schema)),
                    ]))),
        .always("total", .integer))

    init(_ chat: ConversationSummary, _ part: Conversations.Part, company: Company.ID, at now: Moment) {
        var seen: Set<String> = []
        let actions = part.lines.compactMap { $0.message.decision?.action }.filter { seen.insert($0).inserted }
        let fields = ConversationBody(chat, company: company, at: now, actions: actions)
        total = part.total
        data = Content(
            fields: fields,
            conversation: Head(
                chatId: fields.chatId, tutorNome: fields.tutor_nome, tutorTelefone: fields.tutor_telefone,
                firstInteraction: fields.data_inicio, lastInteraction: fields.last_interaction,
                totalMessages: fields.total_messages, lastStatus: fields.last_status, lastService: fields.last_service),
            messages: part.lines.reversed().map { LineBody($0, in: chat) })
    }
}

struct ConversationSummaryBody: Encodable {
    struct Chats: Encodable {
        let total: Int
        let totalMessages: Int
    }
    struct Visits: Encodable {
        let pending: Int
        let confirmed: Int
        let completed: Int
        let cancelled: Int
    }
    struct Activity: Encodable {
        let last24Hours: Int
        let last7Days: Int
        let last30Days: Int
    }
    struct Revenue: Encodable {
        let averagePrice: Double
        let totalRevenue: Double
    }

    let conversations: Chats
    let appointments: Visits
    let activity: Activity
    let revenue: Revenue

    static let schema: Schema = .named(
        "ConversationSummary",
        .object(
            .always("conversations", .object(.always("total", .integer), .always("totalMessages", .integer))),
            .always(
                "appointments",
                .object(
                    .always("pending", .integer), .always("confirmed", .integer), .always("completed", .integer),
                    .always("cancelled", .integer))),
            .always(
                "activity",
                .object(
                    .always("last24Hours", .integer), .always("last7Days", .integer),
                    .always("last30Days", .integer)), "Chats in which something was said"),
            .always(
                "revenue",
                .object(
                    .always("averagePrice", .number, "Over visits that were not cancelled"),
                    .always("totalRevenue", .number, "Of finished visits")))))

    init(_ summary: Conversations.Summary) {
        func visits(_ status: Appointment.Status) -> Int { summary.visits[status] ?? 0 }
        conversations = Chats(total: summary.activity.all, totalMessages: summary.messages)
        appointments = Visits(
            pending: visits(.pending), confirmed: visits(.confirmed), completed: visits(.done),
            cancelled: visits(.cancelled))
        activity = Activity(
            last24Hours: summary.activity.day, last7Days: summary.activity.week, last30Days: summary.activity.month)
        revenue = Revenue(averagePrice: summary.averagePrice.reais, totalRevenue: summary.revenue.reais)
    }
}
