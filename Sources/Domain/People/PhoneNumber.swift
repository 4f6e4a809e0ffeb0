/// A telephone number in international digits, without "+": 5511900000001.
///
/// Brazilian mobile numbers registered before 2012 may live on WhatsApp without their ninth digit; `key`
/// is the same for both forms, so that the two are recognised as one customer.
package struct PhoneNumber: Sendable, Hashable, Codable, CustomStringConvertible {
    package let digits: String

    /// Reads a number as people type it: spaces, dashes, brackets and a leading 0 are dropped; a number of 10 or
    /// 11 digits without "+" is Brazilian and gains the country code 55.
    ///
    /// - Returns: nil unless 10 to 15 digits remain (E.164).
    package init?(_ text: some StringProtocol) {
        let isInternational = text.first { $0 != " " } == "+"
        var digits = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case " ", "-", "(", ")", "+", ".", "\u{A0}": continue
            default: return nil
            }
            guard digits.utf8.count <= 15 else { return nil }
        }
        if !isInternational { digits = String(digits.drop { $0 == "0" }) }
        guard digits.utf8.count >= 10 else { return nil }
        if !isInternational && digits.utf8.count <= 11 { digits = "55" + digits }
        self.digits = digits
    }

    /// Takes a number that is international already, as WhatsApp and the database have it: nothing is added.
    ///
    /// - Returns: nil unless it is 7 to 15 digits and nothing else.
    package init?(international text: some StringProtocol) {
        guard (7...15).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        digits = String(text)
    }

    /// The form used to compare: a Brazilian mobile number always with its ninth digit.
    package var key: String {
        let bytes = Array(digits.utf8)
        // 55 + two digits of area + eight, the local part of a mobile starting 6...9.
        guard bytes.count == 12, digits.hasPrefix("55"), (54...57).contains(bytes[4]) else { return digits }
        return String(digits.prefix(4)) + "9" + String(digits.dropFirst(4))
    }

    package var description: String { digits }
}
