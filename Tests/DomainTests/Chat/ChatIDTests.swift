import Domain
import Testing

@Suite struct ChatIDTests {
    @Test(
        "an address tells what stands behind it",
        arguments: [
            ("5511900000001@c.us", .person), ("5511900000001@s.whatsapp.net", .person),
            ("240000000000001@lid", .hidden),
            ("120363000000000001@g.us", .group), ("status@broadcast", .broadcast), ("1234@broadcast", .broadcast),
            ("1203630@newsletter", .broadcast), ("5511900000001", .unknown), ("x@example.com", .unknown),
            ("c.us", .person), ("a@lid@c.us", .unknown),
        ] as [(String, ChatID.Kind)])
    func kind(text: String, kind: ChatID.Kind) {
        #expect(ChatID(text)?.kind == kind)
    }

    @Test(
        "only a person's address has a number, and a foreign one stays foreign",
        arguments: [
            ("5511900000001@c.us", "5511900000001"), ("5511900000001:31@s.whatsapp.net", "5511900000001"),
            ("14155550100@c.us", "14155550100"), ("59899000001@c.us", "59899000001"), ("240000000000001@lid", nil),
            ("120363000000000001@g.us", nil), ("status@broadcast", nil), ("abc@c.us", nil), ("@c.us", nil),
        ] as [(String, String?)])
    func phone(text: String, digits: String?) {
        #expect(ChatID(text)?.phone?.digits == digits)
    }

    @Test(
        "text that no address has is refused",
        arguments: ["", "a b@c.us", "x\n@c.us", "é@c.us", "x'@c.us", String(repeating: "1", count: 129)])
    func refused(text: String) {
        #expect(ChatID(text) == nil)
    }

    @Test("a number's address is the one WAHA uses")
    func ofPhone() throws {
        #expect(ChatID(phone: try #require(PhoneNumber("11900000001"))).rawValue == "5511900000001@c.us")
    }
}
