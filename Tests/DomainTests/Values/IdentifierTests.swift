import Domain
import Testing

@Suite struct IdentifierTests {
    @Test("digits are an id")
    func digits() {
        #expect(Tutor.ID(text: "42")?.rawValue == 42)
        #expect(Tutor.ID(text: "9007199254740991")?.rawValue == 9_007_199_254_740_991)
    }

    @Test(
        "anything else in a URL is none",
        arguments: ["", "0", "-1", "+1", "1.0", "1e3", " 1", "1 ", "0x1", "١", "99999999999999999", "1'--", "abc"])
    func refused(text: String) {
        #expect(Tutor.ID(text: text) == nil)
    }
}
