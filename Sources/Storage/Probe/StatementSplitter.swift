/// Cuts lines into statements: each ends with a `;` at the end of a line.
package struct StatementSplitter {
    /// Bytes that one statement may have.
    package static let limit = 1 << 20
    private var pending = ""
    private var isTooLong = false

    package init() {}

    /// The statement that this line completes, without its `;`; nil while it goes on.
    ///
    /// - Throws: `StorageError.unsupported` at the end of one longer than `limit`.
    package mutating func take(_ line: String) throws -> String? {
        append(line)
        guard let last = line.utf8.last(where: { !Self.isBlank($0) }), last == UInt8(ascii: ";") else { return nil }
        return try finish()
    }

    /// What stands after the last `;`, at the end of input.
    package mutating func finish() throws -> String? {
        defer {
            pending = ""
            isTooLong = false
        }
        if isTooLong { throw StorageError.unsupported("a statement may have \(Self.limit) bytes") }
        let bytes = Array(pending.utf8)
        guard let first = bytes.firstIndex(where: { !Self.isBlank($0) && $0 != UInt8(ascii: ";") }),
            let last = bytes.lastIndex(where: { !Self.isBlank($0) && $0 != UInt8(ascii: ";") })
        else { return nil }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    private mutating func append(_ line: String) {
        guard !isTooLong, pending.utf8.count + line.utf8.count < Self.limit else {
            pending = ""
            isTooLong = true
            return
        }
        if !pending.isEmpty { pending += "\n" }
        pending += line
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
