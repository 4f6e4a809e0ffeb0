import Testing

@testable import Domain

@Suite("The words of a search") struct SearchWordsTests {
    @Test(
        "are lower case, without accents, and the plural is the singular",
        arguments: [
            ("Banho e Tosa", ["banho", "tosa"]), ("BANHOS, tosas!", ["banho", "tosa"]), ("cães", ["cao"]),
            ("Cão", ["cao"]), ("vacinações", ["vacinacao"]), ("animais", ["animal"]), ("horários", ["horario"]),
            ("valores vezes", ["valor", "vez"]), ("pra que é o gás?", ["gas"]), ("15kg", ["15", "kg"]),
            ("R$ 50,00", ["50", "00"]), ("a\u{301}gua", ["agua"]), ("Ｂａｎｈｏ １５", ["15"]), ("日本", []),
            ("", []), ("de da do", []),
        ])
    func words(text: String, expected: [String]) { #expect(SearchWords.of(text) == expected) }

    @Test("are nothing but letters and digits, whatever the text says")
    func onlyLetters() {
        let hostile = "banho\" OR * NEAR(x,5) -tosa ^a {title}: 'x'; DROP TABLE pets; -- %_\\ \u{0} \u{202E}rls$pets"
        for word in SearchWords.of(hostile) {
            #expect(word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }, "\(word)")
        }
    }

    @Test("are as many as asked for, from the front")
    func limit() { #expect(SearchWords.of("banho tosa unha pelo", limit: 2) == ["banho", "tosa"]) }

    @Test("of long hostile texts cost linear time")
    func hostileLength() {
        let texts = ["a", "e\u{301}", "\u{301}", "👩‍👩‍👧", "ões ", "1a", " "].map { String(repeating: $0, count: 200_000) }
        let taken = ContinuousClock().measure {
            for text in texts { #expect(SearchWords.of(text).count <= SearchWords.limit) }
        }
        #expect(taken < .seconds(20))
    }
}
