import Domain

/// Stage 2: what the customer's words mean. Pure, and outside any transaction.
struct ReadIntent: Sendable {
    private let reader = MessageReader()

    func run(_ facts: RecallCustomer.Facts) -> MessageReading {
        let context = ReadingContext(
            now: facts.wall, services: facts.services.map { NamedService(id: $0.id, name: $0.name) },
            pets: facts.pets.map { NamedPet(id: $0.id, name: $0.name) }, expecting: facts.dialogue.expecting)
        return reader.read(facts.text, in: context)
    }
}
