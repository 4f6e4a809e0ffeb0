import Domain
import Foundation
import Support
import Testing

@testable import Web

@Suite struct JSONWriterTests {
    @Test("a visit is written byte for byte as the encoder writes it, whatever stands in its texts")
    func likeTheEncoder() throws {
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<500 {
            let visit = Self.visit(using: &numbers)
            let company = Company.ID(Int64.random(in: 1...9_007_199_254_740_991, using: &numbers))
            var json = JSONWriter()
            AppointmentRow(visit: visit, company: company).write(to: &json)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let expected = try encoder.encode(AppointmentBody(visit, company: company))
            let written = json.bytes
            #expect(String(decoding: written, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
        }
    }

    @Test("every ASCII character and signs of every length are read back as they were")
    func everyCharacter() throws {
        let text = String(String.UnicodeScalarView((0..<128).compactMap { Unicode.Scalar($0) })) + "é€🐾\u{2028}\u{FEFF}"
        var json = JSONWriter()
        json.array([text, "", "a/b"]) { json, item in json.value(item) }
        let bytes = json.bytes
        let read = try JSONDecoder().decode([String].self, from: Data(bytes))
        #expect(read == [text, "", "a/b"])
    }

    @Test("numbers, flags and nesting")
    func structure() {
        var json = JSONWriter()
        json.object { json in
            json.name("a")
            json.array([Int64.min, 0, .max]) { json, item in json.value(item) }
            json.name("b")
            json.object { _ in }
            json.name("c")
            json.array([0, 5, 50, 505, -150, 7000].map { Money(centavos: $0) }) { json, item in json.value(item) }
            json.name("d")
            json.value(false)
        }
        let bytes = json.bytes
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"a":[-9223372036854775808,0,9223372036854775807],"b":{},"c":[0,0.05,0.5,5.05,-1.5,70],"d":false}"#
        )
    }

    private static func visit(using numbers: inout SeededNumbers) -> AppointmentDetails {
        func text() -> String {
            let signs = ["a", "é", "\"", "\\", "/", "\n", "\u{1}", "\u{7F}", "🐾", " ", "\u{8}", "\u{C}", "\r", "\t"]
            return (0..<Int.random(in: 0...12, using: &numbers))
                .map { _ in signs[Int.random(in: 0..<signs.count, using: &numbers)] }.joined()
        }
        func id<T>() -> Identifier<T> { Identifier(Int64.random(in: 1...9_007_199_254_740_991, using: &numbers)) }
        func moment() -> Moment {
            Moment(milliseconds: Int64.random(in: -1_000_000_000_000...4_000_000_000_000, using: &numbers))
        }
        let tutor: Tutor.ID = id()
        let pet = Pet(
            id: id(), tutorID: tutor, name: text(), species: Pet.Species.allCases.randomElement(using: &numbers),
            size: Bool.random(using: &numbers) ? .medium : nil)
        let appointment = Appointment(
            id: id(), tutorID: tutor, petID: pet.id, serviceID: id(),
            slot: Slot(
                day: LocalDay(number: Int.random(in: -700_000...2_900_000, using: &numbers)),
                start: LocalTime(minutes: Int.random(in: 0...1440, using: &numbers)) ?? .midnight,
                minutes: Int.random(in: 1...1440, using: &numbers)),
            status: Appointment.Status.allCases.randomElement(using: &numbers) ?? .done,
            price: Money(centavos: Int64.random(in: 0...99_999_999, using: &numbers)), notes: text(),
            cancelReason: Bool.random(using: &numbers) ? text() : nil,
            isConfirmedByCustomer: Bool.random(using: &numbers),
            isConfirmedByShop: Bool.random(using: &numbers), createdAt: moment(), updatedAt: moment())
        return AppointmentDetails(
            appointment: appointment, tutorName: text(),
            tutorPhone: Bool.random(using: &numbers) ? Shop.phone : nil,
            chatID: Bool.random(using: &numbers) ? ChatID(phone: Shop.phone) : nil, pet: pet, serviceName: text())
    }
}
