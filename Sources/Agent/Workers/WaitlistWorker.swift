import Business
import Domain
import Storage

/// Offers places that came free to those who wait, one customer in each transaction: the place is held, the message
/// queued and the hold's end planned together, or not at all.
struct WaitlistWorker: Sendable {
    let database: Database
    let clock: any ShopClock
    let makeOfferID: @Sendable () -> String
    private var waitlist: Waitlist { Waitlist(database: database, clock: clock) }

    /// What a decision record calls such an offer.
    static let action = "waitlist_offer"
    private static let prefix = "espera:"
    /// A chat that is busy for longer than this does not keep the next in line waiting, in milliseconds.
    private static let patience = 15 * 60 * 1000

    func run(_ job: Job) async throws {
        let payload = try JobQueue.decode(Waitlist.Payload.self, from: job)
        try await database.write(job.scope) { tx in
            if let id = payload.expiring {
                if let waiter = try WaitlistDAO(tx).find(id), waiter.status == .offered {
                    try waitlist.end(waiter, as: .expired, in: tx)
                }
                return try JobQueue(tx).complete(job.id)
            }
            guard let next = try look(payload, in: tx) else { return try JobQueue(tx).complete(job.id) }
            try JobQueue(tx).goOn(job.id, payload: next.payload, at: next.at)
        }
    }

    /// A customer has answered, and the offer that was open is not any more.
    ///
    /// - Parameter offer: The one that was open; any other than ours is left alone.
    static func declined(_ offer: Dialogue.Offer, by waitlist: Waitlist, in tx: TenantTransaction) throws {
        guard offer.id.hasPrefix(prefix),
            let id = Waiter.ID(text: offer.id.dropFirst(prefix.count).prefix { $0 != ":" }),
            let waiter = try WaitlistDAO(tx).find(id), waiter.status == .offered
        else { return }
        try waitlist.end(waiter, as: .declined, in: tx)
    }

    private typealias Next = (payload: Waitlist.Payload, at: Moment)

    /// Looks at one who waits.
    ///
    /// - Returns: The look at the next; nil when there is none.
    private func look(_ payload: Waitlist.Payload, in tx: TenantTransaction) throws -> Next? {
        let now = clock.now
        guard let company = try CompaniesDAO(tx).current(), company.isActive,
            let waiter = try WaitlistDAO(tx).next(on: payload.day, after: payload.after)
        else { return nil }
        let further: Next = (.init(day: payload.day, after: waiter.id), now)
        let availability = try Availability(tx, now: now)
        guard let pet = try PetsDAO(tx).find(waiter.petID),
            let service = try ServicesDAO(tx).find(waiter.serviceID), service.isActive,
            let place = try place(for: waiter, pet, service, availability, in: tx)
        else { return further }
        let first = FirstWord(database: database, settings: company.settings, now: now)
        switch try first.way(to: waiter.tutorID, in: tx) {
        case .open(let chat, let dialogue):
            let offer = Place(waiter: waiter, pet: pet, service: service, slot: place.slot, by: place.professional)
            try ask(offer, of: company, by: first, in: chat, dialogue, tx)
            return further
        case .later(let moment):
            let opens = company.settings.contactHours.next(from: now, in: company.settings.zone)
            return opens > now || moment.since(now) <= Self.patience ? (payload, moment) : further
        case .closed:
            try Notices(database: database, clock: clock).tell(
                .placeFree(for: "\(service.name) de \(pet.name)", at: place.slot.starts, waiter), in: tx)
            return further
        }
    }

    private struct Place {
        let waiter: Waiter
        let pet: Pet
        let service: PetService
        let slot: Slot
        let by: Professional.ID?
    }

    /// The first place that suits, on any of the days that do: at most a month of them.
    private func place(
        for waiter: Waiter, _ pet: Pet, _ service: PetService, _ availability: Availability, in tx: TenantTransaction
    ) throws -> (slot: Slot, professional: Professional.ID?)? {
        // Places held for others count, and so do those held for another pet of the same customer.
        let wish = Availability.Wish(service.id, by: waiter.professionalID)
        let minutes = service.minutes(for: pet.size, coat: pet.coat)
        do {
            let first = max(waiter.firstDay, availability.now.day)
            let days = min(waiter.lastDay.days(since: first) + 1, 31)
            let free = try availability.freeSlots(from: first, days: days, minutes: minutes, for: wish, in: tx)
            guard let slot = free.first(where: waiter.wants) else { return nil }
            return (slot, try availability.place(slot, for: wish, in: tx))
        } catch is SchedulingError {
            // The professional who was asked for serves no more, or not this.
            return nil
        }
    }

    private func ask(
        _ place: Place, of company: Company, by first: FirstWord, in chat: Conversation, _ dialogue: Dialogue,
        _ tx: TenantTransaction
    ) throws {
        let settings = company.settings
        let until = try waitlist.hold(
            place.slot, with: place.by, for: place.waiter, minutes: settings.waitlistMinutes, in: tx)
        let wall = settings.zone.wall(at: until)
        let today = settings.zone.wall(at: first.now).day
        let price = place.service.price(for: place.pet.size, coat: place.pet.coat)
        let summary =
            "\(BookingTalk.subject(place.service.name, place.pet.name)), "
            + "\(Wording.starts(place.slot.starts, today: today)), por \(price.formatted)"
        let name = try TutorsDAO(tx).find(place.waiter.tutorID)?.name ?? "Cliente"
        let text =
            "\(Wording.hello(name)) Aqui é da \(company.name). Abriu um horário: \(summary). "
            + "Posso marcar? Guardo para você até as \(Wording.time(wall.time)); se não servir, é só dizer não."
        var request = Dialogue.Request()
        (request.serviceID, request.petID) = (place.service.id, place.pet.id)
        let offer = Dialogue.Offer(
            id: "\(Self.prefix)\(place.waiter.id):\(makeOfferID())", act: .book(request, place.slot.starts),
            summary: summary, madeAt: first.now)
        try first.say(
            text, offering: offer, action: Self.action, reason: "Abriu um horário para quem está na lista de espera.",
            in: chat, dialogue, tx)
    }
}
