import Foundation
import Storage

/// One connection to a test server. Used by one task at a time.
package final class PostgresSession {
    package enum Answer: Sendable, Hashable {
        case rows(columns: [String], rows: [[SQLValue]])
        case affected(Int)
        /// `state` is the SQLSTATE (postgresql.org/docs/15/errcodes-appendix.html).
        case error(state: String, message: String)
    }

    private let library: PostgresLibrary
    private let handle: PostgresLibrary.Handle

    package init(_ server: PostgresServer, user: String, database: String) throws {
        library = try PostgresLibrary()
        let target = "host='\(server.folder)' user='\(user)' dbname='\(database)'"
        guard let opened = library.connect(target) else {
            throw PostgresServer.Failure(description: "libpq has no memory")
        }
        guard library.status(opened) == 0 else {
            let words = library.errorMessage(opened).map { String(cString: $0) } ?? "no connection"
            library.finish(opened)
            throw PostgresServer.Failure(description: words)
        }
        handle = opened
    }

    deinit { library.finish(handle) }

    /// Runs one statement as a driver does, by the extended protocol, which takes no second one behind it.
    package func run(_ text: String, _ values: [SQLValue] = []) -> Answer {
        let copies = values.map { $0.postgresText.map { strdup($0) } }
        defer { copies.forEach { free($0 ?? nil) } }
        var pointers = copies.map { copy in copy.flatMap { $0 }.map { UnsafePointer($0) } }
        guard let result = library.execute(handle, text, Int32(values.count), nil, &pointers, nil, nil, 0) else {
            return .error(state: "", message: "no answer")
        }
        defer { library.clear(result) }
        switch library.resultStatus(result) {
        case 1: return .affected(library.affected(result).flatMap { Int(String(cString: $0)) } ?? 0)
        case 2: return rows(of: result)
        default:
            return .error(
                state: field("C", of: result), message: field("M", of: result))
        }
    }

    /// Runs one that must succeed.
    ///
    /// - Throws: `PostgresServer.Failure` with the server's words.
    @discardableResult
    package func must(_ text: String) throws -> Answer {
        let answer = run(text)
        if case .error(let state, let message) = answer {
            throw PostgresServer.Failure(description: "\(state) \(message): \(text)")
        }
        return answer
    }

    private func field(_ code: Unicode.Scalar, of result: PostgresLibrary.Handle) -> String {
        library.errorField(result, Int32(code.value)).map { String(cString: $0) } ?? ""
    }

    private func rows(of result: PostgresLibrary.Handle) -> Answer {
        let columns = 0..<library.columnCount(result)
        let types = columns.map { library.columnType(result, $0) }
        let rows = (0..<library.rowCount(result)).map { row in
            columns.map { column -> SQLValue in
                guard library.isNull(result, row, column) == 0, let bytes = library.value(result, row, column)
                else { return .null }
                return .read(String(cString: bytes), type: types[Int(column)])
            }
        }
        return .rows(
            columns: columns.map { library.columnName(result, $0).map { String(cString: $0) } ?? "" }, rows: rows)
    }
}

extension SQLValue {
    /// As libpq sends a value; nil for NULL.
    fileprivate var postgresText: String? {
        switch self {
        case .null: nil
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): "\\x" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    /// - Parameter type: The OID of a built-in type (postgresql.org/docs/15/catalog-pg-type.html).
    fileprivate static func read(_ text: String, type: UInt32) -> SQLValue {
        switch type {
        case 16: .integer(text == "t" ? 1 : 0)
        case 20, 21, 23, 26: Int64(text).map(SQLValue.integer) ?? .text(text)
        case 700, 701, 1700: Double(text).map(SQLValue.real) ?? .text(text)
        default: .text(text)
        }
    }
}
