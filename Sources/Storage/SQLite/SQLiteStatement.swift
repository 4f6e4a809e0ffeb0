import CSQLite

/// A prepared statement, reset and ready between uses.
final class SQLiteStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    /// True while its rows are being read; the same text then needs another statement.
    private(set) var isBusy = false
    var isCached = false
    /// What counts its runs; nil when nothing does.
    let record: StatementRecord?

    init(_ text: String, on connection: OpaquePointer, record: StatementRecord?) throws {
        var prepared: OpaquePointer?
        var hasMore = false
        var text = text
        let status = text.withUTF8 { bytes -> Int32 in
            bytes.withMemoryRebound(to: CChar.self) { chars in
                var tail: UnsafePointer<CChar>?
                let status = sqlite3_prepare_v3(
                    connection, chars.baseAddress, Int32(chars.count), UInt32(SQLITE_PREPARE_PERSISTENT), &prepared,
                    &tail
                )
                if let tail, let start = chars.baseAddress {
                    let rest = bytes[(tail - start)...]
                    hasMore = !SQLBlanks.skipped(Substring(decoding: rest, as: UTF8.self).utf8).isEmpty
                }
                return status
            }
        }
        guard status == SQLITE_OK else { throw SQLiteFailure.error(status, connection, isPreparing: true) }
        guard let prepared else { throw StorageError.syntax("empty statement") }
        guard !hasMore else {
            sqlite3_finalize(prepared)
            throw StorageError.syntax("more than one statement")
        }
        handle = prepared
        self.connection = connection
        self.record = record
    }

    /// Names of the columns that it returns; empty for a write without RETURNING.
    var columnNames: [String] {
        (0..<sqlite3_column_count(handle)).map { sqlite3_column_name(handle, $0).map { String(cString: $0) } ?? "" }
    }

    /// Binds, steps through every row, and resets, also when `each` throws.
    func run(_ values: [SQLValue], _ each: (Row) throws -> Void) throws {
        isBusy = true
        defer {
            sqlite3_reset(handle)
            isBusy = false
            if !isCached { finalize() }
        }
        guard Int(sqlite3_bind_parameter_count(handle)) == values.count else {
            throw StorageError.syntax("the statement has another number of parameters")
        }
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
        try stepThrough(each)
    }

    /// Steps through every row without values, and resets: for statements of the engine itself.
    func step(_ each: (Row) throws -> Void) throws {
        defer {
            sqlite3_reset(handle)
            if !isCached { finalize() }
        }
        try stepThrough(each)
    }

    private func stepThrough(_ each: (Row) throws -> Void) throws {
        let row = Row(statement: handle)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try each(row)
            case SQLITE_DONE: return
            case let status: throw SQLiteFailure.error(status, connection)
            }
        }
    }

    func finalize() {
        sqlite3_finalize(handle)
    }

    private func bind(_ value: SQLValue, at index: Int32) throws {
        let status: Int32
        switch value {
        case .null: status = sqlite3_bind_null(handle, index)
        case .integer(let number): status = sqlite3_bind_int64(handle, index, number)
        case .real(let number): status = sqlite3_bind_double(handle, index, number)
        case .text(var text):
            status = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    // An empty buffer may have no address, and a NULL pointer would bind NULL.
                    auzap_sqlite_bind_text(handle, index, $0.baseAddress ?? Self.empty, Int32($0.count))
                }
            }
        case .blob(let bytes):
            status = bytes.withUnsafeBytes { auzap_sqlite_bind_blob(handle, index, $0.baseAddress, Int32($0.count)) }
        }
        guard status == SQLITE_OK else { throw SQLiteFailure.error(status, connection) }
    }

    nonisolated(unsafe) private static let empty: UnsafePointer<CChar> = {
        let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        byte.initialize(to: 0)
        return UnsafePointer(byte)
    }()
}
