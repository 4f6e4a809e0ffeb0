import Domain
import HTTPTypes
import Testing

@testable import Web

/// Holds every answer that a test sees to the document: its status is named, and its body is what the schema
/// says, to the letter.
enum Conformance {
    static func hold(
        _ answer: Site.Answer, to operations: [Operation], _ method: HTTPRequest.Method, _ uri: String
    ) {
        let parts = uri.prefix { $0 != "?" }.split(separator: "/")
        let literal = operations.filter { $0.method == method && $0.fits(parts) }
        guard let operation = literal.min(by: { $0.pathParameters.count < $1.pathParameters.count }) else { return }
        guard let documented = operation.everyAnswer.first(where: { $0.status == answer.status }) else {
            Issue.record("\(operation.id) answered \(answer.status), which its document does not name")
            return
        }
        guard let schema = documented.schema else { return }
        if let other = documented.otherMediaType, answer.header("Content-Type")?.hasPrefix(other) == true { return }
        guard let value = JSONValue(bytes: answer.body.utf8) else {
            Issue.record("\(operation.id) answered \(answer.status) with a body that is no JSON")
            return
        }
        let faults = SchemaCheck.faults(of: value, as: schema, isExact: true)
        if !faults.isEmpty { Issue.record("\(operation.id) \(answer.status) breaks its schema: \(faults)") }
    }
}

extension Operation {
    fileprivate func fits(_ parts: [Substring]) -> Bool {
        let mine = path.split(separator: "/")
        return mine.count == parts.count && zip(mine, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
