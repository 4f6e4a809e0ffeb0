/// Species, size and breed as a message states them.
struct PetFacts {
    let tokens: [Token]
    let words: [String]
    let expecting: Expectation?

    var breed: Breeds.Breed? { Breeds.named(in: words) }

    var species: Pet.Species? {
        let named = Set(words.compactMap { Self.species[$0] })
        return named.count == 1 ? named.first : named.isEmpty ? breed?.species : nil
    }

    /// By name ("porte médio"), by letter when asked, or by weight: up to 10 kg small, 25 medium, 45 large.
    var size: Pet.Size? {
        if let weight { return Self.size(ofKilos: weight) }
        for (index, word) in words.enumerated() {
            guard let size = Self.sizes[word] else { continue }
            let next = words.element(index + 1) ?? ""
            if !["abraco", "abracos", "beijo", "problema", "favor", "dia", "demais"].contains(next) { return size }
        }
        guard expecting == .petSize, words.count <= 4 else { return nil }
        return words.lazy.compactMap { Self.letters[$0] }.first
    }

    /// The size said right after a pet: "o Thor grande e a Mel, pequena".
    static func sizes(of pets: [(at: Int, pet: VisitWish.Animal)], in tokens: [Token]) -> [VisitWish.Animal: Pet.Size] {
        var found: [VisitWish.Animal: Pet.Size] = [:]
        for (index, token) in tokens.enumerated() {
            guard let size = sizes[token.text], let before = pets.last(where: { $0.at < index }), index - before.at <= 5
            else { continue }
            found[before.pet] = found[before.pet] ?? size
        }
        return found
    }

    private var weight: Int? {
        for (index, token) in tokens.enumerated() where token.kind == .number && token.digits <= 3 {
            var unit = index + 1
            if let mark = tokens.element(unit), [",", "."].contains(mark.text), mark.isGlued,
                tokens.element(unit + 1)?.kind == .number
            {
                unit += 2
            }
            guard let word = tokens.element(unit)?.text, Self.kilos.contains(word) else { continue }
            return token.value
        }
        return nil
    }

    private static func size(ofKilos weight: Int) -> Pet.Size? {
        switch weight {
        case 0...10: .small
        case 11...25: .medium
        case 26...45: .large
        case 46...150: .giant
        default: nil
        }
    }

    private static let kilos: Set<String> = ["kg", "kgs", "quilo", "quilos", "kilo", "kilos", "k"]
    private static let letters: [String: Pet.Size] = ["p": .small, "m": .medium, "g": .large, "gg": .giant]
    private static let sizes: [String: Pet.Size] = [
        "pequeno": .small, "pequena": .small, "pequenino": .small, "pequenininho": .small, "pequenininha": .small,
        "pequenas": .small, "pequenos": .small, "mini": .small, "toy": .small, "miniatura": .small, "medio": .medium,
        "media": .medium, "mediano": .medium, "mediana": .medium, "grande": .large, "grandao": .large,
        "grandona": .large, "grandinho": .large, "grandes": .large, "gigante": .giant, "enorme": .giant,
    ]
    private static let species: [String: Pet.Species] = [
        "cachorro": .dog, "cachorra": .dog, "cachorros": .dog, "gato": .cat, "gata": .cat, "gatos": .cat,
        "coelho": .rabbit, "coelha": .rabbit, "coelhinho": .rabbit, "coelhinha": .rabbit, "passaro": .bird,
        "passarinho": .bird, "calopsita": .bird, "papagaio": .bird, "periquito": .bird, "ave": .bird,
        "hamster": .other, "porquinho": .other, "tartaruga": .other, "furao": .other, "jabuti": .other,
    ]
}
