/// What a shop keeps of a customer for its own people; the agent works without it. Every field may be unknown.
package struct TutorProfile: Sendable, Hashable {
    /// Set by somebody of the shop: this customer does not come any more.
    package var isInactive = false
    /// Lower-cased.
    package var email: String?
    /// Digits only.
    package var cpf: String?
    package var birthday: LocalDay?
    package var gender: String?
    package var address = PostalAddress()
    package var notes: String?
    package var internalNotes: String?
    /// How the customer found the shop.
    package var source: String?
    /// True only once the customer has agreed (LGPD, article 8).
    package var acceptsMarketing = false
    package var tags: [String] = []
    package var preferences: [String: JSONValue] = [:]

    package init() {}
}

/// A customer with all that the panel shows.
package struct TutorDetails: Sendable, Hashable {
    package var tutor: Tutor
    package var profile: TutorProfile
    package var figures: TutorFigures
    package var updatedAt: Moment

    package init(
        tutor: Tutor, profile: TutorProfile = .init(), figures: TutorFigures = .init(), updatedAt: Moment
    ) {
        self.tutor = tutor
        self.profile = profile
        self.figures = figures
        self.updatedAt = updatedAt
    }

    /// The latest sign of the customer: a message, a visit that took place, or being registered.
    package func lastSeen(in zone: ShopZone) -> Moment {
        let visit = figures.lastVisit.map { zone.moment(of: LocalDateTime(day: $0, time: .midnight)) }
        return [figures.lastMessageAt, visit].compactMap(\.self).max().map { max($0, tutor.createdAt) }
            ?? tutor.createdAt
    }
}

/// A customer's visits and messages, counted.
package struct TutorFigures: Sendable, Hashable {
    package var visits: [Appointment.Status: Int] = [:]
    /// What the visits that took place came to.
    package var spent = Money(centavos: 0)
    /// The day of the latest visit that took place.
    package var lastVisit: LocalDay?
    /// When the latest message of the customer's chats was sent, by either side.
    package var lastMessageAt: Moment?

    package init() {}

    package var done: Int { visits[.done] ?? 0 }
    package var asked: Int { visits.values.reduce(0, +) }
    package var open: Int { visits.filter { $0.key.holdsPlace }.values.reduce(0, +) }

    /// What a visit comes to on average, to the centavo; zero before the first.
    package var ticket: Money { Money(centavos: done == 0 ? 0 : spent.centavos / Int64(done)) }

    /// The part of the visits asked for that took place, 0...1; 0 before the first.
    package var conversion: Double { asked == 0 ? 0 : Double(done) / Double(asked) }

    /// Ten points for each visit that took place, 100 at most.
    package var loyalty: Int { min(100, done * 10) }
}
