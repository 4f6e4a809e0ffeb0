import Domain
import Testing

@Suite("Rules about customers, pets and hours") struct RegistryRulesTests {
    private let today = LocalDay.on("2026-03-02")

    private func stage(
        _ visits: [Appointment.Status: Int], last: LocalDay? = nil, message: Moment? = nil
    ) -> CustomerJourney.Stage {
        var figures = TutorFigures()
        figures.visits = visits
        figures.lastVisit = last
        figures.lastMessageAt = message
        return CustomerJourney(figures, on: today).stage
    }

    @Test("a customer's stage follows from visits and messages")
    func journey() {
        let now = Moment(milliseconds: 1)
        #expect(stage([:]) == .discovery)
        #expect(stage([:], message: now) == .interest)
        #expect(stage([.cancelled: 1]) == .consideration)
        #expect(stage([.cancelled: 1, .confirmed: 1]) == .decision)
        #expect(stage([.done: 1], last: today) == .afterSale)
        #expect(stage([.done: 5], last: today.adding(days: -60)) == .loyal)
        #expect(stage([.done: 5], last: today.adding(days: -61)) == .churnRisk)
        #expect(stage([.done: 5, .pending: 1], last: today.adding(days: -61)) == .loyal)
    }

    @Test("figures of nobody are zero, and nothing is divided by it")
    func figures() {
        var figures = TutorFigures()
        #expect(figures.ticket.centavos == 0)
        #expect(figures.conversion == 0)
        figures.visits = [.done: 3, .cancelled: 1, .confirmed: 1, .noShow: 1]
        figures.spent = Money(centavos: 10_000)
        #expect(figures.ticket.centavos == 3333)
        #expect(figures.conversion == 0.5)
        #expect(figures.loyalty == 30)
        #expect(figures.open == 1)
    }

    @Test("a dose given since takes the place of the one it renews")
    func doses() {
        var record = PetRecord()
        #expect(record.nextDose == nil)
        record.vaccines = [
            Vaccine(name: "V10", day: today.adding(days: -400), nextDose: today.adding(days: -35)),
            Vaccine(name: "v10", day: today.adding(days: -30), nextDose: today.adding(days: 335)),
            Vaccine(name: "Raiva", day: today.adding(days: -10), nextDose: today.adding(days: 355)),
            Vaccine(name: "Gripe", day: today, nextDose: nil),
        ]
        #expect(record.nextDose == today.adding(days: 335))
    }

    @Test("a search folds case and accents; a phone is one word however it is written")
    func search() {
        #expect(SearchText.folded("  José  D'ÁVILA ") == "jose d'avila")
        #expect(SearchText.words("Zé Ninguém") == ["ze", "ninguem"])
        #expect(SearchText.words("(11) 90000-0001") == ["11900000001"])
        #expect(SearchText.words("ana@x.com") == ["ana@x.com"])
        #expect(SearchText.words("um dois três quatro cinco seis").count == 5)
        #expect(SearchText.words(String(repeating: "ã", count: 1_000_000)).first?.count == 200)
    }

    @Test("a day's hours go to text and back, several windows too")
    func hours() throws {
        let windows = try #require(BusinessHours.windows(text: "08:00-12:00, 14:00 - 18:00"))
        let week = BusinessHours([.monday: windows])
        #expect(week.text(of: .monday) == "08:00-12:00,14:00-18:00")
        #expect(week.text(of: .sunday) == "fechado")
        #expect(BusinessHours.windows(text: "Fechado") == [])
        #expect(BusinessHours.windows(text: "") == [])
        for wrong in ["18:00-08:00", "8h-18h", "08:00", "08:00-12:00-18:00", "08:00-25:00"] {
            #expect(BusinessHours.windows(text: wrong) == nil)
        }
        for (name, day) in [("terca", Weekday.tuesday), ("Terça-feira", .tuesday), ("sábado", .saturday)] {
            #expect(Weekday(apiName: name) == day)
        }
        #expect(Weekday(apiName: "natal") == nil)
    }

    @Test("an address is told in one line, of the parts that are known")
    func address() {
        var address = PostalAddress()
        #expect(address.line == nil)
        address.street = "Rua das Flores"
        #expect(address.line == "Rua das Flores")
        address.number = "10"
        address.district = "Centro"
        address.city = "Campinas"
        address.state = "SP"
        #expect(address.line == "Rua das Flores, 10 - Centro, Campinas - SP")
    }
}
