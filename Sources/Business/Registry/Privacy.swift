import Domain
import Storage

/// A customer's rights over their data (LGPD, article 18): to get all of it, and to have it erased. Each use is
/// written down in `audit_log`, without the data itself.
package struct Privacy: Sendable {
    let database: Database
    let clock: any ShopClock
    /// Where the files of chats lie; nil where none are kept.
    let files: MediaFiles?

    package init(database: Database, clock: any ShopClock, files: MediaFiles? = nil) {
        self.database = database
        self.clock = clock
        self.files = files
    }

    /// All that is kept of a customer.
    package struct Export: Sendable {
        package let customer: TutorDetails
        package let pets: [PetDetails]
        package let visits: [AppointmentDetails]
        /// By chat and time.
        package let messages: [(chat: ChatID, message: Message)]
    }

    /// What an erasure did.
    package struct Erasure: Sendable, Hashable {
        /// Visits that stay for the books, without a person.
        package let visits: Int
        package let chats: Int
    }

    /// - Returns: nil when this company has no such customer.
    package func export(_ id: Tutor.ID, in scope: TenantScope) async throws -> Export? {
        let found = try await database.read(scope) { tx -> Export? in
            guard let customer = try Customers.counted(TutorDetailsDAO(tx).find([id]), in: tx).first else { return nil }
            let pets = try Pets.completed(
                PetDetailsDAO(tx).list(.of(id), limit: Self.everything, offset: 0), withPhotos: true, in: tx)
            var filter = AppointmentsDAO.Filter()
            filter.tutorID = id
            let visits = try AppointmentsDAO(tx).list(filter, limit: Self.everything)
            return Export(
                customer: customer, pets: pets, visits: visits, messages: try ErasureDAO(tx).messages(of: id))
        }
        guard let found else { return nil }
        try await note("customer.export", of: id, in: scope)
        return found
    }

    /// Deletes chats, pets and profile; visits stay for the books, without a name, a text or a future.
    ///
    /// - Returns: nil when this company has no such customer, or erased it before.
    package func erase(_ id: Tutor.ID, in scope: TenantScope) async throws -> Erasure? {
        guard try await database.read(scope, { tx in try TutorsDAO(tx).find(id) }) != nil else { return nil }
        // Written first: an erasure without a trace is worse than a trace of one that failed.
        try await note("customer.erase", of: id, in: scope)
        do {
            return try await erase(id, keepingRow: false, in: scope)
        } catch StorageError.foreignKey {
            // Something besides visits points to the row: it is emptied and stays.
            return try await erase(id, keepingRow: true, in: scope)
        }
    }

    private func erase(_ id: Tutor.ID, keepingRow: Bool, in scope: TenantScope) async throws -> Erasure? {
        let now = clock.now
        let sent = try await database.read(scope) { tx in try MediaDAO(tx).all(of: id) }
        let done = try await database.write(scope) { tx -> Erasure? in
            let erasure = ErasureDAO(tx)
            let chats = try erasure.deleteChats(of: id, lanes: { [Inbox.lane(of: $0), Escalation.lane(of: $0)] })
            try erasure.deletePlans(of: id)
            let visits = try erasure.cleanVisits(of: id, at: now)
            try erasure.erasePets(of: id, keepingRows: keepingRow, at: now)
            guard try erasure.eraseTutor(id, keepingRow: keepingRow || visits > 0, at: now) else { return nil }
            return Erasure(visits: visits, chats: chats)
        }
        // A file that comes in between, or that a crash leaves here, belongs to no row: tidying finds it.
        if done != nil { files?.remove(sent, of: scope.companyID) }
        return done
    }

    private func note(_ act: String, of id: Tutor.ID, in scope: TenantScope) async throws {
        let actor =
            switch scope.actor {
            case .user(let user, let role): "user \(user) (\(role.rawValue))"
            case .webhook, .worker, .operatorCommand, .visitor: "\(scope.actor)"
            }
        try await database.system.audit(
            database.ids.next(), actor: actor, act: act, about: scope.companyID, detail: "tutor \(id)", at: clock.now)
    }

    private static let everything = 1_000_000
}
