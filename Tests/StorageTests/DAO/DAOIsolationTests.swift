import Domain
import Support
import Testing

@testable import Storage

@Suite("Every method of every DAO stays inside its company") struct DAOIsolationTests {
    private static let shared = Task { try await TwoShops() }

    @Test(
        "reading with another company's ids finds nothing",
        arguments: DAOAct.reads + DAOAct.turnReads + DAOAct.careReads)
    func reading(act: DAOAct) async throws {
        let shops = try await Self.shared.value
        for (reader, owner) in [(shops.second, shops.first), (shops.first, shops.second)] {
            #expect(try await shops.database.read(reader.scope) { try act.run($0, owner) } == 0)
            #expect(try await shops.database.read(owner.scope) { try act.run($0, owner) } > 0)
        }
    }

    @Test(
        "writing with another company's ids changes nothing there",
        arguments: DAOAct.writes + DAOAct.turnWrites + DAOAct.careWrites)
    func writing(act: DAOAct) async throws {
        let shops = try await TwoShops()
        let before = try await shops.database.everything(of: shops.first.companyID)
        do {
            let touched = try await shops.database.write(shops.second.scope) { try act.run($0, shops.first) }
            #expect(touched == 0)
        } catch StorageError.foreignKey {
            // What it would belong to does not exist in this company.
        }
        #expect(try await shops.database.everything(of: shops.first.companyID) == before)
        // The same call by the owner works, or the test above would prove nothing.
        _ = try await shops.database.write(shops.first.scope) { try act.run($0, shops.first) }
        #expect(try await shops.database.everything(of: shops.first.companyID) != before)
    }

    @Test("what one company adds or empties is not counted or emptied in the other", arguments: TestDriver.available)
    func wholeTables(driver: TestDriver) async throws {
        let shops = try await TwoShops(on: driver)
        let (first, second) = (shops.first, shops.second)
        let figures = try await Figures(of: second)
        let before = try await shops.database.everything(of: second.companyID)
        for hour in [8, 9, 10, 11] {
            try await first.bookBath(on: .monday.adding(days: 1), at: .at(hour), key: "k\(hour)")
        }
        try await shops.database.write(first.scope) { tx in
            let now = first.clock.now
            try BusinessHoursDAO(tx).replace(with: BusinessHours([:]))
            _ = try AppointmentsDAO(tx).setStatus(.done, of: first.visit.id, at: now)
            try TutorsDAO(tx).insert(
                Tutor(id: Identifier(5), name: "Zé", phone: nil, whatsappID: nil, isVIP: false, createdAt: now))
            try ServicesDAO(tx).insert(first.bath.copy(id: 5), place: 99, at: now)
            try ConversationsDAO(tx).noteIncoming("x", in: first.conversation, at: now)
            try ConversationsDAO(tx).pause(first.conversation, until: now.adding(seconds: 9))
        }
        #expect(try await Figures(of: second) == figures)
        #expect(try await Figures(of: first) != figures)
        #expect(try await shops.database.everything(of: second.companyID) == before)
    }

    @Test("an idempotency key used by one company is free in the other")
    func idempotency() async throws {
        let shops = try await TwoShops()
        for shop in shops.both {
            let visit = try await shops.database.read(shop.scope) { tx in
                try AppointmentsDAO(tx).find(idempotencyKey: "visita-1")
            }
            #expect(visit?.id == shop.visit.id)
        }
    }
}

/// What is counted over whole tables.
private struct Figures: Equatable {
    var visits: Int
    var taken: [Slot]
    var hours: BusinessHours
    var place: Int
    var chats: [Int]
    var messages: [Int]
    var totals: [Int]
    var served: [LocalDay: Int]
    var nameless: Tutor?

    init(of shop: Shop) async throws {
        self = try await shop.database.read(shop.scope) { tx in
            let now = shop.clock.now
            let chats = try ConversationsDAO(tx).counters(since: now, now: now)
            let messages = try MessagesDAO(tx).counters(since: now)
            return Figures(
                visits: try AppointmentsDAO(tx).count(.init()),
                taken: try AppointmentsDAO(tx).taken(from: .monday, to: .monday.adding(days: 9)),
                hours: try BusinessHoursDAO(tx).week(), place: try ServicesDAO(tx).nextPlace(),
                chats: [chats.today, chats.paused, chats.waiting],
                messages: [messages.all, messages.byAgent, messages.byHuman],
                totals: [try FiguresDAO(tx).totals().total, try FiguresDAO(tx).days(from: .monday, to: .monday).count]
                    + (try FiguresDAO(tx).services().map(\.tally.total)),
                served: try AppointmentsDAO(tx).served(from: .monday, to: .monday.adding(days: 9)),
                nameless: try TutorsDAO(tx).find(byNameAlone: "Zé"))
        }
    }

    private init(
        visits: Int, taken: [Slot], hours: BusinessHours, place: Int, chats: [Int], messages: [Int], totals: [Int],
        served: [LocalDay: Int], nameless: Tutor?
    ) {
        self.visits = visits
        self.taken = taken
        self.hours = hours
        self.place = place
        self.chats = chats
        self.messages = messages
        self.totals = totals
        self.served = served
        self.nameless = nameless
    }
}

extension PetService {
    fileprivate func copy(id: Int64) -> PetService {
        PetService(id: Identifier(id), name: name, minutes: minutes, basePrice: basePrice)
    }
}
