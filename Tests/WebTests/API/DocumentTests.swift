import Domain
import Hummingbird
import Testing

@testable import Web

@Suite("The document of the API") struct DocumentTests {
    @Test("the router and the document name the same operations")
    func complete() async throws {
        let site = try await Site()
        let operations = site.whole.operations
        let routed = Set(
            Server.router(site.parts).routes.filter { !Self.pages.contains($0.path.description) && $0.method != .head }
                .map { "\($0.method) \($0.path)" })
        let documented = Set(operations.map { "\($0.method) \($0.path)" })
        #expect(routed == documented)
        #expect(documented.count == operations.count, "two operations share a method and a path")
        #expect(Set(operations.map(\.id)).count == operations.count, "two operations share an id")
    }

    /// Files of the panel: pages for people, not operations.
    private static let pages = Set(["/"] + PanelRoutes.paths)

    @Test("a schema of one name is one schema")
    func names() async throws {
        let operations = Server.api(try await Site().parts).operations
        var seen: [String: JSONValue] = [:]
        for schema in operations.flatMap(\.everySchema) { schema.collect(into: &seen) }
        #expect(seen["Problem"] != nil)
    }
}

extension Operation {
    fileprivate var everySchema: [Schema] {
        let sent: [Schema] =
            switch body {
            case .none: []
            case .json(let schema), .optionalJSON(let schema), .raw(let schema): [schema]
            }
        return sent + everyAnswer.compactMap(\.schema)
    }
}

extension Schema {
    fileprivate func collect(into seen: inout [String: JSONValue]) {
        switch self {
        case .named(let name, let inner):
            var components: [String: JSONValue] = [:]
            let shown = inner.document(&components)
            if let before = seen[name] { #expect(before == shown, "\(name) means two things") }
            seen[name] = shown
            inner.collect(into: &seen)
        case .object(let fields): for field in fields { field.schema.collect(into: &seen) }
        case .list(let inner, _), .nullable(let inner), .map(let inner): inner.collect(into: &seen)
        default: break
        }
    }
}
