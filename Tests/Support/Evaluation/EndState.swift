import Business
import Domain
import Storage

/// How the database stands for one customer: visits, pets, name, and who has the chat.
struct EndState: Sendable {
    private let visits: [ConversationCase.Visit]
    private let pets: [Pet]
    private let name: String
    private let isPaused: Bool
    private let hasOptedOut: Bool

    /// What of the agent's own note of a chat is asked about.
    private struct Note: Decodable {
        let hasOptedOut: Bool
    }

    init(_ shop: AgentShop, of customer: ConversationCase.Customer) async throws {
        guard let phone = PhoneNumber(customer.phone) else { throw AgentShop.BadFixture() }
        visits = try await shop.visits(of: customer)
        let now = shop.clock.now
        (pets, name, isPaused, hasOptedOut) = try await shop.database.read(shop.scope) { tx in
            let tutor = try TutorsDAO(tx).find(phone: phone)
            let chat = try WhatsAppSessionsDAO(tx).simulator()
                .flatMap { try ConversationsDAO(tx).find(chat: ChatID(phone: phone), of: $0.id) }
            let note = try chat.flatMap { try ConversationsDAO(tx).dialogue(of: $0.id, as: Note.self) }
            return (
                try tutor.map { try PetsDAO(tx).list(of: $0.id) } ?? [], tutor?.name ?? "",
                chat?.pausedUntil.map { $0 > now } ?? false, note?.hasOptedOut ?? false
            )
        }
    }

    func faults(against script: ConversationCase) -> [String] {
        var faults = faults(inVisits: script.end)
        if let wanted = script.pets {
            let found = pets.map { ConversationCase.Animal(name: $0.name, porte: $0.size) }
            for animal in wanted
            where !found.contains(where: { $0.name == animal.name && (animal.porte == nil || $0.porte == animal.porte) }
            ) {
                faults.append("end: no pet \(animal.name) \(animal.porte?.rawValue ?? "")")
            }
            if found.count != wanted.count { faults.append("end: pets \(found.map(\.name))") }
        }
        if let wanted = script.customerName, wanted != name { faults.append("end: the customer is called \(name)") }
        if isPaused != (script.paused ?? false) {
            faults.append("end: a human \(isPaused ? "has" : "has not") the chat")
        }
        if hasOptedOut != (script.optedOut ?? false) { faults.append("end: opted out: \(hasOptedOut)") }
        return faults
    }

    private func faults(inVisits wanted: [ConversationCase.Visit]?) -> [String] {
        guard let wanted else { return visits.count == 1 ? [] : ["end: \(visits.count) visits instead of one"] }
        let order = { (visit: ConversationCase.Visit) in (visit.starts, visit.pet, visit.service) }
        let (found, expected) = (visits.sorted { order($0) < order($1) }, wanted.sorted { order($0) < order($1) })
        let isRight =
            found.count == expected.count
            && zip(found, expected).allSatisfy { visit, wanted in
                visit.pet == wanted.pet && visit.service == wanted.service && visit.starts == wanted.starts
                    && visit.status == wanted.status ?? "confirmado"
                    && (wanted.price == nil || visit.price == wanted.price)
            }
        guard !isRight else { return [] }
        return [
            "end: visits "
                + found.map { "\($0.pet) \($0.service) \($0.starts) \($0.status ?? "") \($0.price ?? 0)" }
                .joined(separator: "; ")
        ]
    }
}
