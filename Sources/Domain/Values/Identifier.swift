/// The number that names one `Entity` inside its company. Positive, at most 2^53 − 1, so that a
/// JavaScript client reads it exactly.
package struct Identifier<Entity>: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package let rawValue: Int64

    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// Reads an id as it stands in a URL: decimal digits only.
    package init?(text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.count <= 16, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let value = Int64(text), (1...9_007_199_254_740_991).contains(value)
        else { return nil }
        rawValue = value
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    package var description: String { String(rawValue) }
}
