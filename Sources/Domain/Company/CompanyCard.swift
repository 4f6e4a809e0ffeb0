/// What a company tells of itself and asks of its bookings, beyond what booking and agent read today. Part of
/// `companies.settings`; a field never set is nil.
package struct CompanyCard: Sendable, Hashable, Codable {
    package var whatsapp: PhoneNumber?
    package var phone: PhoneNumber?
    package var email: String?
    package var address: PostalAddress?
    package var primaryColor: String?
    package var secondaryColor: String?
    package var persona: String?
    package var visitsPerDay: Int?
    package var averageMinutes: Int?
    package var allowsCancelling: Bool?
    /// Hours before a visit until which it may be cancelled.
    package var cancellingHours: Int?
    package var welcomeText: String?
    package var confirmationText: String?
    package var reminderText: String?
    package var reminderHours: Int?
    package var webhookURL: String?

    package init() {}
}

/// A company with all that the panel shows.
package struct CompanyDetails: Sendable, Hashable {
    package var company: Company
    package var hours: BusinessHours
    package var plan: String
    /// The last characters of the key for the API; nil while there is none.
    package var keyHint: String?
    /// An http(s) address or a data: URL.
    package var logo: String?
    package var updatedAt: Moment

    package init(
        company: Company, hours: BusinessHours, plan: String, keyHint: String?, logo: String?, updatedAt: Moment
    ) {
        self.company = company
        self.hours = hours
        self.plan = plan
        self.keyHint = keyHint
        self.logo = logo
        self.updatedAt = updatedAt
    }
}
