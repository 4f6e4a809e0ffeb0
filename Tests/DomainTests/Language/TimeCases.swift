import Foundation

/// Time expressions from other projects' tests, read where they lie outside the repository.
struct TimeCases: Decodable {
    struct Value: Decodable {
        let kind: String
        var date: String?
        var datetime: String?
        var time: String?
        var part: String?
        var start: String?
        var end: String?
        var endExclusive: String?

        enum CodingKeys: String, CodingKey {
            case kind, date, datetime, time, part, start, end
            case endExclusive = "end_exclusive"
        }
    }

    struct Case: Decodable {
        let id: String
        let text: String
        let referenceTime: String?
        let expected: Value
        var alsoAccepted: [Value]?
        let tags: [String]
        let core: Bool

        enum CodingKeys: String, CodingKey {
            case id, text, expected, tags, core
            case referenceTime = "reference_time"
            case alsoAccepted = "also_accepted"
        }

        var accepted: [Value] { [expected] + (alsoAccepted ?? []) }
        /// "dk", "ms", "wh", "ch", "dp".
        var source: String { String(id.prefix(2)) }
    }

    let cases: [Case]

    init(from decoder: any Decoder) throws { cases = try [Case](from: decoder) }

    /// `PT_TIME_CASES`, else the copy that a checkout has beside it.
    static let path: String = {
        if let path = ProcessInfo.processInfo.environment["PT_TIME_CASES"] { return path }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("../shared/reference/pt-time/cases.json").standardizedFileURL.path
    }()

    static var isPresent: Bool { FileManager.default.isReadableFile(atPath: path) }

    static func load() throws -> [Case] {
        try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: path))).cases
    }
}
