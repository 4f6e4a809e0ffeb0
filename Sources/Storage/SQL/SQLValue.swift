import Domain

/// A value as the database keeps it.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// What may stand in a `\( )` of a statement.
package protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
    package var sqlValue: SQLValue { self }
}

extension Int: SQLBindable {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLBindable {
    package var sqlValue: SQLValue { .integer(self) }
}

extension Double: SQLBindable {
    package var sqlValue: SQLValue { .real(self) }
}

/// Kept as 0 and 1, which both engines compare alike.
extension Bool: SQLBindable {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLBindable {
    package var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLBindable {
    package var sqlValue: SQLValue { .blob(self) }
}

extension SQLBindable where Self: RawRepresentable, RawValue == String {
    package var sqlValue: SQLValue { .text(rawValue) }
}

extension Identifier: SQLBindable {
    package var sqlValue: SQLValue { .integer(rawValue) }
}

extension Money: SQLBindable {
    package var sqlValue: SQLValue { .integer(centavos) }
}

extension Moment: SQLBindable {
    package var sqlValue: SQLValue { .integer(milliseconds) }
}

extension LocalDay: SQLBindable {
    package var sqlValue: SQLValue { .text(description) }
}

extension LocalTime: SQLBindable {
    package var sqlValue: SQLValue { .text(description) }
}

extension Weekday: SQLBindable {
    package var sqlValue: SQLValue { .integer(Int64(rawValue)) }
}

extension PhoneNumber: SQLBindable {
    package var sqlValue: SQLValue { .text(digits) }
}

extension ChatID: SQLBindable {
    package var sqlValue: SQLValue { .text(rawValue) }
}

extension SessionName: SQLBindable {
    package var sqlValue: SQLValue { .text(rawValue) }
}

extension Role: SQLBindable {}
extension Pet.Species: SQLBindable {}
extension Pet.Size: SQLBindable {}
extension Pet.Coat: SQLBindable {}
extension PetRecord.Sex: SQLBindable {}
extension Appointment.Status: SQLBindable {}
extension Message.Author: SQLBindable {}
extension Message.Kind: SQLBindable {}
extension Conversation.Status: SQLBindable {}
extension Conversation.PauseReason: SQLBindable {}
extension WhatsAppSession.Status: SQLBindable {}
extension WhatsAppSession.Transport: SQLBindable {}
extension Notice.Level: SQLBindable {}
