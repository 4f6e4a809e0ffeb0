import HTTPTypes
import Hummingbird

/// Every operation of the server, as one list.
struct API: Sendable {
    let operations: [Operation]
    let gate: Gate

    func add(to router: Router<AppContext>) {
        for operation in operations {
            router.on(RouterPath(operation.routerPath), method: operation.method) { [gate] request, context in
                try await gate.pass(operation, request, context)
            }
        }
    }

    /// Methods by path, for the paths without a parameter.
    var literalMethods: [String: [HTTPRequest.Method]] {
        Dictionary(grouping: operations.filter(\.pathParameters.isEmpty), by: \.path).mapValues { $0.map(\.method) }
    }

    /// Methods that a path takes, a literal one before one with parameters; empty for a path that is none.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let matching = operations.filter { $0.matches(parts) }
        let nearest = matching.map(\.pathParameters.count).min()
        return matching.filter { $0.pathParameters.count == nearest }.map(\.method)
    }
}

extension Operation {
    fileprivate func matches(_ parts: [Substring]) -> Bool {
        let mine = path.split(separator: "/")
        return mine.count == parts.count && zip(mine, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
