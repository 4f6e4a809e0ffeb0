import Domain

/// Writes JSON straight into the bytes of an answer, for lists that are asked for often: no tree of values, no
/// dictionary of keys. Names are written in the order of the calls, without blanks.
struct JSONWriter: ~Copyable {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        members(&self)
        close(UInt8(ascii: "}"))
    }

    mutating func array<Items: Sequence>(_ items: Items, _ item: (inout JSONWriter, Items.Element) -> Void) {
        open(UInt8(ascii: "["))
        for element in items { item(&self, element) }
        close(UInt8(ascii: "]"))
    }

    /// The name of the next value.
    ///
    /// - Parameter name: ASCII without quote, backslash or control character, as every name of the API is.
    mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// The name of the next value, whatever signs are in it.
    mutating func name(_ name: String) {
        value(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func null() {
        separate()
        bytes.append(contentsOf: Self.nothing)
        needsComma = true
    }

    /// The shortest text that reads back as the same number; null for what JSON cannot say.
    mutating func value(_ number: Double) {
        guard number.isFinite else { return null() }
        // Whole numbers without a fraction, as every other writer of the API has them.
        if number == number.rounded(), abs(number) < 1e15 { return value(Int64(number)) }
        separate()
        bytes.append(contentsOf: number.description.utf8)
        needsComma = true
    }

    mutating func value(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            // Most texts need no escape: one look, one copy.
            if utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
                bytes.append(contentsOf: utf8)
            } else {
                for byte in utf8 { escape(byte) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    mutating func value(_ number: Int64) {
        separate()
        decimal(number)
        needsComma = true
    }

    mutating func value(_ flag: Bool) {
        separate()
        bytes.append(contentsOf: flag ? Self.yes : Self.no)
        needsComma = true
    }

    /// Reais, with the decimals that there are: 50, 50.5, 50.05.
    mutating func value(_ money: Money) {
        separate()
        if money.centavos < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, rest) = money.centavos.magnitude.quotientAndRemainder(dividingBy: 100)
        decimal(Int64(whole))
        if rest > 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
            if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(rest % 10)) }
        }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C:
            bytes.append(0x5C)
            bytes.append(byte)
        case 0x08: short("b")
        case 0x0A: short("n")
        case 0x0C: short("f")
        case 0x0D: short("r")
        case 0x09: short("t")
        case 0..<0x20:
            bytes.append(contentsOf: [0x5C, UInt8(ascii: "u"), 0x30, 0x30, Self.hex(byte >> 4), Self.hex(byte & 15)])
        default: bytes.append(byte)
        }
    }

    private mutating func short(_ letter: Unicode.Scalar) {
        bytes.append(0x5C)
        bytes.append(UInt8(ascii: letter))
    }

    private mutating func decimal(_ number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        // 19 digits at most, made from the last to the first.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = number.magnitude
            var first = digits.count
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    private static func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x61 + digit - 10 }
    private static let yes = Array("true".utf8)
    private static let no = Array("false".utf8)
    private static let nothing = Array("null".utf8)
}

extension JSONWriter {
    mutating func value<Entity>(_ id: Identifier<Entity>) { value(id.rawValue) }
    mutating func value(_ number: Int) { value(Int64(number)) }
    mutating func value(_ phone: PhoneNumber) { value(phone.digits) }
    mutating func value(_ chat: ChatID) { value(chat.rawValue) }

    mutating func value<Word: RawRepresentable>(_ word: Word) where Word.RawValue == String { value(word.rawValue) }

    /// "2026-03-01"
    mutating func value(_ day: LocalDay) {
        quoted { $0.day(day) }
    }

    /// "14:30"
    mutating func value(_ time: LocalTime) {
        quoted { json in
            json.digits(time.hour, 2)
            json.bytes.append(UInt8(ascii: ":"))
            json.digits(time.minute, 2)
        }
    }

    /// "2026-03-01T17:30:00.000Z"
    mutating func value(_ moment: Moment) {
        let day = Int((Double(moment.milliseconds) / 86_400_000).rounded(.down))
        let rest = Int(moment.milliseconds) - day * 86_400_000
        quoted { json in
            json.day(LocalDay(number: day))
            json.bytes.append(UInt8(ascii: "T"))
            json.digits(rest / 3_600_000, 2)
            json.bytes.append(UInt8(ascii: ":"))
            json.digits(rest / 60_000 % 60, 2)
            json.bytes.append(UInt8(ascii: ":"))
            json.digits(rest / 1000 % 60, 2)
            json.bytes.append(UInt8(ascii: "."))
            json.digits(rest % 1000, 3)
            json.bytes.append(UInt8(ascii: "Z"))
        }
    }

    private mutating func quoted(_ content: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        content(&self)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private mutating func day(_ day: LocalDay) {
        let (year, month, date) = day.civil
        digits(year, 4)
        bytes.append(UInt8(ascii: "-"))
        digits(month, 2)
        bytes.append(UInt8(ascii: "-"))
        digits(date, 2)
    }

    /// A number of at most four digits, with leading zeros.
    private mutating func digits(_ number: Int, _ width: Int) {
        let rest = UInt16(truncatingIfNeeded: number)
        if width > 3 { bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / 1000 % 10)) }
        if width > 2 { bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / 100 % 10)) }
        bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / 10 % 10))
        bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
    }
}
