import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import Support
import Testing

@testable import Web

@Suite("/api/availability") struct AvailabilityRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    @Test("a time is checked at both addresses", arguments: ["/api", "/api/appointments"])
    func check(prefix: String) async throws {
        func ask(_ service: PetService.ID, _ time: String) async throws -> Site.Answer {
            try await site.send(
                .post, "\(prefix)/availability/check",
                #"{"serviceId": \#(service), "dataAgendamento": "2026-03-03", "horaAgendamento": "\#(time)"}"#, as: shop
            )
        }
        let free = try await ask(shop.bath.id, "10:00")
        #expect(free.at("data", "disponivel") == true)
        #expect(free.at("data", "sugestoes") == [String]())
        let late = try await ask(shop.bath.id, "20:00")
        #expect(late.at("data", "disponivel") == false)
        #expect(late.at("data", "motivo") == "Fora do horário de funcionamento de terça-feira.")
        #expect(late.at("data", "sugestoes", as: [String].self)?.last == "2026-03-03T20:00:00.000Z")
        let unknown = try await ask(site.shops.second.bath.id, "10:00")
        #expect(unknown.at("data", "motivo") == "Serviço inexistente ou inativo.")
        let empty = try await site.send(.post, "\(prefix)/availability/check", "{}", as: shop)
        #expect(empty.errors.count == 3)
    }

    @Test("a day's starts are listed at both addresses, free or not", arguments: ["/api", "/api/appointments"])
    func slots(prefix: String) async throws {
        try await shop.configure { $0.capacity = 1 }
        let path = "\(prefix)/availability/slots?serviceId=\(shop.bath.id)&data="
        let monday = try await site.get(path + "2026-03-02&intervalo=60", as: shop)
        #expect(monday.at("total") == 10)
        // From 10:00 on, less the visit of 14:00.
        #expect(monday.at("available") == 7)
        #expect(
            monday.body.contains(
                #"{"agendamentos_existentes":1,"capacidade_maxima":1,"disponivel":false,"hora_fim":"15:00","hora_inicio":"14:00"}"#
            ))
        #expect(try await site.get(path + "2026-03-03", as: shop).at("total") == 19)
        #expect(try await site.get(path + "2026-03-08", as: shop).at("total") == 0)
        #expect(try await site.get(path + "2026-03-03&intervalo=0", as: shop).at("total") == 109)
        #expect(try await site.get("\(prefix)/availability/slots", as: shop).errors.count == 2)
        let foreign = "\(prefix)/availability/slots?serviceId=\(site.shops.second.bath.id)&data=2026-03-03"
        #expect(try await site.get(foreign, as: shop).status == .notFound)
    }

    @Test("500 who want the last three places at once, by API and agent: three get one", .timeLimit(.minutes(2)))
    func lastPlaces() async throws {
        try await shop.configure { $0.capacity = 3 }
        let body = """
            {"tutorNome": "T", "petNome": "P", "serviceId": \(shop.bath.id), "dataAgendamento": "2026-03-03",
             "horaAgendamento": "10:00"}
            """
        let (shop, server) = (shop, Application(router: Server.router(site.parts)))
        let headers: HTTPFields = [
            .authorization: "Bearer \(shop.signedIn.tokens.access)", .contentType: "application/json",
        ]
        let booked = try await server.test(.router) { client in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        guard number.isMultiple(of: 2) else {
                            return try await client.execute(
                                uri: "/api/appointments", method: .post, headers: headers,
                                body: ByteBuffer(string: body)
                            ) { $0.status == .created }
                        }
                        return try await shop.bookAsCustomer(
                            on: .monday.adding(days: 1), at: .at(10), key: "k\(number)")
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
        }
        #expect(booked == 3)
        var filter = AppointmentsDAO.Filter()
        filter.firstDay = .monday.adding(days: 1)
        #expect(try await shop.booking.list(filter, in: shop.scope).total == 3)
    }
}

extension Shop {
    /// As the agent does: in a transaction of its own, for the customer. False when there is no place left.
    fileprivate func bookAsCustomer(on day: LocalDay, at time: LocalTime, key: String) async throws -> Bool {
        let (booking, draft) = (booking, draft(on: day, at: time))
        return try await database.write(scope) { tx in
            do {
                _ = try booking.book(draft, key: key, by: .customer, in: tx)
                return true
            } catch SchedulingError.slotTaken {
                return false
            }
        }
    }
}
