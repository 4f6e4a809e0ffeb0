/// The words by which a text is found: lower case, without accents, the plural as the singular, and without the
/// words that every text has.
///
/// Documents and questions are cut alike. A word is letters and digits only, so that nothing a customer writes can
/// mean anything to a search but itself.
package enum SearchWords {
    /// A document is found by so many of its first words.
    package static let limit = 5000
    private static let longest = 40

    /// In the order of the text, as often as they stand there. Linear in the length of the text, which may be hostile.
    package static func of(_ text: String, limit: Int = limit) -> [String] {
        var words: [String] = []
        var current: [UInt8] = []
        var isNumber = false
        func close() {
            defer { current.removeAll(keepingCapacity: true) }
            if let word = word(current, isNumber: isNumber) { words.append(word) }
        }
        for scalar in text.unicodeScalars {
            guard words.count < limit else { return words }
            switch Folding.classify(scalar) {
            case .letter(let letter):
                if isNumber { close() }
                isNumber = false
                if current.count < longest { current.append(UInt8(truncatingIfNeeded: letter.value)) }
            case .digit(let digit):
                if !isNumber { close() }
                isNumber = true
                if current.count < longest { current.append(UInt8(truncatingIfNeeded: 48 + digit)) }
            case .ignored: break
            case .mark, .space, .lineBreak: close()
            }
        }
        close()
        return words.count > limit ? Array(words.prefix(limit)) : words
    }

    private static func word(_ letters: [UInt8], isNumber: Bool) -> String? {
        guard !letters.isEmpty else { return nil }
        let word = String(decoding: letters, as: UTF8.self)
        if isNumber { return word }
        guard letters.count > 1, !empty.contains(word) else { return nil }
        return singular(word)
    }

    /// Good enough to meet the same word in a question: "cães" and "cão", "animais" and "animal", "banhos" and "banho".
    private static func singular(_ word: String) -> String {
        guard word.utf8.count > 3, word.hasSuffix("s") else { return word }
        if word.hasSuffix("oes") || word.hasSuffix("aes") { return word.dropLast(3) + "ao" }
        if word.hasSuffix("ais") { return word.dropLast(3) + "al" }
        if word.hasSuffix("res") || word.hasSuffix("zes") { return String(word.dropLast(2)) }
        return String(word.dropLast())
    }

    private static let empty: Set<String> = Set(
        """
        ao aos as com como da das de do dos ela elas ele eles em entre era essa essas esse esses esta estas este estes
        eu foi for isso isto ja la lhe mais mas me mesmo meu meus minha minhas muito na nas nem no nos nossa nosso ou
        os para pela pelas pelo pelos por pra pro qual quais quando que quem se sem ser seu seus so sua suas sao tem
        tambem te tinha tu um uma umas uns vai voce voces
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
