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

    /// Methods that a path takes; empty for a path that is none.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        return operations.filter { $0.matches(parts) }.map(\.method)
    }
}

extension Operation {
    fileprivate func matches(_ parts: [Substring]) -> Bool {
        let mine = path.split(separator: "/")
        return mine.count == parts.count && zip(mine, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
