import Domain
import Foundation

/// BM25: how well documents fit the words of a question (Robertson and Zaragoza, 2009, with k1 1.2 and b 0.75).
///
/// A rare word says more than a usual one, a word said twice more than one said once, and a long document has to say
/// it more often than a short one.
enum WordRanking {
    /// One word of the question as one document has it.
    struct Entry {
        let word: String
        let document: KnowledgeDocument.ID
        let times: Int
        let wordCount: Int
    }

    /// All documents of the company.
    struct Totals {
        let documents: Int
        let words: Int
    }

    private static let saturation = 1.2
    private static let lengthWeight = 0.75

    /// - Returns: The documents that fit best, the best first; of equal ones the newer first.
    static func best(
        _ limit: Int, of entries: [Entry], among totals: Totals
    ) -> [(id: KnowledgeDocument.ID, score: Double)] {
        let usual = Double(max(1, totals.words)) / Double(max(1, totals.documents))
        let documentsWith = entries.reduce(into: [String: Int]()) { $0[$1.word, default: 0] += 1 }
        var scores: [KnowledgeDocument.ID: Double] = [:]
        for entry in entries {
            let having = Double(documentsWith[entry.word] ?? 0)
            let rarity = log(1 + (Double(totals.documents) - having + 0.5) / (having + 0.5))
            let length = 1 - lengthWeight + lengthWeight * Double(entry.wordCount) / usual
            let times = Double(entry.times)
            scores[entry.document, default: 0] += rarity * times * (saturation + 1) / (times + saturation * length)
        }
        return scores.map { (id: $0.key, score: $0.value) }
            .sorted { ($0.score, $0.id.rawValue) > ($1.score, $1.id.rawValue) }
            .prefix(max(0, limit)).map { $0 }
    }
}
