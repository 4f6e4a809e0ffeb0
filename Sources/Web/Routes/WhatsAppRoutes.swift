import Business
import Domain
import Hummingbird

/// `/api/whatsapp`: the shop's connections to WhatsApp.
struct WhatsAppRoutes: Sendable {
    let sessions: Sessions

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/whatsapp/sessions", "listSessions", .whatsApp, "The shop's connections to WhatsApp",
                may: .readWhatsApp, answers: [.ok(SessionsBody.schema)], run: list),
            Operation(
                .post, "/api/whatsapp/sessions", "createSession", .whatsApp, "Add a connection", may: .manageWhatsApp,
                body: .json(Self.form),
                answers: [.created(OneSessionBody.schema), .other(.conflict, "The name is in use on this server")],
                run: create),
        ]
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
        return try JSONBody.response(OneSessionBody(session: SessionBody(session)), status: .created)
    }
}

private struct SessionBody: Encodable {
    let id: WhatsAppSession.ID
    let company_id: Company.ID
    let session_name: String
    let name: String
    let waha_url: String?
    let status: WhatsAppSession.Status
    let phone_number: String?
    let created_at: String
    let updated_at: String

    static let schema: Schema = .named(
        "Session",
        .object(
            .always("id", .id), .always("company_id", .id), .always("session_name", .text), .always("name", .text),
            .maybe("waha_url", .text), .always("status", .words(WhatsAppSession.Status.self)),
            .maybe("phone_number", .text), .always("created_at", .moment), .always("updated_at", .moment)))

    init(_ session: WhatsAppSession) {
        id = session.id
        company_id = session.companyID
        session_name = session.name.rawValue
        name = session.name.rawValue
        waha_url = session.wahaURL
        status = session.status
        phone_number = session.phone?.digits
        created_at = session.createdAt.iso8601
        updated_at = session.updatedAt.iso8601
    }
}

private struct SessionsBody: Encodable {
    var success = true
    let sessions: [SessionBody]

    static let schema: Schema = .object(
        .always("success", .boolean), .always("sessions", .list(SessionBody.schema)))
}

private struct OneSessionBody: Encodable {
    var success = true
    let session: SessionBody

    static let schema: Schema = .object(.always("success", .boolean), .always("session", SessionBody.schema))
}
