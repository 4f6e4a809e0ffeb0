import Business
import HTTPTypes
import Hummingbird

/// Whose request it is, by address: the other end of the connection, or what the proxies that the operator trusts
/// say of it.
package struct ClientAddress: Sendable {
    private let trusted: [NetworkBlock]

    /// - Parameter trusted: Proxies whose `X-Forwarded-For` is believed.
    package init(trusted: [NetworkBlock] = []) { self.trusted = trusted }

    /// A name for the client, for counting: its IPv4 address, or the /64 of its IPv6 address, since one customer
    /// holds all of that.
    func name(_ request: Request, peer: String?) -> String {
        guard let peer, let near = NetworkAddress(text: peer) else { return "local" }
        return Self.name(isTrusted(near) ? farthest(request, near) : near)
    }

    /// The last address that no trusted proxy bears, reading from this end; a forged entry lies beyond it.
    private func farthest(_ request: Request, _ near: NetworkAddress) -> NetworkAddress {
        var found = near
        let hops = request.headers[values: .forwardedFor].joined(separator: ",").split(separator: ",").suffix(20)
        for hop in hops.reversed() {
            guard let address = NetworkAddress(text: String(hop).trimmed) else { return found }
            found = address
            if !isTrusted(address) { return found }
        }
        return found
    }

    private func isTrusted(_ address: NetworkAddress) -> Bool {
        trusted.contains { $0.covers(address) || address.embeddedV4.map($0.covers) == true }
    }

    private static func name(_ address: NetworkAddress) -> String {
        if let inner = address.embeddedV4 { return inner.description }
        guard address.bytes.count == 16 else { return address.description }
        let network = Array(address.bytes.prefix(8)) + Array(repeating: 0, count: 8)
        return (NetworkAddress(bytes: network) ?? address).description + "/64"
    }
}
