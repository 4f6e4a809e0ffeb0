/// The part of a document that answers a question, in the document's own words.
package struct Excerpt: Sendable, Hashable {
    /// Whole sentences, in the order of the document.
    package let text: String

    /// Longest excerpt, in characters.
    private static let longest = 320

    /// - Parameters:
    ///   - words: `words(of:)` the question.
    ///   - isQuestion: False asks for more words in common: a remark is not answered by chance.
    /// - Returns: nil when the document shares too little with the question to be its answer.
    package init?(of document: KnowledgeDocument, about words: [String], isQuestion: Bool) {
        guard !words.isEmpty else { return nil }
        let title = Set(SearchWords.of(document.title))
        let sentences = Self.sentences(of: document.body)
        let asked = Set(words)
        let held = sentences.map { asked.intersection(SearchWords.of($0, limit: 200)) }
        let common = held.reduce(asked.intersection(title)) { $0.union($1) }
        let enough = asked.count <= 2 ? asked.count : (asked.count + 1) / 2
        let isNear = isQuestion ? common.count >= enough || common.count >= 3 : common.count >= max(2, enough)
        guard isNear || isQuestion && !asked.isDisjoint(with: title) && common.count * 3 >= asked.count,
            !sentences.isEmpty
        else { return nil }
        let best =
            held.indices.max { held[$0].count < held[$1].count || held[$0].count == held[$1].count && $0 > $1 } ?? 0
        var text = ""
        for sentence in sentences[best...] {
            let longer = text.isEmpty ? sentence : "\(text) \(sentence)"
            guard longer.count <= Self.longest || text.isEmpty else { break }
            text = longer
        }
        self.text = text.count <= Self.longest ? text : Self.cut(text)
    }

    /// The words of a question that say what it is about.
    package static func words(of question: String) -> [String] {
        var found: [String] = []
        for word in SearchWords.of(question, limit: 200) where !asking.contains(word) && !found.contains(word) {
            found.append(word)
            if found.count == 16 { break }
        }
        return found
    }

    /// Sentences and lines of a text, tidied, none of them empty.
    private static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        func close() {
            let tidy = current.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !tidy.isEmpty { sentences.append(tidy) }
            current = ""
        }
        for character in text.prefix(20_000) {
            if character.isNewline { close(); continue }
            if character == " ", let last = current.last, [".", "!", "?"].contains(last) { close(); continue }
            current.append(character)
        }
        close()
        return sentences
    }

    /// One endless sentence, cut at a word.
    private static func cut(_ text: String) -> String {
        let start = text.prefix(longest)
        let end = start.lastIndex(of: " ") ?? start.endIndex
        return start[..<end] + "…"
    }

    /// Words that ask, and say nothing of what is asked about; as `SearchWords` leaves them.
    private static let asking: Set<String> = [
        "oi", "ola", "bom", "boa", "dia", "tarde", "noite", "tudo", "bem", "gostaria", "queria", "quero", "saber",
        "pode",
        "posso", "podem", "poderia", "tenho", "tem", "teria", "fazem", "faz", "preciso", "precisa", "favor", "vc",
        "vcs", "voce",
        "sobre", "duvida", "pergunta", "informacao", "dizer", "me", "sim", "nao", "ai", "aqui", "ja", "eh", "so",
        "obrigado",
        "obrigada", "loja", "petshop", "pet", "ter", "dar", "fazer", "ainda", "entao", "todo", "hj", "pq", "tb", "um",
        "uma",
        "vendem", "aceitam", "aceita", "trabalham", "cachorro", "meu", "minha", "gente", "algum", "alguma", "coisa",
    ]
}
