import Business
import Domain
import Hummingbird
import Storage

/// `/api/ai`: what the agent did, and what it would answer.
struct AgentRoutes: Sendable {
    let reports: Reports
    let rehearsal: any AgentRehearsal

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/ai/actions", "listAgentTurns", .agent, "The agent's newest turns, newest first",
                may: .readConversations, query: [.maybe("limit", .integer, "1 to 100, 10 if not given")],
                answers: [.ok(.data(.list(TurnBody.schema)))], run: actions),
            Operation(
                .get, "/api/ai/stats", "showAgentStats", .agent, "The agent's last 24 hours", may: .readDashboard,
                answers: [.ok(.data(AgentStatsBody.schema))], run: stats),
            Operation(
                .post, "/api/ai/chat", "rehearseReply", .agent,
                "What the agent would answer: nothing is kept and nothing is sent", may: .reply,
                body: .json(
                    .object(
                        .always("message", .text(1...4096)),
                        .maybe("chatId", .text(1...128).orNull, "Goes on from this chat; else from none"))),
                answers: [.ok(RehearsalBody.schema), .other(.notFound, "No such company")], run: chat),
        ]
    }

    @Sendable func actions(_ call: TenantCall) async throws -> Response {
        let found = try await reports.turns(limit: call.page(usual: 10).limit, in: call.scope)
        return try JSONBody.response(DataBody(data: found.turns.map { TurnBody($0, now: found.at) }))
    }

    @Sendable func stats(_ call: TenantCall) async throws -> Response {
        let report = try await reports.talks(hours: 24, in: call.scope)
        return try JSONBody.response(DataBody(data: AgentStatsBody(report)))
    }

    @Sendable func chat(_ call: TenantCall) async throws -> Response {
        guard let text = call.form.text("message") else { throw Problem.failed }
        let chat = try call.form.text("chatId").map(Self.chat)
        guard let reply = try await rehearsal.answer(text, in: chat, of: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(RehearsalBody(reply))
    }

    /// An address as WhatsApp writes it, or a bare number.
    private static func chat(_ text: String) throws -> ChatID {
        let chat = text.contains("@") ? ChatID(text) : PhoneNumber(text).map(ChatID.init(phone:))
        guard let chat, chat.kind == .person || chat.kind == .hidden else {
            throw Problem.invalid("Confira os dados enviados.", ["chatId: um chat de WhatsApp, ou um telefone com DDD"])
        }
        return chat
    }
}

private struct TurnBody: Encodable {
    let id: Message.ID
    let chatId: ChatID
    @OrNull var tutorNome: String?
    @OrNull var tutorTelefone: String?
    let acao: String
    let action: String
    let motivo: String
    @OrNull var intencao: String?
    @OrNull var sentimento: String?
    @OrNull var mensagemCliente: String?
    let respostaAgente: String
    let icone: String
    let timestamp: String
    let timeAgo: String

    static let schema: Schema = .object(
        .always("id", .id), .always("chatId", .text), .always("tutorNome", .text.orNull),
        .always("tutorTelefone", .text.orNull), .always("acao", .text, "For people"),
        .always("action", .text, "For programs"), .always("motivo", .text),
        .always("intencao", .text.orNull, "The first that was understood"),
        .always("sentimento", .words(["positivo", "negativo"]).orNull, "Praise or complaint; else not measured: null"),
        .always("mensagemCliente", .text.orNull), .always("respostaAgente", .text), .always("icone", .text),
        .always("timestamp", .moment), .always("timeAgo", .text))

    init(_ turn: TalksDAO.Shown, now: Moment) {
        let record = turn.reply.decision
        let words = ActionWords(record?.action ?? "")
        id = turn.reply.id
        chatId = turn.chatID
        tutorNome = turn.tutorName
        tutorTelefone = turn.tutorPhone?.digits
        acao = words.text
        action = record?.action ?? ""
        motivo = record?.reason ?? ""
        intencao = record?.intents.first?.rawValue
        sentimento = record.flatMap { Self.mood($0.intents) }
        mensagemCliente = turn.question
        respostaAgente = turn.reply.body
        icone = words.icon
        timestamp = turn.reply.sentAt.iso8601
        timeAgo = ActionWords.ago(turn.reply.sentAt, now: now)
    }

    private static func mood(_ intents: [Intent]) -> String? {
        if intents.contains(.complaint) { return "negativo" }
        return intents.contains(.praise) ? "positivo" : nil
    }
}

private struct AgentStatsBody: Encodable {
    let totalConversas: Int
    let clientesUnicos: Int
    @OrNull var qualidadeMedia: Double?
    let sentimentoPositivo: Int
    let sentimentoNegativo: Int
    let agendamentosRealizados: Int
    @OrNull var taxaSatisfacao: Double?

    static let schema: Schema = .object(
        .always("totalConversas", .integer), .always("clientesUnicos", .integer),
        .always("qualidadeMedia", .number.orNull, "Not measured: null"),
        .always("sentimentoPositivo", .integer, "Turns with praise"),
        .always("sentimentoNegativo", .integer, "Turns with a complaint"),
        .always("agendamentosRealizados", .integer, "Visits that the agent booked"),
        .always("taxaSatisfacao", .percent.orNull, "Praise of praise and complaints; null without any"))

    init(_ report: TalkReport) {
        totalConversas = report.chats
        clientesUnicos = report.customers
        qualidadeMedia = nil
        sentimentoPositivo = report.praise
        sentimentoNegativo = report.complaints
        agendamentosRealizados = report.booked
        taxaSatisfacao = report.satisfaction
    }
}

private struct RehearsalBody: Encodable {
    struct Reply: Encodable {
        let reply: String
        let decision: DecisionRecord
        /// Minutes that a human would have the chat; null leaves it with the agent.
        @OrNull var pauseMinutes: Int?
    }

    var success = true
    let response: String
    let data: Reply

    static let schema: Schema = .object(
        .always("success", .boolean), .always("response", .text, "The same as `data.reply`"),
        .always(
            "data",
            .object(
                .always("reply", .text), .always("decision", .anything, "What was understood, and why this answer"),
                .always("pauseMinutes", .integer.orNull, "A human would have the chat for so long"))))

    init(_ reply: RehearsedReply) {
        response = reply.text
        data = Reply(reply: reply.text, decision: reply.record, pauseMinutes: reply.pauseMinutes)
    }
}
