import CSQLite
import Domain

/// One row of a result, valid only while it is being read. Columns count from 0, in the order written.
package struct Row {
    let statement: OpaquePointer

    package var columnCount: Int { Int(sqlite3_column_count(statement)) }

    package func columnName(_ index: Int) -> String {
        sqlite3_column_name(statement, Int32(index)).map { String(cString: $0) } ?? ""
    }

    package func isNull(_ index: Int) -> Bool {
        sqlite3_column_type(statement, Int32(index)) == SQLITE_NULL
    }

    package func int64(_ index: Int) -> Int64 { sqlite3_column_int64(statement, Int32(index)) }
    package func int(_ index: Int) -> Int { Int(int64(index)) }
    package func bool(_ index: Int) -> Bool { int64(index) != 0 }

    /// The text of a column; empty for NULL.
    package func string(_ index: Int) -> String {
        guard let bytes = sqlite3_column_text(statement, Int32(index)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, Int32(index)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    package func optional<T>(_ index: Int, _ read: (Row) throws -> T) rethrows -> T? {
        isNull(index) ? nil : try read(self)
    }

    package func optionalString(_ index: Int) -> String? { optional(index) { $0.string(index) } }

    package func value(_ index: Int) -> SQLValue {
        let column = Int32(index)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(int64(index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT: return .text(string(index))
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            guard let bytes = sqlite3_column_blob(statement, column) else { return .blob([]) }
            return .blob(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
        default: return .null
        }
    }
}

/// Readers of Domain's own types. Each throws `StorageError.unreadable` for a value that the type does not have.
extension Row {
    package func id<Entity>(_ index: Int) -> Identifier<Entity> { Identifier(int64(index)) }
    package func optionalID<Entity>(_ index: Int) -> Identifier<Entity>? { optional(index) { $0.id(index) } }
    package func money(_ index: Int) -> Money { Money(centavos: int64(index)) }
    package func moment(_ index: Int) -> Moment { Moment(milliseconds: int64(index)) }
    package func optionalMoment(_ index: Int) -> Moment? { optional(index) { $0.moment(index) } }

    package func day(_ index: Int) throws -> LocalDay {
        try expect(LocalDay(iso: string(index)), index, "day")
    }

    package func time(_ index: Int) throws -> LocalTime {
        try expect(LocalTime(text: string(index)), index, "time")
    }

    package func chat(_ index: Int) throws -> ChatID {
        try expect(ChatID(string(index)), index, "chat id")
    }

    package func optionalChat(_ index: Int) throws -> ChatID? { try optional(index) { try $0.chat(index) } }

    package func optionalPhone(_ index: Int) throws -> PhoneNumber? {
        try optional(index) { try expect(PhoneNumber(international: $0.string(index)), index, "phone number") }
    }

    package func word<T: RawRepresentable>(_ index: Int, as type: T.Type = T.self) throws -> T
    where T.RawValue == String {
        try expect(T(rawValue: string(index)), index, String(describing: T.self))
    }

    package func optionalWord<T: RawRepresentable>(_ index: Int, as type: T.Type = T.self) throws -> T?
    where T.RawValue == String {
        try optional(index) { try $0.word(index, as: type) }
    }

    /// A JSON list of texts.
    package func texts(_ index: Int) throws -> [String] {
        guard case .array(let items) = JSONValue(bytes: string(index).utf8) else {
            throw StorageError.unreadable(column: index, expected: "JSON list")
        }
        return try items.map { item in
            guard case .string(let text) = item else {
                throw StorageError.unreadable(column: index, expected: "JSON list of texts")
            }
            return text
        }
    }

    package func expect<T>(_ value: T?, _ index: Int, _ expected: @autoclosure () -> String) throws -> T {
        guard let value else { throw StorageError.unreadable(column: index, expected: expected()) }
        return value
    }
}
