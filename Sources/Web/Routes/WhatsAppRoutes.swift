import Business
import Domain
import Hummingbird

/// `/api/whatsapp`: the shop's connections to WhatsApp.
struct WhatsAppRoutes: Sendable {
    let sessions: Sessions

    var operations: [Operation] { ofSessions + ofShop }

    private static let away: Operation.Answer = .other(.badGateway, "WAHA does not answer, or refuses")
    private static let name = "/api/whatsapp/sessions/{id}"

    private var ofSessions: [Operation] {
        [
            Operation(
                .get, "/api/whatsapp/sessions", "listSessions", .whatsApp, "The shop's connections to WhatsApp",
                may: .readWhatsApp, answers: [.ok(SessionsBody.schema)], run: list),
            Operation(
                .post, "/api/whatsapp/sessions", "createSession", .whatsApp,
                "Add a connection, and make it at WAHA with our webhook", may: .manageWhatsApp, body: .json(Self.form),
                answers: [
                    .created(OneSessionBody.schema), .other(.conflict, "The name is in use on this server"), Self.away,
                ], run: create),
            Operation(
                .post, "\(Self.name)/start", "startSession", .whatsApp,
                "Start a connection and get what pairs the phone", may: .manageWhatsApp,
                body: .optionalJSON(StartForm.schema), answers: [.ok(StartBody.schema), Self.away], run: start),
            Operation(
                .get, "\(Self.name)/status", "showSession", .whatsApp, "Where a connection stands, asked of WAHA",
                may: .readWhatsApp, answers: [.ok(StandingBody.schema)], run: standing),
            Operation(
                .get, "\(Self.name)/qr", "showQRCode", .whatsApp,
                "The code to scan now; each new one is announced by the event `session.qr`", may: .manageWhatsApp,
                answers: [.ok(CodeBody.schema)], run: code),
            act("stop", "stopSession", "Stop a connection; the phone stays paired", "Sessão parada.") {
                try await sessions.stop($0, in: $1)
            },
            act("logout", "logOutSession", "Unpair the phone", "Telefone desconectado.") {
                try await sessions.logOut($0, in: $1)
            },
            Operation(
                .delete, Self.name, "deleteSession", .whatsApp,
                "Unpair the phone and remove the connection here and at WAHA", may: .manageWhatsApp,
                query: [.maybe("force", .boolean, "Also when WAHA does not answer; the name then stays taken")],
                answers: [.ok(.message), Self.away], run: remove),
            Operation(
                .post, "\(Self.name)/test", "testSession", .whatsApp, "Send a text to any number",
                may: .manageWhatsApp,
                body: .json(.object(.always("phoneNumber", .phone), .maybe("message", .text(0...4096)))),
                answers: [.ok(TestBody.schema), Self.away], run: test),
        ]
    }

    private var ofShop: [Operation] {
        [
            Operation(
                .get, "/api/whatsapp/status", "showWhatsAppStatus", .whatsApp, "How the shop is connected",
                may: .readWhatsApp, answers: [.ok(.data(ShopStatusBody.schema))], run: status),
            Operation(
                .get, "/api/whatsapp/my-connection", "showConnection", .whatsApp, "Whether the shop is connected",
                may: .readWhatsApp, answers: [.ok(ConnectionBody.schema)], run: connection),
            Operation(
                .post, "/api/whatsapp/connect", "connectWhatsApp", .whatsApp,
                "Start the shop's connection, made at the server's own WAHA where there is none",
                may: .manageWhatsApp, body: .optionalJSON(StartForm.schema),
                answers: [.ok(StartBody.schema), Self.away], run: connect),
            Operation(
                .post, "/api/whatsapp/disconnect", "disconnectWhatsApp", .whatsApp, "Unpair the shop's phone",
                may: .manageWhatsApp, answers: [.ok(.message), Self.away], run: disconnect),
        ]
    }

    private func act(
        _ word: String, _ id: String, _ summary: String, _ done: String,
        _ run: @escaping @Sendable (WhatsAppSession.ID, TenantScope) async throws -> Void
    ) -> Operation {
        Operation(
            .post, "\(Self.name)/\(word)", id, .whatsApp, summary, may: .manageWhatsApp,
            answers: [.ok(.message), Self.away]
        ) { call in
            try await run(try call.id(), call.scope)
            return try JSONBody.response(MessageBody(message: done))
        }
    }

    private static let form: Schema = .object(
        .always("sessionName", .sessionName),
        .maybe("wahaUrl", .address, "Needed where the server has no WAHA of its own"),
        .maybe("wahaApiKey", .text(0...512)))

    @Sendable func list(_ call: TenantCall) async throws -> Response {
        let found = try await sessions.list(in: call.scope)
        return try JSONBody.response(SessionsBody(sessions: found.map(SessionBody.init)))
    }

    /// The answer never holds the key.
    @Sendable func create(_ call: TenantCall) async throws -> Response {
        guard let name = SessionName(call.form.text("sessionName") ?? "") else { throw Problem.failed }
        let session = try await sessions.add(
            name, url: call.form.text("wahaUrl"), apiKey: call.form.text("wahaApiKey"), in: call.scope)
        let message =
            session.isConfigured ? nil : "O WAHA não respondeu agora; ele será configurado ao iniciar a sessão."
        return try JSONBody.response(
            OneSessionBody(message: message, session: SessionBody(session)), status: .created)
    }

    @Sendable func start(_ call: TenantCall) async throws -> Response {
        let session = try await sessions.find(try call.id(), in: call.scope)
        return try await start(session, by: StartForm.method(call.form), call)
    }

    @Sendable func connect(_ call: TenantCall) async throws -> Response {
        let method = try StartForm.method(call.form)
        do {
            let session = try await sessions.mainOrNew(in: call.scope)
            return try await start(session, by: method, call)
        } catch SessionError.noWAHA {
            throw Problem(
                status: .serviceUnavailable, error: "Service unavailable",
                message: "Nenhuma conexão disponível: configure o WAHA no servidor ou crie uma sessão com o seu.")
        }
    }

    private func start(
        _ session: WhatsAppSession, by method: Sessions.Method, _ call: TenantCall
    ) async throws -> Response {
        let start = try await sessions.start(session.id, by: method, in: call.scope)
        return try JSONBody.response(StartBody(start, method, session))
    }

    @Sendable func standing(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(StandingBody(try await sessions.standing(of: try call.id(), in: call.scope)))
    }

    @Sendable func code(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(CodeBody(try await sessions.code(of: try call.id(), in: call.scope)))
    }

    @Sendable func remove(_ call: TenantCall) async throws -> Response {
        try await sessions.remove(try call.id(), force: call.flag("force") == true, in: call.scope)
        return try JSONBody.response(MessageBody(message: "Sessão removida."))
    }

    @Sendable func test(_ call: TenantCall) async throws -> Response {
        guard let phone = call.form.phone("phoneNumber") else { throw Problem.failed }
        let text = call.form.text("message") ?? "Mensagem de teste: a conexão da loja com o WhatsApp está funcionando."
        let chat = try await sessions.test(try call.id(), phone: phone, text: text, in: call.scope)
        return try JSONBody.response(
            TestBody(message: "Mensagem de teste enviada.", to: chat.phone?.digits ?? phone.digits))
    }

    @Sendable func status(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(DataBody(data: ShopStatusBody(try await sessions.main(in: call.scope))))
    }

    @Sendable func connection(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(ConnectionBody(try await sessions.main(in: call.scope)))
    }

    @Sendable func disconnect(_ call: TenantCall) async throws -> Response {
        guard let session = try await sessions.main(in: call.scope) else {
            return try JSONBody.response(MessageBody(message: "Não havia conexão com o WhatsApp."))
        }
        try await sessions.logOut(session.id, in: call.scope)
        return try JSONBody.response(MessageBody(message: "WhatsApp desconectado."))
    }
}

private enum StartForm {
    static let schema: Schema = .object(
        .maybe("method", .words(["qr", "pairing"]), "qr when left out"),
        .maybe("phoneNumber", .phone, "Of the phone to pair; needed for a pairing code"))

    /// - Throws: 400 for a pairing code without a number.
    static func method(_ form: Form) throws -> Sessions.Method {
        guard form.text("method") == "pairing" else { return .qr }
        guard let phone = form.phone("phoneNumber") else {
            throw Problem.invalid(
                "Confira os dados enviados.",
                ["phoneNumber: informe o número do WhatsApp da loja para gerar o código de pareamento"])
        }
        return .pairing(phone)
    }
}
