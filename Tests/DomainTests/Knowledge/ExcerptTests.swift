import Testing

@testable import Domain

@Suite("Excerpts of the shop's documents") struct ExcerptTests {
    private func excerpt(_ body: String, title: String = "Regras", _ question: String, isQuestion: Bool = true)
        -> String?
    {
        let document = KnowledgeDocument(
            id: .init(1), title: title, body: body, createdAt: Moment(milliseconds: 0),
            updatedAt: Moment(milliseconds: 0))
        return Excerpt(of: document, about: Excerpt.words(of: question), isQuestion: isQuestion)?.text
    }

    private let rules = """
        Filhotes são atendidos depois da segunda dose. Pedimos a carteira de vacinação em dia. Cães bravos usam focinheira.
        """

    @Test("the sentence that answers comes first, whole, and what follows it as far as it is short")
    func sentence() {
        #expect(
            excerpt(rules, "precisa levar carteira de vacinação?")
                == "Pedimos a carteira de vacinação em dia. Cães bravos usam focinheira.")
    }

    @Test(
        "a document that shares one word by chance is no answer",
        arguments: ["posso pagar com vale alimentação?", "vocês fazem tatuagem em cães?", "qual a cor da parede?", ""])
    func noAnswer(question: String) { #expect(excerpt(rules, question) == nil) }

    @Test("a remark that is no question needs more in common")
    func remark() {
        #expect(excerpt(rules, "focinheira", isQuestion: true) != nil)
        #expect(excerpt(rules, "focinheira", isQuestion: false) == nil)
    }

    @Test("no excerpt is long, and none ends within a sentence unless the sentence itself has no end")
    func length() {
        let long = (1...40).map { "A focinheira número \($0) fica na entrada." }.joined(separator: " ")
        let found = excerpt(long, "onde fica a focinheira?") ?? ""
        #expect(found.count <= 320 && found.hasSuffix("."))
        let endless = excerpt(String(repeating: "focinheira ", count: 200), "focinheira") ?? ""
        #expect(endless.count <= 321 && endless.hasSuffix("…"))
    }
}
