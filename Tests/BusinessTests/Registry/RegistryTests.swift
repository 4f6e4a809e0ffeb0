import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Knowing customers") struct RegistryTests {
    private let shop: Shop
    private let registry: Registry

    init() async throws {
        shop = try await TwoShops().second
        registry = Registry(ids: shop.database.ids, clock: shop.clock)
    }

    private func tutor(_ chat: String, phone: String? = nil, name: String? = nil) async throws -> Tutor {
        let chat = try #require(ChatID(chat))
        let phone = phone.flatMap { PhoneNumber(international: $0) }
        return try await shop.database.write(shop.scope) { [registry] tx in
            try registry.tutor(chat: chat, phone: phone, name: name, in: tx)
        }
    }

    private func stored(_ id: Tutor.ID) async throws -> Tutor? {
        try await shop.database.read(shop.scope) { try TutorsDAO($0).find(id) }
    }

    private func count() async throws -> Int {
        try await shop.database.read(shop.scope) { try $0.count("SELECT count(*) FROM tutors") }
    }

    @Test("a chat that writes again is the same customer, whose name stays")
    func again() async throws {
        let first = try await tutor("5511977770000@c.us", name: "Paula")
        let second = try await tutor("5511977770000@c.us", name: "Outra")
        #expect(first == second)
        #expect(first.phone?.digits == "5511977770000")
        #expect(first.name == "Paula")
    }

    @Test("a number with and without its ninth digit is one customer, whichever came first", arguments: [true, false])
    func ninthDigit(longFirst: Bool) async throws {
        let chats = ["5511977770000@c.us", "551177770000@c.us"]
        let first = try await tutor(longFirst ? chats[0] : chats[1])
        let second = try await tutor(longFirst ? chats[1] : chats[0])
        #expect(first.id == second.id)
        #expect(try await count() == 2)
    }

    @Test("a hidden chat with a number is the customer of that number")
    func hiddenWithPhone() async throws {
        let known = try await tutor("240000000000001@lid", phone: Shop.phone.digits)
        #expect(known.id == shop.tutor.id)
        #expect(try await count() == 1)
    }

    @Test("a customer known by number only gains the chat they write from")
    func gainsChat() async throws {
        let made = Tutor(
            id: shop.database.ids.next(), name: "Rui", phone: Shop.otherPhone, whatsappID: nil, isVIP: true,
            createdAt: shop.clock.now)
        try await shop.database.write(shop.scope) { try TutorsDAO($0).insert(made) }
        let found = try await tutor("240000000000002@lid", phone: Shop.otherPhone.digits, name: "x")
        #expect(found.id == made.id)
        #expect(try await stored(made.id)?.whatsappID?.rawValue == "240000000000002@lid")
        #expect(try await stored(made.id)?.name == "Rui")
        #expect(try await tutor("240000000000002@lid").id == made.id)
    }

    @Test("a customer known by a hidden chat gains the number once WhatsApp tells it")
    func gainsPhone() async throws {
        let hidden = try await tutor("240000000000003@lid")
        #expect(hidden.phone == nil)
        let told = try await tutor("240000000000003@lid", phone: Shop.otherPhone.digits)
        #expect(told.id == hidden.id)
        #expect(try await stored(hidden.id)?.phone == Shop.otherPhone)
        // And is then found from the number's own chat.
        #expect(try await tutor("5511900000002@c.us").id == hidden.id)
    }

    @Test("a hidden chat whose number is another customer's is that customer: pets and visits of both stay, as one's")
    func phoneOfAnother() async throws {
        let hidden = try await tutor("240000000000004@lid", name: "Ca")
        let pet = try await shop.database.write(shop.scope) { [registry] tx in
            try registry.pet(named: "Nina", of: hidden.id, species: .cat, size: nil, breed: nil, in: tx)
        }
        let before = try await count()
        let told = try await tutor("240000000000004@lid", phone: Shop.phone.digits)
        #expect(told.id == shop.tutor.id)
        #expect(told.name == "Carla")
        #expect(try await stored(shop.tutor.id)?.phone == Shop.phone)
        #expect(try await stored(hidden.id) == nil)
        #expect(try await count() == before, "the row stays, without a person")
        let pets = try await shop.database.read(shop.scope) { [shop] in try PetsDAO($0).list(of: shop.tutor.id) }
        #expect(Set(pets.map(\.id)) == [shop.pet.id, pet.id])
    }

    @Test("a foreign customer keeps a foreign number")
    func foreign() async throws {
        let visitor = try await tutor("59899000001@c.us")
        #expect(visitor.phone?.digits == "59899000001")
        #expect(try await stored(visitor.id)?.phone?.digits == "59899000001")
        #expect(try await tutor("59899000001@c.us") == visitor)
    }

    @Test(
        "a name is tidied; one of nothing becomes Cliente",
        arguments: [
            ("  Ana \n Souza ", "Ana Souza"), ("", "Cliente"), ("\u{200B}\u{202E}", "Cliente"), ("A\u{0}B", "A B"),
            ("🐶 Bia", "🐶 Bia"),
        ])
    func names(given: String, kept: String) async throws {
        #expect(try await tutor("5511977770001@c.us", name: given).name == kept)
    }

    @Test("a very long name is cut")
    func longName() async throws {
        let name = try await tutor("5511977770002@c.us", name: String(repeating: "é", count: 5000)).name
        #expect(name == String(repeating: "é", count: 80))
    }

    @Test("a pet is known by its name whatever the case, and learns what the customer says")
    func pets() async throws {
        let (owner, registry) = (shop.tutor.id, registry)
        let (known, other, stored) = try await shop.database.write(shop.scope) { tx in
            let known = try registry.pet(
                named: " THOR ", of: owner, species: nil, size: .large, breed: nil, in: tx)
            let other = try registry.pet(named: "Mel", of: owner, species: .cat, size: nil, breed: nil, in: tx)
            return (known, other, try PetsDAO(tx).list(of: owner))
        }
        #expect(known.id == shop.pet.id)
        #expect(known.size == .large)
        #expect(known.species == .dog)
        #expect(known.breed == "Poodle")
        #expect(stored == [known, other])
    }
}
