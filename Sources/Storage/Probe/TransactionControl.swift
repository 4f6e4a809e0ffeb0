/// Words that begin and end a transaction of `auzap sql`. The engine refuses them in a company's text.
enum TransactionControl: String {
    case begin = "BEGIN IMMEDIATE"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"

    /// Nil when the text is something else, such as a rollback to a savepoint.
    init?(_ text: String) {
        let letters = text.lowercased().utf8
        // Nothing but words, so that a comment which mentions one is not taken for it.
        guard letters.allSatisfy({ (97...122).contains($0) || $0 <= 32 || $0 == UInt8(ascii: ";") }) else { return nil }
        let words = letters.split { !(97...122).contains($0) }.map { String(decoding: $0, as: UTF8.self) }
        switch words {
        case ["begin"], ["begin", "transaction"], ["begin", "immediate"], ["start", "transaction"]: self = .begin
        case ["commit"], ["commit", "transaction"], ["end"], ["end", "transaction"]: self = .commit
        case ["rollback"], ["rollback", "transaction"]: self = .rollback
        default: return nil
        }
    }
}
