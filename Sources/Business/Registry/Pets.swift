import Domain
import Storage

/// The customers' pets as the shop's people see them.
package struct Pets: Sendable {
    package static let mostVaccines = 100

    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// Which pets are asked for, in the words of the shop.
    package enum Wanted: Sendable, Hashable {
        case all
        case of(Tutor.ID)
        /// 1...12; nil for this month.
        case bornIn(month: Int?)
        /// A dose is due within so many days, or overdue.
        case dueForVaccine(days: Int)
        /// A bath is planned for today or before; or none is planned and the last was so many days ago.
        case dueForBath(days: Int)
    }

    /// - Parameter withPhotos: Pictures kept as data: URLs are read too; they are long.
    package func list(
        _ wanted: Wanted, limit: Int, offset: Int, withPhotos: Bool, in scope: TenantScope
    ) async throws -> (pets: [PetDetails], total: Int) {
        let now = clock.now
        return try await database.read(scope) { tx in
            let filter = try Self.filter(wanted, at: now, in: tx)
            let rows = try PetDetailsDAO(tx).list(filter, limit: limit, offset: offset)
            return (
                try Self.completed(rows, withPhotos: withPhotos, in: tx), try PetDetailsDAO(tx).count(filter)
            )
        }
    }

    /// - Parameter tutor: Counts only when it is this customer's pet; nil for anybody's.
    package func find(_ id: Pet.ID, of tutor: Tutor.ID? = nil, in scope: TenantScope) async throws -> PetDetails? {
        try await database.read(scope) { tx in try Self.find(id, of: tutor, in: tx) }
    }

    /// Adds a pet; its id is made here.
    ///
    /// - Throws: `RegistryError.unknownTutor` when this company has no such customer.
    package func add(
        to tutor: Tutor.ID, in scope: TenantScope, _ edit: @escaping @Sendable (inout PetDetails) -> Void
    ) async throws -> PetDetails {
        let now = clock.now
        let id: Pet.ID = database.ids.next()
        return try await database.write(scope) { tx in
            guard try TutorsDAO(tx).find(tutor) != nil else { throw RegistryError.unknownTutor }
            var details = PetDetails(pet: Pet(id: id, tutorID: tutor, name: ""), createdAt: now, updatedAt: now)
            edit(&details)
            try PetsDAO(tx).insert(details.pet, at: now)
            _ = try PetDetailsDAO(tx).update(details.record, of: id, at: now)
            if details.photoData != nil { try PetDetailsDAO(tx).setPhoto(details.photoData, of: id) }
            return details
        }
    }

    /// - Returns: nil when this company, or `tutor`, has no such pet.
    /// - Throws: What `edit` throws; nothing is changed then.
    package func change(
        _ id: Pet.ID, of tutor: Tutor.ID? = nil, in scope: TenantScope,
        _ edit: @escaping @Sendable (inout PetDetails) throws -> Void
    ) async throws -> PetDetails? {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard var details = try Self.find(id, of: tutor, in: tx) else { return nil }
            let photo = details.photoData
            try edit(&details)
            details.updatedAt = now
            guard try PetsDAO(tx).update(details.pet, at: now),
                try PetDetailsDAO(tx).update(details.record, of: id, at: now)
            else { return nil }
            if details.photoData != photo { try PetDetailsDAO(tx).setPhoto(details.photoData, of: id) }
            return details
        }
    }

    /// Deletes a pet without visits, and sets one with visits inactive.
    ///
    /// - Returns: Whether the row is gone; nil when this company, or `tutor`, has no such pet.
    package func remove(_ id: Pet.ID, of tutor: Tutor.ID? = nil, in scope: TenantScope) async throws -> Bool? {
        do {
            let isGone = try await database.write(scope) { tx -> Bool? in
                guard try Self.find(id, of: tutor, in: tx) != nil else { return nil }
                return try PetDetailsDAO(tx).delete(id)
            }
            guard isGone == false else { return isGone }
        } catch StorageError.foreignKey {
            // Something besides visits points to it.
        }
        return try await change(id, of: tutor, in: scope) { $0.record.isActive = false }.map { _ in false }
    }

    package func totals(
        in scope: TenantScope
    ) async throws -> (all: Int, active: Int, kinds: [Pet.Species: Int], sizes: [Pet.Size: Int]) {
        try await database.read(scope) { tx in try PetDetailsDAO(tx).totals() }
    }

    /// Puts last baths, and pictures when wanted, beside a page of pets.
    static func completed(
        _ pets: [PetDetails], withPhotos: Bool, in tx: TenantTransaction
    ) throws -> [PetDetails] {
        let ids = pets.map(\.pet.id)
        let baths = try PetDetailsDAO(tx).lastVisits(of: ids, with: try ServicesDAO(tx).baths())
        let photos = withPhotos ? try PetDetailsDAO(tx).photos(of: ids) : [:]
        return pets.map { pet in
            var pet = pet
            pet.lastBath = baths[pet.pet.id]
            pet.photoData = photos[pet.pet.id]
            return pet
        }
    }

    private static func find(_ id: Pet.ID, of tutor: Tutor.ID?, in tx: TenantTransaction) throws -> PetDetails? {
        guard let details = try PetDetailsDAO(tx).find(id), tutor == nil || details.pet.tutorID == tutor else {
            return nil
        }
        return try completed([details], withPhotos: true, in: tx).first
    }

    private static func filter(
        _ wanted: Wanted, at now: Moment, in tx: TenantTransaction
    ) throws -> PetDetailsDAO.Filter {
        func today() throws -> LocalDay {
            (try CompaniesDAO(tx).current()?.settings.zone ?? .saoPaulo).wall(at: now).day
        }
        switch wanted {
        case .all: return .all
        case .of(let tutor): return .of(tutor)
        case .bornIn(let month): return .birthMonth(try month ?? today().civil.month)
        case .dueForVaccine(let days): return .dose(by: try today().adding(days: days))
        case .dueForBath(let days):
            let today = try today()
            return .bath(today: today, last: today.adding(days: -days), services: try ServicesDAO(tx).baths())
        }
    }
}
