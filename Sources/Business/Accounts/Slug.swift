import Foundation

/// Short names for URLs.
enum Slug {
    /// "Pet Shop da Ana & Cia." becomes "pet-shop-da-ana-cia"; at most 60 characters, never empty.
    static func make(from name: String) -> String {
        let plain = name.prefix(200).description
            .folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        let words = plain.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = words.joined(separator: "-").prefix(60).trimmingCharacters(in: ["-"])
        return slug.isEmpty ? "pet-shop" : slug
    }
}
