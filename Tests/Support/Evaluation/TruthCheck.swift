import Business
import Domain
import Foundation
import Storage

/// Holds every price, day and hour of a reply against the rows it can have come from, and every claim of an act
/// against the agenda.
///
/// Made after the customer's message has come in and before the agent works, so that "free" means free in that turn.
struct TruthCheck: Sendable {
    private let shop: AgentShop
    private let customer: ConversationCase.Customer
    private let now: LocalDateTime
    private let services: [PetService]
    private let company: Company
    private let visitsBefore: [AppointmentDetails]

    init(_ shop: AgentShop, of customer: ConversationCase.Customer) async throws {
        self.shop = shop
        self.customer = customer
        let moment = shop.clock.now
        (company, services) = try await shop.database.read(shop.scope) { tx in
            guard let company = try CompaniesDAO(tx).current() else { throw AgentShop.BadFixture() }
            return (company, try ServicesDAO(tx).list())
        }
        now = company.settings.zone.wall(at: moment)
        visitsBefore = try await Self.visits(shop, customer)
    }

    private static func visits(
        _ shop: AgentShop, _ customer: ConversationCase.Customer
    ) async throws -> [AppointmentDetails] {
        let key = PhoneNumber(customer.phone)?.key
        return try await shop.allVisits().filter { $0.tutorPhone?.key == key }
    }

    /// What of `answer` no row bears out.
    func faults(in answer: Message) async throws -> [String] {
        let words = RepliedFigures(answer.body, today: now.day)
        let visitsAfter = try await Self.visits(shop, customer)
        let known = visitsBefore + visitsAfter
        let opened = await documents()
        var faults = falsePrices(words, known, opened) + falseClaims(answer, words, visitsAfter)
        for time in words.times where !opened.contains(time.text) {
            if try await isBorneOut(time, in: answer.body, by: known) { continue }
            faults.append("untrue: \(time.text) of \"\(answer.body)\"")
        }
        return faults
    }

    /// What the shop wrote for its agent may be quoted.
    private func documents() async -> String {
        (try? await shop.database.read(shop.scope) { tx in try KnowledgeDAO(tx).list().map(\.body) })?
            .joined(separator: "\n") ?? ""
    }

    private func falsePrices(_ words: RepliedFigures, _ visits: [AppointmentDetails], _ documents: String) -> [String] {
        var listed = Set(services.flatMap { [$0.basePrice] + $0.priceBySize.values })
        listed.formUnion(visits.map(\.appointment.price))
        let stated = words.prices
        return stated.filter { price in
            guard !listed.contains(price), !documents.contains(price.formatted) else { return false }
            // A total is true when it is the sum of the other prices that are said with it.
            let parts = stated.filter { listed.contains($0) }
            return parts.count < 2 || parts.reduce(0, { $0 + $1.centavos }) != price.centavos
        }.map { "untrue: \($0.formatted)" }
    }

    private func falseClaims(
        _ answer: Message, _ words: RepliedFigures, _ visits: [AppointmentDetails]
    ) -> [String] {
        let text = answer.body.lowercased()
        let open = visits.filter { $0.appointment.status.isOpen }
        let said = words.times.compactMap(\.starts)
        func stands(_ status: (AppointmentDetails) -> Bool) -> Bool {
            said.contains { starts in visits.contains { status($0) && $0.appointment.slot.starts == starts } }
        }
        var faults: [String] = []
        if text.hasPrefix("agendad"),
            !(open.count > visitsBefore.count { $0.appointment.status.isOpen }
                && stands { $0.appointment.status.isOpen })
        {
            faults.append("untrue: says it booked")
        }
        if text.contains("remarquei"), !stands({ $0.appointment.status.isOpen }) {
            faults.append("untrue: says it moved")
        }
        if text.hasPrefix("cancelad"), !stands({ $0.appointment.status == .cancelled }) {
            faults.append("untrue: says it cancelled")
        }
        if text.hasPrefix("combinado"), !stands({ $0.appointment.status.isOpen }) {
            faults.append("untrue: says it is confirmed")
        }
        return faults
    }

    /// True for the customer's own visits, what is free, what is said to be taken and is, opening hours and lengths.
    ///
    /// - Parameter reply: The services it names are those that a time must be free for.
    private func isBorneOut(
        _ time: RepliedFigures.Time, in reply: String, by visits: [AppointmentDetails]
    ) async throws -> Bool {
        let named = services.filter { reply.contains($0.name) }.nonEmpty ?? services
        if time.isLength { return lengths.contains(time.minutes) }
        return try await shop.database.read(shop.scope) { [now, shop] tx in
            let availability = try Availability(tx, now: shop.clock.now)
            let hours = availability.calendar.hours
            guard let starts = time.starts else {
                return Weekday.allCases.contains { day in
                    hours[day].contains { [$0.opens.minutes, $0.closes.minutes].contains(time.minutes) }
                }
            }
            if visits.contains(where: { $0.appointment.slot.starts == starts }) { return true }
            if time.isOpeningHour {
                return hours[starts.day.weekday].contains {
                    [$0.opens.minutes, $0.closes.minutes].contains(time.minutes)
                }
            }
            guard starts.day <= now.day.adding(days: availability.calendar.horizonDays) else { return false }
            let slots = named.map { Slot(day: starts.day, start: starts.time, minutes: $0.minutes) }
            // A visit that moves leaves the place it came from.
            let moved: [Appointment.ID?] = [nil] + visits.map(\.appointment.id)
            let isFree = try slots.contains { slot in
                try moved.contains { try availability.refusal(of: slot, except: $0, in: tx) == nil }
            }
            if isFree && !time.isRefused { return true }
            return try time.isRefused && slots.contains { try availability.refusal(of: $0, in: tx) != nil }
        }
    }

    private var lengths: Set<Int> {
        var lengths = Set(
            services.map(\.minutes) + [company.settings.minimumNotice, company.settings.cancellationNotice])
        for one in services { for other in services { lengths.insert(one.minutes + other.minutes) } }
        return lengths
    }
}

extension Array {
    fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
