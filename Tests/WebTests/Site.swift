import Business
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import Support
import Synchronization

@testable import Web

/// The whole router over two shops, called without a network.
struct Site: Sendable {
    let shops: TwoShops
    var parts: ServerParts { didSet { built = Built() } }
    private var built = Built()

    /// What is made of the parts, once: it is the same for every call, and large.
    final class Built: Sendable {
        private let made = Mutex<(door: FrontDoor, operations: [Web.Operation])?>(nil)

        func of(_ parts: ServerParts) -> (door: FrontDoor, operations: [Web.Operation]) {
            made.withLock { made in
                if let made { return made }
                let fresh = (Server.responder(parts), Server.api(parts).operations)
                made = fresh
                return fresh
            }
        }
    }

    /// The router, and the operations that it was made of.
    var whole: (door: FrontDoor, operations: [Web.Operation]) { built.of(parts) }

    static let operatorToken = "token-do-operador"
    static let origin = "https://painel.example"

    /// - Parameter waha: The server's own WAHA; without one it is a host that does not exist.
    init(
        secret: String? = nil, registration: Accounts.Registration = .open, waha: WAHAStandIn? = nil
    ) async throws {
        shops = try await TwoShops()
        let (database, clock) = (shops.database, shops.clock)
        let sessions = Sessions(
            database: database, secrets: try SecretBox(key: Array(repeating: 3, count: 32)), clock: clock,
            defaults: .init(
                url: waha?.baseURL ?? "http://127.0.0.1:9", apiKey: nil, allowedHosts: ["127.0.0.1"],
                webhookURL: "https://auzap.example/webhook", webhookSecret: secret),
            http: HTTPCaller { _ in }, pause: { _ in })
        let inbox = shops.first.inbox()
        parts = ServerParts(
            database: database,
            accounts: Accounts(
                database: database, passwords: PasswordHasher(cost: .init(memory: 8192, passes: 1)),
                tokens: try TokenCodec(key: Array(repeating: 7, count: 32), clock: clock), clock: clock,
                registration: registration),
            booking: shops.first.booking, catalog: Catalog(database: database, clock: clock),
            dashboard: Dashboard(database: database, clock: clock), sessions: sessions, inbox: inbox,
            simulator: Simulator(database: database, sessions: sessions, inbox: inbox, clock: clock),
            conversations: Conversations(database: database, bell: JobBell(), clock: clock),
            notices: Notices(database: database, clock: clock),
            onboarding: Onboarding(database: database, clock: clock), rehearsal: shops.first.rehearsal(), clock: clock,
            version: "1.2.3", origins: [Self.origin], webhookPath: "/webhook", webhookSecret: secret,
            operatorToken: Self.operatorToken, isShortOfSpace: { false })
    }

    /// An answer with its body read.
    struct Answer: Sendable, Equatable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: String

        /// Equal in all but the name of the request.
        static func == (left: Self, right: Self) -> Bool {
            var (mine, yours) = (left.headers, right.headers)
            mine[.requestID] = nil
            yours[.requestID] = nil
            return left.status == right.status && mine == yours && left.body == right.body
        }

        /// The body's fields; empty when it is no object.
        var json: [String: any Sendable] { Self.object(body) as? [String: any Sendable] ?? [:] }

        var error: String? { json["error"] as? String }
        var message: String? { json["message"] as? String }
        var errors: [String] { json["errors"] as? [String] ?? [] }

        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

        /// A value inside the body: `at("data", "id")`.
        func at<T>(_ path: String..., as type: T.Type = T.self) -> T? {
            path.reduce(json as Any?) { ($0 as? [String: Any])?[$1] } as? T
        }

        private static func object(_ text: String) -> Any? {
            try? JSONSerialization.jsonObject(with: Data(text.utf8))
        }
    }

    /// - Parameters:
    ///   - token: Sent as bearer token; nil sends none.
    ///   - body: JSON or anything else.
    func call(
        _ method: HTTPRequest.Method, _ uri: String, token: String? = nil, headers: [String: String] = [:],
        body: String? = nil
    ) async throws -> Answer {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        let sent = fields
        let application = Application(responder: whole.door)
        return try await application.test(.router) { client in
            try await client.execute(
                uri: uri, method: method, headers: sent, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                let answer = Answer(
                    status: response.status, headers: response.headers, body: String(buffer: response.body))
                Conformance.hold(answer, to: whole.operations, method, uri)
                return answer
            }
        }
    }

    /// An access token of a new person of the first shop.
    func token(of role: Role) async throws -> String {
        let (shop, database) = (shops.first, shops.database)
        let user = User(
            id: database.ids.next(), companyID: shop.companyID, email: "\(role.rawValue)@equipe.example",
            name: "Equipe",
            role: role, isActive: true, createdAt: shops.clock.now)
        let hash = try await PasswordHasher(cost: .init(memory: 8192, passes: 1)).hash(TwoShops.password)
        try await database.write(shop.scope) { tx in try UsersDAO(tx).insert(user, passwordHash: hash) }
        return try await shops.accounts.signIn(email: user.email, password: TwoShops.password).tokens.access
    }

    func get(_ uri: String, as shop: Shop) async throws -> Answer {
        try await call(.get, uri, token: shop.signedIn.tokens.access)
    }

    func send(
        _ method: HTTPRequest.Method, _ uri: String, _ body: String, as shop: Shop? = nil
    ) async throws -> Answer {
        try await call(
            method, uri, token: shop?.signedIn.tokens.access, headers: ["Content-Type": "application/json"], body: body)
    }

    /// A recorded body of WAHA.
    static func recording(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Fixtures/waha/\(name).json"), encoding: .utf8)
    }
}
