import Domain

@testable import Web

/// The table of permissions as people read it.
struct PermissionPage {
    let operations: [Operation]

    init(_ operations: [Operation]) { self.operations = operations }

    var text: String {
        """
        # Permissions

        Who may do what. Every signed-in operation names exactly one permission; roles hold permissions; both are in
        one table each (`Domain/Company/Permission.swift`, and the operations under `Web/Routes`). This page is made
        from them by `make permissions`, and a test holds it to them.

        ## Roles

        | permission | \(Role.allCases.map(\.rawValue).joined(separator: " | ")) |
        |---|\(Role.allCases.map { _ in "---|" }.joined())
        \(Permission.allCases.map(row).joined(separator: "\n"))

        ## Operations

        | operation | needs |
        |---|---|
        \(operations.map(row).sorted().joined(separator: "\n"))

        """
    }

    private func row(_ permission: Permission) -> String {
        let cells = Role.allCases.map { $0.may(permission) ? "✓" : "" }
        return "| `\(permission.rawValue)` | \(cells.joined(separator: " | ")) |"
    }

    private func row(_ operation: Operation) -> String {
        let needed =
            switch operation.access {
            case .everyone: "nothing"
            case .signedIn(let permission): "`\(permission.rawValue)`"
            case .administrator: "`\(Permission.administer.rawValue)`, or the operator's token"
            }
        return "| `\(operation.path)` \(operation.method.rawValue) | \(needed) |"
    }
}
