import Domain
import Testing

@Suite("Long replies in parts") struct ReplyPartsTests {
    @Test("a text that fits is left whole")
    func fits() {
        #expect(ReplyParts.split("Oi!") == ["Oi!"])
        #expect(ReplyParts.split("  Oi!\n") == ["Oi!"])
        #expect(ReplyParts.split(" ") == [])
    }

    @Test(
        "the cut is at the end of a paragraph, else of a line, a sentence, a word",
        arguments: [
            ("aaaa\nbbbb\n\ncccc dddd", ["aaaa\nbbbb", "cccc dddd"]),
            ("aaaa. bbbb\ncccc dddd", ["aaaa. bbbb", "cccc dddd"]),
            ("aaaa bbb. cccc dddd", ["aaaa bbb.", "cccc dddd"]), ("aaaa bbbb cccc dddd", ["aaaa bbbb", "cccc dddd"]),
            ("aaaaaaaaaaaaaaa", ["aaaaaaaaaaaa", "aaa"]), ("R$ 50.00 R$ 60.00", ["R$ 50.00 R$", "60.00"]),
        ])
    func cuts(text: String, parts: [String]) {
        #expect(ReplyParts.split(text, limit: 12) == parts)
    }

    @Test("no part is too long and no word is lost, whatever the text")
    func whole() {
        var numbers = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let text = String((0..<300).map { _ in "ab. \n🐾é".randomElement(using: &numbers) ?? "x" })
            let parts = ReplyParts.split(text, limit: 20)
            #expect(parts.allSatisfy { !$0.isEmpty && $0.count <= 20 })
            #expect(parts.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
        }
    }

    @Test("a hostile text costs no more than its length", .timeLimit(.minutes(1)))
    func hostile() {
        #expect(ReplyParts.split(String(repeating: "a", count: 200_000)).count == 167)
        #expect(ReplyParts.split(String(repeating: "\n", count: 200_000)) == [])
    }
}
