/// What one chat turn says: what is wanted, and the facts named along the way.
package struct MessageReading: Sendable, Hashable {
    /// Strongest first; never empty.
    package var intents: [Intent] = [.unknown]
    package var day: DayReading?
    package var time: ClockReading?
    /// Services of the shop that are named, in the order of the text.
    package var services: [PetService.ID] = []
    /// The customer's own pets that are named, in the order of the text.
    package var pets: [Pet.ID] = []
    /// A pet's name that is none of the customer's pets, capitals tidied.
    package var newPetName: String?
    package var species: Pet.Species?
    package var size: Pet.Size?
    package var breed: String?
    /// How the customer calls themselves, capitals tidied.
    package var customerName: String?
    package var answer: Answer?
    /// Position in the list the agent gave, from 1; only when a choice was asked for.
    package var choice: Int?
    /// True when the message takes back something said before: "não, quinta", "na verdade às 16h".
    package var isCorrection = false
    /// Two or more visits that are named together, in the order of the text; else empty.
    package var visits: [VisitWish] = []
    package var cues: Set<Cue> = []

    package init() {}
}

/// A yes or a no to what was asked.
package enum Answer: Sendable, Hashable {
    case yes
    case no
}

/// A day as a customer says it, for a booking: never silently in the past, never rolled over.
package enum DayReading: Sendable, Hashable {
    case on(LocalDay)
    /// Several days fit ("quarta que vem", today's own weekday); the likelier first. Ask, or say it back.
    case ambiguous([LocalDay])
    /// Both ends included.
    case between(LocalDay, LocalDay)
    /// That day or later ("a partir do dia 12").
    case from(LocalDay)
    /// That day or earlier ("até sexta").
    case until(LocalDay)
    /// No such day (31/02).
    case impossible
    /// The weekday said is not that date's weekday.
    case weekdayConflict(date: LocalDay, said: Weekday)
    /// The day named is over.
    case past(LocalDay)
}

/// A time of day as a customer says it.
package enum ClockReading: Sendable, Hashable {
    case at(LocalTime)
    /// Either half of the day fits ("às 3"); the likelier for a shop first.
    case ambiguous([LocalTime])
    case between(LocalTime, LocalTime)
    case part(DayPart)
    case after(LocalTime)
    case before(LocalTime)
    /// No such time (25h, 12:61).
    case impossible
}

/// A quarter of the day, as people name it.
package enum DayPart: String, Sendable, Hashable, Codable, CaseIterable {
    case dawn = "madrugada"
    case morning = "manhã"
    case afternoon = "tarde"
    case night = "noite"

    /// First hour and the hour after the last, shop-local: 0–6, 6–12, 12–18, 18–24.
    package var hours: Range<Int> {
        switch self {
        case .dawn: 0..<6
        case .morning: 6..<12
        case .afternoon: 12..<18
        case .night: 18..<24
        }
    }
}
