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

        /// The one table of which change may follow which. A visit that is over or cancelled stays so; a pet that
        /// comes after it was given up is checked in, because it is there.
        package var next: Set<Status> {
            switch self {
            case .pending: [.confirmed, .inProgress, .done, .cancelled, .noShow]
            case .confirmed: [.pending, .inProgress, .done, .cancelled, .noShow]
            case .inProgress: [.done]
            case .noShow: [.inProgress]
            case .done, .cancelled: []
            }
        }

        /// "confirmada", "em atendimento" …: how a visit is, for people.
        package var portugueseName: String {
            switch self {
            case .pending: "pendente"
            case .confirmed: "confirmada"
            case .inProgress: "em atendimento"
            case .done: "concluída"
            case .cancelled: "cancelada"
            case .noShow: "marcada como falta"
            }
        }
    }

    package let id: ID
    package let tutorID: Tutor.ID
    package let petID: Pet.ID
    package var serviceID: PetService.ID
    /// Who serves it; nil when nobody in particular does.
    package var professionalID: Professional.ID?
    package var slot: Slot
    package var status: Status
    /// Agreed when booked; later catalog changes leave it alone.
    package var price: Money
    package var notes: String
    package var cancelReason: String?
    /// The customer has said yes to this day and time.
    package var isConfirmedByCustomer: Bool
    /// Somebody of the shop has said yes to them.
    package var isConfirmedByShop: Bool
    package let createdAt: Moment
    package var updatedAt: Moment

    package init(
        id: ID, tutorID: Tutor.ID, petID: Pet.ID, serviceID: PetService.ID, slot: Slot, status: Status, price: Money,
        notes: String = "", cancelReason: String? = nil, isConfirmedByCustomer: Bool = false,
        isConfirmedByShop: Bool = false, professionalID: Professional.ID? = nil, createdAt: Moment, updatedAt: Moment
    ) {
        self.id = id
        self.tutorID = tutorID
        self.petID = petID
        self.serviceID = serviceID
        self.professionalID = professionalID
        self.slot = slot
        self.status = status
        self.price = price
        self.notes = notes
        self.cancelReason = cancelReason
        self.isConfirmedByCustomer = isConfirmedByCustomer
        self.isConfirmedByShop = isConfirmedByShop
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
    /// `.confirmed` or `.pending`.
    package var status: Appointment.Status
    /// Sets the price of a pet whose size nobody knows; nil takes the service's base price.
    package var assumedSize: Pet.Size?
    /// The only professional who will do; nil for whoever is free.
    package var professionalID: Professional.ID?

    package init(
        tutorID: Tutor.ID, petID: Pet.ID, serviceID: PetService.ID, starts: LocalDateTime, notes: String = "",
        status: Appointment.Status = .confirmed, assumedSize: Pet.Size? = nil, professionalID: Professional.ID? = nil
    ) {
        self.tutorID = tutorID
        self.petID = petID
        self.serviceID = serviceID
        self.starts = starts
        self.notes = notes
        self.status = status
        self.assumedSize = assumedSize
        self.professionalID = professionalID
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
