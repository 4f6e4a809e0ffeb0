import Domain
import Testing

@Suite struct MessageIDTests {
    @Test(
        "the bare id is the same in every form",
        arguments: [
            "3A00", "false_5511900000001@c.us_3A00", "true_5511900000001@c.us_3A00", "false_240000000000001@lid_3A00",
            "false_120363000000000001@g.us_3A00_5511900000002@c.us", "false_status@broadcast_3A00_5511900000001@c.us",
            "true_5511900000001@c.us_3A00_out", "false_5511900000001@c.us_3A00_in",
        ])
    func bare(text: String) {
        #expect(MessageID(text)?.bare == "3A00")
    }

    @Test("direction and chat are read from the whole form only")
    func parts() {
        let whole = MessageID("true_5511900000001@c.us_3A00")
        #expect(whole?.fromMe == true)
        #expect(whole?.chat?.rawValue == "5511900000001@c.us")
        let bare = MessageID("3A00")
        #expect(bare?.fromMe == nil)
        #expect(bare?.chat == nil)
    }

    @Test(
        "an id in no known form is its own bare id",
        arguments: ["maybe_x@c.us_3A", "false_", "true_x", "false_x@c.us_"])
    func unknown(text: String) {
        #expect(MessageID(text)?.bare == text)
    }

    @Test("text that no id has is refused", arguments: ["", "a b", "é", "a\n", String(repeating: "A", count: 257)])
    func refused(text: String) {
        #expect(MessageID(text) == nil)
    }
}
