/// How customers say who they are: "meu nome é Ana", "aqui é a Carla", or a bare name when it was asked.
struct CustomerNames {
    let text: TokenizedText
    let expecting: Expectation?

    func name() -> String? {
        for index in text.tokens.indices {
            if let start = introduction(at: index), let name = name(at: start) { return name }
        }
        guard expecting == .customerName else { return nil }
        let words = text.tokens.indices.filter { text.tokens[$0].kind == .word }
        guard words.count <= 7, let first = words.first(where: { !Self.bareLeads.contains(word($0)) }) else {
            return nil
        }
        return name(at: first)
    }

    private func introduction(at index: Int) -> Int? {
        switch word(index) {
        case "meu" where word(index + 1) == "nome" && ["e", "eh"].contains(word(index + 2)): return index + 3
        case "me" where word(index + 1) == "chamo": return index + 2
        case "aqui" where ["e", "eh", "quem"].contains(word(index + 1)):
            var next = index + 2
            while next < index + 5, ["fala", "e", "a", "o"].contains(word(next)) { next += 1 }
            return next
        case "chamar" where word(index - 1) == "me" && word(index + 1) == "de": return index + 2
        case "sou" where ["a", "o"].contains(word(index + 1)): return index + 2
        case "sou" where word(index - 1) == "eu": return index + 1
        default: return nil
        }
    }

    private func name(at index: Int) -> String? {
        var words: [String] = []
        var next = index
        while words.count < 6, let token = text.tokens.element(next), token.kind == .word {
            let isLink =
                !words.isEmpty && Self.links.contains(token.spelled)
                && isName(text.tokens.element(next + 1))
            guard isLink || isName(token) else { break }
            words.append(text.original(token))
            next += 1
        }
        return words.isEmpty ? nil : Capitals.tidy(words)
    }

    private func isName(_ token: Token?) -> Bool {
        guard let token, token.kind == .word, token.spelled.utf8.count >= 2 else { return false }
        return !CommonWords.isCommon(token)
    }

    private func word(_ index: Int) -> String {
        guard let token = text.tokens.element(index), token.kind == .word else { return "" }
        return token.text
    }

    private static let links: Set<String> = ["da", "de", "do", "das", "dos", "e"]
    private static let bareLeads: Set<String> = [
        "e", "eh", "o", "a", "oi", "ola", "meu", "nome", "sou", "eu", "aqui", "me", "chamo", "pode", "colocar",
    ]
}
