import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Booking by name") struct BookingByNameTests {
    private let shop: Shop
    private let tuesday = LocalDay.monday.adding(days: 1)

    init() async throws { shop = try await TwoShops().first }

    private func request(_ tutor: String, _ phone: String?, pet: String, at hour: Int = 9) -> VisitRequest {
        VisitRequest(
            tutorName: tutor, tutorPhone: phone.flatMap { PhoneNumber($0) }, petName: pet, serviceID: shop.bath.id,
            starts: LocalDateTime(day: tuesday, time: .at(hour)))
    }

    private func book(_ request: VisitRequest, key: String? = nil) async throws -> AppointmentDetails {
        try await shop.booking.book(request, key: key, in: shop.scope)
    }

    @Test("a known customer is found by phone, with or without the ninth digit, and the pet by its name")
    func known() async throws {
        for (hour, phone) in [(9, "5511900000001"), (10, "1190000-0001"), (11, "(11) 90000-0001")] {
            let visit = try await book(request("Outra Grafia", phone, pet: " thor ", at: hour))
            #expect(visit.appointment.tutorID == shop.tutor.id)
            #expect(visit.tutorName == "Carla")
            #expect(visit.pet.id == shop.pet.id)
            #expect(visit.appointment.price == Money(centavos: 5000))
        }
    }

    @Test("a new customer and pet are written down with the visit; an unknown size is priced as medium")
    func new() async throws {
        let visit = try await book(request("Paula", "11 98888-7777", pet: "Mel"))
        #expect(visit.chatID == ChatID("5511988887777@c.us"))
        #expect(visit.pet.size == nil)
        #expect(visit.appointment.price == shop.bath.price(for: .medium))
        #expect(visit.appointment.status == .pending)
        let again = try await book(request("Paula", "11 98888-7777", pet: "mel", at: 10))
        #expect(again.appointment.tutorID == visit.appointment.tutorID)
        #expect(again.pet.id == visit.pet.id)
        // The customer who then writes is the one that was written down.
        let chat = ChatID(phone: PhoneNumber.test("5511988887777"))
        let known = try await shop.database.read(shop.scope) { try TutorsDAO($0).find(chat: chat)?.id }
        #expect(known == visit.appointment.tutorID)
    }

    @Test("a customer without a phone is the one of that name, and has no chat")
    func nameless() async throws {
        let first = try await book(request("Zé da Feira", nil, pet: "Bob"))
        #expect(first.chatID == nil)
        let second = try await book(request("Zé da Feira", nil, pet: "Bob", at: 10))
        #expect(second.appointment.tutorID == first.appointment.tutorID)
        // A name alone never reaches a customer who has a phone.
        let other = try await book(request("Carla", nil, pet: "Thor", at: 11))
        #expect(other.appointment.tutorID != shop.tutor.id)
    }

    @Test("a chat that belongs to another number does not mix two customers up")
    func strangeChat() async throws {
        var wanted = request("Nina", "11 97777-0000", pet: "Lua")
        wanted.chatID = ChatID(phone: Shop.phone)
        let visit = try await book(wanted)
        #expect(visit.appointment.tutorID != shop.tutor.id)
        #expect(visit.chatID == ChatID("5511977770000@c.us"))
    }

    @Test("what is refused writes nobody down, and one key books once")
    func atomic() async throws {
        var closed = request("Paula", "11 98888-7777", pet: "Mel")
        closed.starts = LocalDateTime(day: tuesday, time: .at(3))
        await #expect(throws: SchedulingError.closed(tuesday)) { try await book(closed) }
        let phone = PhoneNumber.test("11988887777")
        #expect(try await shop.database.read(shop.scope) { try TutorsDAO($0).find(phone: phone) } == nil)
        let once = try await book(request("Paula", "11 98888-7777", pet: "Mel"), key: "k")
        let twice = try await book(request("Paula", "11 98888-7777", pet: "Mel", at: 15), key: "k")
        #expect(once == twice)
    }

    @Test("a refused time is answered with its reason and the nearest free times, the same day first")
    func alternatives() async throws {
        try await shop.configure { $0.capacity = 1 }
        try await shop.bookBath(on: tuesday, at: .at(10))
        let answer = try await shop.booking.ask(
            shop.bath.id, at: LocalDateTime(day: tuesday, time: .at(10)), in: shop.scope)
        #expect(answer.refusal == .slotTaken)
        #expect(answer.alternatives.map(\.time) == [.at(8, 30), .at(9), .at(11)])
        #expect(answer.alternatives.allSatisfy { $0.day == tuesday })
        let free = try await shop.booking.ask(
            shop.bath.id, at: LocalDateTime(day: tuesday, time: .at(11)), in: shop.scope)
        #expect(free.refusal == nil)
        #expect(free.alternatives.isEmpty)
        // A Sunday is shut: the day after comes first.
        let sunday = tuesday.adding(days: 5)
        let shut = try await shop.booking.ask(
            shop.bath.id, at: LocalDateTime(day: sunday, time: .at(10)), in: shop.scope)
        #expect(shut.refusal == .closed(sunday))
        #expect(Set(shut.alternatives.map(\.day)) == [sunday.adding(days: 1)])
    }

    @Test("the day's maximum counts what was served that day", arguments: [2, 3])
    func dailyMost(most: Int) async throws {
        try await shop.configure { $0.dailyMost = most }
        let served = try await shop.bookBath(at: .at(10))
        _ = try await shop.booking.finish(served.id, in: shop.scope)
        // One at 14:00, one served.
        if most == 2 {
            await #expect(throws: SchedulingError.dayFull(.monday, most: 2)) { try await shop.bookBath(at: .at(16)) }
        } else {
            try await shop.bookBath(at: .at(16))
        }
    }

    @Test("however many days, starts and visits a question has, no statement is asked again for each")
    func queries() async throws {
        try await shop.configure { $0.dailyMost = 40 }
        for hour in 8...16 { try await shop.bookBath(on: tuesday, at: .at(hour)) }
        let (database, clock, tuesday) = (shop.database, shop.clock, tuesday)
        try await QueryTrace.watching("availability") {
            _ = try await shop.booking.board(of: shop.bath.id, on: tuesday, step: 5, in: shop.scope)
            try await database.read(shop.scope) { tx in
                _ = try Availability(tx, now: clock.now).freeSlots(from: tuesday, days: 60, minutes: 60, in: tx)
            }
        }
        #expect(database.insight.report().repeats.isEmpty)
        // The watch is on: one question a day is seen.
        try await QueryTrace.watching("one a day") {
            try await database.read(shop.scope) { tx in
                for number in 0..<60 {
                    _ = try AppointmentsDAO(tx).taken(from: tuesday, to: tuesday.adding(days: number))
                }
            }
        }
        #expect(!database.insight.report().repeats.isEmpty)
    }
}
