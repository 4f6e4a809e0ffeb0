import Business
import Domain
import Foundation

/// The agent of the server that runs on the same data folder, over its own HTTP API.
struct RemoteChatLine: ChatLine {
    let shop: String
    let agent = "Auzap"
    private let url: String
    private let token: String
    private let http: HTTPCaller

    /// - Returns: nil when no server answers there, or it has no shop yet.
    init?(_ running: DataFolder.Running) async throws {
        http = HTTPCaller()
        url = running.url
        var login = HTTPCall(
            .post, "\(running.url)/api/auth/operator", headers: ["Content-Type": "application/json"],
            body: try JSONEncoder().encode(["token": running.operatorToken]), addressPolicy: .operatorConfigured)
        login.timeout = .seconds(5)
        guard let answer = try? await http.answer(to: login), answer.isSuccess,
            let body = try? JSONDecoder().decode(SignedIn.self, from: answer.body)
        else { return nil }
        token = body.tokens.accessToken
        shop = body.user.companyName
    }

    func send(_ text: String, phone: PhoneNumber, name: String) async throws {
        let body = try JSONEncoder().encode(["phone": phone.digits, "name": name, "text": text])
        _ = try await call(.post, "/api/simulator/messages", body)
    }

    func messages(phone: PhoneNumber, after: Message.ID?) async throws -> Simulator.Chat {
        let tail = after.map { "&after=\($0)" } ?? ""
        let answer = try await call(.get, "/api/simulator/messages?phone=\(phone.digits)\(tail)")
        let body = try JSONDecoder().decode(Chat.self, from: answer.body)
        let messages = body.data.map { item in
            Message(
                id: item.id, conversationID: .init(0), author: item.fromMe ? .agent : .customer, kind: .text,
                body: item.body, sentAt: Moment(milliseconds: 0), decision: item.decision)
        }
        return Simulator.Chat(messages: messages, isPending: body.pending)
    }

    func reset(phone: PhoneNumber) async throws {
        _ = try await call(.post, "/api/simulator/reset", try JSONEncoder().encode(["phone": phone.digits]))
    }

    func setClock(_ now: LocalDateTime?, phone: PhoneNumber) async throws -> LocalDateTime {
        var form = ["phone": phone.digits]
        if let now { (form["day"], form["time"]) = ("\(now.day)", "\(now.time)") }
        let answer = try await call(.post, "/api/simulator/clock", try JSONEncoder().encode(form))
        return try JSONDecoder().decode(Clock.self, from: answer.body).data.moment()
    }

    func now(phone: PhoneNumber) async throws -> LocalDateTime {
        let answer = try await call(.get, "/api/simulator/messages?phone=\(phone.digits)")
        return try JSONDecoder().decode(Chat.self, from: answer.body).now.moment()
    }

    func agenda() async throws -> [String] {
        let today = ShopZone.saoPaulo.wall(at: SystemClock().now).day
        let answer = try await call(.get, "/api/appointments?dataInicio=\(today)")
        return try JSONDecoder().decode(Agenda.self, from: answer.body).data.map { visit in
            "\(visit.dataAgendamento) \(visit.horaAgendamento) \(visit.serviceName), \(visit.petNome) "
                + "(\(visit.tutorNome)), \(Money(reais: visit.preco)?.formatted ?? ""), \(visit.status)"
        }
    }

    func close() async {}

    private func call(_ method: HTTPCall.Method, _ path: String, _ body: Data? = nil) async throws -> HTTPAnswer {
        try await http.call(
            HTTPCall(
                method, url + path, headers: ["Content-Type": "application/json", "Authorization": "Bearer \(token)"],
                body: body, addressPolicy: .operatorConfigured))
    }

    private struct SignedIn: Decodable {
        struct Tokens: Decodable { let accessToken: String }
        struct User: Decodable { let companyName: String }
        let tokens: Tokens
        let user: User
    }

    private struct Chat: Decodable {
        struct Item: Decodable {
            let id: Message.ID
            let body: String
            let fromMe: Bool
            let decision: DecisionRecord?
        }
        let data: [Item]
        let pending: Bool
        let now: Wall
    }

    private struct Clock: Decodable { let data: Wall }

    /// What a clock on the shop's wall shows.
    private struct Wall: Decodable {
        let day: String
        let time: String

        func moment() throws -> LocalDateTime {
            guard let day = LocalDay(iso: day), let time = LocalTime(text: time) else {
                throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no day and time"))
            }
            return LocalDateTime(day: day, time: time)
        }
    }

    private struct Agenda: Decodable {
        struct Visit: Decodable {
            let dataAgendamento: String
            let horaAgendamento: String
            let serviceName: String
            let petNome: String
            let tutorNome: String
            let preco: Double
            let status: String
        }
        let data: [Visit]
    }
}
