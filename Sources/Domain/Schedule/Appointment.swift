/// A pet's visit to the shop, on the shop's own calendar.
package struct Appointment: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Appointment>

    /// Where the visit stands. Raw values are the words stored and sent over the API.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case pending = "pendente"
        case confirmed = "confirmado"
        case inProgress = "em_atendimento"
        case done = "concluido"
        case cancelled = "cancelado"
        case noShow = "nao_compareceu"

        /// True while the visit holds a place on the calendar.
        package var holdsPlace: Bool { self == .pending || self == .confirmed || self == .inProgress }

        /// True while the visit may still be moved or cancelled.
        package var isOpen: Bool { self == .pending || self == .confirmed }
    }

    package let id: ID
    package let tutorID: Tutor.ID
    package let petID: Pet.ID
    package let serviceID: PetService.ID
    package var slot: Slot
    package var status: Status
    /// Agreed when booked; later catalog changes leave it alone.
    package var price: Money
    package var notes: String
    package var cancelReason: String?
    package let createdAt: Moment
    package var updatedAt: Moment

    package init(
        id: ID, tutorID: Tutor.ID, petID: Pet.ID, serviceID: PetService.ID, slot: Slot, status: Status, price: Money,
        notes: String = "", cancelReason: String? = nil, createdAt: Moment, updatedAt: Moment
    ) {
        self.id = id
        self.tutorID = tutorID
        self.petID = petID
        self.serviceID = serviceID
        self.slot = slot
        self.status = status
        self.price = price
        self.notes = notes
        self.cancelReason = cancelReason
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// A visit that somebody asks for.
package struct AppointmentDraft: Sendable, Hashable {
    package var tutorID: Tutor.ID
    package var petID: Pet.ID
    package var serviceID: PetService.ID
    package var starts: LocalDateTime
    package var notes: String

    package init(
        tutorID: Tutor.ID, petID: Pet.ID, serviceID: PetService.ID, starts: LocalDateTime, notes: String = ""
    ) {
        self.tutorID = tutorID
        self.petID = petID
        self.serviceID = serviceID
        self.starts = starts
        self.notes = notes
    }
}

/// A visit with the names that a list shows beside it.
package struct AppointmentDetails: Sendable, Hashable {
    package let appointment: Appointment
    package let tutorName: String
    package let tutorPhone: PhoneNumber?
    package let chatID: ChatID?
    package let pet: Pet
    package let serviceName: String

    package init(
        appointment: Appointment, tutorName: String, tutorPhone: PhoneNumber?, chatID: ChatID?, pet: Pet,
        serviceName: String
    ) {
        self.appointment = appointment
        self.tutorName = tutorName
        self.tutorPhone = tutorPhone
        self.chatID = chatID
        self.pet = pet
        self.serviceName = serviceName
    }
}
