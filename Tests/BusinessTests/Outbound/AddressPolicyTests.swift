import Support
import Testing

@testable import Business

@Suite("Which addresses a call may reach") struct AddressPolicyTests {
    private let caller = HTTPCaller()

    @Test(
        "a tenant's URL that leads inside is refused after resolution, and nothing arrives",
        arguments: ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"])
    func inside(host: String) async throws {
        let standIn = try await WAHAStandIn.start()
        let url = "http://\(host):\(standIn.port)/ping"
        // A connection left open by the operator's own call must not be a way around the policy.
        _ = try await caller.call(HTTPCall(.get, standIn.baseURL + "/ping", addressPolicy: .operatorConfigured))
        let error = await #expect(throws: GatewayError.self) {
            try await caller.call(HTTPCall(.get, url, addressPolicy: .publicOnly(allowedHosts: ["example.com"])))
        }
        guard case .forbiddenAddress(_, let address) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(["127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0"].contains(address))
        #expect(standIn.calls.count == 1)
        await standIn.stop()
    }

    @Test("a host the operator listed is reached")
    func allowed() async throws {
        let standIn = try await WAHAStandIn.start()
        let policy = AddressPolicy.publicOnly(allowedHosts: ["127.0.0.1"])
        let answer = try await caller.call(HTTPCall(.get, standIn.baseURL + "/ping", addressPolicy: policy))
        #expect(answer.status == 200)
        await standIn.stop()
    }

    @Test(
        "addresses of this machine, this network and a cloud's own services are not public",
        arguments: [
            [0, 0, 0, 0], [10, 1, 2, 3], [100, 64, 0, 1], [100, 100, 100, 200], [127, 9, 9, 9], [169, 254, 169, 254],
            [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1], [192, 0, 0, 192], [198, 19, 0, 1], [224, 0, 0, 1],
            [255, 255, 255, 255], [168, 63, 129, 16],
        ] as [[UInt8]])
    func closedV4(bytes: [UInt8]) throws {
        #expect(try !#require(NetworkAddress(bytes: bytes)).isPublic)
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xff, 0xff] + bytes
        #expect(try !#require(NetworkAddress(bytes: mapped)).isPublic)
        let translated: [UInt8] = [0, 0x64, 0xff, 0x9b] + Array(repeating: 0, count: 8) + bytes
        #expect(try !#require(NetworkAddress(bytes: translated)).isPublic)
    }

    @Test(
        "their neighbours are public",
        arguments: [
            [1, 1, 1, 1], [11, 0, 0, 1], [100, 63, 0, 1], [100, 128, 0, 1], [172, 15, 0, 1], [172, 32, 0, 1],
            [192, 169, 0, 1], [198, 17, 0, 1], [198, 20, 0, 1], [223, 255, 255, 255], [168, 63, 129, 17],
        ] as [[UInt8]])
    func openV4(bytes: [UInt8]) throws {
        #expect(try #require(NetworkAddress(bytes: bytes)).isPublic)
    }

    @Test("of IPv6 only global unicast is public, without its tunnels and examples")
    func v6() throws {
        func address(_ start: [UInt8], last: UInt8 = 1) throws -> NetworkAddress {
            try #require(NetworkAddress(bytes: start + Array(repeating: 0, count: 15 - start.count) + [last]))
        }
        for start in [
            [], [0xfe, 0x80], [0xfd, 0, 0x0e, 0xc2], [0xff, 2], [0x20, 1, 0], [0x20, 2], [0x20, 1, 0x0d, 0xb8],
        ]
            as [[UInt8]]
        {
            #expect(try !address(start).isPublic)
        }
        #expect(try address([0x20, 1, 0x48, 0x60]).isPublic)
        #expect(try address([0x26, 0x06]).isPublic)
        #expect(try address([]).description == "::1")
        #expect(NetworkAddress(bytes: [UInt8]([1, 2, 3])) == nil)
    }
}
