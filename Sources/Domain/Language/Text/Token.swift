/// One piece of a message: a word, a number, a punctuation mark or an emoji that means something.
struct Token: Sendable {
    enum Kind: Sendable {
        case word, number, mark, emoji, lineBreak
    }

    var kind: Kind
    /// Lower case, no accents, usual abbreviations written out.
    var text: String
    /// Lower case and no accents, otherwise as written.
    var spelled = ""
    /// A number's value; -1 for other kinds and for numbers of more than nine digits.
    var value = -1
    /// How many digits a number was written with.
    var digits = 0
    /// True when nothing stands between this token and the one before: "15h", "10/3".
    var isGlued = false
    /// Where it stands among the message's scalars.
    var range: Range<Int>
    /// True for "à" and "às", which name a time where "a" and "as" may not.
    var hasGrave = false
    /// True when the first letter is a capital.
    var isCapitalised = false
}

/// A message cut into tokens, with its own spelling kept for names.
struct TokenizedText: Sendable {
    let scalars: [Unicode.Scalar]
    let tokens: [Token]

    /// The words as the customer spelled them.
    func original(_ token: Token) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[token.range].filter { !Folding.isIgnored($0) || Folding.isAccent($0) })
        return String(text)
    }
}
