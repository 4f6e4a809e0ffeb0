import Business
import Domain
import Foundation
import Support
import Synchronization

/// A server with one shop, its WhatsApp at a stand-in, and the customers who write to it.
struct Scene: Sendable {
    let waha: WAHAStandIn
    let server: Server
    let token: String
    static let session = "loja-centro"

    static let question = "Quais os horários de funcionamento?"

    static func open(
        _ plan: Plan, engine: WAHAStandIn.Engine = .gows, _ settings: [String: String] = [:]
    ) async throws -> Scene {
        let waha = try await WAHAStandIn.startOnLastingPort(engine: engine)
        let server = try Server(plan, waha: waha, settings)
        try await server.start()
        if let name = SessionName(session) { waha.setState(nil, of: name) }
        let token = try await register(server)
        guard let name = SessionName(session) else { throw Trouble("no session name") }
        waha.setState(.working, of: name)
        return Scene(waha: waha, server: server, token: token)
    }

    private static func register(_ server: Server) async throws -> String {
        struct SignedIn: Decodable {
            struct Tokens: Decodable { let accessToken: String }
            let tokens: Tokens
        }
        let owner = [
            "email": "ana@example.com", "password": "Bigode-Fofo-2026", "name": "Marta", "companyName": "Banho & Cia",
            "template": "petshop-todos-os-dias",
        ]
        let answer = try await call(server, "/api/auth/register", owner)
        let token = try JSONDecoder().decode(SignedIn.self, from: answer.body).tokens.accessToken
        _ = try await call(server, "/api/whatsapp/sessions", ["sessionName": session], token)
        return token
    }

    @discardableResult
    static func call(
        _ server: Server, _ path: String, _ fields: [String: String]?, _ token: String? = nil
    ) async throws -> HTTPAnswer {
        var headers = ["Content-Type": "application/json"]
        if let token { headers["Authorization"] = "Bearer \(token)" }
        var call = HTTPCall(
            fields == nil ? .get : .post, server.baseURL + path, headers: headers,
            body: try fields.map { try JSONEncoder().encode($0) }, addressPolicy: .operatorConfigured)
        call.timeout = .seconds(30)
        return try await http.call(call)
    }

    private static let http = HTTPCaller(breaker: CircuitBreaker(threshold: .max))

    /// Has the server ask WAHA where the session stands, so that messages are expected from now on.
    func noteConnected() async throws {
        struct List: Decodable {
            struct Session: Decodable { let id: Int }
            let sessions: [Session]
        }
        let list = try await Self.call(server, "/api/whatsapp/sessions", nil, token)
        for session in try JSONDecoder().decode(List.self, from: list.body).sessions {
            try await Self.call(server, "/api/whatsapp/sessions/\(session.id)/status", nil, token)
        }
    }

    func end() async {
        _ = try? await server.stop()
        await waha.stop()
    }

    /// The number of a customer, counted from 0.
    static func chat(_ number: Int) -> ChatID {
        let digits = "55119\(10_000_000 + number)"
        return PhoneNumber(digits).map(ChatID.init(phone:)) ?? ChatID(hidden: Int64(number))
    }

    /// A message of a customer, as WAHA's webhook; it enters the chat's history too.
    func message(_ text: String, from customer: Int, id: String? = nil) -> WAHAStandIn.Event {
        let bare = id ?? "3A" + UUID().uuidString.filter { $0 != "-" }.prefix(18)
        var spoken = WAHAStandIn.Spoken(text, in: Self.chat(customer), bareID: bare, at: SystemClock().now)
        spoken.name = "Cliente \(customer)"
        return waha.event(spoken, of: Self.session)
    }

    /// How many texts each chat got.
    var textsByChat: [ChatID: Int] { waha.texts.reduce(into: [:]) { $0[$1.chat, default: 0] += 1 } }

    /// Waits until nothing more is sent for a while, and at least `count` texts are there.
    ///
    /// - Throws: `Trouble` when they are not there in time.
    func settle(count: Int, quiet: Duration = .seconds(3), within limit: Duration = .seconds(180)) async throws {
        let begin = ContinuousClock.now
        var last = (count: -1, at: ContinuousClock.now)
        while begin.duration(to: .now) < limit {
            let seen = waha.textCount
            if seen != last.count { last = (seen, .now) }
            if seen >= count, last.at.duration(to: .now) >= quiet { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Trouble("\(waha.textCount) of \(count) texts after \(limit)")
    }
}

struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
