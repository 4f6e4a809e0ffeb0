import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("Settings and the wizard over the API") struct SettingsRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    @Test("one's own company may be named; any other is forbidden, whether it exists or not")
    func named() async throws {
        let own = try await site.get("/api/settings/\(shop.companyID)", as: shop)
        #expect(own.status == .ok)
        #expect(own == (try await site.get("/api/settings", as: shop)))
        let foreign = try await site.get("/api/settings/\(site.shops.second.companyID)", as: shop)
        #expect(foreign.status == .forbidden)
        #expect(foreign == (try await site.get("/api/settings/4503599627370495", as: shop)))
        let write = try await site.send(
            .put, "/api/settings/\(site.shops.second.companyID)", #"{"company_name": "Minha"}"#, as: shop)
        #expect(write.status == .forbidden)
        let after = try await site.get("/api/settings", as: site.shops.second)
        #expect(after.at("settings", "companyName") == "Amigo Fiel")
        let mine = try await site.send(
            .put, "/api/settings/\(shop.companyID)", #"{"company_name": "Minha"}"#, as: shop)
        #expect(mine.at("settings", "companyName") == "Minha")
    }

    @Test("each reminder is switched by itself")
    func reminders() async throws {
        for (field, key) in [
            ("reminder_d1_active", "d1Active"), ("reminder_12h_active", "h12Active"),
            ("reminder_4h_active", "h4Active"), ("reminder_1h_active", "h1Active"),
        ] {
            let before = try await site.get("/api/settings", as: shop)
            #expect(before.at("settings", "reminders", key) == true)
            let saved = try await site.send(.put, "/api/settings", "{\"\(field)\": false}", as: shop)
            #expect(saved.at("settings", "reminders", key) == false)
        }
    }

    @Test("the hand-over's settings are kept, and cleared")
    func handOver() async throws {
        let saved = try await site.send(
            .put, "/api/settings",
            #"{"human_pause_minutes": 15, "escalation_phone": "11 90000-0009", "escalation_name": "Marta"}"#, as: shop)
        #expect(saved.at("settings", "humanPauseMinutes") == 15)
        #expect(saved.at("settings", "escalationPhone") == "5511900000009")
        let cleared = try await site.send(.put, "/api/settings", #"{"escalation_phone": null}"#, as: shop)
        #expect(cleared.at("settings", "escalationPhone", as: String.self) == nil)
        #expect(cleared.at("settings", "escalationName") == "Marta")
    }

    @Test("how many messages an hour the shop starts has a default, is set, and is kept within its range")
    func startedPerHour() async throws {
        #expect(try await site.get("/api/settings", as: shop).at("settings", "startedPerHour") == 30)
        let saved = try await site.send(.put, "/api/settings", #"{"started_per_hour": 5}"#, as: shop)
        #expect(saved.at("settings", "startedPerHour") == 5)
        for wrong in ["0", "501"] {
            let answer = try await site.send(.put, "/api/settings", "{\"started_per_hour\": \(wrong)}", as: shop)
            #expect(answer.status == .badRequest)
        }
    }

    @Test("nothing to change is refused", arguments: ["{}", #"{"nome": "x"}"#])
    func nothing(body: String) async throws {
        #expect(try await site.send(.put, "/api/settings", body, as: shop).status == .badRequest)
    }

    @Test("settings are set for the first time once; after that they are changed")
    func first() async throws {
        let body = #"{"company_name": "Patas", "max_concurrent_capacity": 4}"#
        let set = try await site.send(.post, "/api/settings", body, as: shop)
        #expect(set.status == .created)
        #expect(set.at("settings", "maxConcurrentCapacity") == 4)
        #expect(try await site.send(.post, "/api/settings", body, as: shop).status == .conflict)
        #expect(try await site.send(.post, "/api/settings", body, as: site.shops.second).status == .created)
    }

    @Test("when they were last changed is told")
    func updatedAt() async throws {
        site.shops.clock.advance(seconds: 60)
        let saved = try await site.send(.put, "/api/settings", #"{"agent_name": "Bia"}"#, as: shop)
        #expect(saved.at("settings", "updatedAt") == "2026-03-02T12:01:00.000Z")
        #expect(saved.at("settings", "createdAt") == "2026-03-02T12:00:00.000Z")
    }

    @Test("the wizard is begun, kept, completed and forgotten")
    func wizard() async throws {
        let path = "/api/onboarding/progress"
        #expect(try await site.send(.delete, path, "", as: shop).status == .ok)
        let none = try await site.send(.post, "/api/onboarding/complete", "", as: shop)
        #expect(none.status == .notFound)
        let begun = try await site.get(path, as: shop)
        #expect(begun.at("progress", "currentStep") == 1)
        #expect(begun.at("progress", "completed") == false)
        #expect(begun.json["progress"].map { "\($0)".contains("completedAt") } == true)
        let kept = try await site.send(
            .put, path, #"{"currentStep": 3, "data": {"step2": {"name": "Patas"}}}"#, as: shop)
        #expect(kept.at("progress", "currentStep") == 3)
        #expect(kept.at("progress", "data", "step2", "name") == "Patas")
        let done = try await site.send(.post, "/api/onboarding/complete", "", as: shop)
        #expect(done.at("progress", "completed") == true)
        #expect(done.at("progress", "completedAt", as: String.self) != nil)
        #expect(try await site.get("/api/settings", as: shop).at("settings", "companyName") == "Patas")
        let other = try await site.get("/api/settings", as: site.shops.second)
        #expect(other.at("settings", "companyName") == "Amigo Fiel")
        #expect(try await site.get(path, as: site.shops.second).at("progress", "completed") == false)
    }

    @Test(
        "a step out of range, data that is none, and data that cannot be applied are told",
        arguments: [
            #"{"currentStep": 0}"#, #"{"currentStep": 10}"#, #"{"data": []}"#,
        ])
    func refusals(body: String) async throws {
        #expect(try await site.send(.put, "/api/onboarding/progress", body, as: shop).status == .badRequest)
        let wrong = try await site.send(
            .post, "/api/onboarding/complete", #"{"data": {"bipeConfig": {"phoneNumber": "1"}}}"#, as: shop)
        #expect(wrong.status == .badRequest)
        #expect(wrong.errors.first?.hasPrefix("bipeConfig.phoneNumber") == true)
    }
}
