/// Finds the customer's own pets, and names that may be a pet's, in a message.
struct PetNames {
    let text: TokenizedText
    let pets: [NamedPet]
    let expecting: Expectation?

    /// Own pets in the order of the text; accents, a small typo or a diminutive do not hide them.
    ///
    /// - Returns: Each mention with its token.
    func known() -> [(id: Pet.ID, at: Int)] {
        var found: [(id: Pet.ID, at: Int)] = []
        let names = pets.prefix(50).map { pet in (id: pet.id, words: Self.words(of: pet.name)) }
        for (index, token) in text.tokens.enumerated() where token.kind == .word && !isMonth(index) {
            let isExpected = expecting == .petName || Self.introductions.contains(word(index - 1))
            for name in names {
                guard let first = name.words.first, Self.isSame(token.spelled, first, isLoose: isExpected) else {
                    continue
                }
                found.append((name.id, index))
                break
            }
        }
        return found
    }

    /// True for "março" in "15 de março", which is no pet called Marco.
    private func isMonth(_ index: Int) -> Bool {
        guard TimeParser.months[word(index)] != nil, index > 0 else { return false }
        return ["de", "/"].contains(text.tokens[index - 1].text) || text.tokens[index - 1].kind == .number
    }

    /// A name that stands where a pet's would: "o nome dele é Bob", "banho pro Thor", or a bare word when one was asked.
    ///
    /// - Returns: Each name with its token, in the order of the text; several for "pro Thor e pra Mel".
    func new(besides used: Set<Int>) -> [(name: String, at: Int)] {
        for index in text.tokens.indices {
            if let start = explicitName(at: index), let name = name(at: start, used, isCertain: true) {
                return [(name, start)]
            }
        }
        var found: [(name: String, at: Int)] = []
        for index in text.tokens.indices where found.count < Self.most {
            guard index > (found.last?.at ?? -1),
                let start = introducedName(at: index) ?? furtherName(at: index, found, used),
                let name = name(at: start, used, isCertain: false), !found.contains(where: { $0.name == name })
            else { continue }
            found.append((name, start))
        }
        if found.isEmpty, expecting == .petName, let bare = bareName(used) { return [bare] }
        return found
    }

    /// New pets in one message.
    private static let most = 12

    /// After a name, "e a Mel", "e pra mel", ", Bob": the index of one more.
    private func furtherName(at index: Int, _ found: [(name: String, at: Int)], _ used: Set<Int>) -> Int? {
        guard word(index) == "e" || text.tokens[index].text == ",",
            let before = found.last?.at ?? used.filter({ $0 < index }).max(), (1...2).contains(index - before)
        else { return nil }
        let hasLead = ["o", "a", "do", "da", "pro", "pra", "no", "na"].contains(word(index + 1))
        let next = index + (hasLead ? 2 : 1)
        guard let token = text.tokens.element(next), token.isCapitalised || ["pro", "pra"].contains(word(index + 1))
        else { return nil }
        return next
    }

    /// The index after "se chama", "o nome dele é", "nome:".
    private func explicitName(at index: Int) -> Int? {
        switch word(index) {
        case "chama":
            return word(index - 1) == "se" || word(index - 1) == "ela" || word(index - 1) == "ele" ? index + 1 : nil
        case "chamado", "chamada": return index + 1
        case "nome":
            guard word(index - 1) != "meu", !(word(index + 1) == "de" && word(index + 2) == "quem") else { return nil }
            var next = index + 1
            while next < index + 5, Self.betweenNameAndIs.contains(word(next)) || text.tokens.element(next)?.text == ":"
            {
                next += 1
            }
            return next > index + 1 ? next : nil
        default: return nil
        }
    }

    /// The index of the word after "pro", "da", "minha cachorra".
    private func introducedName(at index: Int) -> Int? {
        let lead = word(index)
        if ["meu", "minha"].contains(lead) {
            var next = index + 1
            while next < index + 4, Self.animals.contains(word(next)) || Breeds.isBreedWord(word(next)) { next += 1 }
            return next > index + 1 && text.tokens.element(next)?.isCapitalised == true ? next : nil
        }
        if Self.services.contains(lead), text.tokens.element(index + 1)?.isCapitalised == true { return index + 1 }
        return isNameLead(index) ? index + 1 : nil
    }

    /// True when what follows the article or preposition at `index` is probably a pet's name.
    private func isNameLead(_ index: Int) -> Bool {
        guard let next = text.tokens.element(index + 1), next.kind == .word else { return false }
        let before = word(index - 1)
        switch word(index) {
        case "pro", "pra": return next.isCapitalised ? !Self.motion.contains(before) : Self.services.contains(before)
        case "do", "da": return Self.services.contains(before) || next.isCapitalised && Self.owners.contains(before)
        case "no", "na": return next.isCapitalised && Self.services.contains(before)
        case "o", "a":
            let isApposition = text.tokens[..<index].contains {
                Self.animals.contains($0.text) || Breeds.isBreedWord($0.text)
            }
            return next.isCapitalised && isApposition && !["sou", "com"].contains(before)
        default: return false
        }
    }

    private func bareName(_ used: Set<Int>) -> (name: String, at: Int)? {
        let words = text.tokens.indices.filter { text.tokens[$0].kind == .word }
        guard words.count <= 6, let first = words.first(where: { !Self.bareLeads.contains(word($0)) }),
            !used.contains(first)
        else { return nil }
        return name(at: first, used, isCertain: true).map { ($0, first) }
    }

    /// One or two words at `index`, tidied; nil when they are everyday words or another fact.
    private func name(at index: Int, _ used: Set<Int>, isCertain: Bool) -> String? {
        guard let token = text.tokens.element(index), token.kind == .word, !used.contains(index),
            (2...20).contains(token.spelled.utf8.count), !CommonWords.isCommon(token)
        else { return nil }
        if !isCertain, Breeds.isBreedWord(token.spelled) { return nil }
        var words = [text.original(token)]
        if let second = text.tokens.element(index + 1), second.kind == .word, second.isCapitalised,
            !CommonWords.isCommon(second), token.isCapitalised
        {
            words.append(text.original(second))
        }
        return Capitals.tidy(words)
    }

    private func word(_ index: Int) -> String {
        guard let token = text.tokens.element(index), token.kind == .word else { return "" }
        return token.text
    }

    private static func words(of name: String) -> [String] {
        Tokenizer.tokenize(name).tokens.filter { $0.kind == .word }.map(\.spelled)
    }

    /// The same name, its diminutive, or one letter off where a name is expected.
    static func isSame(_ said: String, _ name: String, isLoose: Bool) -> Bool {
        if said == name { return true }
        if let root = root(ofDiminutive: said), root.utf8.count >= 2, name.hasPrefix(root),
            name.utf8.count - root.utf8.count <= 1
        {
            return true
        }
        guard isLoose, name.utf8.count >= 4, !CommonWords.words.contains(said) else { return false }
        // "Tor" sounds like "Thor"; other words of three letters are too short for a slip.
        if said.utf8.count < 4 { return said == name.filter { $0 != "h" } }
        return EditDistance.isAtMostOne(Array(said.utf8), Array(name.utf8))
    }

    private static func root(ofDiminutive word: String) -> String? {
        for ending in ["zinho", "zinha", "inho", "inha"] where word.hasSuffix(ending) {
            return String(word.dropLast(ending.count))
        }
        return nil
    }

    private static let introductions: Set<String> = [
        "o", "a", "do", "da", "pro", "pra", "meu", "minha", "e", "no", "na",
    ]
    private static let betweenNameAndIs: Set<String> = [
        "dele", "dela", "do", "da", "meu", "minha", "cachorro", "cachorra", "gato", "gata", "pet", "e", "eh",
    ]
    static let animals: Set<String> = [
        "cachorro", "cachorra", "gato", "gata", "pet", "filho", "filha", "bebe", "filhote", "coelho", "peludo",
        "bichinho", "menino", "menina", "caozinho", "pequeno", "pequena",
    ]
    private static let services: Set<String> = [
        "banho", "tosa", "unha", "unhas", "hidratacao", "vacina", "higienica", "consulta", "horario", "vaga",
    ]
    private static let owners: Set<String> = [
        "mae", "pai", "tutor", "tutora", "dono", "dona", "e", "ficha", "cadastro", "raca",
    ]
    private static let motion: Set<String> = [
        "vou", "ir", "mudei", "viajar", "viajo", "liga", "falar", "passa", "manda",
    ]
    private static let bareLeads: Set<String> = [
        "e", "o", "a", "eh", "ele", "ela", "se", "chama", "nome", "dele", "dela", "meu", "minha", "pro", "pra", "do",
        "da", "oi", "ola", "cachorro", "cachorra", "gato", "gata", "pet",
    ]
}

extension Array {
    /// The element at `index`, or nil outside the array.
    func element(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// Writes names the way people do: "MARIA das dores" as "Maria das Dores".
enum Capitals {
    static func tidy(_ words: [String]) -> String {
        words.enumerated().map { offset, word in
            let lower = word.lowercased()
            if offset > 0, ["da", "de", "do", "das", "dos", "e"].contains(lower) { return lower }
            return lower.prefix(1).uppercased() + lower.dropFirst()
        }
        .joined(separator: " ")
    }
}
