import Domain
import Foundation

/// Who a statement of the corpus runs as.
enum Viewer: String, CaseIterable, Sendable, CodingKeyRepresentable, Decodable {
    case one, two
    /// No company set.
    case nobody

    var companyID: Company.ID? {
        switch self {
        case .one: Company.ID(1)
        case .two: Company.ID(2)
        case .nobody: nil
        }
    }
}

/// One statement, and what each viewer must see of it. See `Fixtures/tenancy/README.md`.
struct CorpusCase: Decodable, Sendable {
    /// What differs on Postgres, and why that is right.
    struct Difference: Decodable, Sendable {
        let why: String
        let sql: String?
        let sees: Expectation?
    }

    struct Expectation: Sendable {
        let sees: [Viewer: Seen]
    }

    let name: String
    let sql: String
    let binds: [Cell]?
    let sees: Expectation
    let postgres: Difference?
    var group = ""

    var title: String { "\(group): \(name)" }

    /// Rows without ORDER BY come in any order.
    var isOrdered: Bool { sql.lowercased().contains("order by") }

    private enum CodingKeys: CodingKey { case name, sql, binds, sees, postgres }
}

extension CorpusCase.Expectation: Decodable {
    /// `{"all": …}`, or `{"both": …, "nobody": …}`, or one each.
    init(from decoder: any Decoder) throws {
        let given = try decoder.singleValueContainer().decode([String: Seen].self)
        var sees: [Viewer: Seen] = [:]
        for viewer in Viewer.allCases {
            let shared = viewer == .nobody ? given["all"] : given["both"] ?? given["all"]
            sees[viewer] = given[viewer.rawValue] ?? shared
        }
        self.sees = sees
    }
}

/// The files of `Fixtures/tenancy`.
enum Corpus {
    struct Failure: Error { let file: String, reason: String }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/tenancy")

    private struct File: Decodable { let cases: [CorpusCase]? }

    private static let read = Result {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }.sorted()
            .flatMap { name -> [CorpusCase] in
                try load(File.self, name).cases ?? []
            }
    }

    /// Read once for all tests.
    static func cases() throws -> [CorpusCase] { try read.get() }

    static func load<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
        do {
            return try JSONDecoder().decode(T.self, from: Data(contentsOf: folder.appending(path: name)))
        } catch {
            throw Failure(file: name, reason: String(describing: error))
        }
    }
}
