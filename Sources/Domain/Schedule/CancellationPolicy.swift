/// When customers may cancel by themselves. The shop's own people always may.
package struct CancellationPolicy: Sendable, Hashable {
    package let isAllowed: Bool
    /// Shortest notice, in minutes.
    package let notice: Int

    package init(_ settings: CompanySettings) {
        isAllowed = settings.cancellationAllowed
        notice = settings.cancellationNotice
    }

    /// Why a customer cannot cancel a visit; nil when they can.
    ///
    /// - Parameter now: What the shop's wall clock shows.
    package func refusal(of slot: Slot, now: LocalDateTime) -> SchedulingError? {
        guard isAllowed else { return .cancellationClosed }
        return slot.starts.wallMinutes - now.wallMinutes < notice ? .cancellationTooLate(notice: notice) : nil
    }
}
