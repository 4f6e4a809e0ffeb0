import Business
import Foundation
import Support
import Testing

/// A shop of the server under test, opened as the README says, with its WhatsApp at a stand-in.
struct Shop: Sendable {
    let api: APIClient
    let companyID: Int
    let session: String
    let waha: WAHAStandIn

    static let password = "Bigode-Fofo-2026"

    /// Registers the owner and connects the session.
    ///
    /// - Parameter isSigningIn: Signs in too, as the README does; else what the registration gave is enough, and
    ///   one password less is hashed.
    static func open(
        _ name: String, session: String = "loja-centro", on app: RunningAppliance, waha: WAHAStandIn, key: String = "",
        isSigningIn: Bool = false
    ) async throws -> Shop {
        var api = APIClient(app: app)
        let email = "\(session)@example.com"
        let registered = try await api.post(
            "/api/auth/register",
            [
                "email": email, "password": password, "name": "Marta", "companyName": name,
                "template": "petshop-todos-os-dias",
            ])
        #expect(registered.status == 201)
        var body = try JSONDecoder().decode(SignedIn.self, from: registered.body)
        if isSigningIn {
            let signedIn = try await api.post("/api/auth/login", ["email": email, "password": password])
            #expect(signedIn.status == 200)
            body = try JSONDecoder().decode(SignedIn.self, from: signedIn.body)
        }
        api.token = body.tokens.accessToken
        let connected = try await api.post(
            "/api/whatsapp/sessions",
            ["sessionName": session, "wahaUrl": waha.baseURL, "wahaApiKey": key])
        #expect(connected.status == 201)
        return Shop(api: api, companyID: body.user.companyId, session: session, waha: waha)
    }

    func visits() async throws -> [Visit] {
        let list = try await api.get("/api/appointments", as: VisitList.self)
        #expect(list.total == list.data.count)
        return list.data
    }

    func stats() async throws -> Stats { try await api.get("/api/dashboard/stats", as: Stats.self) }

    /// Delivers a webhook as WAHA would.
    func deliver(_ webhook: Webhook) async throws -> HTTPAnswer {
        try await api.post("/webhook", body: try webhook.body())
    }

    /// Delivers a message and waits for the one reply that follows it; nobody else may write meanwhile.
    @discardableResult
    func reply(to webhook: Webhook) async throws -> String {
        let before = waha.texts.count
        #expect(try await deliver(webhook).status == 200)
        return try #require(try await waha.waitForTexts(count: before + 1).last).text
    }

    @discardableResult
    func reply(to text: String) async throws -> String { try await reply(to: Webhook(text, session: session)) }

    /// Every text that a chat got, once `count` are there and all that came before them is dealt with: a further
    /// question waits in the chat's lane until then. The answer to it is left out.
    func settledTexts(to customer: Webhook, after count: Int) async throws -> [String] {
        _ = try await texts(to: customer) { $0.count >= count }
        var question = customer
        question.text = "Quais os horários de funcionamento?"
        question.bareID = Webhook.freshID()
        #expect(try await deliver(question).status == 200)
        let isAnswer = { @Sendable (text: String) in text.contains("Segunda-feira a ") }
        return try await texts(to: customer) { $0.contains(where: isAnswer) }.filter { !isAnswer($0) }
    }

    /// The texts that a chat got, as soon as they are enough.
    private func texts(to customer: Webhook, until isEnough: ([String]) -> Bool) async throws -> [String] {
        while true {
            let seen = waha.texts
            let own = seen.filter { $0.chat.rawValue == customer.chat }.map(\.text)
            if isEnough(own) { return own }
            _ = try await waha.waitForTexts(count: seen.count + 1, timeout: .seconds(45))
        }
    }

    struct Visit: Decodable, Sendable, Equatable {
        let id: Int
        let companyId: Int
        let chatId: String?
        let tutorNome: String
        let petNome: String
        let serviceName: String
        let dataAgendamento: String
        let horaAgendamento: String
        let preco: Double
        let status: String
    }

    struct Stats: Decodable, Sendable {
        struct Today: Decodable, Sendable {
            let conversationsToday: Int
            let messagesToday: Int
        }
        struct Visits: Decodable, Sendable {
            let total: Int
            let pendentes: Int
            let cancelados: Int
        }
        let stats: Today
        let data: Visits
    }

    private struct VisitList: Decodable {
        let data: [Visit]
        let total: Int
    }

    private struct SignedIn: Decodable {
        struct Tokens: Decodable { let accessToken: String }
        struct User: Decodable { let companyId: Int }
        let tokens: Tokens
        let user: User
    }
}
