import Domain

/// Answers a question in the shop's own written words, or says that it has none and offers a person.
struct KnowledgeTalk {
    private let rules: RuleProcessor
    private var reading: MessageReading { rules.reading }

    init(_ rules: RuleProcessor) { self.rules = rules }

    /// - Returns: nil when the message is no question, and no document speaks of what it says.
    func answer() throws -> Decision? {
        let question = rules.facts.text
        let words = Excerpt.words(of: question)
        if !words.isEmpty, !reading.cues.contains(.acknowledged) {
            for document in try rules.context.documents(about: question) {
                guard let excerpt = Excerpt(of: document, about: words, isQuestion: isQuestion) else { continue }
                return InformationTalk(rules).reply(
                    Phrase(excerpt.text, "Pelo que a loja me passou: \(excerpt.text)"), "answer_knowledge",
                    "Resposta do documento \"\(document.title)\".")
            }
        }
        return isQuestion ? unanswered() : nil
    }

    private var isQuestion: Bool {
        reading.intents.contains { [.question, .askService].contains($0) }
    }

    private func unanswered() -> Decision {
        let talk = InformationTalk(rules)
        guard rules.dialogue.offer == nil else {
            // A yes is for the offer, so that a person is called by name.
            return talk.reply(
                Phrase(
                    "Isso eu não sei dizer. Para falar com a equipe, é só escrever \"atendente\".",
                    "Sobre isso não tenho informação da loja. Se quiser, escreva \"atendente\"."),
                "unknown_question", "Nem as regras nem os documentos da loja respondem.")
        }
        var decision = talk.reply(
            Phrase(
                "Isso eu não sei dizer: não está no que a loja me passou. Quer que eu chame alguém da equipe?",
                "Sobre isso não tenho informação da loja. Posso chamar uma pessoa da equipe para responder?"),
            "unknown_question", "Nem as regras nem os documentos da loja respondem.")
        decision.dialogue.offersPerson = true
        return decision
    }
}
