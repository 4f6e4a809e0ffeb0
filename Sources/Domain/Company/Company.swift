/// A pet shop, the tenant that everything else belongs to.
package struct Company: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Company>

    package let id: ID
    package var name: String
    /// Short name for URLs, unique over all companies: "pet-shop-da-ana".
    package var slug: String
    package var isActive: Bool
    package var settings: CompanySettings
    package let createdAt: Moment

    package init(
        id: ID, name: String, slug: String, isActive: Bool, settings: CompanySettings, createdAt: Moment
    ) {
        self.id = id
        self.name = name
        self.slug = slug
        self.isActive = isActive
        self.settings = settings
        self.createdAt = createdAt
    }
}

/// How one shop works; stored as JSON in `companies.settings`. Every field has a default, so that an older
/// row still reads.
package struct CompanySettings: Sendable, Hashable, Codable {
    /// The name the agent signs with.
    package var agentName = "Auzap"
    /// IANA time zone of the shop's wall clock.
    package var timezone = "America/Sao_Paulo"
    /// Pets that can be attended at one moment, 1...20.
    package var capacity = 2
    /// Shortest notice for a booking, in minutes.
    package var minimumNotice = 60
    /// How many days ahead a visit may be booked.
    package var horizonDays = 60
    /// Street address told to customers; empty when not given.
    package var address = ""
    package var reminders = Reminders()
    /// When the shop may write first.
    package var contactHours = ContactHours.usual
    /// True lets customers cancel by themselves, through the agent; the shop's own people always may.
    package var cancellationAllowed = true
    /// Shortest notice for that, in minutes.
    package var cancellationNotice = 120
    package var holidays = HolidayRule()
    /// Minutes kept free after each visit, 0...240.
    package var buffer = 0
    /// Most visits in one day; nil for as many as there are places.
    package var dailyMost: Int?
    /// How long a place that came free is held for who waits for one, in minutes, 5...1440.
    package var waitlistMinutes = 30
    package var assumptions = Assumptions()
    package var card = CompanyCard()
    /// Most messages an hour that we start from one number, 1...500. WhatsApp blocks numbers that write to many.
    package var startedPerHour = 30
    /// How long the agent stays silent in a chat that a human has taken, in minutes, 1...1440.
    package var humanMinutes = 60
    /// How the agent speaks, in the owner's words; empty when not given.
    package var persona = ""
    /// Who is told when a chat needs a human.
    package var escalationName = ""
    package var escalationPhone: PhoneNumber?
    /// How long files that customers send are kept, in days, 1...3650.
    package var mediaDays = 90
    /// When the owner last changed any of this; nil since registration.
    package var changedAt: Moment?

    /// Which reminders go out before a visit.
    package struct Reminders: Sendable, Hashable, Codable {
        package var dayBefore = true
        package var twelveHours = true
        package var fourHours = true
        package var oneHour = true
        package init() {}
    }

    package init() {}

    package var zone: ShopZone { ShopZone(identifier: timezone) ?? .saoPaulo }

    private enum CodingKeys: String, CodingKey {
        case agentName, timezone, capacity, minimumNotice, horizonDays, address, reminders, assumptions, card
        case cancellationAllowed, cancellationNotice, holidays, buffer, dailyMost
        case humanMinutes, persona, escalationName, escalationPhone, changedAt, contactHours, startedPerHour
        case waitlistMinutes, mediaDays
    }

    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        let initial = CompanySettings()
        agentName = try stored.decodeIfPresent(String.self, forKey: .agentName) ?? initial.agentName
        timezone = try stored.decodeIfPresent(String.self, forKey: .timezone) ?? initial.timezone
        capacity = try stored.decodeIfPresent(Int.self, forKey: .capacity) ?? initial.capacity
        minimumNotice = try stored.decodeIfPresent(Int.self, forKey: .minimumNotice) ?? initial.minimumNotice
        horizonDays = try stored.decodeIfPresent(Int.self, forKey: .horizonDays) ?? initial.horizonDays
        address = try stored.decodeIfPresent(String.self, forKey: .address) ?? initial.address
        reminders = try stored.decodeIfPresent(Reminders.self, forKey: .reminders) ?? initial.reminders
        cancellationAllowed =
            try stored.decodeIfPresent(Bool.self, forKey: .cancellationAllowed) ?? initial.cancellationAllowed
        cancellationNotice =
            try stored.decodeIfPresent(Int.self, forKey: .cancellationNotice) ?? initial.cancellationNotice
        holidays = try stored.decodeIfPresent(HolidayRule.self, forKey: .holidays) ?? initial.holidays
        buffer = try stored.decodeIfPresent(Int.self, forKey: .buffer) ?? initial.buffer
        dailyMost = try stored.decodeIfPresent(Int.self, forKey: .dailyMost)
        assumptions = try stored.decodeIfPresent(Assumptions.self, forKey: .assumptions) ?? initial.assumptions
        card = try stored.decodeIfPresent(CompanyCard.self, forKey: .card) ?? initial.card
        humanMinutes = try stored.decodeIfPresent(Int.self, forKey: .humanMinutes) ?? initial.humanMinutes
        persona = try stored.decodeIfPresent(String.self, forKey: .persona) ?? initial.persona
        escalationName = try stored.decodeIfPresent(String.self, forKey: .escalationName) ?? initial.escalationName
        escalationPhone = try stored.decodeIfPresent(PhoneNumber.self, forKey: .escalationPhone)
        changedAt = try stored.decodeIfPresent(Moment.self, forKey: .changedAt)
        mediaDays = try stored.decodeIfPresent(Int.self, forKey: .mediaDays) ?? initial.mediaDays
        contactHours = try stored.decodeIfPresent(ContactHours.self, forKey: .contactHours) ?? initial.contactHours
        startedPerHour = try stored.decodeIfPresent(Int.self, forKey: .startedPerHour) ?? initial.startedPerHour
        waitlistMinutes = try stored.decodeIfPresent(Int.self, forKey: .waitlistMinutes) ?? initial.waitlistMinutes
    }
}
