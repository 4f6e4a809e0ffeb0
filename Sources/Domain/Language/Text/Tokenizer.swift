/// Cuts a message into tokens in one pass, looking at no more of it than a chat turn can hold.
struct Tokenizer {
    /// A WhatsApp text holds 65,536 characters; nobody states a wish after the first few thousand.
    static let scalarLimit = 12_000
    static let tokenLimit = 400

    private var scalars: [Unicode.Scalar] = []
    private var tokens: [Token] = []
    private var current: Token?
    private var letters = String.UnicodeScalarView()
    private var separated = true
    private var run = 0

    static func tokenize(_ text: String) -> TokenizedText {
        var tokenizer = Tokenizer()
        tokenizer.scalars = Array(text.unicodeScalars.prefix(scalarLimit))
        for (offset, scalar) in tokenizer.scalars.enumerated() {
            tokenizer.take(scalar, at: offset)
            if tokenizer.tokens.count >= tokenLimit { break }
        }
        tokenizer.close()
        return TokenizedText(scalars: tokenizer.scalars, tokens: tokenizer.tokens)
    }

    private mutating func take(_ scalar: Unicode.Scalar, at offset: Int) {
        switch Folding.classify(scalar) {
        case .letter(let letter): takeLetter(letter, from: scalar, at: offset)
        case .digit(let digit): takeDigit(digit, scalar, at: offset)
        case .ignored:
            if scalar.value == 0x300, letters.last == "a" { current?.hasGrave = true }
            if Folding.isAccent(scalar), let range = current?.range {
                current?.range = range.lowerBound..<offset + 1
            }
        case .mark: takeSingle(.mark, scalar.value >= 0x2010 ? "-" : String(scalar), at: offset)
        case .lineBreak: takeSingle(.lineBreak, "\n", at: offset)
        case .space:
            if Emoji.meaningful.contains(scalar) {
                takeSingle(.emoji, String(scalar), at: offset)
            } else {
                close()
                separated = true
            }
        }
    }

    private mutating func takeLetter(_ letter: Unicode.Scalar, from scalar: Unicode.Scalar, at offset: Int) {
        if current?.kind != .word { open(.word, at: offset, isCapitalised: Self.isCapital(scalar)) }
        // "simmmm" and "oiiii" are "sim" and "oi"; the word is cut short when it cannot be one.
        run = letters.last == letter ? run + 1 : 1
        if run == 3 { letters.removeLast() }
        if run < 3, letters.count < 40 { letters.append(letter) }
        if scalar.value == 0xE0 || scalar.value == 0xC0 { current?.hasGrave = true }
        extend(to: offset)
    }

    private mutating func takeDigit(_ digit: Int, _ scalar: Unicode.Scalar, at offset: Int) {
        if current?.kind != .number {
            open(.number, at: offset)
            current?.value = 0
        }
        let digits = (current?.digits ?? 0) + 1
        let value = current?.value ?? 0
        current?.digits = digits
        current?.value = digits > 9 ? -1 : value * 10 + digit
        if digits <= 20 { letters.append(Unicode.Scalar(UInt8(48 + digit))) }
        extend(to: offset)
    }

    private mutating func takeSingle(_ kind: Token.Kind, _ text: String, at offset: Int) {
        close()
        if kind == .lineBreak, tokens.last?.kind == .lineBreak { return }
        tokens.append(Token(kind: kind, text: text, isGlued: !separated, range: offset..<offset + 1))
        separated = kind == .lineBreak
    }

    private mutating func open(_ kind: Token.Kind, at offset: Int, isCapitalised: Bool = false) {
        close()
        run = 0
        current = Token(
            kind: kind, text: "", isGlued: !separated, range: offset..<offset + 1, isCapitalised: isCapitalised)
        separated = false
    }

    private mutating func extend(to offset: Int) {
        guard let start = current?.range.lowerBound else { return }
        current?.range = start..<offset + 1
    }

    private mutating func close() {
        guard var token = current else { return }
        let text = String(letters)
        token.text = token.kind == .word ? Spelling.canonical(text) : text
        token.spelled = text
        tokens.append(token)
        current = nil
        letters = String.UnicodeScalarView()
    }

    private static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
        (0x41...0x5A).contains(scalar.value) || (0xC0...0xDE).contains(scalar.value)
    }
}

/// Emoji that answer a question or carry a mood; others are as good as spaces.
enum Emoji {
    static let yes: Set<Unicode.Scalar> = ["👍", "✅", "👌", "☑", "✔", "🆗", "🤝"]
    static let no: Set<Unicode.Scalar> = ["👎", "❌", "🚫", "✖"]
    static let praise: Set<Unicode.Scalar> = ["❤", "😍", "🥰", "👏", "💕", "💖", "💜", "💙"]
    static let thanks: Set<Unicode.Scalar> = ["🙏"]
    static let complaint: Set<Unicode.Scalar> = ["😡", "😠", "🤬"]
    static let meaningful = yes.union(no).union(praise).union(thanks).union(complaint)
}
