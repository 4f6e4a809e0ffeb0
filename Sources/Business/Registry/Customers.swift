import Domain
import Storage

/// The shop's customers as its people see them, with what they have spent and when they were last seen.
package struct Customers: Sendable {
    package static let mostTags = 50

    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    package func list(
        _ filter: TutorDetailsDAO.Filter, limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> (customers: [TutorDetails], total: Int) {
        try await database.read(scope) { tx in
            let customers = TutorDetailsDAO(tx)
            let rows = try customers.list(filter, limit: limit, offset: offset)
            return (try Self.counted(rows, in: tx), try customers.count(filter))
        }
    }

    /// Customers of whom nothing was heard for some days: no visit that took place, no message.
    package func quiet(
        days: Int, limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> (customers: [TutorDetails], total: Int) {
        let zone = try await zone(in: scope)
        var filter = TutorDetailsDAO.Filter()
        let day = zone.wall(at: clock.now).day.adding(days: -days)
        filter.quietSince = .init(day: day, moment: zone.moment(of: LocalDateTime(day: day, time: .midnight)))
        return try await list(filter, limit: limit, offset: offset, in: scope)
    }

    /// Who has spent most, most first.
    package func top(_ limit: Int, in scope: TenantScope) async throws -> [TutorDetails] {
        try await database.read(scope) { tx in
            let ids = try TutorFiguresDAO(tx).top(limit)
            let rows = try Self.counted(try TutorDetailsDAO(tx).find(ids), in: tx)
            return rows.sorted { ($0.figures.spent, $1.tutor.id) > ($1.figures.spent, $0.tutor.id) }
        }
    }

    package func find(_ id: Tutor.ID, in scope: TenantScope) async throws -> TutorDetails? {
        try await database.read(scope) { tx in try Self.counted(TutorDetailsDAO(tx).find([id]), in: tx).first }
    }

    /// Finds a number with or without its ninth digit.
    package func find(phone: PhoneNumber, in scope: TenantScope) async throws -> TutorDetails? {
        try await database.read(scope) { tx in
            guard let tutor = try TutorsDAO(tx).find(phone: phone) else { return nil }
            return try Self.counted(TutorDetailsDAO(tx).find([tutor.id]), in: tx).first
        }
    }

    /// Adds a customer; its id is made here.
    ///
    /// - Throws: `RegistryError.phoneTaken`.
    package func add(
        in scope: TenantScope, _ edit: @escaping @Sendable (inout TutorDetails) -> Void
    ) async throws -> TutorDetails {
        let now = clock.now
        let tutor = Tutor(
            id: database.ids.next(), name: "", phone: nil, whatsappID: nil, isVIP: false, createdAt: now)
        return try await storing {
            try await database.write(scope) { tx in
                var customer = TutorDetails(tutor: tutor, updatedAt: now)
                edit(&customer)
                try TutorsDAO(tx).insert(customer.tutor)
                _ = try TutorDetailsDAO(tx).update(customer.profile, of: tutor.id, at: now)
                return customer
            }
        }
    }

    /// - Returns: nil when this company has no such customer.
    /// - Throws: `RegistryError.phoneTaken`, or what `edit` throws; nothing is changed then.
    package func change(
        _ id: Tutor.ID, in scope: TenantScope, _ edit: @escaping @Sendable (inout TutorDetails) throws -> Void
    ) async throws -> TutorDetails? {
        let now = clock.now
        return try await storing {
            try await database.write(scope) { tx in
                guard var customer = try TutorDetailsDAO(tx).find(id) else { return nil }
                try edit(&customer)
                customer.updatedAt = now
                guard try TutorsDAO(tx).update(customer.tutor, at: now),
                    try TutorDetailsDAO(tx).update(customer.profile, of: id, at: now)
                else { return nil }
                return try Self.counted([customer], in: tx).first
            }
        }
    }

    /// Where the customer stands; nil when this company has no such customer.
    package func journey(of id: Tutor.ID, in scope: TenantScope) async throws -> CustomerJourney? {
        let today = try await today(in: scope)
        return try await find(id, in: scope).map { CustomerJourney($0.figures, on: today) }
    }

    package func today(in scope: TenantScope) async throws -> LocalDay {
        try await zone(in: scope).wall(at: clock.now).day
    }

    package func zone(in scope: TenantScope) async throws -> ShopZone {
        try await database.read(scope) { tx in try CompaniesDAO(tx).zone() }
    }

    /// Puts the figures beside a page of customers, in as many statements for a hundred as for one.
    static func counted(_ customers: [TutorDetails], in tx: TenantTransaction) throws -> [TutorDetails] {
        let figures = try TutorFiguresDAO(tx).figures(of: customers.map(\.tutor.id))
        return customers.map { customer in
            var customer = customer
            customer.figures = figures[customer.tutor.id] ?? .init()
            return customer
        }
    }

    private func storing<T: Sendable>(_ write: () async throws -> T) async throws -> T {
        do {
            return try await write()
        } catch StorageError.unique(let constraint) where constraint.contains("telefone_key") {
            throw RegistryError.phoneTaken
        }
    }
}
