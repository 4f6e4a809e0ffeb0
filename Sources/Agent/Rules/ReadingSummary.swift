import Domain

/// What was understood, by name, for the owner who asks "why this answer?".
enum ReadingSummary {
    static func slots(of reading: MessageReading, facts: RecallCustomer.Facts) -> [String: String] {
        var slots: [String: String] = [:]
        let services = facts.services.filter { reading.services.contains($0.id) }.map(\.name)
        let pets =
            facts.pets.filter { reading.pets.contains($0.id) }.map(\.name) + [reading.newPetName].compactMap(\.self)
        slots["serviço"] = services.isEmpty ? nil : services.joined(separator: ", ")
        slots["pet"] = pets.isEmpty ? nil : pets.joined(separator: ", ")
        slots["porte"] = reading.size?.portugueseName
        slots["raça"] = reading.breed
        slots["espécie"] = reading.species?.rawValue
        slots["dia"] = reading.day.map { day($0, today: facts.wall.day) }
        slots["hora"] = reading.time.map(time)
        slots["resposta"] = reading.answer.map { $0 == .yes ? "sim" : "não" }
        slots["opção"] = reading.choice.map { String($0) }
        return slots
    }

    private static func day(_ reading: DayReading, today: LocalDay) -> String {
        let name = { Wording.day($0, today: today) }
        return switch reading {
        case .on(let day): name(day)
        case .ambiguous(let days): Wording.list(days.map(name), last: "ou")
        case .between(let first, let last): "\(name(first)) a \(name(last))"
        case .from(let day): "a partir de \(name(day))"
        case .until(let day): "até \(name(day))"
        case .impossible: "data que não existe"
        case .weekdayConflict(let date, let said): "\(name(date)), dito \(said.portugueseName)"
        case .past(let day): "\(name(day)), já passou"
        }
    }

    private static func time(_ reading: ClockReading) -> String {
        switch reading {
        case .at(let time): Wording.time(time)
        case .ambiguous(let times): Wording.list(times.map(Wording.time), last: "ou")
        case .between(let first, let last): "\(Wording.time(first)) às \(Wording.time(last))"
        case .part(let part): part.rawValue
        case .after(let time): "depois das \(Wording.time(time))"
        case .before(let time): "até \(Wording.time(time))"
        case .impossible: "hora que não existe"
        }
    }
}
