import Domain
import Testing

@Suite("Delivery and addresses") struct DeliveryTests {
    @Test("reports only ever move a message on")
    func order() {
        let all: [Delivery] = [.failed, .pending, .server, .device, .read, .played]
        for delivery in all { #expect(delivery.isNews(after: nil)) }
        #expect(Delivery.failed.isNews(after: .pending))
        #expect(!Delivery.failed.isNews(after: .server), "what has left cannot fail any more")
        #expect(Delivery.device.isNews(after: .failed), "it came after all")
        #expect(!Delivery.pending.isNews(after: .failed))
        for (low, high) in zip(all.dropFirst(2), all.dropFirst(3)) {
            #expect(high.isNews(after: low))
            #expect(!low.isNews(after: high))
            #expect(!low.isNews(after: low))
        }
    }

    @Test(
        "one address is the same in every way of writing it",
        arguments: [
            ("553188887777@c.us", "5531988887777@c.us"), ("5531988887777@s.whatsapp.net", "5531988887777@c.us"),
            ("5511900000001:31@s.whatsapp.net", "5511900000001@c.us"), ("240000000000001:7@lid", "240000000000001@lid"),
            ("551133334444@c.us", "551133334444@c.us"), ("120363@g.us", "120363@g.us"),
        ])
    func identity(written: String, same: String) {
        #expect(ChatID(written)?.identity.rawValue == same)
    }
}
