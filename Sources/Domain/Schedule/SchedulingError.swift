/// Why a visit could not be placed or changed. Each case is something the caller can act on.
package enum SchedulingError: Error, Sendable, Hashable {
    /// Every place is taken for some minute of the slot.
    case slotTaken
    /// The shop is closed for some minute of the slot.
    case closed(LocalDay)
    /// The shop has blocked the day or the hours; the reason is the owner's own words, maybe empty.
    case blocked(LocalDay, reason: String)
    /// The slot lies in the past.
    case past
    /// The slot starts sooner than the shop's shortest notice, in minutes.
    case tooSoon(minimumNotice: Int)
    /// The slot lies after the last day that may be booked.
    case tooFar(lastDay: LocalDay)
    case unknownService
    case unknownPet
    case unknownVisit
    /// The visit's status does not allow the change.
    case notAllowed(from: Appointment.Status)
}
