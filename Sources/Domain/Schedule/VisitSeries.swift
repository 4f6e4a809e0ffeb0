/// A visit that comes again and again: every so many days, at the same time.
package struct VisitSeries: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<VisitSeries>

    /// Raw values are the words stored and sent over the API.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case active = "ativa"
        /// Books nothing until it is taken up again.
        case paused = "pausada"
        case ended = "encerrada"
    }

    package let id: ID
    package let tutorID: Tutor.ID
    package let petID: Pet.ID
    package var serviceID: PetService.ID
    /// The only professional who will do; nil for whoever is free.
    package var professionalID: Professional.ID?
    /// Days from one visit to the next, 1...365.
    package var every: Int
    package var time: LocalTime
    /// The first day for which nothing has been booked yet.
    package var next: LocalDay
    /// The last day on which a visit may be; nil goes on until somebody ends it.
    package var lastDay: LocalDay?
    package var status: Status = .active
    package var notes = ""

    package init(
        id: ID, tutorID: Tutor.ID, petID: Pet.ID, serviceID: PetService.ID, professionalID: Professional.ID? = nil,
        every: Int, time: LocalTime, next: LocalDay, lastDay: LocalDay? = nil
    ) {
        self.id = id
        self.tutorID = tutorID
        self.petID = petID
        self.serviceID = serviceID
        self.professionalID = professionalID
        self.every = every
        self.time = time
        self.next = next
        self.lastDay = lastDay
    }

    package var isOver: Bool { lastDay.map { next > $0 } ?? false }

    /// Goes on to the visit after `next`.
    package mutating func step() { next = next.adding(days: max(1, every)) }

    /// Leaves out the visits before a day, keeping the distance.
    package mutating func skip(to day: LocalDay) {
        let behind = day.days(since: next)
        guard behind > 0 else { return }
        let every = max(1, every)
        next = next.adding(days: (behind + every - 1) / every * every)
    }

    /// How often a pet comes, by the days of its visits: the median distance, in whole weeks where it is within two
    /// days of them, so that the weekday stays.
    ///
    /// - Returns: 1...365; nil before the third day.
    package static func rhythm(of days: [LocalDay]) -> Int? {
        let days = Set(days).sorted()
        guard days.count >= 3 else { return nil }
        let gaps = zip(days.dropFirst(), days).map { $0.days(since: $1) }.sorted()
        let median = (gaps[(gaps.count - 1) / 2] + gaps[gaps.count / 2]) / 2
        let weeks = (median + 3) / 7 * 7
        return min(weeks > 0 && abs(weeks - median) <= 2 ? weeks : median, 365)
    }
}
