/// Somebody of the shop who serves pets. A shop that names none books by its places alone.
package struct Professional: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Professional>

    package let id: ID
    package var name: String
    /// False for somebody who serves no more, or not for now.
    package var isActive = true
    /// What they can do; nil for every service.
    package var services: Set<PetService.ID>?
    /// Their own week; nil for the shop's hours.
    package var hours: BusinessHours?
    package var timeOff: [TimeOff] = []

    package init(id: ID, name: String) {
        self.id = id
        self.name = name
    }

    /// True when they have the skill.
    package func can(_ service: PetService.ID) -> Bool { services?.contains(service) ?? true }

    /// True when they are at work for the slot's whole length, whether or not they have visits.
    package func works(during slot: Slot) -> Bool {
        (hours?.cover(slot) ?? true) && !timeOff.contains { $0.touches(slot) }
    }
}

/// Time that a professional takes off: whole days, or one stretch of each of them.
package struct TimeOff: Sendable, Hashable, Codable {
    package let firstDay: LocalDay
    /// Included.
    package let lastDay: LocalDay
    /// nil for whole days.
    package let window: BusinessHours.Window?
    package let reason: String

    package init(firstDay: LocalDay, lastDay: LocalDay, window: BusinessHours.Window? = nil, reason: String = "") {
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.window = window
        self.reason = reason
    }

    func touches(_ slot: Slot) -> Bool {
        BlockedDate(id: Identifier(0), firstDay: firstDay, lastDay: lastDay, window: window, reason: reason)
            .touches(slot)
    }
}

/// Something of which the shop has a few, and which some services need for their whole length: a tub, a table.
package struct Resource: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Resource>

    package let id: ID
    package var name: String
    /// How many visits can use it at one moment, at least 1.
    package var capacity: Int
    package var isActive = true
    /// The services that need one.
    package var services: Set<PetService.ID>

    package init(id: ID, name: String, capacity: Int, services: Set<PetService.ID> = []) {
        self.id = id
        self.name = name
        self.capacity = capacity
        self.services = services
    }
}

/// Whom and what a shop serves with; those that are switched off are not among them.
package struct Roster: Sendable, Hashable {
    package let professionals: [Professional]
    package let resources: [Resource]

    package static let none = Roster(professionals: [], resources: [])

    package init(professionals: [Professional], resources: [Resource]) {
        self.professionals = professionals.filter(\.isActive).sorted { $0.id < $1.id }
        self.resources = resources.filter(\.isActive)
    }

    package var isEmpty: Bool { professionals.isEmpty && resources.isEmpty }
}

/// A place on the calendar that is taken, and by what.
package struct HeldPlace: Sendable, Hashable {
    package let slot: Slot
    package let serviceID: PetService.ID?
    /// nil when nobody in particular serves it.
    package let professionalID: Professional.ID?

    package init(slot: Slot, serviceID: PetService.ID? = nil, professionalID: Professional.ID? = nil) {
        self.slot = slot
        self.serviceID = serviceID
        self.professionalID = professionalID
    }
}
