import Domain
import Storage

/// The shop's services, hours and settings.
package struct Catalog: Sendable {
    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    package func services(
        _ filter: ServicesDAO.Filter, limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> (services: [ServiceDetails], total: Int) {
        try await database.read(scope) { tx in
            let services = ServicesDAO(tx)
            return (try services.page(filter, limit: limit, offset: offset), try services.count(filter))
        }
    }

    package func service(_ id: PetService.ID, in scope: TenantScope) async throws -> ServiceDetails? {
        try await database.load(.serviceDetails(id), in: scope)
    }

    /// Adds a service; its id is made here.
    ///
    /// - Parameter place: Where it stands in the list; nil puts it at the end.
    package func add(_ draft: PetService, place: Int? = nil, in scope: TenantScope) async throws -> ServiceDetails {
        let service = draft.with(id: database.ids.next())
        let now = clock.now
        return try await database.write(scope) { tx in
            let place = try place ?? ServicesDAO(tx).nextPlace()
            try ServicesDAO(tx).insert(service, place: place, at: now)
            return ServiceDetails(service: service, place: place, createdAt: now, updatedAt: now)
        }
    }

    /// - Parameter place: Where it stands from now on; nil leaves it where it is.
    /// - Returns: nil when this company has no such service.
    package func change(
        _ id: PetService.ID, place: Int? = nil, in scope: TenantScope,
        _ edit: @escaping @Sendable (inout PetService) -> Void
    ) async throws -> ServiceDetails? {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard var service = try ServicesDAO(tx).find(id) else { return nil }
            edit(&service)
            _ = try ServicesDAO(tx).update(service, at: now)
            if let place { try ServicesDAO(tx).setPlace(place, of: id) }
            return try ServicesDAO(tx).details(id)
        }
    }

    /// Deletes a service that no visit names, and switches off one that visits name.
    ///
    /// - Returns: Whether the row is gone; nil when this company has no such service.
    package func remove(_ id: PetService.ID, in scope: TenantScope) async throws -> Bool? {
        do {
            let isGone = try await database.write(scope) { tx in try ServicesDAO(tx).delete(id) }
            if isGone { return true }
        } catch StorageError.foreignKey {
            // Something besides visits points to it.
        }
        return try await change(id, in: scope) { $0.isActive = false }.map { _ in false }
    }

    package func shop(in scope: TenantScope) async throws -> (company: Company, hours: BusinessHours)? {
        try await database.read(scope) { tx in
            guard let company = try CompaniesDAO(tx).current() else { return nil }
            return (company, try BusinessHoursDAO(tx).week())
        }
    }

    /// Changes name, settings and, when given, the week's hours, all or nothing.
    ///
    /// - Parameter onlyFirst: Refuses to change what the owner has changed before.
    /// - Throws: `CatalogError.alreadySet`.
    package func changeShop(
        in scope: TenantScope, hours: BusinessHours?, onlyFirst: Bool = false,
        _ edit: @escaping @Sendable (inout Company) -> Void
    ) async throws -> (company: Company, hours: BusinessHours)? {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard var company = try CompaniesDAO(tx).current() else { return nil }
            guard !onlyFirst || company.settings.changedAt == nil else { throw CatalogError.alreadySet }
            edit(&company)
            company.settings.changedAt = now
            try CompaniesDAO(tx).update(name: company.name, settings: company.settings)
            if let hours { try BusinessHoursDAO(tx).replace(with: hours) }
            return (company, try BusinessHoursDAO(tx).week())
        }
    }
}

/// Why the shop's settings stayed as they are.
package enum CatalogError: Error, Sendable, Hashable {
    /// They were set before; they can be changed, not set for the first time again.
    case alreadySet
}
