/// Reads a Brazilian customer's chat turn into intents and facts, by rules and without a model.
///
/// The same text and context give the same reading. Work is linear in the text, of which only the first
/// `Tokenizer.tokenLimit` tokens count.
package struct MessageReader: Sendable {
    package init() {}

    /// - Parameter text: One message, or several joined by line breaks.
    /// - Returns: A reading whose intents are never empty. While an answer is awaited (`context.expecting`), a message
    ///   that only fills it reads as `.unknown`: the open question, not the reader, knows what it is for.
    package func read(_ text: String, in context: ReadingContext) -> MessageReading {
        let message = Tokenizer.tokenize(text)
        let words = message.tokens.filter { $0.kind == .word || $0.kind == .number }.map(\.text)
        var reading = MessageReading()
        reading.choice = Choices(tokens: message.tokens, expecting: context.expecting).choice()
        let names = PetNames(text: message, pets: context.pets, expecting: context.expecting)
        let known = names.known()
        let knownTokens = Set(known.map(\.at))
        for pet in known where !reading.pets.contains(pet.id) { reading.pets.append(pet.id) }
        let new = context.expecting == .customerName ? [] : names.new(besides: knownTokens)
        reading.newPetName = new.first?.name
        readTime(message, besides: knownTokens, context, into: &reading)
        readFacts(message, words, context, into: &reading)
        reading.cues = Cues.of(message, words: words)
        readServices(message, known: known, new: new, context, into: &reading)
        reading.customerName = CustomerNames(text: message, expecting: context.expecting).name()
        readIntents(message, words, context, into: &reading)
        return reading
    }

    private func readServices(
        _ message: TokenizedText, known: [(id: Pet.ID, at: Int)], new: [(name: String, at: Int)],
        _ context: ReadingContext, into reading: inout MessageReading
    ) {
        // A word's place among the words, and its place among all tokens.
        let places = message.tokens.indices.filter { [.word, .number].contains(message.tokens[$0].kind) }
        var pets: [(at: Int, pet: VisitWish.Animal)] = known.map { ($0.at, .known($0.id)) }
        pets += new.map { ($0.at, .named($0.name)) }
        pets.sort { $0.at < $1.at }
        let named = Set(pets.map(\.at))
        let services = ServiceNames(context.services).named(
            in: places.map { message.tokens[$0].text },
            besides: Set(places.indices.filter { named.contains(places[$0]) }))
        for service in services where !reading.services.contains(service.id) { reading.services.append(service.id) }
        var mentions: [(at: Int, mention: VisitWishes.Mention)] = services.map {
            (places[$0.position], .service($0.id))
        }
        mentions += pets.map { ($0.at, .pet($0.pet)) }
        mentions.sort { $0.at < $1.at }
        let wishes = VisitWishes(mentions.map(\.mention)).all
        guard wishes.count > 1, !message.tokens.contains(where: { $0.text == "ou" }) else { return }
        let sizes = PetFacts.sizes(of: pets, in: message.tokens)
        reading.visits = wishes.map { wish in
            var wish = wish
            wish.size = wish.pet.flatMap { sizes[$0] }
            return wish
        }
    }

    private func readTime(
        _ message: TokenizedText, besides names: Set<Int>, _ context: ReadingContext, into reading: inout MessageReading
    ) {
        let hint = reading.choice == nil ? context.expecting?.timeHint ?? .none : .none
        var tokens = message.tokens
        // A pet called Dom is no Sunday.
        for index in names { tokens[index].text = "" }
        let time = PortugueseTime.read(tokens, at: context.now, hint: hint)
        // "a segunda" picks from a list; it is no Monday.
        reading.day = reading.choice == nil ? time.day : nil
        reading.time = reading.choice == nil ? time.time : nil
    }

    private func readFacts(
        _ message: TokenizedText, _ words: [String], _ context: ReadingContext, into reading: inout MessageReading
    ) {
        let facts = PetFacts(tokens: message.tokens, words: words, expecting: context.expecting)
        reading.species = facts.species
        reading.size = facts.size
        reading.breed = facts.breed?.name
    }

    private func readIntents(
        _ message: TokenizedText, _ words: [String], _ context: ReadingContext, into reading: inout MessageReading
    ) {
        let emoji = message.tokens.filter { $0.kind == .emoji }.compactMap(\.text.unicodeScalars.first)
        let hasQuestionMark = message.tokens.contains { $0.text == "?" }
        let namesTime = reading.day != nil || reading.time != nil
        let answers = AnswerRules(
            words: words, emoji: emoji, expecting: context.expecting, namesTime: namesTime,
            hasQuestionMark: hasQuestionMark)
        reading.answer = answers.answer()
        reading.isCorrection = Corrections(tokens: message.tokens, namesFact: reading.namesFact).isCorrection
        let intents = IntentRules(words: words).intents()
        let completed = reading.completing(intents, emoji: emoji, hasQuestionMark: hasQuestionMark, context)
        reading.intents = completed.isEmpty ? [.unknown] : completed
        reading.withdrawRashYes()
        reading.dropParting()
    }
}

extension Expectation {
    fileprivate var timeHint: PortugueseTime.Hint {
        switch self {
        case .time, .choice: .clock
        case .day: .day
        case .dayOrTime: .either
        default: .none
        }
    }
}

extension MessageReading {
    fileprivate var namesFact: Bool {
        day != nil || time != nil || !services.isEmpty || !pets.isEmpty || newPetName != nil || size != nil
    }

    /// Adds the wish that facts alone imply, and the courtesy that emoji express.
    fileprivate func completing(
        _ intents: [Intent], emoji: [Unicode.Scalar], hasQuestionMark: Bool, _ context: ReadingContext
    ) -> [Intent] {
        var result = intents
        let wishes = result.filter { ![.greeting, .farewell, .question].contains($0) }
        if wishes.isEmpty, context.expecting == nil, impliesBooking(hasQuestionMark) {
            result.removeAll { $0 == .question }
            result.insert(.bookService, at: 0)
        }
        if context.expecting == .confirmation, answer == .yes { result = consenting(result) }
        if result.isEmpty {
            if emoji.contains(where: Emoji.complaint.contains) { result = [.complaint] }
            if emoji.contains(where: Emoji.praise.contains) { result = [.praise] }
            if emoji.contains(where: Emoji.thanks.contains) { result = [.farewell] }
        }
        if result.isEmpty, hasQuestionMark, context.expecting == nil { result = [.question] }
        return result
    }

    /// A yes to what was offered comes first, unless a refusal stands beside it; "pode marcar" books nothing else.
    private func consenting(_ intents: [Intent]) -> [Intent] {
        let against: Set<Intent> = [.emergency, .optOut, .askHuman, .complaint, .reschedule, .cancel]
        guard !intents.contains(where: against.contains) else { return intents }
        let namesMore = !services.isEmpty || !pets.isEmpty || newPetName != nil
        return [.confirm] + intents.filter { $0 != .confirm && ($0 != .bookService || namesMore) }
    }

    /// "banho amanhã", "amanhã às 10?", "tosa pro Thor".
    private func impliesBooking(_ hasQuestionMark: Bool) -> Bool {
        let namesTime = day != nil || time != nil
        if !services.isEmpty { return namesTime || !pets.isEmpty || newPetName != nil || !hasQuestionMark }
        if case .past = day { return false }
        return day != nil && time != nil || (day != nil || time != nil) && hasQuestionMark
    }

    /// "obrigada, até amanhã" names no day to book.
    fileprivate mutating func dropParting() {
        let isParting = intents.allSatisfy { [.farewell, .greeting, .confirm, .praise].contains($0) }
        if case .until = day, time == nil, isParting { day = nil }
    }

    /// A yes beside a refusal or a change is no consent.
    fileprivate mutating func withdrawRashYes() {
        guard answer == .yes else { return }
        let against: Set<Intent> = [.optOut, .askHuman, .complaint, .reschedule, .emergency]
        if intents.contains(where: against.contains) { answer = nil }
        if isCorrection, day != nil || time != nil { answer = nil }
    }
}
