import Domain

/// What of the owner's words on how the agent speaks a program without a model can keep: with or without emoji, and
/// "Olá" or "Oi". The rest of the persona is for a model.
struct Tone: Sendable, Hashable {
    let usesEmoji: Bool
    let isFormal: Bool

    init(persona: String) {
        let words = Set(SearchWords.of(persona))
        isFormal = words.contains("formal") || words.contains("formalmente")
        let refusesEmoji = Self.refusal.contains { persona.lowercased().contains($0) }
        usesEmoji = !isFormal && !refusesEmoji
    }

    /// The text as the shop wants it said.
    func apply(to text: String) -> String {
        var result = isFormal && text.hasPrefix("Oi") ? "Olá" + text.dropFirst(2) : text
        guard !usesEmoji else { return result }
        result.unicodeScalars.removeAll { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }
        return result.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
    }

    private static let refusal = ["sem emoji", "não use emoji", "nao use emoji", "nunca use emoji", "evite emoji"]
}
