import Domain

/// The `knowledge_documents` table and the index of its words, as seen by the one company of its transaction.
///
/// The index is an ordinary tenant table: it is walled like every other, has no language of its own that a question
/// could speak, and ranks by the company's own documents alone. (SQLite's FTS5 counts the documents of all companies
/// into each score.)
package struct KnowledgeDAO {
    /// A document that answers a search.
    package struct Hit: Sendable, Hashable {
        package let document: KnowledgeDocument
        /// Comparable within one search; higher is better.
        package let score: Double
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL = "id, title, body, created_at, updated_at"
    /// Words of a question that are looked for.
    private static let mostWords = 16
    /// Entries of the index that one search reads.
    private static let mostEntries = 20_000

    package func find(_ id: KnowledgeDocument.ID) throws -> KnowledgeDocument? {
        try tx.first(
            "SELECT \(sql: Self.columns) FROM knowledge_documents WHERE id = \(id)", KnowledgeDocument.init(row:))
    }

    /// Newest first.
    ///
    /// - Parameters:
    ///   - id: Where the page before ended; nil for the first page.
    ///   - limit: Most documents returned, 1...100.
    package func list(before id: KnowledgeDocument.ID? = nil, limit: Int = 100) throws -> [KnowledgeDocument] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM knowledge_documents
            WHERE id < \(id?.rawValue ?? .max) ORDER BY id DESC LIMIT \(limit)
            """, KnowledgeDocument.init(row:))
    }

    package func insert(_ document: KnowledgeDocument) throws {
        let words = DocumentWords(document)
        try tx.run(
            """
            INSERT INTO knowledge_documents (id, title, body, word_count, created_at, updated_at)
            VALUES (\(document.id), \(document.title), \(document.body), \(words.count), \(document.createdAt),
                    \(document.updatedAt))
            """)
        try index(words, of: document.id)
    }

    /// - Returns: False when this company has no such document.
    package func update(_ document: KnowledgeDocument) throws -> Bool {
        let words = DocumentWords(document)
        let found = try tx.run(
            """
            UPDATE knowledge_documents SET title = \(document.title), body = \(document.body),
                word_count = \(words.count), updated_at = \(document.updatedAt)
            WHERE id = \(document.id)
            """)
        guard found == 1 else { return false }
        try tx.run("DELETE FROM knowledge_words WHERE document_id = \(document.id)")
        try index(words, of: document.id)
        return true
    }

    /// - Returns: False when this company has no such document.
    package func delete(_ id: KnowledgeDocument.ID) throws -> Bool {
        try tx.run("DELETE FROM knowledge_words WHERE document_id = \(id)")
        return try tx.run("DELETE FROM knowledge_documents WHERE id = \(id)") == 1
    }

    /// Documents that share a word with the question, by BM25, best first.
    ///
    /// - Parameters:
    ///   - question: Anything; its first words are looked for, each as itself.
    ///   - limit: Most documents returned, 1...64.
    /// - Returns: Empty when no word of the question says anything.
    package func search(_ question: String, limit: Int) throws -> [Hit] {
        var words: [String] = []
        for word in SearchWords.of(question, limit: 200) where !words.contains(word) && words.count < Self.mostWords {
            words.append(word)
        }
        guard !words.isEmpty else { return [] }
        let entries = try tx.rows(
            """
            SELECT word, document_id, times, word_count FROM knowledge_words
            WHERE word IN \(padded: words) LIMIT \(Self.mostEntries)
            """
        ) { WordRanking.Entry(word: $0.string(0), document: $0.id(1), times: $0.int(2), wordCount: $0.int(3)) }
        guard !entries.isEmpty else { return [] }
        let best = WordRanking.best(limit, of: entries, among: try totals())
        return try documents(best)
    }

    private func totals() throws -> WordRanking.Totals {
        try tx.first("SELECT count(*), coalesce(sum(word_count), 0) FROM knowledge_documents") {
            WordRanking.Totals(documents: $0.int(0), words: $0.int(1))
        } ?? WordRanking.Totals(documents: 0, words: 0)
    }

    private func documents(_ ranked: [(id: KnowledgeDocument.ID, score: Double)]) throws -> [Hit] {
        let found = try tx.rows(
            "SELECT \(sql: Self.columns) FROM knowledge_documents WHERE id IN \(padded: ranked.map(\.id))",
            KnowledgeDocument.init(row:))
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        return ranked.compactMap { id, score in byID[id].map { Hit(document: $0, score: score) } }
    }

    private func index(_ words: DocumentWords, of id: KnowledgeDocument.ID) throws {
        let rows = words.times.sorted { $0.key < $1.key }.map { word, times in
            "(\(word), \(id), \(times), \(words.count))" as SQL
        }
        for part in SQL.parts(of: rows) {
            try tx.run("INSERT INTO knowledge_words (word, document_id, times, word_count) VALUES \(sql: part)")
        }
    }
}

/// What the index keeps of one document.
private struct DocumentWords {
    /// How often each word stands in the text; a word of the title counts twice.
    private(set) var times: [String: Int] = [:]
    let count: Int

    init(_ document: KnowledgeDocument) {
        let title = SearchWords.of(document.title)
        let body = SearchWords.of(document.body)
        count = title.count + body.count
        for word in title { times[word, default: 0] += 2 }
        for word in body { times[word, default: 0] += 1 }
    }
}

extension KnowledgeDocument {
    init(row: Row) {
        self.init(
            id: row.id(0), title: row.string(1), body: row.string(2), createdAt: row.moment(3), updatedAt: row.moment(4)
        )
    }
}
