import Business
import Domain
import Hummingbird

/// `/api/simulator`: being the customer, for the panel and `auzap chat`.
struct SimulatorRoutes: Sendable {
    let simulator: Simulator

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/simulator/messages", "listSimulatedMessages", .agent, "The simulated chat, oldest first",
                may: .reply,
                query: [
                    .always("phone", .phone, "Whose chat"),
                    .maybe("after", .id, "Only what came after this message"),
                ], answers: [.ok(ChatBody.schema)], run: messages),
            Operation(
                .post, "/api/simulator/messages", "sendSimulatedMessage", .agent,
                "Write as a customer; the answer comes through the list", may: .reply,
                body: .json(
                    .object(
                        .always("phone", .phone), .maybe("name", .text(0...80)), .always("text", .text(1...4096)))),
                answers: [.other(.accepted, "It is durable", .data(SentBody.schema))], run: send),
            Operation(
                .post, "/api/simulator/clock", "setSimulatedClock", .agent,
                "Set what the agent takes for now in one simulated chat", may: .reply,
                body: .json(
                    .object(
                        .always("phone", .phone),
                        .maybe(
                            "day", .day.orNull, "On the shop's calendar; without it the chat is in the present again"),
                        .maybe("time", .time.orNull, "On the shop's wall"))),
                answers: [.ok(.data(ClockBody.schema))], run: setClock),
            Operation(
                .post, "/api/simulator/reset", "resetSimulator", .agent, "Forget the simulated chat", may: .reply,
                body: .json(.object(.always("phone", .phone))), answers: [.ok(.message)], run: reset),
        ]
    }

    @Sendable func send(_ call: TenantCall) async throws -> Response {
        guard let phone = call.form.phone("phone"), let text = call.form.text("text") else { throw Problem.failed }
        let sent = try await simulator.send(text, phone: phone, name: call.form.text("name"), in: call.scope)
        return try JSONBody.response(
            DataBody(data: SentBody(chatId: sent.chat, messageId: sent.message)), status: .accepted)
    }

    /// The clock of this one chat; real chats and other companies keep the present.
    @Sendable func setClock(_ call: TenantCall) async throws -> Response {
        guard let phone = call.form.phone("phone") else { throw Problem.failed }
        let day = call.form.text("day").flatMap { LocalDay(iso: $0) }
        let time = call.form.time("time")
        guard (day == nil) == (time == nil) else {
            throw Problem.invalid("Confira os dados enviados.", ["day, time: informe os dois, ou nenhum"])
        }
        let now = day.flatMap { day in time.map { LocalDateTime(day: day, time: $0) } }
        let shown = try await simulator.setClock(now, phone: phone, in: call.scope)
        return try JSONBody.response(DataBody(data: ClockBody(shown)))
    }

    /// `pending` while the agent has still something to say.
    @Sendable func messages(_ call: TenantCall) async throws -> Response {
        guard let phone = PhoneNumber(call.query("phone") ?? "") else {
            throw Problem.invalid("Confira os dados enviados.", ["phone: telefone com DDD, só números"])
        }
        let after = call.query("after").flatMap { Message.ID(text: $0) }
        let chat = try await simulator.chat(phone: phone, after: after, in: call.scope)
        let now = try await simulator.now(phone: phone, in: call.scope)
        return try JSONBody.response(
            ChatBody(data: chat.messages.map(MessageInChat.init), pending: chat.isPending, now: ClockBody(now)))
    }

    @Sendable func reset(_ call: TenantCall) async throws -> Response {
        if let phone = call.form.phone("phone") { try await simulator.reset(phone: phone, in: call.scope) }
        return try JSONBody.response(MessageBody(message: "Conversa recomeçada."))
    }
}

private struct SentBody: Encodable {
    let chatId: ChatID
    let messageId: Message.ID?

    static let schema: Schema = .object(.always("chatId", .text), .maybe("messageId", .id))
}

private struct ChatBody: Encodable {
    var success = true
    let data: [MessageInChat]
    let pending: Bool
    let now: ClockBody

    static let schema: Schema = .object(
        .always("success", .boolean), .always("data", .list(MessageInChat.schema)), .always("pending", .boolean),
        .always("now", ClockBody.schema))
}

/// What a chat's clock shows, on the shop's wall.
private struct ClockBody: Encodable {
    let day: String
    let time: String
    let isPresent: Bool

    init(_ now: Simulator.Reading) {
        day = "\(now.wall.day)"
        time = "\(now.wall.time)"
        isPresent = now.isPresent
    }

    static let schema: Schema = .object(
        .always("day", .day), .always("time", .time),
        .always("isPresent", .boolean, "False while it is set to another time"))
}

private struct MessageInChat: Encodable {
    let id: Message.ID
    let body: String
    let fromMe: Bool
    let timestamp: String
    let sender: String
    let decision: DecisionRecord?

    static let schema: Schema = .object(
        .always("id", .id), .always("body", .text), .always("fromMe", .boolean), .always("timestamp", .moment),
        .always("sender", .words(["user", "ai"])), .maybe("decision", .anything))

    init(_ message: Message) {
        id = message.id
        body = message.body
        fromMe = message.author != .customer
        timestamp = message.sentAt.iso8601
        sender = message.author == .customer ? "user" : "ai"
        decision = message.decision
    }
}
