import Foundation
import Storage

/// A value as a reader sees it, the same for both engines: a number is a number, however it is kept.
enum Cell: Hashable, Comparable, Decodable, CustomStringConvertible {
    case null
    case number(Double)
    case text(String)

    init(_ value: SQLValue) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .number(Double(number))
        case .real(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .blob(let bytes):
            self = .text("\\x" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    var description: String {
        switch self {
        case .null: "null"
        case .number(let number): number == number.rounded() ? String(format: "%.0f", number) : String(number)
        case .text(let text): "\"\(text)\""
        }
    }
}
