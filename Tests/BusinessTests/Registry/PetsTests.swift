import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Pets as the shop's people see them") struct PetsTests {
    private let shops: TwoShops
    private let shop: Shop
    private let pets: Pets

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        pets = Pets(database: shops.database, clock: shops.clock)
    }

    private func names(_ wanted: Pets.Wanted) async throws -> [String] {
        let found = try await pets.list(wanted, limit: 50, offset: 0, withPhotos: false, in: shop.scope)
        #expect(found.total == found.pets.count)
        return found.pets.map(\.pet.name)
    }

    private func add(_ name: String, _ edit: @escaping @Sendable (inout PetRecord) -> Void) async throws -> PetDetails {
        try await pets.add(to: shop.tutor.id, in: shop.scope) {
            $0.pet.name = name
            edit(&$0.record)
        }
    }

    @Test("what is kept comes back, the picture too, and the agent's own change leaves it alone")
    func roundTrip() async throws {
        let changed = try #require(
            try await pets.change(shop.pet.id, in: shop.scope) { details in
                details.record.birthday = .monday
                details.record.grams = 4250
                details.record.sex = .male
                details.record.isNeutered = false
                details.record.favourites = ["Banho"]
                details.record.vaccines = [Vaccine(name: "V10", day: .monday, nextDose: .monday.adding(days: 365))]
                details.photoData = "data:image/png;base64,AAAA"
            })
        _ = try await shop.database.write(shop.scope) { tx in
            try Registry(ids: shop.database.ids, clock: shop.clock)
                .complete(shop.pet, species: nil, size: .large, breed: nil, in: tx)
        }
        let read = try #require(try await pets.find(shop.pet.id, in: shop.scope))
        #expect(read.record == changed.record)
        #expect(read.photoData == changed.photoData)
        #expect(read.pet.size == .large)
        let listed = try await pets.list(.all, limit: 9, offset: 0, withPhotos: false, in: shop.scope)
        #expect(listed.pets.map(\.photoData) == [nil])
    }

    @Test("a bath is due when planned for today, or when the last was long ago and none is planned")
    func baths() async throws {
        #expect(try await names(.dueForBath(days: 30)) == [])
        _ = try await shop.database.write(shop.scope) { tx in
            try AppointmentsDAO(tx).setStatus(.done, of: shop.visit.id, at: shop.clock.now)
        }
        #expect(try await pets.find(shop.pet.id, in: shop.scope)?.lastBath == .monday)
        #expect(try await names(.dueForBath(days: 30)) == [])
        _ = try await add("Mia") { $0.nextBath = .monday }
        _ = try await add("Rex") { $0.nextBath = .monday.adding(days: 1) }
        #expect(try await names(.dueForBath(days: 30)) == ["Mia"])
        shop.clock.advance(seconds: 31 * 86_400)
        #expect(try await names(.dueForBath(days: 30)) == ["Thor", "Mia", "Rex"])
        #expect(try await names(.dueForBath(days: 60)) == ["Mia", "Rex"])
        _ = try await pets.change(shop.pet.id, in: shop.scope) { $0.record.isActive = false }
        #expect(try await names(.dueForBath(days: 30)) == ["Mia", "Rex"])
    }

    @Test("doses due are the most urgent first; pets that do not come are left out")
    func vaccines() async throws {
        for (name, days) in [("Mia", 20), ("Rex", -5), ("Bob", 40)] {
            _ = try await add(name) {
                $0.vaccines = [Vaccine(name: "V10", day: .monday, nextDose: .monday.adding(days: days))]
            }
        }
        #expect(try await names(.dueForVaccine(days: 30)) == ["Rex", "Mia"])
        #expect(try await names(.dueForVaccine(days: 0)) == ["Rex"])
    }

    @Test("birthdays are by day, of this month unless told")
    func birthdays() async throws {
        for (name, birthday) in [("Mia", "2020-03-31"), ("Rex", "2024-03-01"), ("Bob", "2022-12-01")] {
            _ = try await add(name) { $0.birthday = LocalDay(iso: birthday) }
        }
        #expect(try await names(.bornIn(month: nil)) == ["Rex", "Mia"])
        #expect(try await names(.bornIn(month: 12)) == ["Bob"])
    }

    @Test("a pet with visits is set inactive, and the agent does not see it; one without is deleted")
    func remove() async throws {
        let mia = try await add("Mia") { _ in }
        #expect(try await pets.remove(mia.pet.id, in: shop.scope) == true)
        #expect(try await pets.find(mia.pet.id, in: shop.scope) == nil)
        #expect(try await pets.remove(shop.pet.id, in: shop.scope) == false)
        #expect(try await pets.find(shop.pet.id, in: shop.scope)?.record.isActive == false)
        let seen = try await shop.database.read(shop.scope) { try PetsDAO($0).list(of: shop.tutor.id) }
        #expect(seen.isEmpty)
        #expect(try await pets.remove(mia.pet.id, in: shop.scope) == nil)
    }

    @Test("another company's pets and customers do not exist")
    func foreign() async throws {
        let stranger = shops.second.scope
        #expect(try await pets.find(shop.pet.id, in: stranger) == nil)
        #expect(try await pets.remove(shop.pet.id, in: stranger) == nil)
        #expect(try await pets.change(shop.pet.id, in: stranger) { $0.pet.name = "X" } == nil)
        #expect(try await pets.find(shop.pet.id, of: shops.second.tutor.id, in: shop.scope) == nil)
        await #expect(throws: RegistryError.unknownTutor) {
            _ = try await pets.add(to: shop.tutor.id, in: stranger) { $0.pet.name = "X" }
        }
        #expect(try await pets.totals(in: stranger).all == 1)
        #expect(try await pets.find(shop.pet.id, in: shop.scope)?.pet == shop.pet)
    }
}
