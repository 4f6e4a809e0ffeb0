import Domain
import Testing

@testable import Web

@Suite("What a text may be") struct SchemaCheckTests {
    private func faults(_ text: String, as schema: Schema) -> [String] {
        SchemaCheck.faults(of: .object(["campo": .string(text)]), as: .object([.always("campo", schema)]))
    }

    @Test("blanks at both ends are forgiven, but nothing but blanks is as long as it is")
    func blanks() {
        #expect(faults("  Thor  ", as: .text(1...4)) == [])
        #expect(faults("   ", as: Schema.phone.orBlank) == [])
        #expect(faults(String(repeating: " ", count: 5), as: .text(0...4)) == ["campo: no máximo 4 caracteres"])
        #expect(faults("    ", as: .text(0...4)) == [])
        #expect(faults("    ", as: .text(1...4)) == ["campo: campo obrigatório"])
    }
    @Test("a text is as long as it has code points, as JSON Schema counts them")
    func codePoints() {
        #expect(faults("👋🏻👋🏻", as: .text(1...4)) == [])
        #expect(faults("👋🏻👋🏻", as: .text(1...3)) == ["campo: no máximo 3 caracteres"])
    }
}
