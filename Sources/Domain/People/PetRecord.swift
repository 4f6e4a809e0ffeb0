/// What a shop keeps of a pet for its own people. Every field may be unknown.
package struct PetRecord: Sendable, Hashable {
    /// Raw values are the words stored and sent over the API.
    package enum Sex: String, Sendable, Codable, CaseIterable {
        case male = "macho"
        case female = "femea"
    }

    /// False for a pet that does not come any more; the agent does not see it.
    package var isActive = true
    package var birthday: LocalDay?
    package var grams: Int?
    package var sex: Sex?
    package var isNeutered: Bool?
    package var chip: String?
    package var temperament: String?
    package var health: String?
    package var allergies: String?
    package var medicines: String?
    package var vetName: String?
    package var vetPhone: String?
    package var notes: String?
    package var favourites: [String] = []
    /// The day for which the next bath is planned; no visit by itself.
    package var nextBath: LocalDay?
    package var vaccines: [Vaccine] = []
    /// An http(s) address.
    package var photoURL: String?

    package init() {}

    /// The earliest dose that is still to come or overdue. Only the latest application of a vaccine counts: a dose
    /// given since has taken the place of the one it renews.
    package var nextDose: LocalDay? {
        let latest = Dictionary(vaccines.map { (SearchText.folded($0.name), $0) }) { $0.day >= $1.day ? $0 : $1 }
        return latest.values.compactMap(\.nextDose).min()
    }
}

/// A vaccine given to a pet. Coding keys are the names stored and sent over the API.
package struct Vaccine: Sendable, Hashable, Codable {
    package var name: String
    package var day: LocalDay
    package var nextDose: LocalDay?

    package init(name: String, day: LocalDay, nextDose: LocalDay? = nil) {
        self.name = name
        self.day = day
        self.nextDose = nextDose
    }

    private enum CodingKeys: String, CodingKey {
        case name = "nome"
        case day = "data"
        case nextDose = "proxima_dose"
    }
}

/// A pet with all that the panel shows.
package struct PetDetails: Sendable, Hashable {
    package var pet: Pet
    package var record: PetRecord
    /// The picture as a data: URL; read only where few pets are shown.
    package var photoData: String?
    /// The day of the latest bath that took place.
    package var lastBath: LocalDay?
    package let createdAt: Moment
    package var updatedAt: Moment

    package init(pet: Pet, record: PetRecord = .init(), createdAt: Moment, updatedAt: Moment) {
        self.pet = pet
        self.record = record
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
