import Domain
import Support
import Testing

@testable import Storage

@Suite("What DAOs keep comes back") struct DAORoundTripTests {
    @Test("a visit, with all that a list shows beside it", arguments: TestDriver.available)
    func visit(driver: TestDriver) async throws {
        let shop = try await TwoShops(on: driver).first
        let details = try #require(
            try await shop.database.read(shop.scope) { tx in try AppointmentsDAO(tx).details(shop.visit.id) })
        #expect(details.appointment == shop.visit)
        #expect(details.pet == shop.pet)
        #expect(details.tutorName == "Carla")
        #expect(details.tutorPhone == Shop.phone)
        #expect(details.serviceName == "Banho")
    }

    @Test("a list is narrowed by every filter alone and by all together")
    func filters() async throws {
        let shop = try await TwoShops().first
        let later = try await shop.bookBath(on: .monday.adding(days: 3), at: .at(9))
        _ = try await shop.database.write(shop.scope) { tx in
            try AppointmentsDAO(tx).setStatus(.cancelled, of: later.id, reason: "viagem", at: shop.clock.now)
        }
        func listed(_ edit: (inout AppointmentsDAO.Filter) -> Void) async throws -> [Appointment.ID] {
            var filter = AppointmentsDAO.Filter()
            edit(&filter)
            let made = filter
            return try await shop.database.read(shop.scope) { tx in
                let list = try AppointmentsDAO(tx).list(made).map(\.appointment.id)
                #expect(try AppointmentsDAO(tx).count(made) == list.count)
                return list
            }
        }
        let both = [shop.visit.id, later.id]
        #expect(try await listed { _ in } == both)
        #expect(try await listed { $0.statuses = [.cancelled] } == [later.id])
        #expect(try await listed { $0.statuses = [.cancelled, .confirmed] } == both)
        #expect(try await listed { $0.statuses = [.noShow] } == [])
        #expect(try await listed { $0.firstDay = .monday.adding(days: 1) } == [later.id])
        #expect(try await listed { $0.lastDay = .monday } == [shop.visit.id])
        #expect(try await listed { $0.serviceID = shop.services[1].id } == [])
        #expect(try await listed { $0.chatID = ChatID(phone: Shop.phone) } == both)
        #expect(try await listed { $0.chatID = ChatID(phone: Shop.otherPhone) } == [])
        let all = try await listed {
            $0.statuses = [.confirmed]
            $0.firstDay = .monday
            $0.lastDay = .monday
            $0.serviceID = shop.bath.id
            $0.tutorID = shop.tutor.id
        }
        #expect(all == [shop.visit.id])
    }

    @Test("a cancelled visit frees its place and is no longer upcoming")
    func cancelled() async throws {
        let shop = try await TwoShops().first
        let start = LocalDateTime(day: .monday, time: .midnight)
        func state() async throws -> (taken: Int, upcoming: Int) {
            try await shop.database.read(shop.scope) { tx in
                let visits = AppointmentsDAO(tx)
                return (
                    try visits.taken(from: .monday, to: .monday).count,
                    try visits.upcoming(of: shop.tutor.id, after: start).count
                )
            }
        }
        #expect(try await state() == (1, 1))
        _ = try await shop.database.write(shop.scope) { tx in
            try AppointmentsDAO(tx).setStatus(.cancelled, of: shop.visit.id, reason: nil, at: shop.clock.now)
        }
        #expect(try await state() == (0, 0))
    }

    @Test("a service with and without prices by size")
    func services() async throws {
        let shop = try await TwoShops().first
        let plain = PetService(id: Identifier(5), name: "Vacina", minutes: 15, basePrice: Money(centavos: 9990))
        let sized = PetService(
            id: Identifier(6), name: "Spa", summary: "Relaxante", minutes: 90, basePrice: Money(centavos: 100),
            priceBySize: [.small: Money(centavos: 50), .giant: Money(centavos: 900)], isActive: false)
        let (all, active) = try await shop.database.write(shop.scope) { tx in
            let dao = ServicesDAO(tx)
            for service in [plain, sized] { try dao.insert(service, place: try dao.nextPlace(), at: shop.clock.now) }
            return (try dao.list(activeOnly: false), try dao.list())
        }
        #expect(Array(all.suffix(2)) == [plain, sized])
        #expect(active.last == plain)
    }

    @Test("a week of windows, midnight included")
    func week() async throws {
        let shop = try await TwoShops().first
        let night = try #require(BusinessHours.Window(opens: .at(18), closes: .endOfDay))
        let morning = try #require(BusinessHours.Window(opens: .midnight, closes: .at(6)))
        let hours = BusinessHours([.friday: [night, morning], .sunday: [morning]])
        let read = try await shop.database.write(shop.scope) { tx in
            try BusinessHoursDAO(tx).replace(with: hours)
            return try BusinessHoursDAO(tx).week()
        }
        #expect(read == hours)
    }

    @Test("blocks of whole days and of hours, from the day asked for")
    func blocks() async throws {
        let shop = try await TwoShops().first
        let lunch = BlockedDate(
            id: Identifier(9), firstDay: .monday, lastDay: .monday,
            window: BusinessHours.Window(opens: .at(12), closes: .at(13)), reason: "Almoço")
        let (today, tomorrow) = try await shop.database.write(shop.scope) { tx in
            try BlockedDatesDAO(tx).insert(lunch)
            return (
                try BlockedDatesDAO(tx).list(from: .monday), try BlockedDatesDAO(tx).list(from: .monday.adding(days: 1))
            )
        }
        #expect(today == [lunch, shop.block])
        #expect(tomorrow == [shop.block])
    }

    @Test("settings written by an older program gain the defaults of this one")
    func oldSettings() async throws {
        let shop = try await TwoShops().first
        let tenant = TenantBinding.company(shop.companyID)
        try await shop.database.run("UPDATE companies SET settings = '{\"capacity\":7,\"novo\":true}'", as: tenant)
        let company = try await shop.database.read(shop.scope) { try CompaniesDAO($0).current() }
        var expected = CompanySettings()
        expected.capacity = 7
        #expect(company?.settings == expected)
    }

    @Test("the newest messages of a chat come oldest first, and those after one in order")
    func messages() async throws {
        let shop = try await TwoShops().first
        let (recent, after) = try await shop.database.write(shop.scope) { tx in
            for number in 1...5 {
                let message = Message(
                    id: shop.database.ids.next(), conversationID: shop.conversation, author: .customer, kind: .text,
                    body: "\(number)", sentAt: shop.clock.now.adding(seconds: number))
                try MessagesDAO(tx).insert(
                    message, session: shop.session.id, bareID: "M\(number)", isAnswered: true, at: shop.clock.now)
            }
            let recent = try MessagesDAO(tx).recent(in: shop.conversation, limit: 3)
            return (recent, try MessagesDAO(tx).after(recent[0].id, in: shop.conversation, limit: 10))
        }
        #expect(recent.map(\.body) == ["3", "4", "5"])
        #expect(after.map(\.body) == ["4", "5"])
    }

    @Test("a dialogue of another shape counts as none")
    func dialogue() async throws {
        let shop = try await TwoShops().first
        let read = try await shop.database.write(shop.scope) { tx in
            let chats = ConversationsDAO(tx)
            try chats.setDialogue(["passo": 3], of: shop.conversation)
            return (
                try chats.dialogue(of: shop.conversation, as: [String: Int].self),
                try chats.dialogue(of: shop.conversation, as: [Int].self)
            )
        }
        #expect(read.0 == ["passo": 3])
        #expect(read.1 == nil)
    }

    @Test("a session keeps its number when WAHA does not tell one, and the time it was last connected")
    func session() async throws {
        let shop = try await TwoShops().first
        let (id, now) = (shop.session.id, shop.clock.now)
        try await shop.database.write(shop.scope) { tx in
            let sessions = WhatsAppSessionsDAO(tx)
            try sessions.setStatus(.connected, phone: Shop.phone, of: id, at: now)
            try sessions.setStatus(.failed, phone: nil, of: id, at: now.adding(seconds: 5))
        }
        let session = try await shop.database.read(shop.scope) { try WhatsAppSessionsDAO($0).find(id) }
        #expect(session?.phone == Shop.phone)
        #expect(session?.status == .failed)
        #expect(session?.updatedAt == now.adding(seconds: 5))
        let last = try await shop.database.rows(
            "SELECT last_connected FROM whatsapp_sessions", as: .company(shop.companyID))
        #expect(last == [[.integer(now.milliseconds)]])
    }
}
