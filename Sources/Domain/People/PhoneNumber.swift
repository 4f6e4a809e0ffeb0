/// A telephone number in international digits, without "+": 5511900000001.
///
/// Brazilian mobile numbers registered before 2012 may live on WhatsApp without their ninth digit; `key`
/// is the same for both forms, so that the two are recognised as one customer.
package struct PhoneNumber: Sendable, Hashable, Codable, CustomStringConvertible {
    package let digits: String

    /// Reads a number as people type it: spaces, dashes, brackets and "+" are dropped; a Brazilian number of
    /// 10 or 11 digits gains the country code 55.
    ///
    /// - Returns: nil unless 10 to 15 digits remain (E.164).
    package init?(_ text: some StringProtocol) {
        var digits = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case " ", "-", "(", ")", "+", ".", "\u{A0}": continue
            default: return nil
            }
            guard digits.utf8.count <= 15 else { return nil }
        }
        guard digits.utf8.count >= 10 else { return nil }
        if digits.utf8.count <= 11 { digits = "55" + digits }
        self.digits = digits
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
