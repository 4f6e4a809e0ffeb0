import Synchronization

/// The records of the statements prepared last, one for each text and side of the wall; bounded.
final class StatementLedger: Sendable {
    private struct Key: Hashable {
        let isSystem: Bool
        let folded: String
    }

    private let limit: Int
    private let records = Mutex(LRUTable<Key, StatementRecord>())
    /// Longer texts are not kept: nobody writes one by hand.
    private static let longestText = 16_384
    private static let kept: Set<String> = ["select", "with", "values", "insert", "update", "delete", "replace"]

    init(limit: Int) { self.limit = max(1, limit) }

    /// The record that counts a text; nil for what is no query (DDL, PRAGMA) and for over-long texts.
    func record(of text: String, isSystem: Bool) -> StatementRecord? {
        guard text.utf8.count <= Self.longestText, case .word(let first)? = SQLWord.leading(text),
            Self.kept.contains(first)
        else { return nil }
        let words = SQLWord.split(text)
        let folded = SQLWord.folded(words)
        let key = Key(isSystem: isSystem, folded: folded)
        return records.withLock { records in
            if let known = records.use(key) { return known }
            let made = StatementRecord(text: text, words: words, folded: folded, isSystem: isSystem)
            records.set(made, for: key)
            if records.count > limit { records.removeOldest() }
            return made
        }
    }

    var all: [StatementRecord] { records.withLock { $0.oldestFirst.map(\.value) } }
}
