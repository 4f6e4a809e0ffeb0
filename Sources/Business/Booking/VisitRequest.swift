import Domain

/// A visit as the shop's people write it down: names and a phone, not ids.
package struct VisitRequest: Sendable, Hashable {
    package var tutorName: String
    package var tutorPhone: PhoneNumber?
    /// Where the customer writes from; derived from the phone when not given.
    package var chatID: ChatID?
    package var petName: String
    package var species: Pet.Species?
    package var size: Pet.Size?
    package var serviceID: PetService.ID
    package var starts: LocalDateTime
    package var notes: String
    /// `.pending` or `.confirmed`.
    package var status: Appointment.Status
    /// The only professional who will do; nil for whoever is free.
    package var professionalID: Professional.ID?

    package init(
        tutorName: String, tutorPhone: PhoneNumber? = nil, chatID: ChatID? = nil, petName: String,
        species: Pet.Species? = nil, size: Pet.Size? = nil, serviceID: PetService.ID, starts: LocalDateTime,
        notes: String = "", status: Appointment.Status = .pending
    ) {
        self.tutorName = tutorName
        self.tutorPhone = tutorPhone
        self.chatID = chatID
        self.petName = petName
        self.species = species
        self.size = size
        self.serviceID = serviceID
        self.starts = starts
        self.notes = notes
        self.status = status
    }
}

/// What to change about a visit; a field left nil stays.
package struct VisitEdit: Sendable, Hashable {
    package var serviceID: PetService.ID?
    /// Who is to serve it; nil leaves whoever does, unless they cannot at the new time.
    package var professionalID: Professional.ID?
    package var day: LocalDay?
    package var time: LocalTime?
    package var price: Money?
    package var notes: String?
    package var status: Appointment.Status?
    package var reason: String?
    package var isConfirmedByCustomer: Bool?
    package var isConfirmedByShop: Bool?
    package init() {}
}
