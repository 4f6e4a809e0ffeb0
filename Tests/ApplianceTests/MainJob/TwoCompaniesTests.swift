import Business
import Foundation
import Support
import Testing

@Suite("Two companies on one server", .timeLimit(.minutes(2)))
struct TwoCompaniesTests {
    @Test("equal customers with equal message ids keep apart in every answer and every text")
    func apart() async throws {
        let wahas = (try await WAHAStandIn.start(), try await WAHAStandIn.start())
        try await RunningAppliance.session { app in
            let alfa = try await Shop.open("Alfa Pet", session: "alfa", on: app, waha: wahas.0)
            let beta = try await Shop.open("Beta Pet", session: "beta", on: app, waha: wahas.1)
            #expect(alfa.companyID != beta.companyID)
            for text in ["Oi", "Quero marcar um banho pro Thor amanhã às 15h", "sim"] {
                var message = Webhook(text, session: "alfa")
                try await alfa.reply(to: message)
                message.session = "beta"
                try await beta.reply(to: message)
            }
            for text in ["Quero cancelar", "sim"] { try await beta.reply(to: text) }

            let kept = try await alfa.visits()
            let cancelled = try await beta.visits()
            #expect(kept.map(\.status) == ["confirmado"])
            #expect(cancelled.map(\.status) == ["cancelado"])
            #expect(kept.map(\.companyId) == [alfa.companyID])
            #expect(cancelled.map(\.companyId) == [beta.companyID])
            #expect(try await alfa.stats().data.cancelados == 0)
            #expect(try await beta.stats().data.cancelados == 1)
            #expect(try await alfa.stats().stats.messagesToday == 6)
            #expect(try await beta.stats().stats.messagesToday == 10)

            try await expectNothing(of: beta, named: "Beta", seenBy: alfa)
            try await expectNothing(of: alfa, named: "Alfa", seenBy: beta)
        }
        await wahas.0.stop()
        await wahas.1.stop()
    }

    @Test("another company's token is no key: each row of it is as absent as one that never was")
    func otherRows() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let alfa = try await Shop.open("Alfa Pet", session: "alfa", on: app, waha: waha)
            let beta = try await Shop.open("Beta Pet", session: "beta", on: app, waha: waha)
            for text in ["Quero marcar um banho pro Thor amanhã às 15h", "sim"] { try await alfa.reply(to: text) }
            let visit = try #require(try await alfa.visits().first)
            let service = try #require(try await services(of: alfa).first)
            for path in ["/api/appointments/\(visit.id)", "/api/services/\(service.id)"] {
                #expect(try await alfa.api.get(path).status == 200)
                let refused = try await beta.api.get(path)
                #expect(refused.status == 404)
                let absent = try await beta.api.get(path + "9")
                #expect(absent.status == 404)
                #expect(try Self.fields(of: absent) == Self.fields(of: refused))
            }
            // A session's name is unique over the server, because a webhook carries nothing else.
            let taken = try await beta.api.post(
                "/api/whatsapp/sessions", ["sessionName": "alfa", "wahaUrl": waha.baseURL])
            #expect(taken.status == 409)
        }
        await waha.stop()
    }

    private static func fields(of answer: HTTPAnswer) throws -> NSDictionary? {
        try JSONSerialization.jsonObject(with: answer.body) as? NSDictionary
    }

    private struct Service: Decodable {
        let id: Int
    }

    private struct List<Item: Decodable>: Decodable {
        let data: [Item]
    }

    private func services(of shop: Shop) async throws -> [Service] {
        try await shop.api.get("/api/services", as: List<Service>.self).data
    }

    /// Looks for the other's company id, name, session and texts in all that a shop can read or has sent.
    private func expectNothing(of other: Shop, named name: String, seenBy shop: Shop) async throws {
        let paths = [
            "/api/appointments", "/api/services", "/api/settings", "/api/whatsapp/sessions", "/api/dashboard/stats",
            "/api/auth/me", "/api/simulator/messages?phone=5511900000001",
        ]
        for path in paths {
            let answer = try await shop.api.get(path)
            #expect(answer.status == 200, "\(path)")
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(!text.lowercased().contains(name.lowercased()), "\(path)")
            for key in ["companyId", "company_id"] {
                #expect(!text.contains("\"\(key)\":\(other.companyID),"), "\(path)")
            }
        }
        #expect(!shop.waha.texts.contains { $0.text.contains(name) || $0.session == other.session })
    }
}
