/// One line of a visit's history: what changed, by whose hand, when and why.
package struct VisitChange: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<VisitChange>

    /// Whose hand it was.
    package enum Author: Sendable, Hashable {
        /// Somebody of the shop.
        case person(User.ID)
        /// The customer, through the agent.
        case customer
        /// The shop's program, on its own or by its operator.
        case system

        package init(_ actor: TenantScope.Actor) {
            switch actor {
            case .user(let id, _): self = .person(id)
            case .webhook, .worker, .operatorCommand, .visitor: self = .system
            }
        }
    }

    package let id: ID
    package let visitID: Appointment.ID
    package let at: Moment
    package let author: Author
    /// nil when the visit was booked.
    package let before: Appointment.Status?
    package let after: Appointment.Status
    /// Where the visit stood before it was booked or moved; nil when its time did not change.
    package let startedAt: LocalDateTime?
    /// Where it stands since; nil when its time did not change.
    package let startsAt: LocalDateTime?
    package let reason: String?

    package init(
        id: ID, visitID: Appointment.ID, at: Moment, author: Author, before: Appointment.Status?,
        after: Appointment.Status, startedAt: LocalDateTime? = nil, startsAt: LocalDateTime? = nil,
        reason: String? = nil
    ) {
        self.id = id
        self.visitID = visitID
        self.at = at
        self.author = author
        self.before = before
        self.after = after
        self.startedAt = startedAt
        self.startsAt = startsAt
        self.reason = reason
    }

    /// What happened between two states of a visit; nil when neither status nor time changed.
    package init?(
        id: ID, from old: Appointment?, to new: Appointment, author: Author, reason: String?, at now: Moment
    ) {
        let isMoved = old?.slot.starts != new.slot.starts
        guard isMoved || old?.status != new.status else { return nil }
        self.init(
            id: id, visitID: new.id, at: now, author: author, before: old?.status, after: new.status,
            startedAt: isMoved ? old?.slot.starts : nil, startsAt: isMoved ? new.slot.starts : nil, reason: reason)
    }
}
