/// A customer who waits for a place to come free.
package struct Waiter: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Waiter>

    /// Raw values are the words stored and sent over the API.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case waiting = "esperando"
        /// A place is held for them, and they have been asked.
        case offered = "oferecido"
        case booked = "agendado"
        case declined = "recusado"
        /// They did not answer while the place was held.
        case expired = "expirado"
        /// Taken off the list by the shop.
        case withdrawn = "retirado"
    }

    package enum DayPart: String, Sendable, Codable, CaseIterable {
        case any = "qualquer"
        case morning = "manha"
        case afternoon = "tarde"
        case evening = "noite"

        /// Noon begins the afternoon, 18:00 the evening.
        func contains(_ time: LocalTime) -> Bool {
            switch self {
            case .any: true
            case .morning: time.minutes < 720
            case .afternoon: (720..<1080).contains(time.minutes)
            case .evening: time.minutes >= 1080
            }
        }
    }

    /// A place that counts as taken for everybody else until it expires.
    package struct Hold: Sendable, Hashable {
        package let slot: Slot
        package let professionalID: Professional.ID?
        package let until: Moment

        package init(slot: Slot, professionalID: Professional.ID?, until: Moment) {
            self.slot = slot
            self.professionalID = professionalID
            self.until = until
        }
    }

    package let id: ID
    package let tutorID: Tutor.ID
    package let petID: Pet.ID
    package let serviceID: PetService.ID
    /// The only professional who will do.
    package let professionalID: Professional.ID?
    package let firstDay: LocalDay
    /// Included.
    package let lastDay: LocalDay
    package let part: DayPart
    package var status: Status = .waiting
    /// Kept after it has expired, to be seen; counts only while the status is `.offered`.
    package var hold: Hold?
    package let createdAt: Moment

    package init(
        id: ID, tutorID: Tutor.ID, petID: Pet.ID, serviceID: PetService.ID, professionalID: Professional.ID? = nil,
        firstDay: LocalDay, lastDay: LocalDay, part: DayPart = .any, createdAt: Moment
    ) {
        self.id = id
        self.tutorID = tutorID
        self.petID = petID
        self.serviceID = serviceID
        self.professionalID = professionalID
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.part = part
        self.createdAt = createdAt
    }

    package func wants(_ slot: Slot) -> Bool {
        (firstDay...lastDay).contains(slot.day) && part.contains(slot.start)
    }
}
