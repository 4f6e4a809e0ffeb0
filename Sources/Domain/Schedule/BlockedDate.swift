/// Time that the shop takes off: whole days, or one stretch of a day.
package struct BlockedDate: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<BlockedDate>

    package let id: ID
    package let firstDay: LocalDay
    /// Included.
    package let lastDay: LocalDay
    /// nil blocks whole days.
    package let window: BusinessHours.Window?
    package let reason: String

    package init(id: ID, firstDay: LocalDay, lastDay: LocalDay, window: BusinessHours.Window?, reason: String) {
        self.id = id
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.window = window
        self.reason = reason
    }

    /// True when the slot shares a minute with the blocked time.
    package func touches(_ slot: Slot) -> Bool {
        guard (firstDay...lastDay).contains(slot.day) else { return false }
        guard let window else { return true }
        return slot.start < window.closes && window.opens.minutes < slot.end
    }
}
