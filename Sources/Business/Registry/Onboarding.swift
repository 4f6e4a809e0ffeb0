import Domain
import Storage

/// The set-up wizard: keeps what the owner has typed so far, and at the end makes a working shop of it.
package struct Onboarding: Sendable {
    let database: Database
    let clock: any ShopClock
    /// Most bytes of JSON kept for one shop.
    static let mostBytes = 65_536

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// Where the owner is; the first step, from now on kept, when the wizard was never opened.
    package func progress(in scope: TenantScope) async throws -> OnboardingProgress {
        if let known = try await database.read(scope, { tx in try OnboardingDAO(tx).progress() }) { return known }
        let now = clock.now
        return try await database.write(scope) { tx in try Self.current(in: tx, at: now) }
    }

    /// Keeps the step and the data, each only when given; data replaces all that was kept.
    ///
    /// - Throws: `OnboardingError.tooMuch`.
    package func save(
        step: Int?, data: [String: JSONValue]?, in scope: TenantScope
    ) async throws -> OnboardingProgress {
        if let data { try Self.checkSize(of: data) }
        let now = clock.now
        return try await database.write(scope) { tx in
            var progress = try Self.current(in: tx, at: now)
            progress.step = step ?? progress.step
            progress.data = data ?? progress.data
            progress.updatedAt = now
            try OnboardingDAO(tx).update(progress)
            return progress
        }
    }

    /// Applies all that was gathered to the company, in one transaction: name, address, hours, services, how the
    /// agent speaks, whom to call. What the wizard left out stays as it was; doing it again changes nothing more.
    ///
    /// - Throws: `OnboardingError.notStarted`, `.tooMuch`, `.unusable` with all that cannot be applied; nothing is
    ///   changed then.
    package func complete(data: [String: JSONValue]?, in scope: TenantScope) async throws -> OnboardingProgress {
        if let data { try Self.checkSize(of: data) }
        let now = clock.now
        return try await database.write(scope) { tx in
            guard var progress = try OnboardingDAO(tx).progress() else { throw OnboardingError.notStarted }
            progress.data = data ?? progress.data
            let plan = OnboardingPlan(progress.data)
            guard plan.faults.isEmpty else { throw OnboardingError.unusable(plan.faults) }
            try apply(plan, in: tx, at: now)
            progress.updatedAt = now
            progress.completedAt = now
            try OnboardingDAO(tx).update(progress)
            return progress
        }
    }

    /// Forgets the wizard's data. What was applied stays.
    package func reset(in scope: TenantScope) async throws {
        _ = try await database.write(scope) { tx in try OnboardingDAO(tx).delete() }
    }

    private func apply(_ plan: OnboardingPlan, in tx: TenantTransaction, at now: Moment) throws {
        guard var company = try CompaniesDAO(tx).current() else { return }
        company.name = plan.companyName ?? company.name
        company.settings.address = plan.address ?? company.settings.address
        company.settings.agentName = plan.agentName ?? company.settings.agentName
        company.settings.persona = plan.persona ?? company.settings.persona
        company.settings.escalationName = plan.escalationName ?? company.settings.escalationName
        company.settings.escalationPhone = plan.escalationPhone ?? company.settings.escalationPhone
        company.settings.changedAt = now
        try CompaniesDAO(tx).update(name: company.name, settings: company.settings)
        let hours = BusinessHoursDAO(tx)
        if let week = try plan.week ?? plan.window.map({ try hours.week().everyOpenDay($0) }) {
            try hours.replace(with: week)
        }
        try addServices(plan.services, in: tx, at: now)
    }

    /// A service that is there already gets the price and length that were given. A new one without a price is kept
    /// switched off, because the agent would offer it for nothing, and the owner is told.
    private func addServices(_ wanted: [OnboardingPlan.Service], in tx: TenantTransaction, at now: Moment) throws {
        let services = ServicesDAO(tx)
        var known = Dictionary(try services.list(activeOnly: false).map { (Self.key($0.name), $0) }) { first, _ in first
        }
        var withoutPrice: [String] = []
        var place = try services.nextPlace()
        for entry in wanted {
            if var service = known[Self.key(entry.name)] {
                service.basePrice = entry.price ?? service.basePrice
                service.minutes = entry.minutes ?? service.minutes
                if entry.price != nil { service.priceBySize = [:] }
                _ = try services.update(service, at: now)
                continue
            }
            let made = PetService(
                id: database.ids.next(), name: entry.name, minutes: entry.minutes ?? 60,
                basePrice: entry.price ?? Money(centavos: 0), isActive: entry.price != nil)
            try services.insert(made, place: place, at: now)
            place += 1
            known[Self.key(made.name)] = made
            if entry.price == nil { withoutPrice.append(made.name) }
        }
        guard !withoutPrice.isEmpty else { return }
        try Notices(database: database, clock: clock).tell(.servicesWithoutPrice(withoutPrice), in: tx)
    }

    private static func key(_ name: String) -> String { name.lowercased() }

    private static func current(in tx: TenantTransaction, at now: Moment) throws -> OnboardingProgress {
        if let known = try OnboardingDAO(tx).progress() { return known }
        let first = OnboardingProgress(createdAt: now, updatedAt: now)
        try OnboardingDAO(tx).insert(first)
        return first
    }

    private static func checkSize(of data: [String: JSONValue]) throws {
        guard try OnboardingDAO.size(of: data) <= mostBytes else { throw OnboardingError.tooMuch(bytes: mostBytes) }
    }
}

/// Why the wizard could not go on.
package enum OnboardingError: Error, Sendable, Hashable {
    case notStarted
    case tooMuch(bytes: Int)
    /// One Portuguese sentence for each thing that cannot be applied.
    case unusable([String])
}

extension Notices.Draft {
    fileprivate static func servicesWithoutPrice(_ names: [String]) -> Self {
        let listed = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? "…" : "")
        return Self(
            kind: "servicos_sem_preco", title: "Faltam preços de serviços",
            text: "Informe o preço e ative para o agente oferecer: \(listed).", level: .warning, link: "/servicos",
            linkLabel: "Ver serviços")
    }
}
