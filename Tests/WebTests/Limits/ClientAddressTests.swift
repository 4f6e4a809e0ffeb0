import Business
import HTTPTypes
import Hummingbird
import Testing

@testable import Web

@Suite("Whose request it is") struct ClientAddressTests {
    private func name(_ forwarded: String?, peer: String, trusted: [String] = []) throws -> String {
        var head = HTTPRequest(method: .get, scheme: "http", authority: "x", path: "/")
        if let forwarded { head.headerFields[.forwardedFor] = forwarded }
        let blocks = try trusted.map { try #require(NetworkBlock(text: $0)) }
        return ClientAddress(trusted: blocks).name(Request(head: head, body: .init(buffer: .init())), peer: peer)
    }

    @Test("without trusted proxies the connection's other end counts, whatever a header says")
    func untrusted() throws {
        #expect(try name("1.2.3.4", peer: "203.0.113.7") == "203.0.113.7")
    }

    @Test("behind trusted proxies it is the last address that none of them bears; a forged one lies beyond")
    func trusted() throws {
        let proxies = ["10.0.0.0/8", "127.0.0.1"]
        #expect(try name("9.9.9.9, 198.51.100.4, 10.0.0.2", peer: "127.0.0.1", trusted: proxies) == "198.51.100.4")
        #expect(try name(nil, peer: "127.0.0.1", trusted: proxies) == "127.0.0.1")
        #expect(try name("lixo, 10.0.0.2", peer: "127.0.0.1", trusted: proxies) == "10.0.0.2")
        #expect(try name("198.51.100.4", peer: "203.0.113.7", trusted: proxies) == "203.0.113.7")
        #expect(try name("198.51.100.4", peer: "::ffff:127.0.0.1", trusted: proxies) == "198.51.100.4")
    }

    @Test("addresses of one IPv6 network are one client")
    func v6() throws {
        let one = try name(nil, peer: "2001:db8:1:2:aaaa::1")
        #expect(try name(nil, peer: "2001:db8:1:2:bbbb::9") == one)
        #expect(try name(nil, peer: "2001:db8:1:3::1") != one)
    }

    @Test(
        "what is no block of addresses is refused",
        arguments: ["", "10.0.0.0/33", "10.0.0/8", "x", "::/129", "1.2.3.4/"])
    func blocks(text: String) {
        #expect(NetworkBlock(text: text) == nil)
    }
}
