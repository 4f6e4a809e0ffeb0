import Business
import Domain
import Hummingbird

/// `/api/conversations`: the shop's chats, and a human's part in them. A chat is named by WhatsApp address (raw or
/// percent-encoded), by the customer's number, or by its own id.
struct ConversationRoutes: Sendable {
    let conversations: Conversations
    let clock: any ShopClock

    var operations: [Operation] { reading + acting }

    private var reading: [Operation] {
        [
            Operation(
                .get, "/api/conversations", "listConversations", .conversations, "Chats, newest message first",
                may: .readConversations, query: Self.filters + Page.parameters,
                answers: [.ok(ConversationsBody.schema)], run: list),
            Operation(
                .get, "/api/conversations/stats/summary", "summarizeConversations", .conversations,
                "Figures over all chats and visits", may: .readConversations,
                answers: [.ok(.data(ConversationSummaryBody.schema))], run: summary),
            Operation(
                .get, "/api/conversations/{chatId}", "showConversation", .conversations,
                "One chat with its newest fifty messages, oldest of them first", may: .readConversations,
                answers: [.ok(ConversationDetailBody.schema)], run: show),
            Operation(
                .get, "/api/conversations/{chatId}/messages", "listMessages", .conversations,
                "Messages of a chat; none for a chat that is not there", may: .readConversations,
                query: [.maybe("orderBy", .words(["asc", "desc"]), "By time; desc when left out")] + Page.parameters,
                answers: [.ok(MessagesBody.schema)], run: messages),
            Operation(
                .get, "/api/outbox/parked", "listParkedMessages", .conversations,
                "Messages that could not be sent and were given up, newest first", may: .readConversations,
                query: Page.parameters, answers: [.ok(.page(of: ParkedBody.schema))], run: parked),
        ]
    }

    private var acting: [Operation] {
        let chat = Operation.Answer.ok(.data(ConversationBody.schema))
        return [
            Operation(
                .patch, "/api/conversations/{chatId}/status", "setConversationStatus", .conversations,
                "File a chat as new, replied or archived", may: .reply,
                body: .json(.object(.always("status", .words(Conversation.Status.self)))), answers: [chat],
                run: setStatus),
            Operation(
                .patch, "/api/conversations/{chatId}/read", "readConversation", .conversations,
                "Nothing is unread in it any more", may: .readConversations, answers: [.ok(.message)], run: markRead),
            Operation(
                .post, "/api/conversations/{chatId}/reply", "replyAsHuman", .conversations,
                "Write to the customer as a human; the agent leaves the chat alone for a while", may: .reply,
                body: .json(.object(.always("text", .text(1...4096)))),
                answers: [.created(ReplyBody.schema, "It is durable and on its way")], run: reply),
            Operation(
                .post, "/api/conversations/{chatId}/messages/{messageId}/retry", "retryMessage", .conversations,
                "Send a message that was given up once more, with all its tries", may: .reply,
                answers: [
                    .ok(.message, "It is on its way again"),
                    .other(.conflict, "The message is not one that was given up"),
                ], run: retry),
            Operation(
                .post, "/api/conversations/{chatId}/pause", "pauseAgent", .conversations,
                "Keep the agent silent in a chat", may: .reply,
                body: .optionalJSON(
                    .object(.maybe("minutes", .integer(1...10_080), "Left out: the company's own setting"))),
                answers: [chat], run: pause),
            Operation(
                .post, "/api/conversations/{chatId}/resume", "resumeAgent", .conversations,
                "Give a chat back to the agent", may: .reply, answers: [chat], run: resume),
        ]
    }

    private static let filters: [Operation.Parameter] = [
        .maybe(
            "status",
            .words(Conversation.Status.allCases.map(\.rawValue) + Appointment.Status.allCases.map(\.rawValue)),
            "How the chat is filed, or how the customer's latest visit stands"),
        .maybe("search", .text(1...100), "Part of the customer's name or number, or of the last message"),
        .maybe("tutorId", .id, "Only this customer"),
        .maybe("startDate", .day, "Last message on this day or later; also `dateFrom`"),
        .maybe("endDate", .day, "Last message on this day or before; also `dateTo`"),
        .maybe("dateFrom", .day, "The same as `startDate`"), .maybe("dateTo", .day, "The same as `endDate`"),
    ]

    @Sendable func list(_ call: TenantCall) async throws -> Response {
        let page = call.page(usual: 20)
        let found = try await conversations.list(
            try wanted(call), limit: page.limit, offset: page.offset, in: call.scope)
        let bodies = found.chats.map { ConversationBody($0, company: call.scope.companyID, at: clock.now) }
        return try JSONBody.response(
            ConversationsBody(
                conversations: bodies, data: bodies, total: found.total,
                pagination: page.body(total: found.total, shown: bodies.count)))
    }

    private func wanted(_ call: TenantCall) throws -> Conversations.Wanted {
        var wanted = Conversations.Wanted()
        let status = call.query("status")
        wanted.filter.status = status.flatMap(Conversation.Status.init(rawValue:))
        wanted.filter.visitStatus = status.flatMap(Appointment.Status.init(rawValue:))
        wanted.filter.tutorID = call.query("tutorId").flatMap { Tutor.ID(text: $0) }
        wanted.filter.search = call.query("search")?.trimmed
        wanted.firstDay = try call.day("startDate") ?? call.day("dateFrom")
        wanted.lastDay = try call.day("endDate") ?? call.day("dateTo")
        return wanted
    }

    @Sendable func summary(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(DataBody(data: ConversationSummaryBody(try await conversations.summary(in: call.scope))))
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        let part = try await conversations.messages(
            of: try address(call), newestFirst: true, limit: 50, offset: 0, in: call.scope)
        guard let chat = part.chat else { throw Problem.notFound }
        return try JSONBody.response(ConversationDetailBody(chat, part, company: call.scope.companyID, at: clock.now))
    }

    @Sendable func messages(_ call: TenantCall) async throws -> Response {
        let page = call.page(usual: 20)
        var part = Conversations.Part()
        if let address = ChatAddress(try call.part("chatId")) {
            part = try await conversations.messages(
                of: address, newestFirst: call.query("orderBy") != "asc", limit: page.limit, offset: page.offset,
                in: call.scope)
        }
        let bodies = part.chat.map { chat in part.lines.map { LineBody($0, in: chat) } } ?? []
        return try JSONBody.response(
            MessagesBody(
                messages: bodies, data: bodies, total: part.total,
                pagination: page.body(total: part.total, shown: bodies.count)))
    }

    @Sendable func setStatus(_ call: TenantCall) async throws -> Response {
        guard let status: Conversation.Status = call.form.word("status") else { throw Problem.failed }
        return try answer(
            try await conversations.setStatus(status, of: try address(call), in: call.scope), call)
    }

    @Sendable func markRead(_ call: TenantCall) async throws -> Response {
        guard try await conversations.markRead(try address(call), in: call.scope) != nil else { throw Problem.notFound }
        return try JSONBody.response(MessageBody(message: "Conversa marcada como lida."))
    }

    @Sendable func reply(_ call: TenantCall) async throws -> Response {
        guard let text = call.form.text("text") else { throw Problem.failed }
        guard let sent = try await conversations.reply(text, to: try address(call), in: call.scope) else {
            throw Problem.notFound
        }
        return try JSONBody.response(
            ReplyBody(
                message: "Mensagem enviada para a fila.", data: LineBody(sent.line, in: sent.chat),
                conversation: ConversationBody(sent.chat, company: call.scope.companyID, at: clock.now)),
            status: .created)
    }

    @Sendable func parked(_ call: TenantCall) async throws -> Response {
        let page = call.page(usual: 20)
        let found = try await conversations.parked(limit: page.limit, offset: page.offset, in: call.scope)
        return try JSONBody.response(
            PageBody(found.entries.map(ParkedBody.init), total: found.total, page))
    }

    @Sendable func retry(_ call: TenantCall) async throws -> Response {
        guard let id = Message.ID(text: try call.part("messageId")) else { throw Problem.notFound }
        switch try await conversations.retry(id, of: try address(call), in: call.scope) {
        case nil: throw Problem.notFound
        case false?:
            throw Problem.conflict("Essa mensagem não está parada; não há o que reenviar.")
        case true?: return try JSONBody.response(MessageBody(message: "A mensagem será enviada de novo."))
        }
    }

    @Sendable func pause(_ call: TenantCall) async throws -> Response {
        try answer(
            try await conversations.pause(try address(call), minutes: call.form.int("minutes"), in: call.scope), call)
    }

    @Sendable func resume(_ call: TenantCall) async throws -> Response {
        try answer(try await conversations.resume(try address(call), in: call.scope), call)
    }

    private func address(_ call: TenantCall) throws -> ChatAddress {
        guard let address = ChatAddress(try call.part("chatId")) else { throw Problem.notFound }
        return address
    }

    private func answer(_ chat: ConversationSummary?, _ call: TenantCall) throws -> Response {
        guard let chat else { throw Problem.notFound }
        return try JSONBody.response(
            DataBody(data: ConversationBody(chat, company: call.scope.companyID, at: clock.now)))
    }
}
