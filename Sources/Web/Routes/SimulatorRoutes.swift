import Business
import Domain
import Hummingbird

/// `/api/simulator`: being the customer, for the panel and `auzap chat`.
struct SimulatorRoutes: Sendable {
    let simulator: Simulator

    func add(to api: RouterGroup<TenantContext>) {
        api.group("simulator")
            .get("messages", use: messages)
            .post("messages", use: send)
            .post("reset", use: reset)
    }

    /// 202 once the message is durable; the answer comes through `messages`.
    @Sendable func send(_ request: Request, context: TenantContext) async throws -> Response {
        let form = try await request.json(SimulatorForm.self)
        var check = FieldCheck()
        let phone = check.phone(form.phone)
        let text = check.text(form.text, "text", upTo: 4096)
        if let name = form.name, name.count > 80 { check.note("name: no máximo 80 caracteres") }
        try check.finish()
        guard let phone else { throw Problem.failed }
        let sent = try await simulator.send(text, phone: phone, name: form.name, in: context.scope)
        return try JSONBody.response(
            DataBody(data: SentBody(chatId: sent.chat, messageId: sent.message)), status: .accepted)
    }

    /// 200 with the chat, oldest first; `pending` while the agent has still something to say.
    @Sendable func messages(_ request: Request, context: TenantContext) async throws -> Response {
        guard let phone = PhoneNumber(request.query("phone") ?? "") else {
            throw Problem.invalid("Confira os dados enviados.", ["phone: telefone com DDD, só números"])
        }
        let after = request.query("after").flatMap { Message.ID(text: $0) }
        let chat = try await simulator.chat(phone: phone, after: after, in: context.scope)
        return try JSONBody.response(ChatBody(data: chat.messages.map(MessageInChat.init), pending: chat.isPending))
    }

    @Sendable func reset(_ request: Request, context: TenantContext) async throws -> Response {
        let form = try await request.json(SimulatorForm.self)
        var check = FieldCheck()
        let phone = check.phone(form.phone)
        try check.finish()
        if let phone { try await simulator.reset(phone: phone, in: context.scope) }
        return try JSONBody.response(MessageBody(message: "Conversa recomeçada."))
    }
}

private struct SimulatorForm: Decodable {
    let phone: String?
    let name: String?
    let text: String?
}

private struct SentBody: Encodable {
    let chatId: ChatID
    let messageId: Message.ID?
}

private struct ChatBody: Encodable {
    var success = true
    let data: [MessageInChat]
    let pending: Bool
}

private struct MessageInChat: Encodable {
    let id: Message.ID
    let body: String
    let fromMe: Bool
    let timestamp: String
    let sender: String
    let decision: DecisionRecord?

    init(_ message: Message) {
        id = message.id
        body = message.body
        fromMe = message.author != .customer
        timestamp = message.sentAt.iso8601
        sender = message.author == .customer ? "user" : "ai"
        decision = message.decision
    }
}
