/// What one statement of `auzap sql` came to.
package enum ProbeAnswer: Sendable, Hashable {
    case rows(columns: [String], rows: [[SQLValue]])
    /// Rows changed; 0 for begin, commit and rollback.
    case affected(Int)
    case error(ErrorClass, message: String)

    /// Kinds of failure that both engines have. Raw values are the words of the output.
    package enum ErrorClass: String, Sendable, Hashable, CaseIterable {
        /// The statement may not touch what it names, or is of a kind that is not allowed.
        case permission
        /// A row would leave or enter another company.
        case rlsCheck = "rls_check"
        case unique
        case foreignKey = "fk"
        case notNull = "not_null"
        case check
        /// Not understood: grammar, or a name that does not exist.
        case syntax
        /// Understood, but not offered by this engine through its wall.
        case unsupported
        case other
    }

    /// The class and the words for a failure, without names from below the wall.
    package init(_ error: any Error) {
        guard let error = error as? StorageError else {
            self = .error(.other, message: String(describing: error))
            return
        }
        let (kind, message) = Self.classified(error)
        self = .error(kind, message: message.replacing(TenantWall.prefix, with: ""))
    }

    private static func classified(_ error: StorageError) -> (ErrorClass, String) {
        switch error {
        case .wall(let message) where message.hasPrefix(TenantWall.refusalPrefix): (.rlsCheck, message)
        case .wall(let message): (.permission, message)
        case .unique(let constraint): (.unique, "unique: \(constraint)")
        case .foreignKey: (.foreignKey, "a row that it points to is missing, or rows point to it")
        case .notNull(let column): (.notNull, "not null: \(column)")
        case .check(let constraint): (.check, "check: \(constraint)")
        case .syntax(let message): (.syntax, message)
        case .unsupported(let message): (.unsupported, message)
        default: (.other, String(describing: error))
        }
    }
}
