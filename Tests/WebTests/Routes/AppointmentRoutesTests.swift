import Domain
import HTTPTypes
import Storage
import Support
import Testing

@testable import Business

@Suite("/api/appointments") struct AppointmentRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private func form(
        _ day: String = "2026-03-03", _ time: String = "10:00", more: String = ""
    ) -> String {
        """
        {"tutorNome": "Paula", "tutorTelefone": "(11) 98888-7777", "petNome": "Mel", "serviceId": \(shop.bath.id),
         "dataAgendamento": "\(day)", "horaAgendamento": "\(time)"\(more)}
        """
    }

    private func create(_ body: String) async throws -> Site.Answer {
        try await site.send(.post, "/api/appointments", body, as: shop)
    }

    private func path(_ id: Appointment.ID, _ rest: String = "") -> String { "/api/appointments/\(id)\(rest)" }

    @Test("a visit is booked with the least that the old client sends, and is shown under both keys")
    func created() async throws {
        let answer = try await create(
            form(more: #", "petTipo": "cachorro", "observacoes": "Alérgica", "chatId": null"#))
        #expect(answer.status == .created)
        #expect(answer.at("data", "id", as: Int.self) == answer.at("appointment", "id"))
        #expect(answer.at("appointment", "petTipo") == "cao")
        #expect(answer.at("appointment", "status") == "pendente")
        #expect(answer.at("appointment", "chatId") == "5511988887777@c.us")
        #expect(answer.at("appointment", "servicoNome") == "Banho")
        #expect(answer.at("appointment", "observacoes") == "Alérgica")
        #expect(answer.at("appointment", "confirmadoEmpresa") == true)
        #expect(answer.at("appointment", "confirmadoCliente") == false)
    }

    @Test("a full time stamp counts by the day that it falls on at the shop")
    func timeStamp() async throws {
        let answer = try await create(form("2026-03-04T02:30:00.000Z", "10:00:00"))
        #expect(answer.at("data", "dataAgendamento") == "2026-03-03")
        #expect(answer.at("data", "horaAgendamento") == "10:00")
    }

    @Test("a time that is not free is 400 with the reason and free times near it")
    func taken() async throws {
        try await shop.configure { $0.capacity = 1 }
        _ = try await create(form())
        let answer = try await create(form())
        #expect(answer.status == .badRequest)
        #expect(answer.at("availability", "disponivel") == false)
        #expect(answer.message == "Horário lotado: não há vaga neste horário.")
        #expect(
            answer.at("availability", "sugestoes") == [
                "2026-03-03T11:30:00.000Z", "2026-03-03T12:00:00.000Z", "2026-03-03T14:00:00.000Z",
            ])
        let closed = try await create(form("2026-03-08"))
        #expect(closed.message?.hasPrefix("Fora do horário") == true)
        let holiday = try await create(form("2026-04-21"))
        #expect(holiday.message == "Não abrimos em 21/04/2026: é feriado (Tiradentes).")
        let blocked = try await create(form("2026-04-01"))
        #expect(blocked.message?.contains("Férias") == true)
        let stranger = try await create(
            form().replacing("\(shop.bath.id)", with: "\(site.shops.second.bath.id)"))
        #expect(stranger.at("availability", "motivo") == "Serviço inexistente ou inativo.")
    }

    @Test("every wrong field of a visit is told at once, without availability")
    func invalid() async throws {
        let empty = try await create("{}")
        #expect(empty.status == .badRequest)
        #expect(
            empty.errors.map { $0.prefix { $0 != ":" } } == [
                "tutorNome", "petNome", "serviceId", "dataAgendamento", "horaAgendamento",
            ])
        let wrong = try await create(form("ontem", "25:00", more: #", "petTipo": "dragão", "status": "concluido""#))
        #expect(wrong.errors.count == 4)
        #expect(try await create(form("2026-03-03", "24:00")).errors.first?.hasPrefix("horaAgendamento") == true)
    }

    @Test("one idempotency key books once")
    func idempotency() async throws {
        var ids: Set<Int> = []
        for _ in 0..<3 {
            let answer = try await site.call(
                .post, "/api/appointments", token: shop.signedIn.tokens.access,
                headers: ["Content-Type": "application/json", "Idempotency-Key": "visita-77"], body: form())
            #expect(answer.status == .created)
            if let id = answer.at("data", "id", as: Int.self) { ids.insert(id) }
        }
        #expect(ids.count == 1)
    }

    @Test("a visit is moved, or refused with free times; its history tells both ends")
    func reschedule() async throws {
        let id = shop.visit.id
        let moved = try await site.send(
            .patch, path(id, "/reschedule"), #"{"dataAgendamento": "2026-03-03", "horaAgendamento": "09:30"}"#, as: shop
        )
        #expect(moved.at("appointment", "horaAgendamento") == "09:30")
        let refused = try await site.send(
            .patch, path(id, "/reschedule"), #"{"dataAgendamento": "2026-03-03", "horaAgendamento": "19:00"}"#, as: shop
        )
        #expect(refused.status == .badRequest)
        #expect(refused.at("availability", "disponivel") == false)
        let history = try await site.get(path(id, "/history"), as: shop)
        #expect(history.at("total") == 2)
        #expect(history.body.contains(#""inicioAnterior":"2026-03-02T14:00""#))
        #expect(history.body.contains(#""autorNome":"Dona""#))
    }

    @Test("a visit is cancelled with an empty body and no content type, as the old client does")
    func cancel() async throws {
        let answer = try await site.call(
            .patch, path(shop.visit.id, "/cancel"), token: shop.signedIn.tokens.access)
        #expect(answer.status == .ok)
        #expect(answer.at("data", "status") == "cancelado")
        let other = try await shop.bookBath(at: .at(16))
        let reasoned = try await site.send(.patch, path(other.id, "/cancel"), #"{"motivo": "Viagem"}"#, as: shop)
        #expect(reasoned.at("data", "motivoCancelamento") == "Viagem")
    }

    @Test("a status is set; one that may not follow is a conflict that says why; one that is none is 400")
    func status() async throws {
        let id = shop.visit.id
        let done = try await site.send(.patch, path(id, "/status"), #"{"status": "concluido"}"#, as: shop)
        #expect(done.at("data", "status") == "concluido")
        let back = try await site.send(.patch, path(id, "/status"), #"{"status": "pendente"}"#, as: shop)
        #expect(back.status == .conflict)
        #expect(back.message == "Esta visita está concluída e não aceita esta mudança.")
        let odd = try await site.send(.patch, path(id, "/status"), #"{"status": "talvez"}"#, as: shop)
        #expect(odd.status == .badRequest)
    }

    @Test("fields of a visit are changed, those left out stay", arguments: [HTTPRequest.Method.put, .patch])
    func change(method: HTTPRequest.Method) async throws {
        let id = shop.visit.id
        let changed = try await site.send(
            method, path(id),
            #"{"observacoes": "Levar focinheira", "preco": 64.5, "confirmadoCliente": true, "horaAgendamento": "15:00"}"#,
            as: shop)
        #expect(changed.status == .ok)
        #expect(changed.at("data", "observacoes") == "Levar focinheira")
        #expect(changed.at("data", "preco") == 64.5)
        #expect(changed.at("data", "confirmadoCliente") == true)
        #expect(changed.at("data", "dataAgendamento") == "2026-03-02")
        #expect(changed.at("data", "horaAgendamento") == "15:00")
        let refused = try await site.send(method, path(id), #"{"horaAgendamento": "23:00"}"#, as: shop)
        #expect(refused.at("availability", "disponivel") == false)
        let none = try await site.send(method, path(Identifier(1)), #"{"preco": 1}"#, as: shop)
        #expect(none.status == .notFound)
    }

    @Test("an erased visit is gone")
    func remove() async throws {
        let id = shop.visit.id
        let token = shop.signedIn.tokens.access
        #expect(try await site.call(.delete, path(id), token: token).status == .ok)
        #expect(try await site.get(path(id), as: shop).status == .notFound)
        #expect(try await site.get("/api/appointments", as: shop).at("total") == 0)
        #expect(try await site.call(.delete, path(id), token: token).status == .notFound)
    }

    @Test("the list comes page by page, in both directions")
    func pages() async throws {
        for hour in 9...13 { try await shop.bookBath(on: .monday.adding(days: 1), at: .at(hour)) }
        let first = try await site.get("/api/appointments?limit=4", as: shop)
        #expect(first.at("total") == 6)
        #expect(first.at("pagination", "hasMore") == true)
        let second = try await site.get("/api/appointments?limit=4&page=2", as: shop)
        #expect(second.at("pagination", "hasMore") == false)
        #expect(second.at("total") == 6)
        #expect(second.body.contains("13:00") && !second.body.contains("10:00"))
        let beyond = try await site.get("/api/appointments?limit=4&offset=40", as: shop)
        #expect(beyond.at("total") == 6)
        let last = try await site.get("/api/appointments?limit=1&ordem=desc", as: shop)
        #expect(last.body.contains("13:00"))
    }

    @Test("today's open visits and the figures of some days are not taken for an id")
    func special() async throws {
        let cancelled = try await shop.bookBath(at: .at(16))
        _ = try await shop.booking.cancel(cancelled.id, reason: nil, in: shop.scope)
        try await shop.bookBath(on: .monday.adding(days: 1), at: .at(9))
        let today = try await site.get("/api/appointments/special/today", as: shop)
        #expect(today.at("total") == 1)
        #expect(today.body.contains("\(shop.visit.id)"))
        _ = try await shop.booking.finish(shop.visit.id, in: shop.scope)
        let stats = try await site.get(
            "/api/appointments/special/stats?dataInicio=2026-03-02&dataFim=2026-03-02", as: shop)
        #expect(stats.at("data", "total") == 2)
        #expect(stats.at("data", "concluidos") == 1)
        #expect(stats.at("data", "cancelados") == 1)
        #expect(stats.at("data", "receitaTotal") == 50.0)
        #expect(stats.at("data", "valorMedio") == 50.0)
        #expect(try await site.get("/api/appointments/special/stats", as: shop).at("data", "total") == 3)
    }

    @Test("another company's visit is changed by nobody, and answered as one that does not exist")
    func strangers() async throws {
        let other = site.shops.second.visit.id
        let acts: [(HTTPRequest.Method, String, String)] = [
            (.patch, "/cancel", "{}"), (.patch, "/status", #"{"status": "concluido"}"#),
            (.patch, "/reschedule", #"{"dataAgendamento": "2026-03-03", "horaAgendamento": "09:30"}"#),
            (.patch, "", #"{"preco": 1}"#), (.put, "", #"{"preco": 1}"#),
        ]
        for (method, rest, body) in acts {
            let foreign = try await site.send(method, path(other, rest), body, as: shop)
            let missing = try await site.send(method, path(Identifier(4_503_599_627_370_495), rest), body, as: shop)
            #expect(foreign.status == .notFound)
            #expect(foreign == missing)
        }
        #expect(try await site.get(path(other, "/history"), as: shop).status == .notFound)
        let token = shop.signedIn.tokens.access
        #expect(try await site.call(.delete, path(other), token: token).status == .notFound)
        let second = site.shops.second
        #expect(try await second.booking.details(other, in: second.scope)?.appointment == second.visit)
    }
}
