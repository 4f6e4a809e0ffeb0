import Business
import Domain
import Hummingbird

/// `/api/whatsapp`: the shop's connections to WhatsApp.
struct WhatsAppRoutes: Sendable {
    let sessions: Sessions

    func add(to api: RouterGroup<TenantContext>) {
        api.group("whatsapp")
            .get("sessions", use: list)
            .post("sessions", use: create)
    }

    @Sendable func list(_ request: Request, context: TenantContext) async throws -> Response {
        let found = try await sessions.list(in: context.scope)
        return try JSONBody.response(SessionsBody(sessions: found.map(SessionBody.init)))
    }

    /// 201 with the session, never its key; 409 when the name is in use on this server.
    @Sendable func create(_ request: Request, context: TenantContext) async throws -> Response {
        let form = try await request.json(SessionForm.self)
        var check = FieldCheck()
        let name = check.require(
            SessionName(form.sessionName ?? ""), "sessionName: letras, números, _ e -, até 54 caracteres")
        let url = form.wahaUrl?.trimmed
        if let url, !Self.isWebAddress(url) { check.note("wahaUrl: endereço http:// ou https://") }
        if let key = form.wahaApiKey, key.utf8.count > 512 { check.note("wahaApiKey: longa demais") }
        try check.finish()
        guard let name else { throw Problem.failed }
        let session = try await sessions.add(name, url: url, apiKey: form.wahaApiKey, in: context.scope)
        return try JSONBody.response(OneSessionBody(session: SessionBody(session)), status: .created)
    }

    private static func isWebAddress(_ text: String) -> Bool {
        guard text.utf8.count <= 512, let separator = text.range(of: "://") else { return false }
        return ["http", "https"].contains(text[..<separator.lowerBound].lowercased())
            && separator.upperBound < text.endIndex && !text.contains(where: \.isWhitespace)
    }
}

private struct SessionForm: Decodable {
    let sessionName: String?
    let wahaUrl: String?
    let wahaApiKey: String?
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
}

private struct OneSessionBody: Encodable {
    var success = true
    let session: SessionBody
}
