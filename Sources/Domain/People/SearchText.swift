/// Text as it is compared in a search: case and accents set aside.
package enum SearchText {
    /// "José  D'Ávila" becomes "jose d'avila".
    package static func folded(_ text: some StringProtocol) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch Folding.classify(scalar) {
            case .letter(let letter): folded.append(letter)
            case .digit(let digit): folded.append(Unicode.Scalar(UInt8(48 + digit)))
            case .mark: folded.append(scalar)
            case .space, .lineBreak: folded.append(" ")
            case .ignored: break
            }
        }
        return String(folded).split(separator: " ").joined(separator: " ")
    }

    /// The words that a row must hold, at most five. A phone number however written is one word of digits.
    package static func words(_ text: some StringProtocol) -> [String] {
        let folded = folded(text.prefix(200))
        let digits = folded.filter { ("0"..."9").contains($0) }
        if digits.count >= 3, !folded.contains(where: { $0.isLetter || $0 == "@" }) { return [digits] }
        return folded.split(separator: " ").prefix(5).map(String.init)
    }
}
