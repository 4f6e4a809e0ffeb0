import Domain
import Storage

extension Simulator {
    /// Sets what the agent takes for "now" in one simulated chat. Real chats, other customers and other companies
    /// keep the present.
    ///
    /// - Parameter now: On the shop's wall; nil for the present.
    /// - Returns: What the chat's clock shows from here on.
    package func setClock(
        _ now: LocalDateTime?, phone: PhoneNumber, in scope: TenantScope
    ) async throws -> Reading {
        let session = try await sessions.simulator(in: scope)
        let zone = try await zone(in: scope)
        let shift = now.map { Int(zone.moment(of: $0).since(clock.now)) }
        clocks.set(shift, session: session.id, chat: ChatID(phone: phone))
        return Reading(wall: zone.wall(at: clock.now.adding(milliseconds: shift ?? 0)), isPresent: shift == nil)
    }

    /// What a chat's clock shows.
    package struct Reading: Sendable, Hashable {
        /// On the shop's wall.
        package let wall: LocalDateTime
        /// False while it is set to another time.
        package let isPresent: Bool

        package init(wall: LocalDateTime, isPresent: Bool) {
            self.wall = wall
            self.isPresent = isPresent
        }
    }

    /// What the clock of a simulated chat shows, on the shop's wall.
    package func now(phone: PhoneNumber, in scope: TenantScope) async throws -> Reading {
        let session = try await database.read(scope) { tx in try WhatsAppSessionsDAO(tx).simulator() }
        let shift = session.flatMap { clocks.shift(session: $0.id, chat: ChatID(phone: phone)) }
        let wall = try await zone(in: scope).wall(at: clock.now.adding(milliseconds: shift ?? 0))
        return Reading(wall: wall, isPresent: shift == nil)
    }

    private func zone(in scope: TenantScope) async throws -> ShopZone {
        try await database.read(scope) { tx in try CompaniesDAO(tx).current()?.settings.zone ?? .saoPaulo }
    }
}
