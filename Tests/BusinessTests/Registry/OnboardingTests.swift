import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("The set-up wizard") struct OnboardingTests {
    private let shops: TwoShops
    private let shop: Shop
    private let onboarding: Onboarding

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        onboarding = Onboarding(database: shops.database, clock: shops.clock)
    }

    private func data(_ text: String) throws -> [String: JSONValue] {
        try #require(JSONValue(bytes: text.utf8)?.members)
    }

    private static let whole = """
        {"step2": {"businessInfo": {"name": " Patas  & Cia ", "address": "Rua A, 10"}},
         "horario_funcionamento": {"segunda": "09:00-18:00", "sabado": "09:00 - 12:00", "domingo": "fechado"},
         "step3": {"uniqueValueProposition": "Sem gaiolas"},
         "productsServices": ["Banho", "Passeio", {"nome": "Creche", "preco": 80.5, "duracaoMinutos": 480},
                              {"nome": "tosa higiênica", "preco": 45}],
         "step5": {"aiPersonality": {"tone": "alegre", "brazilianSlang": false, "agentName": "Bia"}},
         "bipeConfig": {"responsibleName": "Marta", "phoneNumber": "(11) 90000-0009"},
         "auroraConfig": {"authorizedNumbers": []}}
        """

    @Test("completing makes the company, its week, its services, its agent and its escalation")
    func complete() async throws {
        let done = try await onboarding.complete(data: try data(Self.whole), in: shop.scope)
        #expect(done.completedAt == shops.clock.now)
        let (company, week, services, notices) = try await shops.database.read(shop.scope) { tx in
            (
                try #require(try CompaniesDAO(tx).current()), try BusinessHoursDAO(tx).week(),
                try ServicesDAO(tx).list(activeOnly: false),
                try NoticesDAO(tx).list(.init(), for: nil, limit: 9, offset: 0)
            )
        }
        #expect(company.name == "Patas & Cia")
        #expect(company.settings.address == "Rua A, 10")
        #expect(company.settings.agentName == "Bia")
        #expect(company.settings.persona == "Tom: alegre\nGírias: não\nDiferencial: Sem gaiolas")
        #expect(company.settings.escalationName == "Marta")
        #expect(company.settings.escalationPhone?.digits == "5511900000009")
        #expect(week[.monday].map(\.opens) == [.at(9)])
        #expect(week[.saturday].map(\.closes) == [.at(12)])
        #expect(week[.tuesday].isEmpty)
        let added = Dictionary(uniqueKeysWithValues: services.map { ($0.name, $0) })
        #expect(added.count == 7)
        #expect(added["Creche"]?.basePrice == Money(centavos: 8050))
        #expect(added["Creche"]?.minutes == 480)
        #expect(added["Creche"]?.isActive == true)
        #expect(added["Passeio"]?.isActive == false, "a service without a price is not offered")
        #expect(added["Tosa higiênica"]?.price(for: .giant) == Money(centavos: 4500))
        #expect(added["Banho"] == shop.bath)
        #expect(notices.first?.text.contains("Passeio") == true)
    }

    @Test("doing it again adds nothing twice")
    func again() async throws {
        for _ in 0..<2 { _ = try await onboarding.complete(data: try data(Self.whole), in: shop.scope) }
        let services = try await shops.database.read(shop.scope) { tx in try ServicesDAO(tx).list(activeOnly: false) }
        #expect(services.count == 7)
    }

    @Test("what cannot be applied is told all at once, and nothing is changed")
    func unusable() async throws {
        let before = try await shops.database.read(shop.scope) { tx in try CompaniesDAO(tx).current() }
        let long = String(repeating: "x", count: 256)
        let wrong = """
            {"businessInfo": {"name": "\(long)", "address": "a\\u0000"}, "openingTime": "18:00", "closingTime": "8h",
             "productsServices": [{"nome": "Banho", "preco": -1, "duracaoMinutos": 3}],
             "bipeConfig": {"phoneNumber": "123"}}
            """
        let wrongData = try data(wrong)
        let error = await #expect(throws: OnboardingError.self) {
            try await onboarding.complete(data: wrongData, in: shop.scope)
        }
        guard case .unusable(let faults) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(
            faults.map { String($0.prefix { $0 != ":" }) } == [
                "businessInfo.name", "businessInfo.address", "closingTime", "productsServices[0].preco",
                "productsServices[0].duracaoMinutos", "bipeConfig.phoneNumber",
            ])
        let after = try await shops.database.read(shop.scope) { tx in try CompaniesDAO(tx).current() }
        #expect(after == before)
        #expect(try await onboarding.progress(in: shop.scope).completedAt == nil)
    }

    @Test(
        "any JSON at all is read without harm",
        arguments: [
            "{}", #"{"step2": 7, "step4": [null, 1, {}, []], "step5": [], "bipeConfig": "x"}"#,
            #"{"businessInfo": {"horario_funcionamento": {"segunda": "", "terca": 7}}}"#,
        ])
    func odd(text: String) async throws {
        let odd = try data(text)
        _ = try await onboarding.complete(data: odd, in: shop.scope)
        let services = try await shops.database.read(shop.scope) { tx in try ServicesDAO(tx).list(activeOnly: false) }
        #expect(services.count == 5)
    }

    @Test("opening and closing alone set the days that are open")
    func everyDay() async throws {
        let hours = try data(#"{"openingTime": "07:30", "closingTime": "19:00"}"#)
        _ = try await onboarding.complete(data: hours, in: shop.scope)
        let week = try await shops.database.read(shop.scope) { tx in try BusinessHoursDAO(tx).week() }
        #expect(week[.saturday].map(\.opens) == [.at(7, 30)])
        #expect(week[.sunday].isEmpty)
    }

    @Test("step and data are kept each for itself; too much is refused; forgetting begins anew")
    func saving() async throws {
        _ = try await onboarding.save(step: 4, data: nil, in: shop.scope)
        let kept = try await onboarding.save(step: nil, data: ["a": 1], in: shop.scope)
        #expect(kept.step == 4)
        #expect(kept.data == ["a": 1])
        await #expect(throws: OnboardingError.tooMuch(bytes: 65_536)) {
            try await onboarding.save(
                step: 5, data: ["a": .string(String(repeating: "x", count: 70_000))], in: shop.scope)
        }
        try await onboarding.reset(in: shop.scope)
        await #expect(throws: OnboardingError.notStarted) { try await onboarding.complete(data: nil, in: shop.scope) }
        #expect(try await onboarding.progress(in: shop.scope).step == 1)
        #expect(try await onboarding.progress(in: shops.second.scope).data.isEmpty)
    }
}
