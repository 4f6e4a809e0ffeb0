import Testing

@testable import Domain

@Suite struct MessageReaderTests {
    @Test("a booking in one sentence gives service, new pet, day and time")
    func wholeBooking() {
        let reading = MessageReader().read("Quero marcar um banho pro Thor amanhã às 15h", in: .sample)
        #expect(reading.intents == [.bookService])
        #expect(reading.services == [.init(1)])
        #expect(reading.newPetName == "Thor")
        #expect(reading.day == .on(ReadingContext.today.adding(days: 1)))
        #expect(reading.time == .at(.fifteen))
    }
}

extension LocalTime {
    static let fifteen = LocalTime(hour: 15) ?? .midnight
}

extension ReadingContext {
    /// Wednesday.
    static let today = LocalDay(iso: "2026-03-04") ?? LocalDay(number: 0)
    static let sample = ReadingContext(
        now: LocalDateTime(day: today, time: LocalTime(hour: 10) ?? .midnight),
        services: [
            NamedService(id: .init(1), name: "Banho"), NamedService(id: .init(2), name: "Tosa higiênica"),
            NamedService(id: .init(3), name: "Banho e tosa"), NamedService(id: .init(4), name: "Corte de unhas"),
            NamedService(id: .init(5), name: "Hidratação"),
        ])
}
