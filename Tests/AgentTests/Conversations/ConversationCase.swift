import Domain
import Foundation
import Testing

/// One file of `Fixtures/conversations`.
struct ConversationCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Customer: Decodable, Sendable {
        let name: String
        let phone: String
    }

    struct Visit: Decodable, Sendable, Hashable {
        let pet: String
        let service: String
        let starts: String
        var status: String?
        var price: Double?
    }

    /// One message, or a burst of them.
    enum Words: Decodable, Sendable {
        case one(String)
        case burst([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .one(text)
            } else {
                self = .burst(try container.decode([String].self))
            }
        }

        var messages: [String] {
            switch self {
            case .one(let text): [text]
            case .burst(let texts): texts
            }
        }
    }

    struct Turn: Decodable, Sendable {
        let say: Words
        /// "silence" when nothing is to be answered.
        let action: String
        let intent: String?
        let has: [String]?
        let lacks: [String]?
        /// Minutes that pass before.
        let wait: Int?
    }

    var name = ""
    let kind: String
    let now: String
    let customer: Customer
    let visits: [Visit]?
    let turns: [Turn]
    /// nil: the times come from the shop's own proposals, so that only their number is known.
    let end: [Visit]?

    var testDescription: String { name }

    private enum CodingKeys: String, CodingKey { case kind, now, customer, visits, turns, end }

    static let all: [ConversationCase] = {
        let folder = Fixtures.folder.appendingPathComponent("conversations")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.sorted().compactMap { file in
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(file)),
                var found = try? JSONDecoder().decode(ConversationCase.self, from: data)
            else { return nil }
            found.name = String(file.dropLast(".json".count))
            return found
        }
    }()

    static var fileCount: Int {
        let folder = Fixtures.folder.appendingPathComponent("conversations")
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .count { $0.hasSuffix(".json") }
    }
}

/// The repository's recorded bodies and scripts.
enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures")
}
