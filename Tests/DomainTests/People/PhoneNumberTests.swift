import Domain
import Testing

@Suite struct PhoneNumberTests {
    @Test(
        "a number as people type it becomes its international digits",
        arguments: [
            ("11900000001", "5511900000001"), ("(11) 90000-0001", "5511900000001"),
            ("+55 11 90000-0001", "5511900000001"),
            ("5511900000001", "5511900000001"), ("1130000001", "551130000001"), ("011 90000-0001", "5511900000001"),
            ("+1 415 555 0100", "14155550100"), ("+598 99 000 001", "59899000001"),
            (" +1 (415) 555-0100", "14155550100"),
            ("351900000001", "351900000001"),
        ])
    func typed(text: String, digits: String) {
        #expect(PhoneNumber(text)?.digits == digits)
    }

    @Test(
        "what is no number is refused",
        arguments: [
            "", "123", "900000001", "1234567890123456", "11 9000a-0001", "onze", "+", "١١٩٠٠٠٠٠٠٠١", "0000000000",
        ])
    func refused(text: String) {
        #expect(PhoneNumber(text) == nil)
    }

    @Test("an international number gains nothing, however short its country's are")
    func international() {
        #expect(PhoneNumber(international: "59899000001")?.digits == "59899000001")
        #expect(PhoneNumber(international: "14155550100")?.digits == "14155550100")
        #expect(PhoneNumber(international: "5511900000001")?.digits == "5511900000001")
        #expect(PhoneNumber(international: "+5511900000001") == nil)
        #expect(PhoneNumber(international: "123456") == nil)
        #expect(PhoneNumber(international: "") == nil)
    }

    @Test(
        "a Brazilian mobile has one key, with and without its ninth digit; other numbers keep theirs",
        arguments: [
            ("551190000001", "5511990000001"), ("5511990000001", "5511990000001"), ("551130000001", "551130000001"),
            ("5511900000001", "5511900000001"), ("552160000001", "5521960000001"), ("14155550100", "14155550100"),
            ("549119000000", "549119000000"), ("595981000001", "595981000001"),
        ])
    func key(digits: String, key: String) {
        #expect(PhoneNumber(international: digits)?.key == key)
    }
}
