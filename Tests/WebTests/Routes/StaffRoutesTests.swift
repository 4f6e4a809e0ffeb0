import Domain
import HTTPTypes
import Support
import Testing

@testable import Web

@Suite("/api/professionals and /api/resources") struct StaffRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private func add(_ body: String) async throws -> Site.Answer {
        try await site.send(.post, "/api/professionals", body, as: shop)
    }

    private func book(_ time: String, _ more: String = "") async throws -> Site.Answer {
        try await site.send(
            .post, "/api/appointments",
            """
            {"tutorNome": "Rui", "petNome": "Bob", "serviceId": \(shop.bath.id), "dataAgendamento": "2026-03-03",
             "horaAgendamento": "\(time)"\(more)}
            """, as: shop)
    }

    @Test("a professional is added, shown, changed field by field, and deleted")
    func professionals() async throws {
        let made = try await add(
            """
            {"nome": " Ana ", "servicos": [\(shop.bath.id)], "horarios": {"terca": "08:00-12:00,14:00-18:00"},
             "folgas": [{"inicio": "2026-03-10", "abre": "08:00", "fecha": "10:00", "motivo": "médico"}]}
            """)
        #expect(made.status == .created)
        let id = try #require(made.at("data", "id", as: Int.self))
        #expect(made.at("data", "nome") == "Ana")
        #expect(made.at("data", "servicos") == [Int(shop.bath.id.rawValue)])
        #expect(made.at("data", "horarios", "terca") == "08:00-12:00,14:00-18:00")
        #expect(made.at("data", "horarios", "quarta") == "fechado")
        #expect(made.body.contains(#""fim":"2026-03-10""#))
        let changed = try await site.send(
            .patch, "/api/professionals/\(id)", #"{"horarios": null, "servicos": null, "folgas": []}"#, as: shop)
        #expect(changed.body.contains(#""folgas":[],"horarios":null"#))
        #expect(changed.at("data", "nome") == "Ana")
        #expect(try await site.get("/api/professionals", as: shop).at("total") == 2)
        #expect(try await site.get("/api/professionals/\(id)", as: shop).at("data", "nome") == "Ana")
        #expect(try await site.get("/api/professionals/\(id)", as: site.shops.second).status == .notFound)
        let gone = try await site.call(.delete, "/api/professionals/\(id)", token: shop.signedIn.tokens.access)
        #expect(gone.message == "Profissional excluído.")
        #expect(try await site.get("/api/professionals/\(id)", as: shop).status == .notFound)
    }

    @Test(
        "what is not lawful is told",
        arguments: [
            (#"{"nome": "A", "horarios": {"hoje": "08:00-12:00"}}"#, "horarios.hoje"),
            (#"{"nome": "A", "horarios": {"terca": "12:00-08:00"}}"#, "horarios.terca"),
            (#"{"nome": "A", "folgas": [{"inicio": "2026-03-10", "fim": "2026-03-09"}]}"#, "folgas.fim"),
            (#"{"nome": "A", "folgas": [{"inicio": "2026-03-10", "abre": "10:00"}]}"#, "folgas.fecha"),
            (#"{"nome": "A", "servicos": [999999999]}"#, "servicos"), (#"{"servicos": []}"#, "nome"),
        ])
    func faults(body: String, field: String) async throws {
        let answer = try await add(body)
        #expect(answer.status == .badRequest)
        #expect(answer.errors.first?.hasPrefix(field) == true, "\(answer.errors)")
    }

    @Test("a booking names who serves it; asked for somebody, it is theirs or refused with a reason")
    func booking() async throws {
        try await shop.configure { $0.capacity = 5 }
        let ana = try #require(try await add(#"{"nome": "Ana"}"#).at("data", "id", as: Int.self))
        let bia = try #require(try await add(#"{"nome": "Bia"}"#).at("data", "id", as: Int.self))
        #expect(try await book("10:00").at("data", "professionalId") == ana)
        let asked = try await book("11:00", #", "professionalId": \#(ana)"#)
        #expect(asked.at("data", "professionalId") == ana)
        let busy = try await book("11:30", #", "professionalId": \#(ana)"#)
        #expect(busy.status == .badRequest)
        #expect(busy.at("availability", "motivo") == "Ana não está livre neste horário.")
        #expect(busy.at("availability", "sugestoes", as: [String].self)?.isEmpty == false)
        #expect(try await book("12:00", #", "professionalId": 999999"#).status == .notFound)
        let id = try #require(asked.at("data", "id", as: Int.self))
        let moved = try await site.send(
            .patch, "/api/appointments/\(id)/reschedule",
            #"{"dataAgendamento": "2026-03-03", "horaAgendamento": "10:30", "professionalId": \#(bia)}"#, as: shop)
        #expect(moved.at("data", "professionalId") == bia)
        #expect(try await site.get("/api/appointments?professionalId=\(bia)", as: shop).at("total") == 1)
        let slots = "/api/availability/slots?serviceId=\(shop.bath.id)&data=2026-03-03&intervalo=60"
        let all = try #require(try await site.get(slots, as: shop).at("available", as: Int.self))
        #expect(try await site.get("\(slots)&professionalId=\(bia)", as: shop).at("available") == all - 1)
        #expect(try await site.get("\(slots)&professionalId=999999", as: shop).status == .notFound)
        _ = try await site.send(.patch, "/api/professionals/\(bia)", #"{"servicos": []}"#, as: shop)
        let unable = try await site.get("\(slots)&professionalId=\(bia)", as: shop)
        #expect(unable.status == .conflict)
        #expect(unable.message == "Bia não faz este serviço.")
        let check = try await site.send(
            .post, "/api/availability/check",
            """
            {"serviceId": \(shop.bath.id), "dataAgendamento": "2026-03-03", "horaAgendamento": "10:00",
             "professionalId": \(ana)}
            """, as: shop)
        #expect(check.at("data", "disponivel") == false)
        let left = try await site.call(.delete, "/api/professionals/\(bia)", token: shop.signedIn.tokens.access)
        #expect(left.message == "O profissional tem visitas registradas e foi desativado.")
    }

    @Test("a resource is added, changed and deleted, and limits the services that need it")
    func resources() async throws {
        try await shop.configure { $0.capacity = 5 }
        let made = try await site.send(
            .post, "/api/resources", #"{"nome": "Banheira", "capacidade": 1, "servicos": [\#(shop.bath.id)]}"#, as: shop
        )
        #expect(made.status == .created)
        let id = try #require(made.at("data", "id", as: Int.self))
        #expect(try await book("10:00").status == .created)
        #expect(
            try await book("10:30").at("availability", "motivo")
                == "Horário lotado: o recurso Banheira já está em uso neste horário.")
        let wider = try await site.send(.patch, "/api/resources/\(id)", #"{"capacidade": 2}"#, as: shop)
        #expect(wider.at("data", "capacidade") == 2)
        #expect(try await book("10:30").status == .created)
        #expect(try await site.get("/api/resources/\(id)", as: site.shops.second).status == .notFound)
        #expect(try await site.get("/api/resources", as: shop).at("total") == 2)
        let gone = try await site.call(.delete, "/api/resources/\(id)", token: shop.signedIn.tokens.access)
        #expect(gone.message == "Recurso excluído.")
        #expect(
            try await site.send(.patch, "/api/resources/\(id)", #"{"capacidade": 2}"#, as: shop).status == .notFound)
    }

    @Test("a service's lengths by size and additions by coat are kept, shown, and set what a visit costs")
    func coats() async throws {
        let changed = try await site.send(
            .patch, "/api/services/\(shop.bath.id)",
            #"{"duracoes": {"grande": 90}, "pelagens": {"longa": {"percentual": 20, "minutos": 30}}}"#, as: shop)
        #expect(changed.at("data", "duracoes", "grande") == 90)
        #expect(changed.body.contains(#""pelagens":{"longa":{"adicional":0,"minutos":30,"percentual":20}}"#))
        let pet = try await site.send(.patch, "/api/pets/\(shop.pet.id)", #"{"pelagem": "longa"}"#, as: shop)
        #expect(pet.at("data", "pelagem") == "longa")
        let booked = try await site.send(
            .post, "/api/appointments",
            """
            {"tutorNome": "Carla", "tutorTelefone": "\(Shop.phone)", "petNome": "Thor", "serviceId": \(shop.bath.id),
             "dataAgendamento": "2026-03-03", "horaAgendamento": "10:00"}
            """, as: shop)
        #expect(booked.at("data", "petPelagem") == "longa")
        #expect(booked.at("data", "duracaoMinutos") == 90)
        #expect(booked.at("data", "preco") == 60)
        let slots = "/api/availability/slots?serviceId=\(shop.bath.id)&data=2026-03-04&intervalo=60"
        let short = try #require(try await site.get(slots, as: shop).at("total", as: Int.self))
        #expect(try await site.get("\(slots)&petPorte=grande&petPelagem=longa", as: shop).at("total") == short - 1)
        let cleared = try await site.send(
            .patch, "/api/services/\(shop.bath.id)", #"{"duracoes": null, "pelagens": null}"#, as: shop)
        #expect(cleared.body.contains(#""pelagens":{}"#))
        let wrong = try await site.send(
            .patch, "/api/services/\(shop.bath.id)", #"{"pelagens": {"longa": {"percentual": 900}}}"#, as: shop)
        #expect(wrong.status == .badRequest)
    }
}
