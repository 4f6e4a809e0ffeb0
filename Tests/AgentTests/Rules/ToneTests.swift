import Testing

@testable import Agent

@Suite("How the agent speaks") struct ToneTests {
    @Test(
        "emoji go when the owner wants none or a formal tone",
        arguments: [
            ("", true), ("Seja simpática e use emojis", true), ("Tom informal e divertido", true),
            ("Sem emojis", false),
            ("Tom formal.", false), ("Fale formalmente com todos", false), ("Não use emoji nenhum", false),
        ])
    func emoji(persona: String, stays: Bool) {
        let said = Tone(persona: persona).apply(to: "Por nada! Qualquer coisa, é só chamar. 🐾")
        #expect(said == "Por nada! Qualquer coisa, é só chamar." + (stays ? " 🐾" : ""))
    }

    @Test("a formal shop greets with Olá, and its lists keep their lines")
    func formal() {
        #expect(
            Tone(persona: "formal").apply(to: "Oi, Ana! Escolha:\n1. Banho\n2. Tosa 🐶")
                == "Olá, Ana! Escolha:\n1. Banho\n2. Tosa")
        #expect(Tone(persona: "").apply(to: "Oi, Ana!") == "Oi, Ana!")
    }

    @Test("a phrase takes its second wording right after its first")
    func phrases() {
        let phrase = Phrase("Um.", "Dois.").between("", " Três.")
        #expect(phrase.after("outra coisa") == "Um. Três.")
        #expect(phrase.after("Um. Três.") == "Dois. Três.")
    }
}
