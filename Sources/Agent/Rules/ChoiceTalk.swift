import Domain

/// Picking from the list that was given last.
struct ChoiceTalk {
    private let rules: RuleProcessor
    private var reading: MessageReading { rules.reading }
    private var dialogue: Dialogue { rules.dialogue }

    init(_ rules: RuleProcessor) { self.rules = rules }

    func answer() throws -> Decision? {
        if reading.cues.contains(.all), let all = try all() { return all }
        if reading.choice == nil && reading.answer == .yes && !rules.saysSomething && dialogue.options.count > 1 {
            let count = dialogue.options.count
            return rules.say(
                Phrase(
                    "Qual das opções? Pode responder só com o número, de 1 a \(count).",
                    "Me diz o número da opção que você quer, de 1 a \(count)."),
                dialogue, action: "ask_choice", reason: "O cliente disse sim a uma lista.")
        }
        let only = dialogue.options.count == 1 && reading.answer == .yes ? 1 : nil
        guard let number = reading.choice ?? only, dialogue.options.indices.contains(number - 1) else { return nil }
        switch (dialogue.options[number - 1], dialogue.task) {
        case (.service(let id), let task):
            var request = rules.request(of: task)
            request.serviceID = id
            return try BookingTalk(rules).advance(rules.merged(into: request))
        case (.pet(let id), let task):
            var request = rules.request(of: task)
            request.first = request.first.for(.known(id))
            return try BookingTalk(rules).advance(rules.merged(into: request))
        case (.time(let starts), .moving(let id, let request)):
            return try ChangeTalk(rules).move(id, request.at(starts))
        case (.time(let starts), let task):
            return try BookingTalk(rules).advance(rules.request(of: task).at(starts))
        case (.visit(let id), .choosingVisit(.cancel, _)):
            return try ChangeTalk(rules).cancel(id)
        case (.visit(let id), .choosingVisit(.move, let request)):
            return try ChangeTalk(rules).move(id, rules.merged(into: request))
        case (.visit, _):
            return nil
        }
    }

    /// "os dois" to a list of pets or of visits.
    private func all() throws -> Decision? {
        let pets = dialogue.options.compactMap { if case .pet(let id) = $0 { id } else { nil } }
        if pets.count > 1, pets.count == dialogue.options.count {
            var request = rules.request(of: dialogue.task)
            let first = request.first
            request.items = pets.map { first.for(.known($0)) }
            return try BookingTalk(rules).advance(request)
        }
        let visits = dialogue.options.compactMap { if case .visit(let id) = $0 { id } else { nil } }
        guard visits.count > 1, case .choosingVisit(.cancel, _) = dialogue.task else { return nil }
        return try ChangeTalk(rules).cancel(visits)
    }
}
