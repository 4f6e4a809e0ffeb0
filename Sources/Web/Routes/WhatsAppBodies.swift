import Business
import Domain

/// A connection, in the snake case of its readers. The key of its WAHA is never among the fields.
struct SessionBody: Encodable {
    struct Me: Encodable, Sendable { let id: String }

    let id: WhatsAppSession.ID
    let company_id: Company.ID
    let session_name: String
    let name: String
    @OrNull var waha_url: String?
    let status: WhatsAppSession.Status
    @OrNull var phone_number: String?
    @OrNull var me: Me?
    @OrNull var last_connected: String?
    let created_at: String
    let updated_at: String

    static let schema: Schema = .named(
        "Session",
        .object(
            .always("id", .id), .always("company_id", .id), .always("session_name", .text), .always("name", .text),
            .always("waha_url", .text.orNull, "null: the server's own WAHA"),
            .always("status", .words(WhatsAppSession.Status.self)), .always("phone_number", .text.orNull),
            .always("me", Schema.object(.always("id", .text)).orNull), .always("last_connected", .moment.orNull),
            .always("created_at", .moment), .always("updated_at", .moment)))

    init(_ session: WhatsAppSession) {
        id = session.id
        company_id = session.companyID
        session_name = session.name.rawValue
        name = session.name.rawValue
        _waha_url = OrNull(wrappedValue: session.wahaURL)
        status = session.status
        _phone_number = OrNull(wrappedValue: session.phone?.digits)
        _me = OrNull(wrappedValue: session.phone.map { Me(id: ChatID(phone: $0).rawValue) })
        _last_connected = OrNull(wrappedValue: session.lastConnected?.iso8601)
        created_at = session.createdAt.iso8601
        updated_at = session.updatedAt.iso8601
    }
}

struct SessionsBody: Encodable {
    var success = true
    let sessions: [SessionBody]

    static let schema: Schema = .object(
        .always("success", .boolean), .always("sessions", .list(SessionBody.schema)))
}

struct OneSessionBody: Encodable {
    var success = true
    let message: String?
    let session: SessionBody

    static let schema: Schema = .object(
        .always("success", .boolean), .maybe("message", .text), .always("session", SessionBody.schema))
}

/// What pairs the phone. A code that is not needed, because the phone is paired already, is left out.
struct StartBody: Encodable {
    var success = true
    let method: String
    let status: WhatsAppSession.Status
    let qrCode: String?
    let qrImage: String?
    let pairingCode: String?
    let instanceName: String
    let message: String

    static let schema: Schema = .object(
        .always("success", .boolean), .always("method", .words(["qr", "pairing"])),
        .always("status", .words(WhatsAppSession.Status.self)),
        .maybe("qrCode", .text, "The text that the code holds; new about every 20 seconds"),
        .maybe("qrImage", .text, "The code as a `data:` URL"), .maybe("pairingCode", .text),
        .always("instanceName", .text), .always("message", .text))

    init(_ start: Sessions.Start, _ method: Sessions.Method, _ session: WhatsAppSession) {
        self.method = method == .qr ? "qr" : "pairing"
        instanceName = session.name.rawValue
        switch start {
        case .qr(let text, let image):
            (status, qrCode, qrImage, pairingCode) = (.connecting, text, image, nil)
            message = "Abra o WhatsApp da loja, toque em Aparelhos conectados e aponte a câmera para o código."
        case .pairing(let code):
            (status, qrCode, qrImage, pairingCode) = (.connecting, nil, nil, code)
            message = "No WhatsApp da loja, toque em Aparelhos conectados, Conectar com número, e digite o código."
        case .connected:
            (status, qrCode, qrImage, pairingCode) = (.connected, nil, nil, nil)
            message = "O WhatsApp já está conectado."
        }
    }
}

/// The code that is shown now, if one is.
struct CodeBody: Encodable {
    var success = true
    let sessionId: WhatsAppSession.ID
    let status: WhatsAppSession.Status
    @OrNull var qrCode: String?
    @OrNull var qrImage: String?
    @OrNull var readAt: String?

    static let schema: Schema = .object(
        .always("success", .boolean), .always("sessionId", .id), .always("status", .words(WhatsAppSession.Status.self)),
        .always("qrCode", .text.orNull, "The text that the code holds; null while none is shown"),
        .always("qrImage", .text.orNull, "The code as a `data:` URL"), .always("readAt", .moment.orNull))

    init(_ code: Sessions.Code) {
        sessionId = code.session.id
        status = code.session.status
        _qrCode = OrNull(wrappedValue: code.text)
        _qrImage = OrNull(wrappedValue: code.image)
        _readAt = OrNull(wrappedValue: code.readAt?.iso8601)
    }
}

struct StandingBody: Encodable {
    var success = true
    let sessionId: WhatsAppSession.ID
    let sessionName: String
    let status: WhatsAppSession.Status
    @OrNull var wahaState: String?
    @OrNull var phoneNumber: String?
    @OrNull var lastConnected: String?
    let message: String?

    static let schema: Schema = .object(
        .always("success", .boolean), .always("sessionId", .id), .always("sessionName", .text),
        .always("status", .words(WhatsAppSession.Status.self)),
        .always("wahaState", .text.orNull, "WAHA's own word; null when it does not answer"),
        .always("phoneNumber", .text.orNull), .always("lastConnected", .moment.orNull), .maybe("message", .text))

    init(_ standing: Sessions.Standing) {
        let session = standing.session
        sessionId = session.id
        sessionName = session.name.rawValue
        status = session.status
        _wahaState = OrNull(wrappedValue: standing.state?.rawValue)
        _phoneNumber = OrNull(wrappedValue: session.phone?.digits)
        _lastConnected = OrNull(wrappedValue: session.lastConnected?.iso8601)
        message = standing.state == nil ? "O WAHA não respondeu; este é o último estado conhecido." : nil
    }
}

struct TestBody: Encodable {
    var success = true
    let message: String
    let to: String

    static let schema: Schema = .object(
        .always("success", .boolean), .always("message", .text), .always("to", .text))
}

struct ShopStatusBody: Encodable {
    let status: WhatsAppSession.Status
    let sessionName: String?
    let phoneNumber: String?
    let lastConnected: String?
    let message: String?

    static let schema: Schema = .object(
        .always("status", .words(WhatsAppSession.Status.self)), .maybe("sessionName", .text),
        .maybe("phoneNumber", .text), .maybe("lastConnected", .moment), .maybe("message", .text))

    init(_ session: WhatsAppSession?) {
        status = session?.status ?? .disconnected
        sessionName = session?.name.rawValue
        phoneNumber = session?.phone?.digits
        lastConnected = session?.lastConnected?.iso8601
        message = session == nil ? "Nenhuma conexão com o WhatsApp foi criada." : nil
    }
}

struct ConnectionBody: Encodable {
    var success = true
    let connected: Bool
    let instanceName: String?
    let status: WhatsAppSession.Status?
    let phoneNumber: String?

    static let schema: Schema = .object(
        .always("success", .boolean), .always("connected", .boolean), .maybe("instanceName", .text),
        .maybe("status", .words(WhatsAppSession.Status.self)), .maybe("phoneNumber", .text))

    init(_ session: WhatsAppSession?) {
        connected = session?.status == .connected
        instanceName = session?.name.rawValue
        status = session?.status
        phoneNumber = session?.phone?.digits
    }
}
