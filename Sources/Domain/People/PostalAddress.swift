/// Where somebody lives or a shop stands; every part may be unknown.
package struct PostalAddress: Sendable, Hashable, Codable {
    package var street: String?
    package var number: String?
    package var district: String?
    package var city: String?
    package var state: String?
    package var postalCode: String?

    package init() {}

    /// "Rua das Flores, 10 - Centro, Campinas - SP", as it is told to customers; nil without a street.
    package var line: String? {
        guard let street else { return nil }
        let house = [street, number].compactMap(\.self).joined(separator: ", ")
        let place = [city, state].compactMap(\.self).joined(separator: " - ")
        let quarter = [house, district].compactMap(\.self).joined(separator: " - ")
        return place.isEmpty ? quarter : "\(quarter), \(place)"
    }
}
