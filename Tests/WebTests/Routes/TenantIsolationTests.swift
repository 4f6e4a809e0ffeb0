import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("Two shops on one server") struct TenantIsolationTests {
    private static let shared = Task { try await Site() }

    /// Addresses that name something, for a shop's own thing and for one that nobody has.
    static let named: [@Sendable (Shop?) -> String] = [
        { "/api/appointments/\($0.map { $0.visit.id.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/services/\($0.map { $0.bath.id.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/appointments?tutorId=\($0.map { $0.tutor.id.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/tutors/\($0.map { $0.tutor.id.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/customers/\($0.map { $0.tutor.id.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/tutors/\($0.map { $0.tutor.id.rawValue } ?? 4_503_599_627_370_495)/export" },
        { "/api/tutors/\($0.map { $0.tutor.id.rawValue } ?? 4_503_599_627_370_495)/journey" },
        { "/api/tutors/\($0.map { $0.tutor.id.rawValue } ?? 4_503_599_627_370_495)/pets" },
        { "/api/pets?tutor_id=\($0.map { $0.tutor.id.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/pets/\($0.map { $0.pet.id.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/appointments/services/\($0.map { $0.bath.id.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/companies/\($0.map { $0.companyID.rawValue } ?? 4_503_599_627_370_495)" },
        { "/api/appointments?serviceId=\($0.map { $0.bath.id.rawValue } ?? 4_503_599_627_370_495)" },
    ]

    @Test("another company's thing is answered exactly as one that does not exist", arguments: named.indices)
    func gets(place: Int) async throws {
        let site = try await Self.shared.value
        let uri = Self.named[place]
        for (reader, owner) in [(site.shops.second, site.shops.first), (site.shops.first, site.shops.second)] {
            let foreign = try await site.get(uri(owner), as: reader)
            let missing = try await site.get(uri(nil), as: reader)
            #expect(foreign == missing)
            let own = try await site.get(uri(owner), as: owner)
            #expect(own.status == .ok)
            #expect(own.body != missing.body)
        }
    }

    @Test("changing another company's service is answered as one that does not exist, and changes nothing")
    func changes() async throws {
        let site = try await Site()
        let (first, second) = (site.shops.first, site.shops.second)
        let body = #"{"nome": "Grátis", "preco": 0}"#
        let foreign = try await site.send(.patch, "/api/services/\(first.bath.id)", body, as: second)
        let missing = try await site.send(.patch, "/api/services/4503599627370495", body, as: second)
        #expect(foreign.status == .notFound)
        #expect(foreign == missing)
        #expect(try await site.get("/api/services/\(first.bath.id)", as: first).at("data", "nome") == "Banho")
    }

    @Test(
        "lists and figures hold the asker's own things only",
        arguments: [
            "/api/appointments", "/api/services", "/api/settings", "/api/whatsapp/sessions", "/api/auth/me",
            "/api/tutors", "/api/customers", "/api/tutors/birthdays?month=3", "/api/tutors/inactive", "/api/tutors/vip",
            "/api/tutors/top", "/api/pets", "/api/pets/stats", "/api/pets/birthdays", "/api/pets/needing-bath",
            "/api/pets/needing-vaccination", "/api/companies", "/api/companies/current", "/api/services/category/banho",
            "/api/tutors/phone/11900000001",
            "/api/appointments?chatId=5511900000001@c.us", "/api/appointments?dataInicio=2020-01-01",
        ])
    func lists(uri: String) async throws {
        let site = try await Self.shared.value
        for (reader, other) in [(site.shops.second, site.shops.first), (site.shops.first, site.shops.second)] {
            let answer = try await site.get(uri, as: reader)
            #expect(answer.status == .ok)
            for foreign in [
                "\(other.visit.id)", "\(other.bath.id)", "\(other.tutor.id)", "\(other.pet.id)", "\(other.session.id)",
                other.email,
                other.session.name.rawValue,
                "\"companyId\":\(other.companyID),", "\"company_id\":\(other.companyID),",
            ] {
                #expect(!answer.body.contains(foreign))
            }
        }
    }

    @Test("one shop's visits, messages and settings do not move the other's figures")
    func figures() async throws {
        let site = try await Site()
        let (first, second) = (site.shops.first, site.shops.second)
        let before = try await site.get("/api/dashboard/stats", as: second)
        try await first.bookBath(at: .at(16))
        _ = try await site.send(.put, "/api/settings", #"{"company_name": "Outra"}"#, as: first)
        _ = try await site.send(
            .post, "/api/simulator/messages", #"{"phone": "11900000001", "text": "Oi"}"#, as: first)
        #expect(try await site.get("/api/dashboard/stats", as: second) == before)
        #expect(try await site.get("/api/settings", as: second).at("settings", "companyName") == "Amigo Fiel")
        let chat = try await site.get("/api/simulator/messages?phone=11900000001", as: second)
        #expect(chat.at("data", as: [String].self) == [])
        #expect(try await site.get("/api/dashboard/stats", as: first).body != before.body)
    }

    @Test("a session's name is taken server-wide, and that is all one learns")
    func sessionName() async throws {
        let site = try await Site()
        let answer = try await site.send(
            .post, "/api/whatsapp/sessions", #"{"sessionName": "loja-centro"}"#, as: site.shops.second)
        #expect(answer.status == .conflict)
        #expect(!answer.body.contains("\(site.shops.first.session.id)"))
        #expect(!answer.body.contains("rls$"))
    }
}
