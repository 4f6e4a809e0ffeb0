/// Why a visit could not be placed or changed. Each case is something the caller can act on.
package enum SchedulingError: Error, Sendable, Hashable {
    /// Every place is taken for some minute of the slot.
    case slotTaken
    /// The shop is closed for some minute of the slot.
    case closed(LocalDay)
    /// The shop keeps this holiday.
    case holiday(LocalDay, NationalHoliday)
    /// The shop has blocked the day or the hours; the reason is the owner's own words, maybe empty.
    case blocked(LocalDay, reason: String)
    /// The day has as many visits as the shop takes in one.
    case dayFull(LocalDay, most: Int)
    /// The slot lies in the past.
    case past
    /// The slot starts sooner than the shop's shortest notice, in minutes.
    case tooSoon(minimumNotice: Int)
    /// The slot lies after the last day that may be booked.
    case tooFar(lastDay: LocalDay)
    /// Nobody who can do the service is free for the slot's whole length.
    case nobodyFree
    /// The professional who was asked for is off or has a visit, by name.
    case professionalBusy(String)
    /// Something that the service needs is in use, by name.
    case resourceTaken(String)
    /// The professional who was asked for does not do the service, by name.
    case cannotServe(String)
    case unknownProfessional
    case unknownService
    case unknownPet
    case unknownVisit
    /// The visit's status does not allow the change.
    case notAllowed(from: Appointment.Status)
    /// Customers of this shop do not cancel by themselves.
    case cancellationClosed
    /// A customer may cancel only so many minutes ahead.
    case cancellationTooLate(notice: Int)

    /// True when another time might do.
    package var isAboutTime: Bool {
        switch self {
        case .slotTaken, .closed, .holiday, .blocked, .dayFull, .past, .tooSoon, .tooFar, .nobodyFree,
            .professionalBusy, .resourceTaken:
            true
        case .cannotServe, .unknownProfessional, .unknownService, .unknownPet, .unknownVisit, .notAllowed,
            .cancellationClosed, .cancellationTooLate:
            false
        }
    }
}
