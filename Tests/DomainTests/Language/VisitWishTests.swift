import Testing

@testable import Domain

@Suite("Several visits in one message") struct VisitWishTests {
    private static let bath = PetService.ID(1)
    private static let clip = PetService.ID(2)
    private static let nails = PetService.ID(4)

    private static var context: ReadingContext {
        var context = ReadingContext.sample
        context.pets = [NamedPet(id: .init(1), name: "Thor"), NamedPet(id: .init(2), name: "Mel")]
        return context
    }

    @Test("services and pets are paired as people pair them", arguments: pairs)
    func pairing(text: String, expected: [(PetService.ID?, Pet.ID?)]) {
        let visits = MessageReader().read(text, in: Self.context).visits
        let found = visits.map { visit -> String in
            if case .known(let id) = visit.pet { return "\(visit.service?.rawValue ?? 0) \(id)" }
            return "\(visit.service?.rawValue ?? 0) ?"
        }
        #expect(found == expected.map { "\($0.0?.rawValue ?? 0) \($0.1.map { "\($0)" } ?? "?")" }, "\(text)")
    }

    private static let pairs: [(String, [(PetService.ID?, Pet.ID?)])] = [
        ("banho no Thor e tosa na Mel sábado de manhã", [(bath, .init(1)), (clip, .init(2))]),
        ("banho pro thor e pra mel amanha", [(bath, .init(1)), (bath, .init(2))]),
        ("banho e corte de unhas da Mel sexta", [(bath, .init(2)), (nails, .init(2))]),
        ("o Thor e a Mel precisam de banho", [(bath, .init(1)), (bath, .init(2))]),
        ("banho da mel e corte de unha tambem", [(bath, .init(2)), (nails, .init(2))]),
        ("banho da Mel amanha, a Mel é pequena", []),
        ("banho ou tosa pra Mel?", []),
        ("banho e tosa da Mel", []),
    ]

    @Test("new pets are named one after the other, with the size that is said of each")
    func newPets() {
        let reading = MessageReader().read("quero banho pro Bidu grande e pra Luna, pequena, sexta 10h", in: .sample)
        #expect(reading.visits.map(\.pet) == [.named("Bidu"), .named("Luna")])
        #expect(reading.visits.map(\.size) == [.large, .small])
    }

    @Test("no list of names makes more visits than a person could mean")
    func bounded() {
        let names = (0..<60).map { "Rex\(Character(Unicode.Scalar(UInt8(97 + $0 % 26))))\($0 / 26 == 0 ? "o" : "a")" }
        let reading = MessageReader().read("banho pro " + names.joined(separator: ", "), in: .sample)
        #expect(reading.visits.count <= VisitWishes.most)
    }
}
