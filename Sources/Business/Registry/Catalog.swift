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

    package func services(activeOnly: Bool, in scope: TenantScope) async throws -> [PetService] {
        try await database.read(scope) { tx in try ServicesDAO(tx).list(activeOnly: activeOnly) }
    }

    package func service(_ id: PetService.ID, in scope: TenantScope) async throws -> PetService? {
        try await database.load(.service(id), in: scope)
    }

    /// Adds a service at the end of the list; its id is made here.
    package func add(_ draft: PetService, in scope: TenantScope) async throws -> PetService {
        let service = PetService(
            id: database.ids.next(), name: draft.name, summary: draft.summary, minutes: draft.minutes,
            basePrice: draft.basePrice, priceBySize: draft.priceBySize, isActive: draft.isActive)
        let now = clock.now
        try await database.write(scope) { tx in
            try ServicesDAO(tx).insert(service, place: ServicesDAO(tx).nextPlace(), at: now)
        }
        return service
    }

    /// - Returns: nil when this company has no such service.
    package func change(
        _ id: PetService.ID, in scope: TenantScope, _ edit: @escaping @Sendable (inout PetService) -> Void
    ) async throws -> PetService? {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard var service = try ServicesDAO(tx).find(id) else { return nil }
            edit(&service)
            return try ServicesDAO(tx).update(service, at: now) ? service : nil
        }
    }

    package func shop(in scope: TenantScope) async throws -> (company: Company, hours: BusinessHours)? {
        try await database.read(scope) { tx in
            guard let company = try CompaniesDAO(tx).current() else { return nil }
            return (company, try BusinessHoursDAO(tx).week())
        }
    }

    /// Changes name, settings and, when given, the week's hours, all or nothing.
    package func changeShop(
        in scope: TenantScope, hours: BusinessHours?, _ edit: @escaping @Sendable (inout Company) -> Void
    ) async throws -> (company: Company, hours: BusinessHours)? {
        try await database.write(scope) { tx in
            guard var company = try CompaniesDAO(tx).current() else { return nil }
            edit(&company)
            try CompaniesDAO(tx).update(name: company.name, settings: company.settings)
            if let hours { try BusinessHoursDAO(tx).replace(with: hours) }
            return (company, try BusinessHoursDAO(tx).week())
        }
    }
}
