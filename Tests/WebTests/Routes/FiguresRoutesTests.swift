import Domain
import HTTPTypes
import Support
import Testing

@Suite("Figures over the API") struct FiguresRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private func get(_ uri: String) async throws -> Site.Answer {
        let answer = try await site.get(uri, as: shop)
        #expect(answer.status == .ok, "\(uri): \(answer.body)")
        return answer
    }

    private func fill() async throws {
        try await shop.put(.done, at: .at(9), centavos: 7050)
        try await shop.put(.cancelled, at: .at(10))
        try await shop.say(.agent, "Agendado!", decision: .turn("book", .bookService, .praise))
        try await shop.say(.human)
    }

    @Test("the first page has its figures under both readers' keys, and again from the cache")
    func dashboard() async throws {
        try await fill()
        let answer = try await get("/api/dashboard/stats")
        #expect(answer.at("data", "total") == 3)
        #expect(answer.at("data", "receitaTotal") == 70.5)
        #expect(answer.at("stats", "messagesToday") == 4)
        #expect(answer.at("stats", "automationRate") == 66.7)
        #expect(try await get("/api/dashboard/stats") == answer)
        try await shop.put(.done)
        #expect(try await get("/api/dashboard/stats").at("data", "total") == 4)
    }

    @Test("the agent's worth shows the assumptions it is told with, and they are the company's to change")
    func impact() async throws {
        try await fill()
        let usual = try await get("/api/dashboard/impact")
        #expect(usual.at("impact", "hoursWorked") == 0.08)
        #expect(usual.at("impact", "economicValue") == 2.08)
        #expect(usual.at("impact", "salesClosed") == 1)
        #expect(usual.at("impact", "assumptions", "minutesPerContact") == 5)
        let saved = try await site.send(
            .put, "/api/settings", #"{"assumptions": {"minutesPerContact": 60}}"#, as: shop)
        #expect(saved.at("settings", "assumptions", "minutesPerContact") == 60)
        #expect(saved.at("settings", "assumptions", "reaisPerHour") == 25)
        let own = try await get("/api/stats/impact")
        #expect(own.at("data", "horasTrabalhadasIA") == 1)
        #expect(own.at("data", "valorEconomico") == 25)
        #expect(own.at("data", "vendasFechadas") == 1)
        let wrong = try await site.send(
            .put, "/api/settings", #"{"assumptions": {"minutesPerContact": -1, "hoursPerDay": 25}}"#, as: shop)
        #expect(wrong.errors.count == 2)
    }

    @Test("the night, the feed, the timeline and the agent's share answer with their keys")
    func rest() async throws {
        try await fill()
        #expect(try await get("/api/dashboard/overnight").at("overnight", "clientsServed") == 0)
        #expect(try await get("/api/stats/night-activity").at("data", "agendamentosConfirmados") == 0)
        let actions = try await get("/api/dashboard/actions?limit=2")
        #expect(actions.at("actions", as: [[String: any Sendable]].self)?.count == 2)
        let hours = try await get("/api/dashboard/revenue-timeline").at("timeline", as: [[String: any Sendable]].self)
        #expect(hours?.count == 24)
        #expect(hours?[9]["time"] as? String == "09:00")
        #expect(hours?[9]["value"] as? Double == 70.5)
        let days = try await get("/api/dashboard/revenue-timeline?days=7")
            .at("timeline", as: [[String: any Sendable]].self)
        #expect(days?.map { $0["time"] as? String } == ["24/02", "25/02", "26/02", "27/02", "28/02", "01/03", "02/03"])
        let day = try await get("/api/stats/revenue-timeline?date=2026-03-02")
        #expect(day.at("data", "timeline", as: [[String: any Sendable]].self)?.count == 24)
        #expect(day.at("data", "totalReceita") == 70.5)
        let share = try await get("/api/dashboard/automation")
        #expect(share.at("automated") == 0.0)
        #expect(share.at("manual") == 100.0)
        #expect(share.at("total") == 1)
        #expect(try await get("/api/stats/automation").at("data", "percentualManual") == 100.0)
    }

    @Test("the overview says whether it was counted before")
    func overview() async throws {
        try await fill()
        let first = try await get("/api/stats/dashboard")
        #expect(first.at("cached") == false)
        #expect(first.at("data", "revenue", "currentMonth") == 70.5)
        #expect(first.at("data", "revenue", "growthFormatted") == "–")
        #expect(first.at("data", "tutors", "total") == 1)
        #expect(try await get("/api/stats/overview").at("cached") == true)
    }

    @Test("statistics answer with all that their readers read")
    func stats() async throws {
        try await fill()
        let visits = try await get("/api/stats/appointments?period=week")
        #expect(visits.at("data", "summary", "total") == 3)
        #expect(visits.at("data", "summary", "taxaCancelamento") == 33.3)
        #expect(visits.at("data", "period", "type") == "week")
        let revenue = try await get("/api/stats/revenue?period=year&groupBy=month")
        #expect(revenue.at("data", "summary", "totalReceita") == 70.5)
        #expect(revenue.at("data", "timeline", as: [[String: any Sendable]].self)?.count == 12)
        let clients = try await get("/api/stats/clients")
        #expect(clients.at("data", "summary", "active") == 1)
        #expect(clients.at("data", "topClients", as: [[String: any Sendable]].self)?.count == 1)
        let services = try await get("/api/stats/services")
        #expect(services.at("data", "summary", "totalAgendamentos") == 3)
        let talks = try await get("/api/stats/conversations")
        #expect(talks.at("data", "sentimento", "positivo") == 1)
        #expect(talks.body.contains(#""qualidadeMedia":null"#))
    }

    @Test("a report comes in three views, page by page, and another view is refused")
    func reports() async throws {
        try await fill()
        try await shop.put(.done, at: .at(11), centavos: 2950)
        let sales = try await get("/api/stats/reports?type=revenue&startDate=2026-03-01&endDate=2026-03-31&limit=1")
        #expect(sales.at("stats", "totalRevenue") == 100.0)
        #expect(sales.at("stats", "avgTicket") == 50.0)
        let row = try #require(sales.at("details", as: [[String: any Sendable]].self))
        #expect(row.count == 1)
        #expect(row[0]["clientName"] as? String == "Carla")
        #expect(row[0]["value"] as? Double == 70.5)
        #expect(sales.at("pagination", "hasMore") == true)
        let services = try await get("/api/reports?type=services")
        #expect(services.at("details", as: [[String: any Sendable]].self)?.first?["quantity"] as? Int == 2)
        let clients = try await get("/api/reports?type=clients")
        #expect(clients.at("details", as: [[String: any Sendable]].self)?.first?["totalSpent"] as? Double == 100)
        let summary = try await get("/api/reports/dashboard?period=30")
        #expect(summary.at("data", "metrics", "completedCount") == 2)
        #expect(summary.at("data", "revenueByDay", as: [[String: any Sendable]].self)?.count == 30)
        for query in [
            "type=profit", "format=xml", "startDate=2026-03-02&endDate=2026-03-01",
            "startDate=2020-01-01&endDate=2026-01-01",
        ] {
            #expect(try await site.get("/api/reports?\(query)", as: shop).status == .badRequest)
        }
    }

    @Test("a report as a file opens in a Brazilian spreadsheet, and a customer's name is no formula")
    func csv() async throws {
        let name = "=HYPERLINK(\"http://x\";\"oi\")"
        let tutor = try await shop.addCustomer(name)
        try await shop.put(.done, centavos: 123_405, tutor: tutor)
        let file = try await get("/api/reports?type=clients&format=csv")
        #expect(file.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(
            file.header("Content-Disposition")
                == "attachment; filename=\"clientes-2026-03-01-a-2026-03-31.csv\"")
        #expect(
            file.body == "\u{FEFF}Cliente;Atendimentos;Total gasto;Ticket médio\r\n"
                + "\"'=HYPERLINK(\"\"http://x\"\";\"\"oi\"\")\";1;1234,05;1234,05\r\n")
        let all = try await get("/api/stats/reports?format=csv")
        #expect(all.body.hasPrefix("\u{FEFF}Data;Cliente;Serviço;Valor\r\n2026-03-02;"))
        #expect(try await get("/api/reports?type=services&format=csv").body.hasSuffix(";1;1234,05;1234,05\r\n"))
    }

    @Test("the agent's turns are told in the owner's words")
    func turns() async throws {
        try await shop.say(.agent, "Sinto muito.", decision: .turn("hand_over", .complaint))
        site.shops.clock.advance(seconds: 180)
        let answer = try await get("/api/ai/actions")
        let turn = try #require(answer.at("data", as: [[String: any Sendable]].self)?.first)
        #expect(turn["acao"] as? String == "Passou para a equipe")
        #expect(turn["sentimento"] as? String == "negativo")
        #expect(turn["mensagemCliente"] as? String == "Oi")
        #expect(turn["respostaAgente"] as? String == "Sinto muito.")
        #expect(turn["tutorNome"] as? String == "Carla")
        #expect(turn["timeAgo"] as? String == "há 3 min")
        let stats = try await get("/api/ai/stats")
        #expect(stats.at("data", "sentimentoNegativo") == 1)
        #expect(stats.at("data", "taxaSatisfacao") == 0.0)
    }

    @Test("a rehearsed answer is the agent's own, and nothing of it is kept")
    func rehearsal() async throws {
        let before = try await get("/api/dashboard/stats")
        let answer = try await site.send(
            .post, "/api/ai/chat", #"{"message": "Quanto custa o banho?", "chatId": "5511900000001@c.us"}"#, as: shop)
        #expect(answer.status == .ok)
        #expect(answer.at("response", as: String.self)?.contains("R$") == true)
        #expect(try await site.send(.post, "/api/ai/chat", #"{"message": "Oi"}"#, as: shop).status == .ok)
        #expect(try await get("/api/dashboard/stats") == before)
        #expect(try await get("/api/ai/actions").at("data", as: [String].self) == [])
        for wrong in [#"{}"#, #"{"message": " "}"#, #"{"message": "Oi", "chatId": "grupo@g.us"}"#] {
            #expect(try await site.send(.post, "/api/ai/chat", wrong, as: shop).status == .badRequest)
        }
    }

    @Test(
        "one company's rows do not show in the other's figures",
        arguments: [
            "dashboard/stats", "dashboard/impact", "dashboard/overnight", "dashboard/actions?limit=100",
            "dashboard/revenue-timeline", "dashboard/revenue-timeline?days=30", "dashboard/automation",
            "stats/dashboard", "stats/appointments", "stats/revenue", "stats/clients", "stats/services",
            "stats/conversations", "stats/night-activity", "stats/impact", "stats/revenue-timeline",
            "stats/automation", "stats/reports", "reports/dashboard", "ai/actions", "ai/stats",
        ])
    func isolation(path: String) async throws {
        let other = site.shops.second
        let before = try await site.get("/api/\(path)", as: other)
        #expect(before.status == .ok)
        try await fill()
        await site.shops.database.cache.drop(.figures(of: other.companyID), .overview(of: other.companyID))
        #expect(try await site.get("/api/\(path)", as: other) == before)
    }

    @Test("numbers out of range are taken to the nearest, and what is none is told")
    func ranges() async throws {
        for query in ["days=0", "days=-5", "days=999999999"] {
            #expect(try await get("/api/dashboard/automation?\(query)").at("total") == 1)
        }
        #expect(try await get("/api/dashboard/impact?days=9223372036854775807").at("impact", "days") == 400)
        #expect(try await get("/api/reports/dashboard?period=-1").at("data", "metrics", "totalAppointments") == 1)
        #expect(try await site.get("/api/dashboard/impact?days=muitos", as: shop).status == .badRequest)
        #expect(try await get("/api/stats/revenue-timeline?date=9999-12-31").at("data", "totalReceita") == 0)
        #expect(try await get("/api/reports?startDate=9999-12-31").at("total") == 0)
    }
}
