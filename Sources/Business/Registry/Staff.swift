import Domain
import Storage

/// Whom and what the shop serves with: professionals with their skills and hours, and resources.
package struct Staff: Sendable {
    /// More of either no small shop has; each booking looks at all of them.
    package static let most = 100
    package static let mostTimeOff = 200

    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// Longest known first, those switched off too.
    package func professionals(in scope: TenantScope) async throws -> [Professional] {
        try await database.read(scope) { tx in try ProfessionalsDAO(tx).all() }
    }

    package func professional(_ id: Professional.ID, in scope: TenantScope) async throws -> Professional? {
        try await database.read(scope) { tx in try ProfessionalsDAO(tx).find(id) }
    }

    /// Adds a professional; the id is made here.
    ///
    /// - Throws: `StaffError`.
    package func addProfessional(
        in scope: TenantScope, _ edit: @escaping @Sendable (inout Professional) -> Void
    ) async throws -> Professional {
        let now = clock.now
        var made = Professional(id: database.ids.next(), name: "")
        edit(&made)
        let professional = made
        try await database.write(scope) { tx in
            guard try ProfessionalsDAO(tx).all().count < Self.most else { throw StaffError.tooMany }
            try check(professional.services, in: tx)
            try ProfessionalsDAO(tx).insert(professional, at: now)
            try CompanyEvent.staffChanged.tell(in: tx, at: now)
        }
        return professional
    }

    /// - Returns: nil when this company has no such professional.
    /// - Throws: `StaffError.unknownService`.
    package func changeProfessional(
        _ id: Professional.ID, in scope: TenantScope, _ edit: @escaping @Sendable (inout Professional) -> Void
    ) async throws -> Professional? {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard var professional = try ProfessionalsDAO(tx).find(id) else { return nil }
            let before = professional
            edit(&professional)
            if professional.services != before.services { try check(professional.services, in: tx) }
            _ = try ProfessionalsDAO(tx).update(professional, at: now)
            try CompanyEvent.staffChanged.tell(in: tx, at: now)
            if before.isActive, !professional.isActive { try tellOrphans(of: professional, in: tx) }
            return professional
        }
    }

    /// Deletes a professional whom no visit names, and switches off one whom visits name.
    ///
    /// - Returns: Whether the row is gone; nil when this company has no such professional.
    package func removeProfessional(_ id: Professional.ID, in scope: TenantScope) async throws -> Bool? {
        let now = clock.now
        let isGone = try await database.write(scope) { tx in
            guard try ProfessionalsDAO(tx).delete(id) else { return false }
            try CompanyEvent.staffChanged.tell(in: tx, at: now)
            return true
        }
        if isGone { return true }
        return try await changeProfessional(id, in: scope) { $0.isActive = false }.map { _ in false }
    }

    package func resources(in scope: TenantScope) async throws -> [Resource] {
        try await database.read(scope) { tx in try ResourcesDAO(tx).all() }
    }

    package func resource(_ id: Resource.ID, in scope: TenantScope) async throws -> Resource? {
        try await database.read(scope) { tx in try ResourcesDAO(tx).find(id) }
    }

    /// Adds a resource; its id is made here.
    ///
    /// - Throws: `StaffError`.
    package func addResource(
        in scope: TenantScope, _ edit: @escaping @Sendable (inout Resource) -> Void
    ) async throws -> Resource {
        let now = clock.now
        var made = Resource(id: database.ids.next(), name: "", capacity: 1)
        edit(&made)
        let resource = made
        try await database.write(scope) { tx in
            guard try ResourcesDAO(tx).all().count < Self.most else { throw StaffError.tooMany }
            try check(resource.services, in: tx)
            try ResourcesDAO(tx).insert(resource, at: now)
            try CompanyEvent.staffChanged.tell(in: tx, at: now)
        }
        return resource
    }

    /// - Returns: nil when this company has no such resource.
    /// - Throws: `StaffError.unknownService`.
    package func changeResource(
        _ id: Resource.ID, in scope: TenantScope, _ edit: @escaping @Sendable (inout Resource) -> Void
    ) async throws -> Resource? {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard var resource = try ResourcesDAO(tx).find(id) else { return nil }
            let before = resource.services
            edit(&resource)
            if resource.services != before { try check(resource.services, in: tx) }
            _ = try ResourcesDAO(tx).update(resource, at: now)
            try CompanyEvent.staffChanged.tell(in: tx, at: now)
            return resource
        }
    }

    /// - Returns: False when this company has no such resource.
    package func removeResource(_ id: Resource.ID, in scope: TenantScope) async throws -> Bool {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard try ResourcesDAO(tx).delete(id) else { return false }
            try CompanyEvent.staffChanged.tell(in: tx, at: now)
            return true
        }
    }

    private func check(_ services: Set<PetService.ID>?, in tx: TenantTransaction) throws {
        guard let services, !services.isEmpty else { return }
        let known = Set(try ServicesDAO(tx).list(activeOnly: false).map(\.id))
        if let unknown = services.subtracting(known).min() { throw StaffError.unknownService(unknown) }
    }

    /// Visits to come of somebody who serves no more need another pair of hands, which a person finds.
    private func tellOrphans(of professional: Professional, in tx: TenantTransaction) throws {
        var filter = AppointmentsDAO.Filter()
        filter.professionalID = professional.id
        filter.firstDay = try CompaniesDAO(tx).zone().wall(at: clock.now).day
        filter.statuses = [.pending, .confirmed]
        let count = try AppointmentsDAO(tx).count(filter)
        guard count > 0 else { return }
        try Notices(database: database, clock: clock).tell(.orphaned(count, of: professional), in: tx)
    }
}

/// Why professionals and resources stayed as they are.
package enum StaffError: Error, Sendable, Hashable {
    case unknownService(PetService.ID)
    /// `Staff.most` are there already.
    case tooMany
}
